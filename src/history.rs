//! Every message between two times, exactly once: which page to ask for next, and what of it is
//! new. Nothing is sent here.
//!
//! A range is cut into windows that Zoom accepts. Each is asked for with a margin at both ends, so
//! that neighbours overlap: it does not matter whether Zoom counts the ends of a range in, nor
//! whether it takes a message by a time somewhat other than its `date_time`. What comes again is
//! known by its id and time, as long as it can be; what comes behind the furthest message given,
//! the watermark, further than the order of a server may waver, is never given: it would come out of
//! order, and might have been given. It is counted.

mod chain;
mod checkpoint;
mod fault;
mod hash;
mod query;
mod recent;
mod sequence;
mod span;
mod window;

use alloc::string::String;
use alloc::vec::Vec;

use crate::date_range::{DateRange, WrittenRange};
use crate::date_time::DAY;
use crate::error::SmsError;
use crate::model::SmsSession;
use crate::query::{Order, Query};
use chain::Chain;
use checkpoint::Marks;
pub use checkpoint::{Checkpoint, Refused};
use fault::Fault;
pub use query::{HistoryQuery, NAMES};
use recent::Recent;
use sequence::{Entry, disorder, in_order};
pub use span::Span;
use window::place;
pub use window::{ORDER_SLACK_SECONDS, ORDER_SPAN_SECONDS, Window};

/// How often in a row a window is started again without a single new message.
const FRUITLESS_RESTARTS: u32 = 3;
/// How many pages in a row may bring nothing new and get no further.
const BARREN_PAGES: u32 = 100;
/// How far ahead of the clock is asked for, since clocks differ: nothing has happened there yet.
const LOOK_AHEAD_SECONDS: i64 = DAY;
/// The most messages seen too early that are remembered until their own window is read.
const MOST_AHEAD: usize = 1_024;

/// The state of reading one history.
#[derive(Debug, Clone)]
pub struct History {
    query: HistoryQuery,
    windows: Vec<Window>,
    /// The time, in seconds since 1970.
    now: i64,
    /// The windows that have been read to their end.
    done: usize,
    /// Those of them that nothing can be added to, since they were over when they were read.
    settled: usize,
    /// The pages of the present window.
    chain: Chain,
    pages: u32,
    barren: u32,
    restarts: u32,
    fault: Option<Fault>,
    recent: Recent,
    /// Messages that were seen before their own window was read.
    ahead: Marks,
    /// The furthest place of a message that was given.
    watermark: Option<i64>,
    /// The pages that were read, of all windows.
    read: u64,
    given: u64,
    late: u64,
    /// How many messages may still be given.
    left: Option<u64>,
}

/// How far a history has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The range that is read: what was asked for, or the past 30 days.
    pub range: WrittenRange,
    /// The window that is being read, from 1.
    pub window: usize,
    /// How many windows there are.
    pub windows: usize,
    /// The pages that were read.
    pub pages: u64,
    /// The messages that were given.
    pub messages: u64,
    /// The messages that were found out of their place, and not given.
    pub late: u64,
}

/// What was found in a page.
#[derive(Debug, Default)]
struct Found {
    /// The indexes of the messages that are given.
    new: Vec<usize>,
    known: usize,
    /// Messages that are behind, though what was asked for begins before them.
    late: usize,
    /// Some were never seen before, new or not.
    has_unseen: bool,
    /// There are more that are new than may be given.
    is_cut: bool,
    furthest: Option<i64>,
}

impl History {
    /// A history from its start, or from a checkpoint of the same query.
    #[must_use]
    pub fn new(query: HistoryQuery, checkpoint: Option<&Checkpoint>, now_ms: i64) -> Self {
        let (first, last) = query.range.seconds();
        let now = now_ms.div_euclid(1_000);
        let windows = Window::cut(first, last.min(now + LOOK_AHEAD_SECONDS), query.order);
        let mut history = Self {
            left: query.limit,
            query,
            windows,
            now,
            done: 0,
            settled: 0,
            chain: Chain::default(),
            pages: 0,
            barren: 0,
            restarts: 0,
            fault: None,
            recent: Recent::default(),
            ahead: Marks::new(),
            watermark: None,
            read: 0,
            given: 0,
            late: 0,
        };
        if let Some(checkpoint) = checkpoint {
            history.resume(checkpoint);
        }
        history.begin();
        history
    }

