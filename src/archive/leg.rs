//! One leg of an archive: which sessions to read from where to where, and what is remembered of it.

use super::state::State;
use crate::endpoint::Filter;
use crate::error::{ErrorKind, SmsError};
use crate::history::{Checkpoint, HistoryQuery, Span};
use crate::listing::{Entry, ListRequest, ListedPage, Lister, Listing, Refused, Sessions};

/// How far before its base a leg lists: a message may be dated a minute away from the time by which Zoom lists its
/// session.
const OVERLAP_SECONDS: i64 = 120;
/// How many sessions have to be read before the rest can be estimated.
const LEAST_READ: u64 = 8;
/// A month of a session is read by a request.
const MONTH_MS: i64 = 30 * 86_400_000;
/// After so many sessions in a row that could not be read, the fault is not in the sessions.
const MOST_FAILED_IN_A_ROW: u32 = 8;

/// What an archive is asked for. Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveQuery {
    /// A fingerprint of what it is about.
    pub scope: String,
    /// The earliest message; without it, a state has to say.
    pub from_ms: Option<i64>,
    /// The latest message.
    pub to_ms: Option<i64>,
    /// How long after its date a message may become visible.
    pub settle_ms: i64,
}

/// The reading of an archive.
#[derive(Debug, Clone)]
pub struct Archive {
    query: ArchiveQuery,
    state: State,
    listing: Option<Listing>,
    /// Sessions to be read, each with the second up to which it may have messages.
    queue: Sessions,
    /// The number of those that were begun.
    begun: usize,
    clock: Option<(i64, Option<i64>)>,
    failed_in_a_row: u32,
    progress: ArchiveProgress,
    /// When this process began to read sessions.
    began_ms: Option<i64>,
    /// The months in which the sessions of the queue may have messages, and those of the sessions that were read.
    months: i64,
    months_read: i64,
}

/// How far an archive has come in this process.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ArchiveProgress {
    /// The sessions that were listed or remembered to be read.
    pub sessions: u64,
    /// Those of them that were read to their end.
    pub read: u64,
    /// Those that could not be read.
    pub failed: u64,
    /// The messages that were given.
    pub messages: u64,
    /// The messages that were found too late to be given.
    pub late: u64,
    /// The requests for lists that brought a page.
    pub lists: u64,
    /// Whether all sessions are listed.
    pub is_listed: bool,
    /// The milliseconds that the rest takes at the pace so far, once that can be estimated.
    pub remaining_ms: Option<i64>,
}

/// A session to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// The session.
    pub id: String,
    /// Its messages.
    pub query: HistoryQuery,
    /// Where an earlier run has stopped.
    pub mark: Option<String>,
}

impl Lister for Archive {
    fn next_list(&self) -> Result<Option<ListRequest>, SmsError> {
        self.listing.as_ref().map_or(Ok(None), Listing::next)
    }

    fn take_list(&mut self, page: ListedPage) -> Vec<usize> {
        let target_ms = self.target_ms();
        let Some(listing) = &mut self.listing else {
            return Vec::new();
        };
        let new = listing.take(page);
        self.progress.lists += 1;
        self.progress.sessions = listing.found().len() as u64;
        let is_listed = matches!(listing.next(), Ok(None));
        if target_ms > self.state.base_ms {
            self.state.target_ms = Some(target_ms);
            if is_listed && let Some(listing) = self.listing.take() {
                self.queue_sessions(listing.found());
            }
        } else {
            // Nothing has settled since the last leg.
            self.listing = None;
            self.queue_sessions(&Sessions::default());
        }
        new
    }

    fn set_clock(&mut self, now_ms: i64, server_ms: Option<i64>) {
        self.clock = Some((now_ms, server_ms));
        if let Some(listing) = &mut self.listing {
            let second = |ms: i64| ms.div_euclid(1_000);
            listing.set_clock(second(now_ms), server_ms.map(second));
        }
    }

    fn restart_list(&mut self, refusal: SmsError) -> Result<(), SmsError> {
        match &mut self.listing {
            Some(listing) => listing.restart(refusal),
            None => Err(refusal),
        }
    }
}

