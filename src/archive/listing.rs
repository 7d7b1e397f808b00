//! Lists the sessions that had messages since a time.
//!
//! A session that gets a message moves in the list, so page tokens can skip sessions. So the list is
//! requested in windows of time that fit one page each: a page is one moment, in which nothing moves.
//! Windows are requested oldest first, and the last one ends after every clock. The time of a session's
//! last message only grows: a session that leaves a window that is not read yet is in a later one.

use super::sessions::{Entry, Sessions};
use crate::date_time::DAY;
use crate::error::{ErrorKind, SmsError};

/// Sessions in a page.
pub const PAGE_SIZE: u32 = 100;
/// The number of sessions that a window should have, so that it rarely needs a smaller one.
const GOOD_NUMBER: i64 = 70;
/// The longest window: a second less than the shortest month, because it is unknown whether the end counts.
const LONGEST: i64 = 28 * DAY - 1;
/// The shortest window: it contains a second between its ends, whether or not the ends count.
const SHORTEST: i64 = 2;
/// By how much a window becomes shorter or longer, at most.
const STEP: i64 = 4;
/// How much later than the clocks the last window ends: clocks differ.
const AHEAD: i64 = DAY;
/// A server's clock that is further ahead of this machine's is not believed: the list would go on for years.
const LARGEST_ERROR: i64 = 400 * DAY;
/// The most passes over a window of a second, and the most pages of a pass.
const MOST_PASSES: u32 = 100;
const MOST_PAGES: u32 = 10_000;
/// The most consecutive expired page tokens.
const MOST_RESTARTS: u32 = 3;
/// The most windows of a second, one after another, that bring no new session though each is too full: then the
/// server ignores the range.
const MOST_ALIKE: u32 = 20;

/// Which time of a session the range of a list is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// The time of its last message: Zoom's default.
    LastMessage,
    /// The time of any message that was sent or received. For some servers a message may not count as the
    /// last one.
    AnyMessage,
}

impl Filter {
    /// Zoom's name for it, as the value of `filter_type`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::LastMessage => "last_message_time",
            Self::AnyMessage => "sent_received_message_time",
        }
    }
}

/// One request for a page of the list. Times are seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRequest {
    /// The start of the range.
    pub from: i64,
    /// Its end.
    pub to: i64,
    /// Which time the range is about.
    pub filter: Filter,
    /// The page token, where one has to be followed.
    pub token: Option<String>,
}

/// What a page of the list contains.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListedPage {
    /// The sessions' ids.
    pub ids: Vec<String>,
    /// The page token, if there is one.
    pub token: Option<String>,
}

/// The state of listing.
#[derive(Debug, Clone)]
pub struct Listing {
    begin: i64,
    filter: Filter,
    /// The current window begins here; `None` after the last window of the last filter.
    start: Option<i64>,
    length: i64,
    /// The later of the clocks.
    latest: i64,
    /// The server's clock; this machine's, if the server does not show its own.
    present: i64,
    /// Whether the server refuses ranges that end in the future.
    is_present_only: bool,
    /// The sessions, each with the end of the latest window that has it.
    found: Sessions,
    /// The sessions of the current window.
    window: Sessions,
    pass: Pass,
    restarts: u32,
    alike: u32,
    requests: u64,
    fault: bool,
}

/// Following page tokens through one window.
#[derive(Debug, Clone, Default)]
struct Pass {
    token: Option<String>,
    pages: u32,
    /// The number of passes before this one.
    passes: u32,
    /// Whether this pass brought sessions that no pass before it had; in the first pass, more of them than one page
    /// can have.
    has_new: bool,
}

impl Listing {
    /// Lists the sessions with messages from this second on.
    #[must_use]
    pub fn new(begin: i64, now: i64) -> Self {
        let begin = begin.max(0);
        Self {
            begin,
            filter: Filter::LastMessage,
            start: Some(begin),
            length: LONGEST,
            latest: now,
            present: now,
            is_present_only: false,
            found: Sessions::default(),
            window: Sessions::default(),
            pass: Pass::default(),
            restarts: 0,
            alike: 0,
            requests: 0,
            fault: false,
        }
    }

    /// Sets this machine's time and, if known, the server's, in seconds since 1970.
    pub fn set_clock(&mut self, here: i64, there: Option<i64>) {
        self.present = there.unwrap_or(here).min(here + LARGEST_ERROR);
        self.latest = self.latest.max(here).max(self.present);
    }

    /// The next request; `None` when all sessions are listed.
    ///
    /// # Errors
    /// [`ErrorKind::Paging`] if the list never ends.
    pub fn next(&self) -> Result<Option<ListRequest>, SmsError> {
        if self.fault {
            return Err(endless());
        }
        Ok(self.start.map(|from| ListRequest {
            from,
            to: self.end(from),
            filter: self.filter,
            token: self.pass.token.clone(),
        }))
    }

