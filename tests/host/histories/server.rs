//! A Zoom of our own, which answers in every way that is not known of the real one, and misbehaves
//! in every way that it may.

use serde_json::{Value, json};
use zoom_phone_sms::date_range::DateRange;
use zoom_phone_sms::date_time::parse_rfc3339_ms;
use zoom_phone_sms::decode;
use zoom_phone_sms::error::{ErrorKind, SmsError};
use zoom_phone_sms::history::{Checkpoint, History, HistoryQuery, Progress, Span};
use zoom_phone_sms::input::{Input, Options};
use zoom_phone_sms::model::Page;
use zoom_phone_sms::query::{Order, Query};

/// 2024-06-15T12:00:00Z
pub(crate) const NOW_MS: i64 = 1_718_452_800_000;
pub(crate) const NOW: i64 = NOW_MS / 1_000;
pub(crate) const DAY: i64 = 86_400;

/// A message: its number is its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) id: usize,
    /// Its `date_time`.
    pub(crate) at: i64,
    /// How much later than that it was created: what servers select and sort by.
    pub(crate) drift: i64,
    /// After how many requests it is there.
    pub(crate) after: u32,
    /// After how many requests it is deleted; 0 never.
    pub(crate) gone: u32,
}

impl Sent {
    pub(crate) fn new(id: usize, at: i64) -> Self {
        Self {
            id,
            at,
            drift: 0,
            after: 0,
            gone: 0,
        }
    }

    fn created(&self) -> i64 {
        self.at + self.drift
    }

    fn is_there(&self, asked: u32) -> bool {
        self.after < asked && (self.gone == 0 || asked <= self.gone)
    }

    /// Where it stands in an order.
    fn key(&self, order: Order) -> (i64, i64, usize) {
        match order {
            Order::Ascending => (self.created(), 0, self.id),
            Order::Descending => (-self.created(), -self.at, self.id),
        }
    }
}

/// Messages with the numbers 0, 1, 2 …
pub(crate) fn sent(times: impl IntoIterator<Item = i64>) -> Vec<Sent> {
    let times = times.into_iter().enumerate();
    times.map(|(id, at)| Sent::new(id, at)).collect()
}

/// The order of a server's pages, which may differ from the requested one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sorting {
    AsAsked,
    Always(Order),
    Shuffled,
}

/// How the server answers.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is one way in which a server may behave"
)]
#[derive(Debug, Clone)]
pub(crate) struct Server {
    pub(crate) messages: Vec<Sent>,
    pub(crate) from_inclusive: bool,
    pub(crate) to_inclusive: bool,
    /// Whether it makes whole days of the range.
    pub(crate) whole_days: bool,
    pub(crate) sorting: Sorting,
    /// Whether a page begins after so many messages: then those that arrive shift it.
    pub(crate) by_offset: bool,
    /// Every so many pages a token has expired; 0 never.
    pub(crate) expires: u32,
    /// Every so many pages is empty, and carries a token; 0 none.
    pub(crate) empty: u32,
    /// Every so many messages comes twice in a page; 0 none.
    pub(crate) doubles: usize,
    /// The most messages in a page, if fewer than asked for.
    pub(crate) most: usize,
    pub(crate) asked: u32,
}

pub(crate) enum Answer {
    Page(Vec<Sent>, Option<String>),
    Expired,
}

impl Server {
    pub(crate) fn of(messages: Vec<Sent>) -> Self {
        Self {
            messages,
            from_inclusive: true,
            to_inclusive: true,
            whole_days: false,
            sorting: Sorting::AsAsked,
            by_offset: true,
            expires: 0,
            empty: 0,
            doubles: 0,
            most: 100,
            asked: 0,
        }
    }

