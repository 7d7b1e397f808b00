//! What time it is, and what may be decided by it: clocks are wrong at times.

use crate::date_time::DAY;

/// For how long after a checkpoint its clock is believed without proof: a clock that was wrong then
/// and is right now shows an earlier time, unless more time than its error has passed.
const BELIEVED_SECONDS: i64 = DAY;
/// The largest error of a clock that costs no message.
pub(super) const LARGEST_ERROR_SECONDS: i64 = 400 * DAY;

/// The reader's clock, and the server's where its `Date` can be read. Seconds since 1970.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    here: i64,
    there: Option<i64>,
}

impl Clock {
    pub(super) fn new(now_ms: i64) -> Self {
        let here = second(now_ms);
        Self { here, there: None }
    }

    /// Notes the time, and that of the server if it is known, in milliseconds since 1970.
    pub(super) fn set(&mut self, now_ms: i64, there_ms: Option<i64>) {
        self.here = second(now_ms);
        self.there = there_ms.map(second);
    }

    /// The time that messages are dated by: the server's, where it is known.
    pub(super) fn now(&self) -> i64 {
        self.there.unwrap_or(self.here)
    }

    /// The server's time, if it is known.
    pub(super) fn there(&self) -> Option<i64> {
        self.there
    }

    /// A time that is past by both clocks.
    pub(super) fn past(&self) -> i64 {
        self.here.min(self.now())
    }

    /// A time that has come by one of the clocks.
    pub(super) fn latest(&self) -> i64 {
        self.here.max(self.now())
    }

    /// Up to when windows were over that a checkpoint calls over, which was written at `written`.
    /// `None`: they may not have been, since that clock was ahead of this one.
    pub(super) fn believes(&self, written: i64) -> Option<i64> {
        let elapsed = self.here.checked_sub(written)?;
        match elapsed {
            ..0 => None,
            0..=BELIEVED_SECONDS => Some(written),
            _ => Some(written.saturating_sub(LARGEST_ERROR_SECONDS)),
        }
    }
}

/// As a `Date` has it, whatever a clock shows.
fn second(ms: i64) -> i64 {
    const FURTHEST_MS: i64 = 8_640_000_000_000_000;
    ms.clamp(-FURTHEST_MS, FURTHEST_MS).div_euclid(1_000)
}
