//! Splits a range of any length into windows that Zoom accepts, each requested with a margin.

use crate::date_range::DateRange;
use crate::date_time::DAY;
use crate::query::Order;

/// By how many seconds a message's creation, by which Zoom selects and sorts, may differ from its
/// `date_time`, the only time that Zoom shows.
pub const ORDER_SLACK_SECONDS: i64 = 60;

/// How far a message can be behind the one before it: both may differ, in opposite directions.
pub const ORDER_SPAN_SECONDS: i64 = 2 * ORDER_SLACK_SECONDS;

/// How much to request beyond each end: a second more than the slack. So it does not matter whether
/// Zoom includes the ends of a range, or which fraction of a second a time has.
pub(super) const MARGIN_SECONDS: i64 = ORDER_SLACK_SECONDS + 1;

/// A second as a place in an order: later in the order means a greater place.
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
    /// Windows that cover the seconds of `whole` without overlap, in reading order: the first one, and
    /// those after it that begin by `until`. Zoom accepts each with a margin after its end and `lead`
    /// seconds before its beginning, in the direction of `order`.
    #[must_use]
    pub(super) fn cut(whole: Self, until: i64, order: Order, lead: i64) -> Vec<Self> {
        let (before, behind) = match order {
            Order::Ascending => (lead, MARGIN_SECONDS),
            Order::Descending => (MARGIN_SECONDS, lead),
        };
        let (mut windows, mut first) = (Vec::new(), whole.first);
        while first <= whole.last && (first <= until || windows.is_empty()) {
            let longest = last_for_every_rest(first - before) - behind;
            let last = longest.min(whole.last);
            windows.push(Self { first, last });
            first = last + 1;
        }
        if order == Order::Descending {
            windows.reverse();
        }
        windows
    }

    /// The range to request: from the place `start` to a margin after the end of the window.
    pub(super) fn asked(&self, order: Order, start: i64) -> DateRange {
        let (_, end) = self.places(order);
        let ends = [start, end + MARGIN_SECONDS].map(|end| place(order, end).max(0));
        let [from, to] = match order {
            Order::Ascending => ends,
            Order::Descending => [ends[1], ends[0]],
        };
        DateRange::of_seconds(from, to)
    }

    /// The places where it begins and ends.
    pub(super) fn places(&self, order: Order) -> (i64, i64) {
        match order {
            Order::Ascending => (self.first, self.last),
            Order::Descending => (-self.last, -self.first),
        }
    }
}

/// The last second of the longest range from `begin` that Zoom also accepts from any later start: a
/// window restarts from where it was read to. A later start can have an earlier limit, because months
/// have different lengths: a month from 29 January, 23:00, ends on 28 February at 23:00, and a month from
/// 30 January ends on 28 February at midnight.
fn last_for_every_rest(begin: i64) -> i64 {
    let next_day = (begin.div_euclid(DAY) + 1) * DAY;
    let month = DateRange::last_second_from(begin).min(DateRange::last_second_from(next_day));
    // A second short of a month, because it is unknown whether Zoom includes the month's end.
    month - 1
}