    pub(crate) fn answer(&mut self, query: &Query) -> Answer {
        let pairs = query.pairs();
        let value = |name: &str| {
            let found = pairs.iter().find(|(given, _)| *given == name);
            found.map(|(_, value)| value.as_str())
        };
        let second = |name: &str| parse_rfc3339_ms(value(name).unwrap()).unwrap() / 1_000;
        let (mut from, mut to) = (second("from"), second("to"));
        assert!(to - from <= 30 * DAY, "a window is longer than Zoom allows");
        assert!(to <= a_month_after(from), "a window is longer than a month");
        if self.whole_days {
            from -= from % DAY;
            to += DAY - 1 - to % DAY;
        }
        let size: usize = value("page_size").unwrap().parse().unwrap();
        let token = value("next_page_token");
        self.asked += 1;
        if token.is_some() && self.expires > 0 && self.asked.is_multiple_of(self.expires) {
            return Answer::Expired;
        }
        let mut found: Vec<Sent> = self.messages.clone();
        found.retain(|sent| {
            let created = sent.created();
            sent.is_there(self.asked)
                && (created > from || self.from_inclusive && created == from)
                && (created < to || self.to_inclusive && created == to)
        });
        let order = match (self.sorting, value("sort")) {
            (Sorting::Always(order), _) => Some(order),
            (Sorting::AsAsked, Some("2")) => Some(Order::Descending),
            (Sorting::AsAsked, _) => Some(Order::Ascending),
            (Sorting::Shuffled, _) => None,
        };
        match order {
            Some(order) => found.sort_by_key(|sent| sent.key(order)),
            None => found.sort_by_key(|sent| sent.id * 7_919 % 1_009),
        }
        let (place, serial) = token.map_or(("0", 0), |token| {
            let (place, serial) = token.split_once(' ').unwrap();
            (place, serial.parse::<u32>().unwrap())
        });
        let place: usize = place.parse().unwrap();
        let start = if self.by_offset || token.is_none() {
            place
        } else {
            // What it stands for may have been deleted.
            let anchor = self.messages.iter().find(|sent| sent.id == place).unwrap();
            let is_from = |sent: &Sent| match order {
                Some(order) => sent.key(order) >= anchor.key(order),
                None => sent.id == place,
            };
            found.iter().position(is_from).unwrap_or(found.len())
        };
        let start = start.min(found.len());
        if self.empty > 0 && self.asked.is_multiple_of(self.empty) && start < found.len() {
            let place = if self.by_offset {
                start
            } else {
                found[start].id
            };
            return Answer::Page(Vec::new(), Some(format!("{place} {}", serial + 1)));
        }
        let end = (start + size.min(self.most)).min(found.len());
        let mut page: Vec<Sent> = found[start..end].to_vec();
        if self.doubles > 0 {
            page = (page.into_iter().enumerate())
                .flat_map(|(index, sent)| {
                    let times = if index % self.doubles == 0 { 2 } else { 1 };
                    std::iter::repeat_n(sent, times)
                })
                .collect();
        }
        let more = (end < found.len()).then(|| {
            let place = if self.by_offset { end } else { found[end].id };
            format!("{place} {}", serial + 1)
        });
        Answer::Page(page, more)
    }
}

/// As the calendar has it: the same day of the next month, or its last.
fn a_month_after(second: i64) -> i64 {
    let start = jiff::Timestamp::from_second(second).unwrap();
    let start = start.to_zoned(jiff::tz::TimeZone::UTC);
    let end = start.checked_add(jiff::Span::new().months(1)).unwrap();
    end.timestamp().as_second()
}

pub(crate) fn session(page: &[Sent], token: Option<&str>) -> Page {
    let message = |sent: &Sent| json!({"message_id": format!("m{}", sent.id), "date_time": date_time(sent.at)});
    let messages: Vec<Value> = page.iter().map(message).collect();
    let body = json!({"next_page_token": token, "sms_histories": messages});
    decode::session(serde_json::to_vec(&body).unwrap()).unwrap()
}

pub(crate) fn date_time(second: i64) -> String {
    DateRange::of_seconds(second, second).written().from
}

