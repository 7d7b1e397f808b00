//! The messages of one page as places in the order of the query.

use std::ops::RangeInclusive;

use super::identity::identity;
use super::window::place;
use crate::model::Page;
use crate::query::Order;

/// A message of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// Its index in the page.
    pub(super) index: usize,
    /// Its place in the order, from its `date_time`.
    pub(super) place: i64,
    /// Its identity.
    pub(super) identity: u64,
    /// The same place to the millisecond.
    pub(super) time: i64,
}

/// The messages of a page in the server's order.
pub(super) fn entries(page: &Page, order: Order) -> Vec<Entry> {
    let messages = page.messages.iter().enumerate();
    messages
        .map(|(index, message)| Entry {
            index,
            place: place(order, message.date_time.epoch_ms.div_euclid(1_000)),
            identity: identity(page, message),
            time: place(order, message.date_time.epoch_ms),
        })
        .collect()
}

/// The largest step back of an entry behind an earlier one, in seconds, among places in `zone`.
pub(super) fn disorder(entries: &[Entry], zone: &RangeInclusive<i64>) -> i64 {
    let (mut furthest, mut most) = (i64::MIN, 0);
    for Entry { place, .. } in entries {
        if zone.contains(place) {
            furthest = furthest.max(*place);
            most = most.max(furthest - place);
        }
    }
    most
}

/// Sorts them by time, stably, by merging ordered runs: the standard sorts would add more wasm than
/// this whole module.
pub(super) fn sort(entries: &mut Vec<Entry>) {
    let mut length = 1;
    while length < entries.len() {
        let mut merged = Vec::with_capacity(entries.len());
        for runs in entries.chunks(2 * length) {
            let (mut one, mut other) = runs.split_at_checked(length).unwrap_or((runs, &[]));
            while let ([first, ones @ ..], [second, others @ ..]) = (one, other) {
                if second.time < first.time {
                    merged.push(*second);
                    other = others;
                } else {
                    merged.push(*first);
                    one = ones;
                }
            }
            merged.extend_from_slice(one);
            merged.extend_from_slice(other);
        }
        *entries = merged;
        length *= 2;
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::{Entry, sort};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn entries_are_sorted_by_time_and_those_of_one_time_stay_as_they_come(
            times in prop::collection::vec(0..20_i64, 0..60)
        ) {
            let entry = |(index, time)| Entry { index, place: 0, identity: 0, time };
            let mut entries: Vec<Entry> = times.into_iter().enumerate().map(entry).collect();
            let mut expected = entries.clone();
            expected.sort_by_key(|entry| entry.time);
            sort(&mut entries);
            let indexes = |entries: &[Entry]| entries.iter().map(|entry| entry.index).collect::<Vec<_>>();
            prop_assert_eq!(indexes(&entries), indexes(&expected));
        }
    }
}