    /// Notes what time it is.
    pub fn set_now(&mut self, now_ms: i64) {
        self.now = now_ms.div_euclid(1_000);
    }

    /// What to ask for next; `None` if everything has been read.
    ///
    /// # Errors
    /// [`crate::error::ErrorKind::Paging`] if the pages do not come to an end, or in no order.
    pub fn next(&self) -> Result<Option<Query>, SmsError> {
        if let Some(fault) = self.fault {
            return Err(fault.error());
        }
        let range = self.chain.range.filter(|_| self.left != Some(0));
        Ok(range.map(|range| {
            Query::page(
                range.asked(),
                self.query.order,
                self.query.page_size,
                self.query.delivery_status.as_deref(),
                self.chain.token.as_deref(),
            )
        }))
    }

    /// Takes the page that was asked for: the indexes of its messages that are to be given, in the
    /// order of the query.
    pub fn take(&mut self, page: &SmsSession) -> Vec<usize> {
        let (Some(range), None) = (self.chain.range, self.fault) else {
            return Vec::new();
        };
        self.read += 1;
        let token = page.next_page_token;
        let token = token.map(|token| page.text(token).to_str().into_owned());
        let token = token.filter(|token| !token.is_empty());
        // All of a window in one page may come in any order.
        let is_alone = self.chain.token.is_none() && token.is_none();
        let (begin, end) = range.places(self.query.order);
        let zone = begin - ORDER_SPAN_SECONDS..=end + ORDER_SPAN_SECONDS;
        if !is_alone && disorder(page, self.query.order, &zone) > ORDER_SPAN_SECONDS {
            self.fault = Some(Fault::Unordered);
            return Vec::new();
        }
        let found = self.sort_out(in_order(page, self.query.order), *zone.start(), *zone.end());
        if found.is_cut {
            // The rest of this page is for whoever goes on from here.
            return found.new;
        }
        let is_behind = found.new.is_empty() && found.known == 0 && found.late > 0;
        if !is_alone && is_behind {
            self.fault = Some(Fault::Unordered);
            return Vec::new();
        }
        let remembered = self.recent.len();
        let advances = (self.chain).advances(found.furthest, found.known, remembered);
        self.barren = if advances || found.has_unseen {
            0
        } else {
            self.barren + 1
        };
        if !found.new.is_empty() {
            self.chain.renew();
            self.restarts = 0;
        }
        match token {
            Some(token) => self.turn_page(token),
            None => self.finish_window(),
        }
        found.new
    }

    /// Starts the present window again at the last message given, because its page token has
    /// expired: what was given does not come again.
    ///
    /// # Errors
    /// `refusal`, if that has been tried and brought nothing new.
    pub fn restart(&mut self, refusal: SmsError) -> Result<(), SmsError> {
        self.restarts += 1;
        if self.restarts > FRUITLESS_RESTARTS {
            return Err(refusal);
        }
        self.begin();
        Ok(())
    }