    /// Takes the requested page.
    pub fn take(&mut self, page: ListedPage) {
        let Some(start) = self.start else {
            return;
        };
        let end = self.end(start);
        self.requests += 1;
        self.restarts = 0;
        let is_full = page.ids.len() >= PAGE_SIZE as usize;
        let token = page.token.filter(|token| !token.is_empty());
        if is_full && token.is_some() && end - start > SHORTEST && self.pass.pages == 0 {
            // What a smaller window has, it will show by itself.
            self.length = ((end - start) / STEP).max(SHORTEST);
            return;
        }
        self.pass.pages += 1;
        let mut has_new = false;
        for id in page.ids {
            has_new |= self.window.insert(Entry {
                id,
                time: end,
                mark: None,
            });
        }
        let is_more = self.pass.passes > 0 || self.pass.pages > 1 || is_full && token.is_some();
        self.pass.has_new |= has_new && is_more;
        let again = self.pass.token.clone();
        match token {
            Some(token) if has_new || self.pass.pages == 1 => {
                if self.pass.pages >= MOST_PAGES || Some(&token) == again.as_ref() {
                    self.fault = true;
                }
                self.pass.token = Some(token);
            }
            Some(_) | None => self.end_pass(start, end),
        }
    }

    /// Lists a window again, because its page token has expired.
    ///
    /// # Errors
    /// `refusal` after several in a row.
    pub fn restart(&mut self, refusal: SmsError) -> Result<(), SmsError> {
        self.restarts += 1;
        if self.restarts > MOST_RESTARTS || self.pass.token.is_none() {
            return Err(refusal);
        }
        self.pass.token = None;
        self.pass.pages = 0;
        Ok(())
    }

    /// Goes on after a refusal that may be about the future end of the last window.
    ///
    /// # Errors
    /// `refusal`, if it cannot be that.
    pub fn refuse(&mut self, refusal: SmsError) -> Result<(), SmsError> {
        let is_future = self
            .start
            .is_some_and(|start| self.end(start) > self.present);
        if refusal.kind != ErrorKind::InvalidRequest || !is_future || self.is_present_only {
            return Err(refusal);
        }
        self.is_present_only = true;
        self.pass = Pass::default();
        Ok(())
    }

    /// The sessions that were found: each id with the second up to which it may have messages.
    #[must_use]
    pub fn found(&self) -> &Sessions {
        &self.found
    }

    /// The number of requests that brought a page.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.requests
    }

    fn end(&self, start: i64) -> i64 {
        let last = if self.is_present_only {
            self.present.max(start + 1)
        } else {
            (self.latest + AHEAD).max(start + SHORTEST)
        };
        last.min(start + self.length)
    }

    /// Ends a pass. If it followed page tokens, sessions may have moved past it: then the window is listed again
    /// until nothing new comes.
    fn end_pass(&mut self, start: i64, end: i64) {
        let is_one_page = self.pass.pages == 1;
        if !is_one_page && self.pass.has_new {
            self.pass = Pass {
                passes: self.pass.passes + 1,
                ..Pass::default()
            };
            self.fault = self.pass.passes > MOST_PASSES;
            return;
        }
        let mut is_new = false;
        let count = i64::try_from(self.window.len()).unwrap_or(i64::MAX);
        for entry in std::mem::take(&mut self.window).iter() {
            match self.found.get_mut(&entry.id) {
                Some(known) => known.time = known.time.max(end),
                None => is_new |= self.found.insert(entry.clone()),
            }
        }
        let is_crowd = count > i64::from(PAGE_SIZE);
        self.alike = if is_crowd && !is_new {
            self.alike + 1
        } else {
            0
        };
        self.fault = self.alike > MOST_ALIKE;
        self.pass = Pass::default();
        let length = (end - start) * GOOD_NUMBER / count.max(1);
        let length = length.clamp((end - start) / STEP, (end - start) * STEP);
        self.length = length.clamp(SHORTEST, LONGEST);
        if !self.is_last(end, is_new) {
            // Whether or not ends count, the second before the end is in both windows.
            self.start = Some(end - 1);
        } else if self.filter == Filter::LastMessage {
            self.filter = Filter::AnyMessage;
            self.start = Some(self.begin);
            self.length = LONGEST;
        } else {
            self.start = None;
        }
    }

    /// Whether the window that ends here is the last: no message is later. Where no range may end in the future, a
    /// session can get a message after the end; so it is the last one only if it brought nothing new.
    fn is_last(&self, end: i64, is_new: bool) -> bool {
        if self.is_present_only {
            end >= self.present && !is_new
        } else {
            end >= self.latest + AHEAD
        }
    }
}

fn endless() -> SmsError {
    SmsError::new(
        ErrorKind::Paging,
        "The list of sessions does not end, or does not depend on the requested range.",
    )
}
