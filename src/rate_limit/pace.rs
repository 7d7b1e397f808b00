//! Decides when the next request may start: evenly spaced, and none while a server forbids it.

use super::gate::Hold;
use super::learned::Learned;

const SECOND_MS: f64 = 1_000.0;
/// Network jitter: requests may reach the server this much closer together than they were sent. Within
/// a second plus the jitter, no more than one second's requests start, so they stay within the server's
/// limit whenever its seconds begin.
pub(super) const JITTER_MS: f64 = 20.0;
/// How late a timer may be without delaying the requests after it. Timers of Node and browsers are
/// late by 1 to 4 milliseconds.
pub(super) const LATENESS_MS: f64 = 10.0;
/// The longest wait before a request checks again: the rate may have recovered by then.
const LONGEST_WAIT_MS: f64 = 60_000.0;
/// How long a limit counts after a server last named it.
const SAID_MS: f64 = 60_000.0;

/// The pace of requests, and what changes it.
#[derive(Debug, Clone)]
pub(super) struct Pace {
    /// The rate, unless a server names another.
    assumed: f64,
    /// The rate that the server named, and when.
    said: Option<(f64, f64)>,
    /// The share of the rate that is left after refusals.
    part: Learned,
    /// When the next request is due.
    due_ms: f64,
    /// How far ahead that is, if it is more than the interval.
    ahead_ms: f64,
    pause: Hold,
}

impl Pace {
    pub(super) fn new(per_second: f64) -> Self {
        Self {
            assumed: per_second,
            said: None,
            part: Learned::new(1.0),
            due_ms: f64::NEG_INFINITY,
            ahead_ms: 0.0,
            pause: Hold::default(),
        }
    }

    /// Advances everything to `now_ms`. If the clock was set back, no time stays further away than
    /// intended.
    ///
    /// Returns the part of the time since `last_ms` in which requests could start: a server may have
    /// refused all until `closed_ms`, and that time does not show whether the old rate is still too
    /// high.
    pub(super) fn advance(&mut self, last_ms: f64, closed_ms: f64, now_ms: f64) -> f64 {
        let closed_ms = closed_ms.max(self.pause.until_ms());
        let open_ms = (now_ms - last_ms.max(closed_ms)).max(0.0);
        self.part.recover(open_ms);
        let current = |said: &(f64, f64)| (0.0..=SAID_MS).contains(&(now_ms - said.1));
        self.said = self.said.filter(current);
        let ahead_ms = self.ahead_ms.max(self.interval_ms());
        self.due_ms = self.due_ms.min(now_ms + ahead_ms);
        self.pause.advance(now_ms);
        open_ms
    }

    /// When the next request may start, or when to check again: the rate may have recovered by then.
    pub(super) fn next_ms(&self, now_ms: f64) -> f64 {
        let next_ms = self.due_ms.max(self.pause.until_ms());
        next_ms.min(now_ms + LONGEST_WAIT_MS)
    }

    /// Records that a request starts.
    ///
    /// With the interval `i`, `k` requests take at least `(k - 1) * i` minus the lateness. `i` is chosen
    /// so that one second's requests plus one take longer than a second plus the jitter.
    pub(super) fn start(&mut self, now_ms: f64) {
        self.due_ms = self.due_ms.max(now_ms - LATENESS_MS) + self.interval_ms();
        self.ahead_ms = 0.0;
    }

    /// Records that a request starts without being asked for. After many at once, the next is due when a server that
    /// counts seconds has forgotten them.
    pub(super) fn start_at_once(&mut self, now_ms: f64) {
        self.start(now_ms);
        let second_ms = SECOND_MS + JITTER_MS + LATENESS_MS;
        let latest_ms = now_ms + second_ms.max(self.interval_ms());
        self.due_ms = self.due_ms.min(latest_ms);
        self.ahead_ms = self.due_ms - now_ms;
    }

    /// Pauses briefly.
    pub(super) fn pause(&mut self, until_ms: f64, now_ms: f64) {
        self.pause.hold(until_ms, now_ms);
    }

    /// Caps the rate from now on.
    pub(super) fn restrict(&mut self, per_second: f64) {
        self.assumed = self.assumed.min(per_second);
    }

    /// Whether past requests no longer delay new ones.
    pub(super) fn is_fresh(&self, now_ms: f64) -> bool {
        let quiet = self.due_ms.max(self.pause.until_ms()) <= now_ms;
        quiet && self.part.is_whole() && self.said.is_none()
    }

    /// Records that the rate was too high.
    pub(super) fn slow_down(&mut self) {
        self.part.lower(f64::INFINITY);
    }

    /// Records the rate that the server named, which counts for a while.
    pub(super) fn heed(&mut self, per_second: f64, now_ms: f64) {
        self.said = (per_second > 0.0).then_some((per_second, now_ms));
    }

    /// The ratio of the named rate to the assumed one; 1 if it is not higher.
    pub(super) fn growth(&self) -> f64 {
        (self.whole() / self.assumed).max(1.0)
    }

    fn whole(&self) -> f64 {
        self.said.map_or(self.assumed, |(rate, _)| rate)
    }

    fn per_second(&self) -> f64 {
        self.whole() * self.part.value()
    }

    fn interval_ms(&self) -> f64 {
        (SECOND_MS + JITTER_MS + LATENESS_MS) / self.per_second()
    }
}
