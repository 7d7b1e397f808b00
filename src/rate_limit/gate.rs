//! Until when a server wants no requests.

use super::report::LONGEST_MS;
use super::{Admission, Report};

/// A time before which nothing starts, and how far away it was when it was named.
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
    /// Nothing starts before this time; the latest that was named counts.
    pub(super) fn hold(&mut self, until_ms: f64, now_ms: f64) {
        if until_ms > self.until_ms {
            self.until_ms = until_ms;
            self.meant_ms = until_ms - now_ms;
        }
    }

    /// Brings it to `now_ms`. A clock may have been set back: no wait gets longer than was
    /// meant.
    pub(super) fn advance(&mut self, now_ms: f64) {
        self.until_ms = self.until_ms.min(now_ms + self.meant_ms.max(0.0));
    }

    pub(super) fn until_ms(self) -> f64 {
        self.until_ms
    }
}

/// What answers have said of when not to ask. It is all that holds up the requests of a client
/// without a [`super::Limiter`], and it is a part of each limiter.
#[derive(Debug, Clone, Copy, Default)]
pub struct Gate {
    moment: Hold,
    day: Hold,
}

impl Gate {
    /// Learns from an answer that came at `now_ms`.
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

    /// Whether a request may start at `now_ms`, as far as answers have said.
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

    /// When there are requests again, after a day's were used up.
    pub(super) fn day_until_ms(&self) -> f64 {
        self.day.until_ms()
    }

    /// When the last of what was named is over.
    pub(super) fn until_ms(&self) -> f64 {
        self.day.until_ms().max(self.moment.until_ms())
    }
}
