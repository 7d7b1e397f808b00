//! Every message between two times, exactly once: which page to ask for next, and what of it is
//! new. Nothing is sent here.
//!
//! A range is cut into windows that Zoom accepts. Each is asked for with a margin at both ends, and
//! each message is taken from the one window that its time belongs to: so it does not matter whether
//! Zoom counts the ends of a range in, or what it makes of a bare date. Within a window, a message
//! that comes again, because pages shifted or a window was started again, is known by its id.

mod checkpoint;
mod hash;
mod query;
mod recent;
mod window;

use crate::date_range::{DateRange, WrittenRange};
use crate::error::{ErrorKind, SmsError};
use crate::json::same;
use crate::model::{SmsMessage, SmsSession};
use crate::query::{Order, Query};
pub use checkpoint::{Checkpoint, Refused};
use hash::{Fingerprints, fingerprint};
pub use query::{HistoryQuery, NAMES};
use recent::Recent;
pub use window::{MARGIN_SECONDS, Window};

/// How often in a row a window is started again without a single new message.
const FRUITLESS_RESTARTS: u32 = 3;

/// The state of reading one history.
#[derive(Debug, Clone)]
pub struct History {
    query: HistoryQuery,
    windows: Vec<Window>,
    /// The windows that have been read to their end.
    done: usize,
    /// What is left of the present window: it was started again at the last message given.
    rest: Option<Window>,
    token: Option<String>,
    tokens: Fingerprints,
    pages: u32,
    restarts: u32,
    recent: Recent,
    watermark: Option<i64>,
    /// Whether this window's messages come in another order than was asked for.
    unordered: bool,
    /// Why the pages do not come to an end, once that is known.
    endless: Option<SmsError>,
    /// The pages that were read, of all windows.
    read: u64,
    given: u64,
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
}

impl History {
    /// A history from its start, or from a checkpoint of the same query.
    #[must_use]
    pub fn new(query: HistoryQuery, checkpoint: Option<&Checkpoint>) -> Self {
        let windows = Window::cut(&query.range, query.order);
        let mut history = Self {
            query,
            windows,
            done: 0,
            rest: None,
            token: None,
            tokens: Fingerprints::default(),
            pages: 0,
            restarts: 0,
            recent: Recent::default(),
            watermark: None,
            unordered: false,
            endless: None,
            read: 0,
            given: 0,
        };
        if let Some(checkpoint) = checkpoint {
            history.resume(checkpoint);
        }
        history
    }

    /// What to ask for next; `None` if everything has been read.
    ///
    /// # Errors
    /// [`ErrorKind::Paging`] if the pages do not come to an end.
    pub fn next(&self) -> Result<Option<Query>, SmsError> {
        if let Some(endless) = &self.endless {
            return Err(endless.clone());
        }
        let full = self.query.limit.is_some_and(|limit| self.given >= limit);
        let window = self.rest.or_else(|| self.windows.get(self.done).copied());
        Ok(window.filter(|_| !full).map(|window| {
            Query::page(
                window.asked(),
                self.query.order,
                self.query.page_size,
                self.query.delivery_status.as_deref(),
                self.token.as_deref(),
            )
        }))
    }

    /// Takes the page that was asked for: the indexes of its messages that are to be given, in the
    /// order of the query.
    pub fn take(&mut self, page: &SmsSession) -> Vec<usize> {
        let Some(window) = self.windows.get(self.done).copied() else {
            return Vec::new();
        };
        self.read += 1;
        let new = self.new_messages(&window, page);
        if !new.is_empty() {
            self.restarts = 0;
        }
        let token = page
            .next_page_token
            .as_ref()
            .map(|token| page.text(*token).to_str().into_owned());
        match token.filter(|token| !token.is_empty()) {
            Some(token) => self.turn_page(token),
            None => self.finish_window(),
        }
        new
    }

    /// Starts the present window again at the last message given, because its page token has
    /// expired: what was given does not come again.
    ///
    /// # Errors
    /// `refusal`, if that has been tried and brought nothing new.
    pub fn restart(&mut self, refusal: SmsError) -> Result<(), SmsError> {
        self.restarts += 1;
        let Some(window) = self.windows.get(self.done) else {
            return Err(refusal);
        };
        if self.restarts > FRUITLESS_RESTARTS {
            return Err(refusal);
        }
        // Where order cannot be relied on, nothing can be left out.
        let watermark = self.watermark.filter(|_| !self.unordered);
        self.rest = watermark.map(|second| window.rest(self.query.order, second));
        self.token = None;
        self.tokens = Fingerprints::default();
        Ok(())
    }

