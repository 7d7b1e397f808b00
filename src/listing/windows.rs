//! Lists the sessions that had messages since a time, or in a range of time.
//!
//! A session that gets a message moves in the list, so page tokens can skip sessions. So the list is
//! requested in windows of time that fit one page each: a page is one moment, in which nothing moves.
//! Windows are requested oldest first, and the last one ends after every clock. The time of a session's
//! last message only grows: a session that leaves a window that is not read yet is in a later one.

use super::sessions::{Entry, Sessions};
use crate::date_time::DAY;
use crate::endpoint::Filter;
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
/// The most consecutive pages of a pass without a new session, though there is a page token: some servers send one
/// with an empty page and go on, others with the last page.
const MOST_BARREN: u32 = 10;
/// The most consecutive passes without a new session, though pages have shown more sessions than are known: some
/// servers list a session twice.
const MOST_FRUITLESS: u32 = 10;
/// The most consecutive expired page tokens.
const MOST_RESTARTS: u32 = 3;
/// The most windows in a row that end at the present and bring nothing new.
const MOST_FOLLOW_UPS: u32 = 2;
/// The most windows of a second, one after another, that bring no new session though each is too full: then the
/// server ignores the range.
const MOST_ALIKE: u32 = 20;

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

/// Where a list goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// How many filters are done.
    pub pass: usize,
    /// The second at which the next window begins.
    pub start: i64,
    /// The length of that window, in seconds.
    pub length: i64,
}

/// The state of listing.
#[derive(Debug, Clone)]
pub struct Listing {
    begin: i64,
    /// The second after which no session is wanted; `None` up to the present.
    until: Option<i64>,
    filters: &'static [Filter],
    /// How many of them are done.
    done: usize,
    /// The current window begins here; `None` after the last window of the last filter.
    start: Option<i64>,
    length: i64,
    /// The end of the current window. It stays while responses move the clocks: what is dated after it, no response
    /// has shown.
    end: i64,
    /// Whether that was the end of all windows, by the clocks of its first request.
    is_final: bool,
    /// How many windows before it were final.
    follow_ups: u32,
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
    /// Those of windows that turned out to have too many. Smaller windows show them again.
    returned: Sessions,
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
    /// The number of passes before this one, and the most pages of them.
    passes: u32,
    longest: u32,
    /// Consecutive pages without a new session.
    barren: u32,
    /// The sessions on the pages of this pass, and the consecutive passes before it without a new one.
    listed: usize,
    fruitless: u32,
    /// Whether this pass brought sessions that no pass before it had; in the first pass, more of them than one page
    /// can have.
    has_new: bool,
}

impl Listing {
    /// Lists the sessions with messages from the second `begin` to `until`, or to the present: those that at least one
    /// of the filters shows.
    #[must_use]
    pub fn new(begin: i64, until: Option<i64>, filters: &'static [Filter], now: i64) -> Self {
        let begin = begin.max(0);
        let mut listing = Self {
            begin,
            until,
            filters,
            done: 0,
            start: Some(begin),
            length: LONGEST,
            end: begin,
            is_final: false,
            follow_ups: 0,
            latest: now,
            present: now,
            is_present_only: false,
            found: Sessions::default(),
            window: Sessions::default(),
            returned: Sessions::default(),
            pass: Pass::default(),
            restarts: 0,
            alike: 0,
            requests: 0,
            fault: false,
        };
        listing.begin_window(begin);
        listing
    }

    /// Goes on where another process has stopped, which had found these sessions.
    ///
    /// Whether that is a place of this list.
    pub fn resume(&mut self, place: Place, found: Sessions) -> bool {
        let is_possible = place.pass < self.filters.len()
            && (SHORTEST..=LONGEST).contains(&place.length)
            && (self.begin..=self.latest + LARGEST_ERROR).contains(&place.start);
        if is_possible {
            (self.done, self.start) = (place.pass, Some(place.start));
            (self.length, self.found) = (place.length, found);
            self.begin_window(place.start);
        }
        is_possible
    }