impl Archive {
    /// An archive from its start, or from the state of an earlier run.
    ///
    /// # Errors
    /// Why the state cannot be used.
    pub fn new(query: ArchiveQuery, state: Option<State>, now_ms: i64) -> Result<Self, Refused> {
        let from_ms = query.from_ms;
        let state = match state {
            Some(state) if state.scope != query.scope => return Err(Refused::OfAnother),
            Some(state) if from_ms.is_some_and(|from| from < state.from_ms) => {
                return Err(Refused::BeginsLater);
            }
            Some(state) => state,
            None => {
                let from_ms = from_ms.unwrap_or(now_ms);
                State {
                    scope: query.scope.clone(),
                    from_ms,
                    base_ms: from_ms - 1,
                    ..State::default()
                }
            }
        };
        if state
            .target_ms
            .is_some_and(|target| query.to_ms.is_some_and(|to| to < target))
        {
            // Some sessions were already read beyond it.
            return Err(Refused::EndsLater);
        }
        let begin = state.base_ms.div_euclid(1_000) - OVERLAP_SECONDS;
        let has_more = query.to_ms.is_none_or(|to| to > state.base_ms);
        let mut archive = Self {
            query,
            state,
            listing: has_more
                .then(|| Listing::new(begin, None, Filter::BOTH, now_ms.div_euclid(1_000))),
            queue: Sessions::default(),
            begun: 0,
            clock: None,
            failed_in_a_row: 0,
            progress: ArchiveProgress::default(),
            began_ms: None,
            months: 0,
            months_read: 0,
        };
        if !has_more {
            archive.queue_sessions(&Sessions::default());
        }
        if archive.marks_are_possible() {
            Ok(archive)
        } else {
            Err(Refused::Changed)
        }
    }

    /// The next session to read, once the list is complete.
    pub fn start(&mut self, now_ms: i64) -> Option<Start> {
        let Entry { id, time, .. } = self.queue.at(self.begun)?.clone();
        self.began_ms.get_or_insert(now_ms);
        self.begun += 1;
        let failed = self.state.failed.get(&id);
        let known = self.state.open.get(&id).or(failed);
        let mark = known.and_then(|known| known.mark.clone());
        let query = self.history(failed.map(|failed| failed.time), time);
        let is_open = failed.is_none();
        if self.state.target_ms.is_some() {
            if self.state.cursor.as_ref().is_none_or(|cursor| *cursor < id) {
                self.state.cursor = Some(id.clone());
            }
            if is_open {
                let (id, mark) = (id.clone(), mark.clone());
                self.state.open.insert(Entry { id, time: 0, mark });
            }
        }
        Some(Start { id, query, mark })
    }

    /// Notes that the caller has got messages of a session, up to the history's mark.
    pub fn gave(&mut self, id: &str, mark: &str, messages: u64) {
        self.progress.messages += messages;
        self.failed_in_a_row = 0;
        let State { open, failed, .. } = &mut self.state;
        if let Some(known) = failed.get_mut(id).or_else(|| open.get_mut(id)) {
            known.mark = Some(mark.to_owned());
        }
    }

    /// Notes that a session was read to its end.
    pub fn ended(&mut self, id: &str, late: u64) {
        self.state.open.remove(id);
        self.state.failed.remove(id);
        self.progress.read += 1;
        self.months_read += self
            .queue
            .get(id)
            .map_or(0, |session| self.months_of(session));
        self.progress.late += late;
        self.failed_in_a_row = 0;
    }

    /// Notes that reading a session failed. Whether the next run reads it again; otherwise the fault is not in the session,
    /// and the archive ends here and goes on from its state. A session that failed in an earlier run says nothing about
    /// the others: a few that always fail must not end each run.
    ///
    /// A session that was deleted is remembered too: it may come back, and would not be listed without news.
    pub fn failed(&mut self, id: &str, kind: ErrorKind) -> bool {
        let is_of_session = match kind {
            ErrorKind::NotFound => true,
            ErrorKind::InvalidRequest
            | ErrorKind::Forbidden
            | ErrorKind::InvalidPageToken
            | ErrorKind::Server
            | ErrorKind::UnexpectedStatus
            | ErrorKind::Timeout
            | ErrorKind::Decode
            | ErrorKind::Paging => {
                if self.state.failed.get(id).is_none() {
                    self.failed_in_a_row += 1;
                }
                self.failed_in_a_row < MOST_FAILED_IN_A_ROW
            }
            ErrorKind::Authentication
            | ErrorKind::MissingScope
            | ErrorKind::RateLimited
            | ErrorKind::Network
            | ErrorKind::Aborted
            | ErrorKind::Wasm => false,
        };
        if !is_of_session {
            return false;
        }
        self.progress.failed += 1;
        self.months_read += self
            .queue
            .get(id)
            .map_or(0, |session| self.months_of(session));
        if let Some(open) = self.state.open.remove(id) {
            self.state.failed.insert(Entry {
                time: self.state.base_ms,
                ..open
            });
        }
        true
    }