    /// Where reading can go on later, in this process or in another.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            query: self.query.fingerprint(),
            range: self.query.range.seconds(),
            window: self.done,
            given: self.given,
            watermark: self.watermark.filter(|_| !self.unordered),
            recent: match self.watermark {
                Some(second) if !self.unordered => self.recent.near(second).collect(),
                _ => self.recent.all().collect(),
            },
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
        }
    }

    /// The windows, in the order in which they are read.
    #[must_use]
    pub fn windows(&self) -> &[Window] {
        &self.windows
    }

    fn resume(&mut self, checkpoint: &Checkpoint) {
        self.done = checkpoint.window;
        self.given = checkpoint.given;
        self.watermark = checkpoint.watermark;
        for (second, fingerprint) in &checkpoint.recent {
            self.recent.push(*fingerprint, *second);
        }
        if let (Some(window), Some(second)) = (self.windows.get(self.done), self.watermark) {
            self.rest = Some(window.rest(self.query.order, second));
        }
    }

    fn new_messages(&mut self, window: &Window, page: &SmsSession) -> Vec<usize> {
        let messages = &page.sms_histories;
        self.note_order(messages);
        let mut new: Vec<(usize, u64)> = Vec::with_capacity(messages.len());
        for index in self.in_order(messages) {
            let full = self
                .query
                .limit
                .is_some_and(|limit| self.given + new.len() as u64 >= limit);
            let message = messages
                .get(index)
                .filter(|message| window.owns(message.epoch_ms) && !full);
            let Some(message) = message else {
                continue;
            };
            let id = fingerprint(&page.text(message.message_id).to_str());
            let written = page.raw(&message.raw);
            let mut same_id = new.iter().filter(|(_, other)| *other == id);
            let twice = same_id.any(|(other, _)| {
                let other = messages.get(*other);
                other.is_some_and(|other| same(page.raw(&other.raw), written))
            });
            if !twice && !self.recent.has(id) {
                new.push((index, id));
            }
        }
        // Remembered only now: two entries of one page with one id that differ, as in Zoom's own
        // example, are both given.
        for (index, id) in &new {
            let second = messages
                .get(*index)
                .map_or(0, |message| message.epoch_ms.div_euclid(1_000));
            self.recent.push(*id, second);
            self.watermark = Some(self.further(second));
            if !self.unordered {
                self.recent.forget(second);
            }
        }
        self.given += new.len() as u64;
        new.into_iter().map(|(index, _)| index).collect()
    }

    /// Notes whether messages come in the order that was asked for, as Zoom documents it.
    fn note_order(&mut self, messages: &[SmsMessage]) {
        let mut last = self.watermark;
        for second in messages
            .iter()
            .map(|message| message.epoch_ms.div_euclid(1_000))
        {
            let back = last.map_or(0, |last| match self.query.order {
                Order::Ascending => last - second,
                Order::Descending => second - last,
            });
            // A window that was started again goes back by its margin.
            self.unordered |= back > 2 * MARGIN_SECONDS;
            last = Some(second);
        }
    }

    fn further(&self, second: i64) -> i64 {
        let watermark = self.watermark.unwrap_or(second);
        match self.query.order {
            Order::Ascending => watermark.max(second),
            Order::Descending => watermark.min(second),
        }
    }

    /// The indexes of messages in the order of the query. They come in order but for oddities, so
    /// that each is put in its place from behind.
    fn in_order(&self, messages: &[SmsMessage]) -> Vec<usize> {
        let time = |index: &usize| messages.get(*index).map_or(0, |message| message.epoch_ms);
        let mut order: Vec<usize> = Vec::with_capacity(messages.len());
        for index in 0..messages.len() {
            let follows = |before: &usize| match self.query.order {
                Order::Ascending => time(before) <= time(&index),
                Order::Descending => time(before) >= time(&index),
            };
            let place = order
                .iter()
                .rposition(follows)
                .map_or(0, |before| before + 1);
            order.insert(place, index);
        }
        order
    }

    fn turn_page(&mut self, token: String) {
        self.pages += 1;
        let why = if !self.tokens.insert(fingerprint(&token)) {
            "a page token came twice"
        } else if self.pages >= self.query.max_pages {
            "there are more than `maxPages` in one window"
        } else {
            self.token = Some(token);
            return;
        };
        let message = format!(
            "The pages of this history do not come to an end: {why}. What was given before is right; go on from the checkpoint."
        );
        self.endless = Some(SmsError::new(ErrorKind::Paging, message));
    }

    fn finish_window(&mut self) {
        self.done += 1;
        self.unordered = false;
        self.pages = 0;
        self.rest = None;
        self.token = None;
        self.tokens = Fingerprints::default();
    }
}
