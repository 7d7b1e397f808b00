//! A range of any length as windows that Zoom accepts, each asked for with a margin.

use crate::date_range::DateRange;
use crate::query::Order;

/// How many seconds more than its own a window asks for, at both ends. It is not known whether
/// Zoom counts the ends of a range in; with a margin it does not matter, and each message is taken
/// from the one window that its time belongs to.
pub const MARGIN_SECONDS: i64 = 1;

/// Consecutive seconds, the first and the last included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Seconds since 1970.
    pub first: i64,
    /// Seconds since 1970.
    pub last: i64,
}

impl Window {
    /// Windows that cover a range without overlap, in the order in which they are to be read.
    #[must_use]
    pub fn cut(range: &DateRange, order: Order) -> Vec<Self> {
        let (mut first, last) = range.seconds();
        let mut windows = Vec::new();
        while first <= last {
            // A second short of a month: it is not known whether Zoom counts the month's end in.
            let month = DateRange::last_second_from(first - MARGIN_SECONDS) - 1;
            let longest = month - MARGIN_SECONDS;
            let window = Self {
                first,
                last: longest.min(last),
            };
            first = window.last + 1;
            windows.push(window);
        }
        if order == Order::Descending {
            windows.reverse();
        }
        windows
    }

    /// Whether a message of this time belongs to the window.
    #[must_use]
    pub fn owns(&self, epoch_ms: i64) -> bool {
        (self.first..=self.last).contains(&epoch_ms.div_euclid(1_000))
    }

    /// The range to ask for, so that all that the window owns is in the answer.
    #[must_use]
    pub fn asked(&self) -> DateRange {
        let first = (self.first - MARGIN_SECONDS).max(0);
        DateRange::of_seconds(first, self.last + MARGIN_SECONDS)
    }

    /// What is left of the window when everything before `second`, in `order`, has been read.
    #[must_use]
    pub fn rest(&self, order: Order, second: i64) -> Self {
        match order {
            Order::Ascending => Self {
                first: self.first.max(second),
                ..*self
            },
            Order::Descending => Self {
                last: self.last.min(second),
                ..*self
            },
        }
    }
}
