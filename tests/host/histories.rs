//! Histories against a Zoom of our own, which answers in every way that is not known of the real
//! one, and misbehaves in every way that it may.

use proptest::prelude::*;
use serde_json::{Value, json};
use zoom_phone_sms::date_range::DateRange;
use zoom_phone_sms::decode;
use zoom_phone_sms::error::{ErrorKind, SmsError};
use zoom_phone_sms::history::{Checkpoint, History, HistoryQuery, NAMES};
use zoom_phone_sms::input::{Input, Options};
use zoom_phone_sms::model::SmsSession;
use zoom_phone_sms::query::{Order, Query};

/// 2024-06-15T12:00:00Z
const NOW_MS: i64 = 1_718_452_800_000;
const DAY: i64 = 86_400;

/// One message: an id and the second it was sent in.
type Sent = (String, i64);

/// How the server answers.
#[derive(Debug, Clone)]
struct Server {
    messages: Vec<Sent>,
    from_inclusive: bool,
    to_inclusive: bool,
    /// Every so many pages a token has expired; 0 never.
    expires: u32,
    /// Every so many pages is empty, and carries a token; 0 none.
    empty: u32,
    /// Every so many messages comes twice in a page; 0 none.
    doubles: usize,
    asked: u32,
}

enum Answer {
    Page(Vec<Sent>, Option<String>),
    Expired,
}

impl Server {
    fn answer(&mut self, query: &Query) -> Answer {
        self.asked += 1;
        let pairs = query.pairs();
        let value = |name: &str| {
            let found = pairs.iter().find(|(given, _)| *given == name);
            found.map(|(_, value)| value.as_str())
        };
        let second = |name: &str| {
            zoom_phone_sms::date_time::parse_rfc3339_ms(value(name).unwrap()).unwrap() / 1_000
        };
        let (from, to) = (second("from"), second("to"));
        assert!(
            to - from <= 30 * DAY,
            "no window is longer than Zoom allows"
        );
        let size: usize = value("page_size").unwrap().parse().unwrap();
        let token = value("next_page_token");
        if token.is_some() && self.expires > 0 && self.asked.is_multiple_of(self.expires) {
            return Answer::Expired;
        }
        let mut found: Vec<Sent> = self
            .messages
            .iter()
            .filter(|(_, at)| {
                (*at > from || self.from_inclusive && *at == from)
                    && (*at < to || self.to_inclusive && *at == to)
            })
            .cloned()
            .collect();
        found.sort_by_key(|(_, at)| *at);
        if value("sort") == Some("2") {
            found.reverse();
        }
        let (start, serial) = token.map_or((0, 0), |token| {
            let (start, serial) = token.split_once(' ').unwrap();
            (start.parse().unwrap(), serial.parse::<u32>().unwrap())
        });
        if self.empty > 0 && self.asked.is_multiple_of(self.empty) && start < found.len() {
            return Answer::Page(Vec::new(), Some(format!("{start} {}", serial + 1)));
        }
        let end = (start + size).min(found.len());
        let mut page: Vec<Sent> = found[start..end].to_vec();
        if self.doubles > 0 {
            page = (page.into_iter().enumerate())
                .flat_map(|(index, sent)| {
                    let times = if index % self.doubles == 0 { 2 } else { 1 };
                    std::iter::repeat_n(sent, times)
                })
                .collect();
        }
        let more = (end < found.len()).then(|| format!("{end} {}", serial + 1));
        Answer::Page(page, more)
    }
}

fn session(page: &[Sent], token: Option<&str>) -> SmsSession {
    let message = |(id, at): &Sent| json!({"message_id": id, "date_time": date_time(*at)});
    let messages: Vec<Value> = page.iter().map(message).collect();
    let body = json!({"next_page_token": token, "sms_histories": messages});
    decode::session(serde_json::to_vec(&body).unwrap()).unwrap()
}

fn date_time(second: i64) -> String {
    DateRange::of_seconds(second, second).written().from
}

fn query(given: &[(&str, Input)]) -> HistoryQuery {
    let given = given
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()));
    HistoryQuery::validate(&Options::new(given.collect(), NAMES), NOW_MS).unwrap()
}

fn refusal() -> SmsError {
    SmsError::new(ErrorKind::InvalidPageToken, "expired")
}

/// Reads a history to its end, being killed and resumed after every `lives` pages; 0 never.
fn read(query: &HistoryQuery, server: &mut Server, lives: u32) -> Result<Vec<String>, SmsError> {
    let mut history = History::new(query.clone(), None);
    let mut given = Vec::new();
    let mut pages = 0;
    while let Some(asked) = history.next()? {
        assert!(server.asked < 20_000, "it comes to an end");
        match server.answer(&asked) {
            Answer::Expired => history.restart(refusal())?,
            Answer::Page(page, token) => {
                let session = session(&page, token.as_deref());
                let new = history.take(&session);
                given.extend(new.iter().map(|index| page[*index].0.clone()));
                // Whoever is killed before anything new has come is where they were.
                pages += u32::from(!new.is_empty());
                if lives > 0 && !new.is_empty() && pages % lives == 0 {
                    let written = history.checkpoint().write("s");
                    let checkpoint = Checkpoint::read(&written, "s").unwrap();
                    history = History::new(query.clone(), Some(&checkpoint));
                }
            }
        }
    }
    Ok(given)
}

