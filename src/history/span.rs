//! The time span of a history.

use crate::date_range::DateRange;
use crate::input::Input;

/// From its first to its last millisecond since 1970, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Milliseconds since 1970.
    pub first_ms: i64,
    /// Milliseconds since 1970.
    pub last_ms: i64,
}

impl Span {
    /// Whole seconds since 1970, the first and the last included.
    #[must_use]
    pub fn of_seconds(first: i64, last: i64) -> Self {
        Self {
            first_ms: first * 1_000,
            last_ms: last * 1_000 + 999,
        }
    }

    /// The span of a range with these ends: Zoom's range has whole seconds, but a `Date` may be within
    /// one.
    #[must_use]
    pub fn given(range: &DateRange, from: &Input, to: &Input) -> Self {
        let (first, last) = range.seconds();
        let whole = Self::of_seconds(first, last);
        Self {
            first_ms: instant(from).map_or(whole.first_ms, |ms| whole_ms(ms.ceil())),
            last_ms: instant(to).map_or(whole.last_ms, |ms| whole_ms(ms.floor())),
        }
    }

    /// Its first and last seconds since 1970, including partial ones.
    #[must_use]
    pub fn seconds(&self) -> (i64, i64) {
        let second = |ms: i64| ms.div_euclid(1_000);
        (second(self.first_ms), second(self.last_ms))
    }

    /// Whether it contains a message of this time.
    #[must_use]
    pub fn contains(&self, epoch_ms: i64) -> bool {
        (self.first_ms..=self.last_ms).contains(&epoch_ms)
    }
}

fn instant(end: &Input) -> Option<f64> {
    match end {
        Input::Date(ms) => Some(*ms),
        Input::Absent
        | Input::Text(_)
        | Input::IllFormedText
        | Input::Number(_)
        | Input::Boolean(_)
        | Input::Other(_) => None,
    }
}

fn whole_ms(ms: f64) -> i64 {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "bounded by what a Date can hold"
    )]
    let ms = ms as i64;
    ms
}
