//! The messages of one page, as places in the order of the query.

use alloc::vec::Vec;
use core::ops::RangeInclusive;

use super::identity::identity;
use super::window::place;
use crate::model::SmsSession;
use crate::query::Order;

/// A message of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// Its index in the page.
    pub(super) index: usize,
    /// Where it is in the order, by its `date_time`.
    pub(super) place: i64,
    /// What it is known by.
    pub(super) identity: u64,
    /// The same place to the millisecond.
    pub(super) time: i64,
}

/// The messages of a page as they come.
pub(super) fn entries(page: &SmsSession, order: Order) -> Vec<Entry> {
    let messages = page.sms_histories.iter().enumerate();
    messages
        .map(|(index, message)| Entry {
            index,
            place: place(order, message.epoch_ms.div_euclid(1_000)),
            identity: identity(page, message),
            time: place(order, message.epoch_ms),
        })
        .collect()
}

/// By how many seconds an entry falls back behind one before it at most; only those whose places
/// are in `zone` count.
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

/// Puts them in the order of time; those of the same time stay as they come.
pub(super) fn sort(entries: &mut Vec<Entry>) {
    let mut sorted: Vec<Entry> = Vec::with_capacity(entries.len());
    for entry in entries.drain(..) {
        let before = sorted.iter().rposition(|other| other.time <= entry.time);
        sorted.insert(before.map_or(0, |before| before + 1), entry);
    }
    *entries = sorted;
}
