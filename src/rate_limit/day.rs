//! How many requests a day of UTC has left.

/// A day, in milliseconds.
pub(super) const DAY_MS: f64 = 86_400_000.0;
/// Requests that start this close to midnight may belong to either day at the server, because its
/// clock differs or they are on their way: they count for both.
pub(super) const EDGE_MS: f64 = 2_000.0;
/// A refusal that comes this soon after midnight may still be about the day before.
const LATE_REFUSAL_MS: f64 = 60_000.0;

/// The requests of a day, and until when a server wants no more.
#[derive(Debug, Clone)]
pub(super) struct Day {
    budget: u64,
    start_ms: f64,
    before: u64,
    today: u64,
    /// Those of `today` that may belong to the day after.
    late: u64,
    refused_until_ms: f64,
}

impl Day {
    pub(super) fn new(per_day: Option<u64>) -> Self {
        Self {
            budget: per_day.unwrap_or(u64::MAX),
            start_ms: f64::NEG_INFINITY,
            before: 0,
            today: 0,
            late: 0,
            refused_until_ms: f64::NEG_INFINITY,
        }
    }

    /// Brings everything to `now_ms`. A clock that is set back by a little does not give the day
    /// before again; one that is set back by days does not make anybody wait for the old days.
    pub(super) fn advance(&mut self, now_ms: f64) {
        let start_ms = (now_ms / DAY_MS).floor() * DAY_MS;
        let days = (start_ms - self.start_ms) / DAY_MS;
        let near = (-1.5..1.5).contains(&days);
        if near && days > 0.5 {
            (self.before, self.today, self.late) = (self.today, self.late, 0);
        } else if !near {
            (self.before, self.today, self.late) = (0, 0, 0);
        }
        if !near || days > 0.5 {
            self.start_ms = start_ms;
        }
        self.refused_until_ms = self.refused_until_ms.min(now_ms + DAY_MS);
    }

    /// When there are more requests; `None` if there are some.
    pub(super) fn used_up_until_ms(&self, now_ms: f64) -> Option<f64> {
        let own = if self.today >= self.budget {
            self.start_ms + DAY_MS + EDGE_MS
        } else if self.before >= self.budget {
            self.start_ms + EDGE_MS
        } else {
            f64::NEG_INFINITY
        };
        let until_ms = own.max(self.refused_until_ms);
        (until_ms > now_ms).then_some(until_ms)
    }

    /// A request starts.
    pub(super) fn start(&mut self, now_ms: f64) {
        let time_ms = now_ms - self.start_ms;
        self.today += 1;
        if time_ms < EDGE_MS {
            self.before += 1;
        } else if time_ms >= DAY_MS - EDGE_MS {
            self.late += 1;
        }
    }

    /// The server says that the day's requests are used up, until `named_ms` if it says so too.
    /// Else until midnight, UTC, as Zoom documents it.
    pub(super) fn refuse(&mut self, named_ms: Option<f64>, now_ms: f64) {
        let midnight_ms = (now_ms / DAY_MS).floor() * DAY_MS;
        let until_ms = match named_ms.filter(|named| *named > now_ms) {
            Some(named) => named.min(now_ms + DAY_MS),
            None if now_ms - midnight_ms < LATE_REFUSAL_MS => midnight_ms + LATE_REFUSAL_MS,
            None => midnight_ms + DAY_MS + EDGE_MS,
        };
        self.refused_until_ms = self.refused_until_ms.max(until_ms);
    }
}