    /// Where reading can go on later, in this process or in another.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        let order = self.query.order;
        let (first, last) = self.query.range.seconds();
        let (begin, _) = Window { first, last }.places(order);
        let settled = match self.windows.get(self.settled) {
            Some(window) => window.places(order).0,
            None => (self.windows.last()).map_or(begin, |window| window.places(order).1 + 1),
        };
        let (mut near, mut ahead) = (Marks::new(), Marks::new());
        if let Some(watermark) = self.watermark {
            for (at, identity) in self.recent.near(watermark) {
                near.push((place(order, at), identity));
            }
        }
        for (at, identity) in &self.ahead {
            ahead.push((place(order, *at), *identity));
        }
        Checkpoint {
            query: self.query.fingerprint(),
            range: self.query.range,
            settled: place(order, settled),
            watermark: self.watermark.map(|watermark| place(order, watermark)),
            given: self.given,
            late: self.late,
            near,
            ahead,
        }
    }

    /// How far this is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let (first, last) = self.query.range.seconds();
        Progress {
            range: DateRange::of_seconds(first, last).written(),
            window: (self.done + 1).min(self.windows.len()),
            windows: self.windows.len(),
            pages: self.read,
            messages: self.given,
            late: self.late,
        }
    }

    /// The windows that are asked for, in the order in which they are read.
    #[must_use]
    pub fn windows(&self) -> &[Window] {
        &self.windows
    }

    /// The least number of requests that reading from the start takes.
    #[must_use]
    pub fn least_requests(&self) -> usize {
        self.query.least_requests(self.windows.len())
    }

    fn resume(&mut self, checkpoint: &Checkpoint) {
        let order = self.query.order;
        self.given = checkpoint.given;
        self.late = checkpoint.late;
        self.watermark = checkpoint.watermark.map(|second| place(order, second));
        for (second, identity) in &checkpoint.near {
            self.recent.insert(*identity, place(order, *second));
        }
        for (second, identity) in checkpoint.ahead.iter().take(MOST_AHEAD) {
            self.ahead.push((place(order, *second), *identity));
        }
        let settled = Some(place(order, checkpoint.settled));
        let reached = settled.max(self.watermark);
        let is_over = |window: &&Window| Some(window.places(order).1) < reached;
        self.done = self.windows.iter().take_while(is_over).count();
        self.settled = self.done;
    }

    /// Asks for the present window from its first page on, or from the watermark if that is in it.
    fn begin(&mut self) {
        let order = self.query.order;
        let window = self.windows.get(self.done);
        let range = window.map(|window| match self.watermark {
            Some(watermark) => window.rest(order, place(order, watermark)),
            None => *window,
        });
        self.chain = Chain::of(range);
    }

    /// Sorts out what is new in a page of messages from `begin` to `end`.
    fn sort_out(&mut self, entries: Vec<Entry>, begin: i64, end: i64) -> Found {
        let mut found = Found::default();
        for entry in entries {
            found.furthest = found.furthest.max(Some(entry.place));
            if !self
                .query
                .range
                .contains(place(self.query.order, entry.time))
            {
                found.has_unseen |= self.chain.see_outside(entry.identity);
                continue;
            }
            let (at, identity) = (entry.place, entry.identity);
            let is_late = |watermark: i64| watermark - at > ORDER_SPAN_SECONDS;
            if self.recent.has(identity) {
                found.known += 1;
            } else if self.watermark.is_some_and(is_late) {
                found.late += usize::from(at >= begin);
                found.has_unseen = true;
                self.late += 1;
                self.recent.insert(identity, at);
            } else if at > end {
                found.has_unseen |= self.see_ahead(identity, at);
            } else if self.left == Some(0) {
                found.is_cut = true;
                break;
            } else {
                self.left = self.left.map(|left| left - 1);
                self.watermark = self.watermark.max(Some(at));
                self.recent.insert(identity, at);
                self.ahead.retain(|(_, other)| *other != identity);
                found.has_unseen = true;
                found.new.push(entry.index);
            }
        }
        self.given += found.new.len() as u64;
        if let Some(watermark) = self.watermark {
            self.recent.forget(watermark);
        }
        found
    }

    /// Notes a message that belongs to a window of its own, where it should come again; whether it
    /// was not noted before.
    fn see_ahead(&mut self, identity: u64, at: i64) -> bool {
        if self.ahead.iter().any(|(_, other)| *other == identity) {
            return false;
        }
        let has_room = self.ahead.len() < MOST_AHEAD;
        if has_room {
            self.ahead.push((at, identity));
        } else {
            self.late += 1;
        }
        has_room
    }

    fn turn_page(&mut self, token: String) {
        self.pages += 1;
        self.fault = if !self.chain.follow(token) {
            Some(Fault::Cycle)
        } else if self.pages >= self.query.max_pages {
            Some(Fault::TooMany)
        } else if self.barren >= BARREN_PAGES {
            Some(Fault::Barren)
        } else {
            None
        };
    }

    fn finish_window(&mut self) {
        let order = self.query.order;
        if let Some(window) = self.windows.get(self.done) {
            let (_, end) = window.places(order);
            // What was seen before its window, and was not in it.
            let seen = self.ahead.len();
            self.ahead.retain(|(at, _)| *at > end);
            self.late += (seen - self.ahead.len()) as u64;
            // Newest first, what is added comes behind the place that was reached.
            let is_over =
                order == Order::Descending || window.last + ORDER_SLACK_SECONDS < self.now;
            if is_over && self.settled == self.done {
                self.settled += 1;
            }
        }
        self.done += 1;
        (self.pages, self.barren) = (0, 0);
        self.begin();
    }
}