/// A server with up to 400 messages of two years, many of them at the edges of windows.
fn any_server() -> impl Strategy<Value = Server> {
    let now = NOW_MS / 1_000;
    let times = prop_oneof![
        3 => (0..730 * DAY).prop_map(move |back| now - back),
        2 => (0_i64..25, -2_i64..3).prop_map(move |(windows, off)| now - windows * 30 * DAY + off),
        1 => Just(now - 40 * DAY),
    ];
    let messages = prop::collection::vec(times, 0..400).prop_map(|times| {
        let sent = times.into_iter().enumerate();
        sent.map(|(index, at)| (format!("m{index}"), at)).collect()
    });
    (
        messages,
        any::<bool>(),
        any::<bool>(),
        0_u32..6,
        0_u32..4,
        0_usize..4,
    )
        .prop_map(
            |(messages, from_inclusive, to_inclusive, expires, empty, doubles)| Server {
                messages,
                from_inclusive,
                to_inclusive,
                // Tokens that expire faster leave nothing to be read where many share a second.
                expires: if expires == 0 { 0 } else { expires + 20 },
                empty: if empty == 1 { 0 } else { empty },
                doubles,
                asked: 0,
            },
        )
}

fn day(second: i64) -> String {
    jiff::Timestamp::from_second(second)
        .unwrap()
        .strftime("%Y-%m-%d")
        .to_string()
}

proptest! {
    #[test]
    fn every_message_of_the_range_is_given_once_and_in_order(
        mut server in any_server(),
        from_days in 0_i64..700, length in 0_i64..700,
        descending in any::<bool>(), size in 20_u32..=100, lives in 0_u32..4,
    ) {
        let from = NOW_MS / 1_000 - from_days * DAY;
        let to = (from + length * DAY).min(NOW_MS / 1_000);
        let query = query(&[
            ("from", Input::Text(day(from))),
            ("to", Input::Text(day(to))),
            ("sort", Input::Number(if descending { 2.0 } else { 1.0 })),
            ("page_size", Input::Number(f64::from(size))),
        ]);
        let (first, last) = query.range.seconds();
        let mut expected: Vec<&Sent> = server.messages.iter()
            .filter(|(_, at)| (first..=last).contains(at)).collect();
        expected.sort_by_key(|(_, at)| if descending { -at } else { *at });
        let times = |ids: &[String]| -> Vec<i64> {
            let time = |id: &String| server.messages.iter().find(|(it, _)| it == id).unwrap().1;
            ids.iter().map(time).collect()
        };
        let given = read(&query, &mut server.clone(), lives).unwrap();
        prop_assert_eq!(times(&given), expected.iter().map(|(_, at)| *at).collect::<Vec<_>>());
        let ids = |mut ids: Vec<String>| { ids.sort(); ids };
        let expected = expected.into_iter().map(|(id, _)| id.clone()).collect();
        prop_assert_eq!(ids(given), ids(expected));
        server.asked = 0;
    }

    #[test]
    fn a_limit_gives_the_first_of_them(mut server in any_server(), limit in 0_u32..50) {
        let all = query(&[("from", Input::Text("2022-06-15".into())), ("to", Input::Text("2024-06-15".into()))]);
        let limited = HistoryQuery { limit: Some(u64::from(limit)), ..all.clone() };
        server.expires = 0;
        let everything = read(&all, &mut server.clone(), 0).unwrap();
        let first = read(&limited, &mut server, 0).unwrap();
        prop_assert_eq!(&first[..], &everything[..everything.len().min(limit as usize)]);
    }

    #[test]
    fn no_text_is_taken_for_a_checkpoint(text in "\\PC{0,80}") {
        prop_assert!(Checkpoint::read(&text, "s").is_err());
    }
}

#[test]
fn pages_that_never_end_are_an_error_and_not_a_loop() {
    let query = query(&[("maxPages", Input::Number(5.0))]);
    for cycle in [true, false] {
        let mut history = History::new(query.clone(), None);
        let mut pages = 0;
        let error = loop {
            pages += 1;
            let token = if cycle {
                "same".to_owned()
            } else {
                format!("t{pages}")
            };
            history.take(&session(&[], Some(&token)));
            match history.next() {
                Ok(_) => assert!(pages < 10),
                Err(error) => break error,
            }
        };
        assert_eq!(error.kind, ErrorKind::Paging);
        assert_eq!(pages, if cycle { 2 } else { 5 });
    }
}

#[test]
fn a_token_that_always_expires_is_an_error_and_not_a_loop() {
    let mut history = History::new(query(&[]), None);
    let mut restarts = 0;
    loop {
        history.take(&session(&[], Some("token")));
        restarts += 1;
        if history.restart(refusal()).is_err() {
            break;
        }
    }
    assert_eq!(restarts, 4);
}

#[test]
fn a_checkpoint_of_another_query_or_a_changed_one_is_refused() {
    let query = query(&[]);
    let written = History::new(query.clone(), None).checkpoint().write("s");
    let checkpoint = Checkpoint::read(&written, "s").unwrap();
    assert!(checkpoint.is_of(&query));
    let descending = HistoryQuery {
        order: Order::Descending,
        ..query.clone()
    };
    assert!(!checkpoint.is_of(&descending));
    assert!(Checkpoint::read(&written, "other").is_err());
    for at in 0..written.len() {
        let mut changed = written.clone().into_bytes();
        changed[at] ^= 1;
        let changed = String::from_utf8(changed).unwrap();
        assert!(Checkpoint::read(&changed, "s").is_err(), "{at}");
    }
}

#[test]
fn two_entries_of_one_page_with_one_id_that_differ_are_both_given() {
    let at = date_time(NOW_MS / 1_000 - 2 * DAY);
    let message = |text: &str| json!({"message_id": "m", "message": text, "date_time": at});
    let messages = ["a", "b", "a"].map(message);
    let body = json!({"sms_histories": messages});
    let page = decode::session(serde_json::to_vec(&body).unwrap()).unwrap();
    assert_eq!(History::new(query(&[]), None).take(&page), [0, 1]);
}
