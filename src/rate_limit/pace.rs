//! When the next request may start: so many a second, evenly, and none while a server says so.

use super::gate::Hold;
use super::learned::Learned;

const SECOND_MS: f64 = 1_000.0;
/// How much closer together requests may reach the server than they were sent, because one took
/// longer on its way than the next. Within a second and this, no more than a second's requests
/// start: so they are within the limit at the server too, whenever its seconds begin.
pub(super) const JITTER_MS: f64 = 20.0;
/// How late a request may start, because a timer was, without those after it starting later too.
/// Timers of Node and of browsers are late by 1 to 4 milliseconds.
pub(super) const LATENESS_MS: f64 = 10.0;
/// The longest time after which a waiting request looks again: the rate may be back by then.
const LONGEST_WAIT_MS: f64 = 60_000.0;
/// How long a limit that a server named counts after it was named last.
const SAID_MS: f64 = 60_000.0;

/// The pace of requests, and what changes it.
#[derive(Debug, Clone)]
pub(super) struct Pace {
    /// The rate until a server names another.
    assumed: f64,
    /// The rate that the server named, and when.
    said: Option<(f64, f64)>,
    /// The part of it that refusals have left.
    part: Learned,
    /// When the next request is due.
    due_ms: f64,
    pause: Hold,
}

impl Pace {
    pub(super) fn new(per_second: f64) -> Self {
        Self {
            assumed: per_second,
            said: None,
            part: Learned::new(1.0),
            due_ms: f64::NEG_INFINITY,
            pause: Hold::default(),
        }
    }

    /// Brings everything to `now_ms`. A clock may have been set back: no time stays further away
    /// than it can have been meant.
    ///
    /// Gives the part of the time since `last_ms` in which requests could start, where a server did
    /// not want any until `closed_ms`: the rest says nothing of whether what was too much is still
    /// too much.
    pub(super) fn advance(&mut self, last_ms: f64, closed_ms: f64, now_ms: f64) -> f64 {
        let closed_ms = closed_ms.max(self.pause.until_ms());
        let open_ms = (now_ms - last_ms.max(closed_ms)).max(0.0);
        self.part.recover(open_ms);
        let current = |said: &(f64, f64)| (0.0..=SAID_MS).contains(&(now_ms - said.1));
        self.said = self.said.filter(current);
        self.due_ms = self.due_ms.min(now_ms + self.interval_ms());
        self.pause.advance(now_ms);
        open_ms
    }

    /// When the next request may start, or when to look again: the rate may be back by then.
    pub(super) fn next_ms(&self, now_ms: f64) -> f64 {
        let next_ms = self.due_ms.max(self.pause.until_ms());
        next_ms.min(now_ms + LONGEST_WAIT_MS)
    }

    /// A request starts.
    ///
    /// With `i` for the interval, `k` requests take `(k - 1) * i` less the lateness at least. `i` is
    /// such that a second's requests and one more take longer than a second and the jitter.
    pub(super) fn start(&mut self, now_ms: f64) {
        self.due_ms = self.due_ms.max(now_ms - LATENESS_MS) + self.interval_ms();
    }

    /// Nothing starts for a moment.
    pub(super) fn pause(&mut self, until_ms: f64, now_ms: f64) {
        self.pause.hold(until_ms, now_ms);
    }

    /// The rate is at most this from now on.
    pub(super) fn restrict(&mut self, per_second: f64) {
        self.assumed = self.assumed.min(per_second);
    }

    /// Whether requests could start as if there had been none before.
    pub(super) fn is_fresh(&self, now_ms: f64) -> bool {
        let quiet = self.due_ms.max(self.pause.until_ms()) <= now_ms;
        quiet && self.part.is_whole() && self.said.is_none()
    }

    /// The rate was too high.
    pub(super) fn slow_down(&mut self) {
        self.part.lower(f64::INFINITY);
    }

    /// The server names a rate, which counts for a while.
    pub(super) fn heed(&mut self, per_second: f64, now_ms: f64) {
        self.said = (per_second > 0.0).then_some((per_second, now_ms));
    }

    /// How much faster the named rate is than the assumed one; 1 if it is not.
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
