//! Reads every message between two times exactly once: decides which page to request next, and what
//! is new in it. Sends nothing itself.
//!
//! A range is split into windows that Zoom accepts. Each is requested with a margin at both ends,
//! so it does not matter whether Zoom includes the ends of a range, or sorts a message by a time up
//! to a minute away from its `date_time`. Within a window, reading continues by time (`pass`): each
//! request starts some way behind the furthest message, so additions and deletions shift nothing.
//! Repeated messages are recognized by their content (`identity`). A new message is returned,
//! unless it is so far behind that it may have been returned and forgotten: then it is counted as
//! late.

mod advance;
mod checkpoint;
mod clock;
mod evidence;
mod fault;
mod hash;
mod identity;
mod left_behind;
mod pass;
mod query;
mod recent;
mod resume;
mod sequence;
mod span;
mod window;

use std::ops::RangeInclusive;

use crate::date_range::{DateRange, WrittenRange};
use crate::error::SmsError;
use crate::model::Page;
use crate::query::Query;
pub use checkpoint::{Checkpoint, Refused};
use clock::Clock;
use evidence::Evidence;
use fault::Fault;
pub use hash::fingerprint;
use pass::Pass;
pub use query::{HistoryQuery, SmsHistoryRange};
use recent::Recent;
use sequence::{Entry, disorder, entries, sort};
pub use span::Span;
use window::{MARGIN_SECONDS, place};
pub use window::{ORDER_SLACK_SECONDS, ORDER_SPAN_SECONDS, Window};

/// The most consecutive restarts of a pass for an expired page token without a new message.
const FRUITLESS_RESTARTS: u32 = 3;
/// If more messages than this are dated ahead of the clock, the clock is wrong.
const MOST_AHEAD: usize = 1_024;

/// The state of reading one history.
#[derive(Debug, Clone)]
pub struct History {
    query: HistoryQuery,
    windows: Vec<Window>,
    clock: Clock,
    /// The latest second of any message seen.
    latest: i64,
    /// The number of completely read windows.
    done: usize,
    /// The number of windows, from the first, that were over when they were read.
    settled: usize,
    /// When the last of them was found to be over.
    settled_at: i64,
    /// The current pass; `None` after the last window.
    pass: Option<Pass>,
    /// The start and end of the previous page, if it promised more.
    promise: Option<(i64, Option<i64>)>,
    pages: u32,
    barren: u32,
    restarts: u32,
    /// The number of consecutive passes without anything new or certain.
    passes: u32,
    fault: Option<Fault>,
    /// Evidence that the server keeps the requested order.
    order: Evidence,
    /// Whether the current window was read by time, which relies on that order.
    relies_on_order: bool,
    /// Whether the current window is being read again, only by tokens.
    is_checked: bool,
    recent: Recent,
    /// The furthest place of a returned message that is not dated ahead of the clock.
    watermark: Option<i64>,
    /// The pages read in all windows.
    read: u64,
    given: u64,
    late: u64,
    /// The number of messages that may still be returned.
    left: Option<u64>,
}

/// The progress of a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The range: the requested one, or the past 30 days.
    pub range: WrittenRange,
    /// The number of the current window, from 1.
    pub window: usize,
    /// The number of windows.
    pub windows: usize,
    /// The pages that were read.
    pub pages: u64,
    /// The messages that were given.
    pub messages: u64,
    /// The messages found too late to be returned.
    pub late: u64,
}

/// The findings of a page.
#[derive(Debug, Default)]
struct Found {
    /// The indexes of the messages to return.
    new: Vec<usize>,
    late: usize,
    /// Some messages are new to this pass.
    has_unseen: bool,
    /// More messages are new than may be returned.
    is_cut: bool,
}

impl History {
    /// A history from its start, or from a checkpoint of the same query.
    #[must_use]
    pub fn new(query: HistoryQuery, checkpoint: Option<&Checkpoint>, now_ms: i64) -> Self {
        let mut history = Self {
            left: query.limit,
            recent: Recent::from(i64::MIN),
            query,
            windows: Vec::new(),
            clock: Clock::new(now_ms),
            latest: i64::MIN,
            done: 0,
            settled: 0,
            settled_at: i64::MIN,
            pass: None,
            promise: None,
            pages: 0,
            barren: 0,
            restarts: 0,
            passes: 0,
            fault: None,
            order: Evidence::default(),
            relies_on_order: false,
            is_checked: false,
            watermark: None,
            read: 0,
            given: 0,
            late: 0,
        };
        history.windows = history.begun();
        match checkpoint {
            Some(checkpoint) => history.resume(checkpoint),
            None => history.begin(),
        }
        history
    }

    /// Sets the local time, and the server's if its response shows it, in milliseconds since 1970.
    pub fn set_clock(&mut self, now_ms: i64, server_ms: Option<i64>) {
        self.clock.set(now_ms, server_ms);
    }

