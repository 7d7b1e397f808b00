//! Remembers the recent messages that may come again, and no others.

use super::hash::Fingerprints;

/// The number of messages remembered at any place: servers that return more than requested repeat
/// messages, which must not count as late.
const REMEMBERED: usize = 1_024;

/// A message: its place and its identity.
pub(super) type Mark = (i64, u64);

/// The latest messages, ordered by place.
#[derive(Debug, Clone)]
pub(super) struct Recent {
    marks: Vec<Mark>,
    known: Fingerprints,
    /// Every returned message from this place on is remembered.
    from: i64,
}

impl Recent {
    /// Starts empty, remembering everything from this place on.
    pub(super) fn from(from: i64) -> Self {
        Self {
            marks: Vec::new(),
            known: Fingerprints::default(),
            from,
        }
    }

    /// The place from which on every returned message is remembered.
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

    /// Whether this message is remembered.
    pub(super) fn has(&self, identity: u64) -> bool {
        self.known.contains(identity)
    }

    /// The messages, furthest first.
    pub(super) fn back(&self) -> impl Iterator<Item = Mark> {
        self.marks.iter().rev().copied()
    }

    /// The messages from this place on.
    pub(super) fn since(&self, place: i64) -> impl Iterator<Item = Mark> {
        let marks = self.marks.iter().copied();
        marks.skip_while(move |(other, _)| *other < place)
    }

    /// Forgets messages before this place, except the most recent [`REMEMBERED`].
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