    /// Ends the leg, when every session is read. Messages up to the returned time, in milliseconds since 1970,
    /// were given; `None` as long as sessions are left.
    pub fn finish(&mut self) -> Option<i64> {
        if self.listing.is_some() || self.begun < self.queue.len() || !self.state.open.is_empty() {
            return None;
        }
        if let Some(target_ms) = self.state.target_ms.take() {
            self.state.base_ms = target_ms;
        }
        self.state.cursor = None;
        Some(self.state.base_ms)
    }

    /// What to remember, so that another process can go on.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// How far it has come at `now_ms`.
    #[must_use]
    pub fn progress(&self, now_ms: i64) -> ArchiveProgress {
        ArchiveProgress {
            is_listed: self.listing.is_none(),
            remaining_ms: self.remaining_ms(now_ms),
            ..self.progress
        }
    }

    /// Estimates the time for the rest: sessions take as long as the months in which they may have messages.
    fn remaining_ms(&self, now_ms: i64) -> Option<i64> {
        let ended = self.progress.read + self.progress.failed;
        if self.listing.is_some() || ended < LEAST_READ.min(self.progress.sessions) {
            return None;
        }
        let elapsed_ms = now_ms
            .saturating_sub(self.began_ms.unwrap_or(now_ms))
            .max(0);
        let left = self.months.saturating_sub(self.months_read).max(0);
        Some(elapsed_ms.saturating_mul(left) / self.months_read.max(1))
    }

    /// In how many months a session may have messages.
    fn months_of(&self, session: &Entry) -> i64 {
        let target_ms = self.state.target_ms.unwrap_or(self.state.base_ms);
        let until_ms = session.time.saturating_mul(1_000).min(target_ms);
        until_ms.saturating_sub(self.state.base_ms).max(0) / MONTH_MS + 1
    }

    /// The target of the leg: what is dated up to here has settled, by the slower clock.
    fn target_ms(&self) -> i64 {
        if let Some(target_ms) = self.state.target_ms {
            return target_ms;
        }
        let (here_ms, there_ms) = self.clock.unwrap_or((i64::MIN, None));
        let now_ms = there_ms.unwrap_or(here_ms).min(here_ms);
        let settled_ms = now_ms.saturating_sub(self.query.settle_ms);
        let whole_ms = settled_ms.div_euclid(1_000) * 1_000;
        self.query.to_ms.map_or(whole_ms, |to| whole_ms.min(to))
    }

    /// Queues the listed sessions, and those that are open or failed.
    fn queue_sessions(&mut self, listed: &Sessions) {
        let State {
            cursor,
            open,
            failed,
            base_ms,
            target_ms,
            ..
        } = &self.state;
        let cursor = cursor.as_deref().unwrap_or_default();
        let mut queue = Sessions::default();
        if target_ms.is_some() {
            for session in listed.iter() {
                let id = session.id.as_str();
                if id > cursor || open.get(id).or(failed.get(id)).is_some() {
                    queue.insert(session.clone());
                }
            }
        }
        // What an open session has is not known if it is not listed any more; a failed one has nothing new.
        let base = base_ms.div_euclid(1_000);
        let target = target_ms.map_or(base, |target| target.div_euclid(1_000));
        for (sessions, time) in [(open, target), (failed, base)] {
            for Entry { id, .. } in sessions.iter() {
                let (id, mark) = (id.clone(), None);
                queue.insert(Entry { id, time, mark });
            }
        }
        self.progress.sessions = queue.len() as u64;
        self.months = queue.iter().map(|session| self.months_of(session)).sum();
        (self.queue, self.begun) = (queue, 0);
    }

    /// The history of a session in this leg, which may have messages up to this second.
    fn history(&self, failed_base_ms: Option<i64>, until: i64) -> HistoryQuery {
        let base_ms = failed_base_ms.unwrap_or(self.state.base_ms);
        let last_ms = self.state.target_ms.unwrap_or(self.state.base_ms);
        let range = Span {
            first_ms: base_ms + 1,
            last_ms,
        };
        HistoryQuery::of_archive(range, until)
    }

    fn marks_are_possible(&self) -> bool {
        let open = self.state.open.iter().map(|open| (None, open));
        let failed = self.state.failed.iter();
        let failed = failed.map(|failed| (Some(failed.time), failed));
        open.chain(failed).all(|(base_ms, entry)| {
            let query = self.history(base_ms, i64::MAX);
            let is_possible = |mark: &String| Checkpoint::of_mark(mark, &query).is_some();
            entry.mark.as_ref().is_none_or(is_possible)
        })
    }
}