    /// The next request; `None` if everything has been read.
    ///
    /// # Errors
    /// [`crate::error::ErrorKind::Paging`] if the pages never end, or are out of order.
    pub fn next(&self) -> Result<Option<Query>, SmsError> {
        if let Some(fault) = self.fault {
            return Err(fault.error());
        }
        let (Some(window), Some(pass)) = (self.windows.get(self.done), &self.pass) else {
            return Ok(None);
        };
        let is_wanted = self.left != Some(0);
        Ok(is_wanted.then(|| {
            Query::page(
                window.asked(self.query.order, pass.start),
                self.query.order,
                self.query.page_size,
                self.query.delivery_status.as_deref(),
                pass.token.as_deref(),
            )
        }))
    }

    /// Takes the requested page. Returns the indexes of the messages to return, in the order of the
    /// query.
    pub fn take(&mut self, page: &Page) -> Vec<usize> {
        let (Some(pass), None) = (&self.pass, self.fault) else {
            return Vec::new();
        };
        let mut entries = entries(page, self.query.order);
        let token = page.session.next_page_token;
        let token = token.map(|token| page.text(token).to_str().into_owned());
        let token = token.filter(|token| !token.is_empty());
        let zone = self.zone();
        self.read += 1;
        let is_alone = token.is_none() && pass.token.is_none();
        let is_in_order = disorder(&entries, &zone) <= ORDER_SPAN_SECONDS;
        if is_alone && !is_in_order {
            // A window in a single page may be in any order.
            self.order.refute();
            sort(&mut entries);
        } else if !is_in_order {
            self.fault = Some(Fault::Unordered);
            return Vec::new();
        } else if pass.is_behind(&entries, &zone) {
            self.set_back();
            return Vec::new();
        }
        let found = self.sort_out(&entries, &zone);
        self.look_at_times(&entries);
        self.move_watermark();
        if found.is_cut {
            self.stop();
        } else {
            self.advance(token, &found);
        }
        self.forget();
        found.new
    }

    /// Restarts the current pass because its page token has expired. Returned messages do not come
    /// again.
    ///
    /// # Errors
    /// `refusal` if restarting brought nothing new.
    pub fn restart(&mut self, refusal: SmsError) -> Result<(), SmsError> {
        self.restarts += 1;
        if self.restarts > FRUITLESS_RESTARTS {
            return Err(refusal);
        }
        self.repeat(Pass::again);
        Ok(())
    }

    /// Whether it ends because of its limit, rather than of its range.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.left == Some(0)
    }

    /// The progress so far.
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

    /// The windows, in reading order.
    #[must_use]
    pub fn windows(&self) -> &[Window] {
        &self.windows
    }

    /// The ranges to request, one per window, in order.
    #[must_use]
    pub fn plan(&self) -> Vec<DateRange> {
        let order = self.query.order;
        let windows = self.windows.iter().enumerate();
        let asked = windows.map(|(index, window)| window.asked(order, self.start_of(index)));
        asked.collect()
    }

    /// The minimum number of requests from the start.
    #[must_use]
    pub fn least_requests(&self) -> usize {
        self.query.least_requests(self.windows.len())
    }

    /// The possible places of messages in this request.
    fn zone(&self) -> RangeInclusive<i64> {
        let start = self.pass.as_ref().map_or(0, |pass| pass.start);
        let window = self.windows.get(self.done);
        let end = window.map_or(0, |window| window.places(self.query.order).1);
        start - MARGIN_SECONDS..=end + 2 * MARGIN_SECONDS
    }

    /// Finds the new messages of a page.
    fn sort_out(&mut self, entries: &[Entry], zone: &RangeInclusive<i64>) -> Found {
        let mut found = Found::default();
        let Some(pass) = &mut self.pass else {
            return found;
        };
        let order = self.query.order;
        for entry in entries {
            let is_wanted = self.query.range.contains(place(order, entry.time));
            let is_new = is_wanted && !self.recent.has(entry.identity);
            let is_late = entry.place < pass.limit;
            if is_new && !is_late && self.left == Some(0) {
                found.is_cut = true;
                break;
            }
            found.has_unseen |= pass.show(entry, zone.contains(&entry.place));
            if !is_new {
                continue;
            }
            self.recent.insert((entry.place, entry.identity));
            if is_late {
                found.late += 1;
            } else {
                self.left = self.left.map(|left| left - 1);
                found.new.push(entry.index);
            }
        }
        let mut new = found.new.iter().peekable();
        let is_new = |entry: &&Entry| new.next_if_eq(&&entry.index).is_some();
        self.order.see(entries.iter().filter(is_new));
        self.given += found.new.len() as u64;
        self.late += found.late as u64;
        found
    }
}
