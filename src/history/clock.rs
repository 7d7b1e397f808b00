//! The time, and what may depend on it: clocks can be wrong.

use crate::date_time::DAY;

/// How long a checkpoint's clock is trusted without proof. If it was ahead then and is right now, it
/// shows an earlier time, unless more time than its error has passed.
const BELIEVED_SECONDS: i64 = DAY;
/// The largest clock error that loses no message.
pub(super) const LARGEST_ERROR_SECONDS: i64 = 400 * DAY;

/// The local clock, and the server's if its `Date` can be read. Seconds since 1970.
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

    /// Sets the time, and the server's if known, in milliseconds since 1970.
    pub(super) fn set(&mut self, now_ms: i64, there_ms: Option<i64>) {
        self.here = second(now_ms);
        self.there = there_ms.map(second);
    }

    /// The time to compare messages with: the server's, if known.
    pub(super) fn now(&self) -> i64 {
        self.there.unwrap_or(self.here)
    }

    /// The server's time, if known.
    pub(super) fn there(&self) -> Option<i64> {
        self.there
    }

    /// The earlier of both clocks.
    pub(super) fn past(&self) -> i64 {
        self.here.min(self.now())
    }

    /// The later of both clocks.
    pub(super) fn latest(&self) -> i64 {
        self.here.max(self.now())
    }

    /// The time until which to trust that windows were over, for a checkpoint written at `written`.
    /// `None` if that clock was ahead of this one: then none of them may have been over.
    pub(super) fn believes(&self, written: i64) -> Option<i64> {
        let elapsed = self.here.checked_sub(written)?;
        match elapsed {
            ..0 => None,
            0..=BELIEVED_SECONDS => Some(written),
            _ => Some(written.saturating_sub(LARGEST_ERROR_SECONDS)),
        }
    }
}

/// Limits any clock to the range of `Date`.
fn second(ms: i64) -> i64 {
    const FURTHEST_MS: i64 = 8_640_000_000_000_000;
    ms.clamp(-FURTHEST_MS, FURTHEST_MS).div_euclid(1_000)
}
