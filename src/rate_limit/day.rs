//! The daily budget of requests, by UTC days.

/// A day, in milliseconds.
pub(super) const DAY_MS: f64 = 86_400_000.0;
/// Requests that start this close to midnight count for both days: the server may assign them to
/// either, because its clock differs or they arrive later.
pub(super) const EDGE_MS: f64 = 2_000.0;
/// A refusal this soon after midnight may still refer to the day before.
const LATE_REFUSAL_MS: f64 = 60_000.0;

/// When requests are available again after a daily refusal at `now_ms` without a time: at midnight UTC,
/// as Zoom documents.
pub(super) fn end_of_refusal_ms(now_ms: f64) -> f64 {
    let midnight_ms = (now_ms / DAY_MS).floor() * DAY_MS;
    if now_ms - midnight_ms < LATE_REFUSAL_MS {
        midnight_ms + LATE_REFUSAL_MS
    } else {
        midnight_ms + DAY_MS + EDGE_MS
    }
}

/// The requests of a day.
#[derive(Debug, Clone)]
pub(super) struct Day {
    budget: u64,
    start_ms: f64,
    before: u64,
    today: u64,
    /// Those of `today` that may belong to the next day.
    late: u64,
}

impl Day {
    pub(super) fn new(per_day: Option<u64>) -> Self {
        Self {
            budget: per_day.unwrap_or(u64::MAX),
            start_ms: f64::NEG_INFINITY,
            before: 0,
            today: 0,
            late: 0,
        }
    }

    /// Advances everything to `now_ms`. A clock that is set back a little does not restore the day
    /// before; one that is set back by days makes no request wait for the old days.
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
    }

    /// When more requests are available; `None` if some are left.
    pub(super) fn used_up_until_ms(&self, now_ms: f64) -> Option<f64> {
        let until_ms = if self.today >= self.budget {
            self.start_ms + DAY_MS + EDGE_MS
        } else if self.before >= self.budget {
            self.start_ms + EDGE_MS
        } else {
            f64::NEG_INFINITY
        };
        (until_ms > now_ms).then_some(until_ms)
    }

    /// Lowers the budget to this, if it is less.
    pub(super) fn restrict(&mut self, per_day: Option<u64>) {
        self.budget = self.budget.min(per_day.unwrap_or(u64::MAX));
    }

    /// Whether none of it counts any more at `now_ms`.
    pub(super) fn is_over(&self, now_ms: f64) -> bool {
        self.today == 0 || now_ms >= self.start_ms + DAY_MS + EDGE_MS
    }

    /// Records that a request starts.
    pub(super) fn start(&mut self, now_ms: f64) {
        let time_ms = now_ms - self.start_ms;
        self.today += 1;
        if time_ms < EDGE_MS {
            self.before += 1;
        } else if time_ms >= DAY_MS - EDGE_MS {
            self.late += 1;
        }
    }
}
