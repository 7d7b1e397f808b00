//! A range of any length as windows that Zoom accepts, each asked for with a margin.

use alloc::vec::Vec;

use crate::date_range::DateRange;
use crate::date_time::DAY;
use crate::query::Order;

/// By how many seconds a message's creation, which Zoom selects and sorts by, may differ from its
/// `date_time`, which is all that Zoom tells. So much more than its own a window asks for at both
/// ends, and so far behind the place that was reached a window is started again. It also makes up
/// for what is not known of Zoom: whether the ends of a range are counted in.
pub const ORDER_SLACK_SECONDS: i64 = 60;

/// How far one message can be behind another and still come after it: both may differ, each the
/// other way.
pub const ORDER_SPAN_SECONDS: i64 = 2 * ORDER_SLACK_SECONDS;

/// A second as a place in an order: what comes later has the greater place.
pub(super) fn place(order: Order, second: i64) -> i64 {
    match order {
        Order::Ascending => second,
        Order::Descending => -second,
    }
}

/// Consecutive seconds, the first and the last included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Seconds since 1970.
    pub first: i64,
    /// Seconds since 1970.
    pub last: i64,
}

impl Window {
    /// Windows that cover the seconds from `first` to `last` without overlap, in the order in which
    /// they are to be read.
    #[must_use]
    pub fn cut(mut first: i64, last: i64, order: Order) -> Vec<Self> {
        let mut windows = Vec::new();
        while first <= last {
            let longest = last_for_every_rest(first - ORDER_SLACK_SECONDS) - ORDER_SLACK_SECONDS;
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

    /// The range to ask for, so that all messages of the window are in the answer.
    #[must_use]
    pub fn asked(&self) -> DateRange {
        let first = (self.first - ORDER_SLACK_SECONDS).max(0);
        DateRange::of_seconds(first, self.last + ORDER_SLACK_SECONDS)
    }

    /// What is left of the window when everything before `second`, in `order`, has been read.
    #[must_use]
    pub fn rest(&self, order: Order, second: i64) -> Self {
        match order {
            Order::Ascending => Self {
                first: second.clamp(self.first, self.last),
                ..*self
            },
            Order::Descending => Self {
                last: second.clamp(self.first, self.last),
                ..*self
            },
        }
    }

    /// The places at which it begins and ends.
    pub(super) fn places(&self, order: Order) -> (i64, i64) {
        match order {
            Order::Ascending => (self.first, self.last),
            Order::Descending => (-self.last, -self.first),
        }
    }
}

/// The last second of the longest range from `begin` on that Zoom accepts from any later start too: a
/// window is started again from where it has been read to. A later start can have an earlier end, since
/// months end at different days: a month from 29 January, 23:00, ends on 28 February at 23:00, and one
/// from 30 January at its midnight.
fn last_for_every_rest(begin: i64) -> i64 {
    let next_day = (begin.div_euclid(DAY) + 1) * DAY;
    let month = DateRange::last_second_from(begin).min(DateRange::last_second_from(next_day));
    // A second short of a month: it is not known whether Zoom counts the month's end in.
    month - 1
}
