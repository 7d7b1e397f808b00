//! Which messages have been seen lately: what may still come again is remembered, and no more.

use alloc::collections::VecDeque;

use super::hash::Fingerprints;
use super::window::ORDER_SPAN_SECONDS;

/// How many messages are remembered wherever they are. Pages shift when messages arrive while they
/// are read, by as many as arrived, and then show again what was given: this is some ten of the
/// largest pages.
const REMEMBERED: usize = 1_024;

/// The latest messages by their identity, and the place of each.
#[derive(Debug, Clone, Default)]
pub(super) struct Recent {
    queue: VecDeque<(i64, u64)>,
    known: Fingerprints,
}

impl Recent {
    /// Remembers a message; whether it was not known before.
    pub(super) fn insert(&mut self, identity: u64, place: i64) -> bool {
        let is_new = self.known.insert(identity);
        if is_new {
            self.queue.push_back((place, identity));
        }
        is_new
    }

    /// Whether it is known.
    pub(super) fn has(&self, identity: u64) -> bool {
        self.known.contains(identity)
    }

    /// How many are remembered.
    pub(super) fn len(&self) -> usize {
        self.queue.len()
    }

    /// The messages that a request which starts again at the watermark may give again.
    pub(super) fn near(&self, watermark: i64) -> impl Iterator<Item = (i64, u64)> {
        let near = move |(place, _): &(i64, u64)| watermark - place <= ORDER_SPAN_SECONDS;
        self.queue.iter().copied().filter(near)
    }

    /// Forgets what need not be known any more now that the watermark is here.
    pub(super) fn forget(&mut self, watermark: i64) {
        while self.queue.len() > REMEMBERED {
            match self.queue.front() {
                Some((place, _)) if watermark - place > ORDER_SPAN_SECONDS => {}
                _ => return,
            }
            if let Some((_, oldest)) = self.queue.pop_front() {
                self.known.remove(oldest);
            }
        }
    }
}
