//! The messages of one page, put in the order of the query.

use alloc::vec::Vec;
use core::ops::RangeInclusive;

use super::hash::identity;
use super::window::place;
use crate::json::same;
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
    /// The same to the millisecond.
    pub(super) time: i64,
    /// What those have in common that differ in neither id nor time, and its number among them.
    common: u64,
    number: u32,
}

/// The messages of a page in the order of the query; those of the same time stay as they come.
pub(super) fn in_order(page: &SmsSession, order: Order) -> Vec<Entry> {
    let messages = &page.sms_histories;
    let mut entries: Vec<Entry> = Vec::with_capacity(messages.len());
    for (index, message) in messages.iter().enumerate() {
        let time = place(order, message.epoch_ms);
        // They come in order but for oddities, so that each is put in its place from behind.
        let before = entries.iter().rposition(|entry| entry.time <= time);
        let at = before.map_or(0, |before| before + 1);
        let id = page.text(message.message_id).to_str();
        let common = identity(&id, message.epoch_ms, 0);
        let mut number = 0;
        let same_time = entries.iter().take(at).rev();
        let same_time = same_time.take_while(|entry| entry.time == time);
        for other in same_time.filter(|entry| entry.common == common) {
            let written = messages.get(other.index);
            let written = written.map(|other| page.raw(&other.raw));
            if written.is_some_and(|written| same(written, page.raw(&message.raw))) {
                number = other.number;
                break;
            }
            number = number.max(other.number + 1);
        }
        let entry = Entry {
            index,
            place: place(order, message.epoch_ms.div_euclid(1_000)),
            identity: match number {
                0 => common,
                _ => identity(&id, message.epoch_ms, number),
            },
            time,
            common,
            number,
        };
        entries.insert(at, entry);
    }
    entries
}

/// By how many seconds a message of a page, as they come, falls back behind one before it at most;
/// only messages whose places are in `zone` count.
pub(super) fn disorder(page: &SmsSession, order: Order, zone: &RangeInclusive<i64>) -> i64 {
    let places = page.sms_histories.iter();
    let places = places.map(|message| place(order, message.epoch_ms.div_euclid(1_000)));
    let (mut furthest, mut most) = (i64::MIN, 0);
    for place in places.filter(|place| zone.contains(place)) {
        furthest = furthest.max(place);
        most = most.max(furthest - place);
    }
    most
}