pub(crate) fn query(given: &[(&str, Input)]) -> HistoryQuery {
    let given = given
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()));
    HistoryQuery::validate(&Options::new(given.collect()).read(), NOW_MS).unwrap()
}

/// A query of a range of seconds.
pub(crate) fn between(first: i64, last: i64, order: Order, page_size: u32) -> HistoryQuery {
    HistoryQuery {
        range: Span::of_seconds(first, last),
        order,
        page_size,
        ..query(&[])
    }
}

pub(crate) fn refusal() -> SmsError {
    SmsError::new(ErrorKind::InvalidPageToken, "expired")
}

/// What reading came to.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    pub(crate) given: Vec<Sent>,
    pub(crate) error: Option<SmsError>,
    pub(crate) checkpoint: String,
    pub(crate) longest_checkpoint: usize,
    pub(crate) progress: Progress,
}

impl Reading {
    pub(crate) fn ids(&self) -> Vec<usize> {
        self.given.iter().map(|sent| sent.id).collect()
    }

    pub(crate) fn times(&self) -> Vec<i64> {
        self.given.iter().map(|sent| sent.at).collect()
    }
}

/// Reads a history to its end or to an error, being killed and resumed after every `lives` pages
/// that bring something; 0 never.
pub(crate) fn read(query: &HistoryQuery, server: &mut Server, lives: u32) -> Reading {
    read_from(query, server, lives, None, NOW_MS)
}

pub(crate) fn read_from(
    query: &HistoryQuery,
    server: &mut Server,
    lives: u32,
    checkpoint: Option<&str>,
    now_ms: i64,
) -> Reading {
    let resumed = |written: &str| {
        let checkpoint = Checkpoint::read(written, "s").unwrap();
        assert_eq!(checkpoint.write("s"), written);
        assert!(checkpoint.is_of(query));
        History::new(query.clone(), Some(&checkpoint), now_ms)
    };
    let mut history = match checkpoint {
        Some(written) => resumed(written),
        None => History::new(query.clone(), None, now_ms),
    };
    let (mut given, mut pages, mut longest_checkpoint) = (Vec::new(), 0, 0);
    let most = server.asked + 30_000;
    let error = loop {
        let asked = match history.next() {
            Ok(Some(asked)) => asked,
            Ok(None) => break None,
            Err(error) => break Some(error),
        };
        assert!(server.asked < most, "it comes to an end");
        match server.answer(&asked) {
            Answer::Expired => {
                if let Err(error) = history.restart(refusal()) {
                    break Some(error);
                }
            }
            Answer::Page(page, token) => {
                history.set_clock(now_ms, None);
                let new = history.take(&session(&page, token.as_deref()));
                given.extend(new.iter().map(|index| page[*index]));
                // A run that is limited comes to its own end.
                pages += u32::from(!new.is_empty());
                if lives > 0 && query.limit.is_none() && !new.is_empty() && pages % lives == 0 {
                    let written = history.checkpoint().write("s");
                    longest_checkpoint = longest_checkpoint.max(written.len());
                    history = resumed(&written);
                }
            }
        }
    };
    let checkpoint = history.checkpoint().write("s");
    Reading {
        longest_checkpoint: longest_checkpoint.max(checkpoint.len()),
        progress: history.progress(),
        given,
        error,
        checkpoint,
    }
}

/// What of these messages a query is for, in its order.
pub(crate) fn truth(messages: &[Sent], query: &HistoryQuery) -> Vec<Sent> {
    let (first, last) = query.range.seconds();
    let mut found = messages.to_vec();
    found.retain(|sent| (first..=last).contains(&sent.at));
    found.sort_by_key(|sent| sent.key(query.order));
    found
}

/// By how many seconds times fall back at most.
pub(crate) fn fall(times: &[i64], order: Order) -> i64 {
    let (mut furthest, mut most) = (i64::MIN, 0);
    for time in times {
        let place = match order {
            Order::Ascending => *time,
            Order::Descending => -time,
        };
        furthest = furthest.max(place);
        most = most.max(furthest - place);
    }
    most
}
