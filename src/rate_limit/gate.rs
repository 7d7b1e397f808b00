//! Holds requests until the time that a server named.

use super::report::LONGEST_MS;
use super::{Admission, Report};

/// A time before which nothing starts, and its distance when it was named.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hold {
    until_ms: f64,
    meant_ms: f64,
}

impl Default for Hold {
    fn default() -> Self {
        Self {
            until_ms: f64::NEG_INFINITY,
            meant_ms: 0.0,
        }
    }
}

impl Hold {
    /// Holds everything until this time; the latest named time counts.
    pub(super) fn hold(&mut self, until_ms: f64, now_ms: f64) {
        if until_ms > self.until_ms {
            self.until_ms = until_ms;
            self.meant_ms = until_ms - now_ms;
        }
    }

    /// Advances to `now_ms`. If the clock was set back, no wait gets longer than intended.
    pub(super) fn advance(&mut self, now_ms: f64) {
        self.until_ms = self.until_ms.min(now_ms + self.meant_ms.max(0.0));
    }

    pub(super) fn until_ms(self) -> f64 {
        self.until_ms
    }
}

/// The times that responses have named. Without a [`super::Limiter`], only this delays a client's
/// requests; each limiter contains one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Gate {
    moment: Hold,
    day: Hold,
}

impl Gate {
    /// Learns from a response that arrived at `now_ms`.
    pub fn report(&mut self, report: &Report, now_ms: f64) {
        let hold = if report.is_daily() {
            &mut self.day
        } else {
            &mut self.moment
        };
        let last_of_day = report.is_daily() && report.remaining == Some(0);
        let until_ms = if report.is_refusal() {
            report.refused_until_ms(now_ms)
        } else {
            report.reset_at_ms.filter(|_| last_of_day)
        };
        if let Some(until_ms) = until_ms.filter(|until_ms| *until_ms > now_ms) {
            hold.hold(until_ms.min(now_ms + LONGEST_MS), now_ms);
        }
    }

    /// Whether a request may start at `now_ms`, according to the responses so far.
    pub fn poll(&mut self, now_ms: f64) -> Admission {
        self.advance(now_ms);
        if self.day.until_ms() > now_ms {
            let retry_at_ms = self.day.until_ms();
            Admission::Exhausted { retry_at_ms }
        } else if self.moment.until_ms() > now_ms {
            let until_ms = self.moment.until_ms();
            Admission::Refused { until_ms }
        } else {
            Admission::Go
        }
    }

    pub(super) fn advance(&mut self, now_ms: f64) {
        self.moment.advance(now_ms);
        self.day.advance(now_ms);
    }

    /// When requests are available again, after the day's were used up.
    pub(super) fn day_until_ms(&self) -> f64 {
        self.day.until_ms()
    }

    /// When the last named time is over.
    pub(super) fn until_ms(&self) -> f64 {
        self.day.until_ms().max(self.moment.until_ms())
    }
}
