//! Which messages have been seen lately: what may still come again is remembered, and no more.

use alloc::vec::Vec;

use super::hash::Fingerprints;

/// How many messages are remembered wherever they are: servers that give more than was asked for
/// show again what was given, and it is not to be taken for something late.
const REMEMBERED: usize = 1_024;

/// Messages by their place and what they are known by.
pub(super) type Mark = (i64, u64);

/// The latest messages, in the order of their places.
#[derive(Debug, Clone)]
pub(super) struct Recent {
    marks: Vec<Mark>,
    known: Fingerprints,
    /// From this place on, every message that was given is remembered.
    from: i64,
}

impl Recent {
    /// Nothing yet, of all messages from a place on.
    pub(super) fn from(from: i64) -> Self {
        Self {
            marks: Vec::new(),
            known: Fingerprints::default(),
            from,
        }
    }

    /// The place from which on all that was given is remembered.
    pub(super) fn whole_from(&self) -> i64 {
        self.from
    }

    /// Remembers a message.
    pub(super) fn insert(&mut self, (place, identity): Mark) {
        if self.known.insert(identity) {
            let before = self.marks.iter().rposition(|(other, _)| *other <= place);
            let at = before.map_or(0, |before| before + 1);
            self.marks.insert(at, (place, identity));
        }
    }

    /// Whether it is known.
    pub(super) fn has(&self, identity: u64) -> bool {
        self.known.contains(identity)
    }

    /// The messages, the furthest first.
    pub(super) fn back(&self) -> impl Iterator<Item = Mark> {
        self.marks.iter().rev().copied()
    }

    /// The messages from a place on.
    pub(super) fn since(&self, place: i64) -> impl Iterator<Item = Mark> {
        let marks = self.marks.iter().copied();
        marks.skip_while(move |(other, _)| *other < place)
    }

    /// Forgets what is before a place, if there is more than need be.
    pub(super) fn forget(&mut self, before: i64) {
        let excess = self.marks.len().saturating_sub(REMEMBERED);
        let is_past = |(place, _): &&Mark| *place < before;
        let past = self.marks.iter().take(excess).take_while(is_past).count();
        for (place, identity) in self.marks.drain(..past) {
            self.from = self.from.max(place + 1);
            self.known.remove(identity);
        }
    }
}