    /// Where it goes on; `None` when all sessions are listed.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        self.start.map(|start| Place {
            pass: self.done,
            start,
            length: self.length,
        })
    }

    /// The number of filters, each of which goes through the whole range.
    #[must_use]
    pub fn passes(&self) -> usize {
        self.filters.len()
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
            to: self.end,
            filter: self.filters.get(self.done).copied().unwrap_or_default(),
            token: self.pass.token.clone(),
        }))
    }

    /// Takes the requested page. Returns the indexes of the sessions in it that no page before it had. Of a window
    /// that has too many, that are none: smaller windows show them again.
    pub fn take(&mut self, page: ListedPage) -> Vec<usize> {
        let mut new = Vec::new();
        let Some(start) = self.start else {
            return new;
        };
        let end = self.end;
        self.requests += 1;
        self.restarts = 0;
        let is_full = page.ids.len() >= PAGE_SIZE as usize;
        let token = page.token.filter(|token| !token.is_empty());
        let is_crowded = is_full || self.window.len() + page.ids.len() > PAGE_SIZE as usize;
        if is_crowded && token.is_some() && end - start > SHORTEST {
            // What a smaller window has, it will show by itself.
            self.length = ((end - start) / STEP).max(SHORTEST);
            self.begin_window(start);
            self.pass = Pass::default();
            for entry in std::mem::take(&mut self.window).iter() {
                self.returned.insert(entry.clone());
            }
            return new;
        }
        self.pass.pages += 1;
        self.pass.listed += page.ids.len();
        let mut has_new = false;
        for (index, id) in page.ids.into_iter().enumerate() {
            let is_known = self.found.get(&id).or(self.returned.get(&id)).is_some();
            let is_new = self.window.insert(Entry {
                id,
                time: end,
                mark: None,
            });
            has_new |= is_new;
            if is_new && !is_known {
                new.push(index);
            }
        }
        let is_more = self.pass.passes > 0 || self.pass.pages > 1 || is_full && token.is_some();
        self.pass.has_new |= has_new && is_more;
        self.pass.barren = if has_new { 0 } else { self.pass.barren + 1 };
        let is_again = token.is_some() && token == self.pass.token;
        // A pass after another shows nothing new on most of its pages.
        let is_barren = self.pass.barren > self.pass.longest + MOST_BARREN;
        if token.is_none() || is_barren || is_again && !is_full {
            self.end_pass(start, end);
        } else {
            self.fault = is_again || self.pass.pages >= MOST_PAGES;
            self.pass.token = token;
        }
        new
    }

    /// Goes on after a refusal: lists a window again if its page token has expired; ends it at the present if the
    /// server may refuse ranges that end in the future.
    ///
    /// # Errors
    /// `refusal`, if it is about something else, or comes again and again.
    pub fn restart(&mut self, refusal: SmsError) -> Result<(), SmsError> {
        let is_expired = refusal.kind == ErrorKind::InvalidPageToken;
        let is_invalid = refusal.kind == ErrorKind::InvalidRequest;
        if is_expired && self.pass.token.is_some() && self.restarts < MOST_RESTARTS {
            self.restarts += 1;
            self.pass.longest = self.pass.longest.max(self.pass.pages);
            (self.pass.token, self.pass.pages, self.pass.barren) = (None, 0, 0);
            self.pass.listed = 0;
            Ok(())
        } else if is_invalid
            && !self.is_present_only
            && let Some(start) = self.start
            && self.end > self.present
        {
            self.is_present_only = true;
            self.begin_window(start);
            self.pass = Pass::default();
            Ok(())
        } else {
            Err(refusal)
        }
    }

    /// The sessions that were found: each id with the second up to which it may have messages.
    #[must_use]
    pub fn found(&self) -> &Sessions {
        &self.found
    }

    /// The sessions that were found so far, also in the window that is being listed; some twice.
    pub fn seen(&self) -> impl Iterator<Item = &Entry> {
        let early = self.returned.iter().chain(self.window.iter());
        self.found.iter().chain(early)
    }

    /// The number of requests that brought a page.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.requests
    }

    /// Sets the end of the window that begins here.
    fn begin_window(&mut self, start: i64) {
        let last = if self.is_present_only {
            self.present.max(start + 1)
        } else {
            (self.latest + AHEAD).max(start + SHORTEST)
        };
        let last = match self.until {
            Some(until) => last.min(until.max(start + SHORTEST)),
            None => last,
        };
        self.end = last.min(start + self.length);
        self.is_final = self.end == last;
    }

    /// Ends a pass. If it followed page tokens, sessions may have moved past it: then the window is listed again
    /// until nothing new comes.
    fn end_pass(&mut self, start: i64, end: i64) {
        let is_one_page = self.pass.pages == 1;
        // In an order that changes, pages show some sessions twice, and others not at all.
        let lacks = self.window.len() < self.pass.listed && self.pass.fruitless < MOST_FRUITLESS;
        if !is_one_page && (self.pass.has_new || lacks) {
            self.pass = Pass {
                passes: self.pass.passes + 1,
                longest: self.pass.longest.max(self.pass.pages),
                fruitless: if self.pass.has_new {
                    0
                } else {
                    self.pass.fruitless + 1
                },
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
        if self.is_last(end, is_new) {
            self.done += 1;
            self.start = (self.done < self.filters.len()).then_some(self.begin);
            self.length = LONGEST;
            self.follow_ups = 0;
        } else {
            // Whether or not ends count, the second before the end is in both windows.
            self.start = Some(end - 1);
            self.follow_ups = if self.is_final && !is_new {
                self.follow_ups + 1
            } else {
                0
            };
        }
        if let Some(start) = self.start {
            self.begin_window(start);
        }
    }

    /// Whether the window that ends here is the last: no wanted message is later.
    ///
    /// Where no range may end in the future, a session that gets a message after the end of a window, but before its
    /// response, is not in it. So the time since then is listed too, until nothing has passed, or a few windows in a row
    /// have brought nothing new.
    fn is_last(&self, end: i64, is_new: bool) -> bool {
        if self.until.is_some_and(|until| end >= until) {
            true
        } else if self.is_present_only {
            self.is_final && !is_new && (end >= self.present || self.follow_ups >= MOST_FOLLOW_UPS)
        } else {
            self.is_final && end > self.latest
        }
    }
}

fn endless() -> SmsError {
    SmsError::new(
        ErrorKind::Paging,
        "The list of sessions does not end, or does not depend on the requested range.",
    )
}
