//! Which messages have been given lately: what may still come again is remembered, and no more.

use std::collections::VecDeque;

use super::hash::Fingerprints;
use super::window::MARGIN_SECONDS;

/// How many messages are remembered whatever their time. Pages shift when messages arrive while
/// they are read, by as many as arrived: this is some ten of the largest pages.
const REMEMBERED: usize = 1_024;

/// The fingerprints of the latest messages, and the second in which each was sent.
#[derive(Debug, Clone, Default)]
pub(super) struct Recent {
    queue: VecDeque<(i64, u64)>,
    known: Fingerprints,
}

impl Recent {
    /// Whether this message has been given.
    pub(super) fn has(&self, fingerprint: u64) -> bool {
        self.known.contains(fingerprint)
    }

    /// Remembers a message that was given; `second` is when it was sent.
    pub(super) fn push(&mut self, fingerprint: u64, second: i64) {
        if self.known.insert(fingerprint) {
            self.queue.push_back((second, fingerprint));
        }
    }

    /// All that are remembered.
    pub(super) fn all(&self) -> impl Iterator<Item = (i64, u64)> {
        self.queue.iter().copied()
    }

    /// The messages that a request which starts again at `second` may give again.
    pub(super) fn near(&self, second: i64) -> impl Iterator<Item = (i64, u64)> {
        self.queue
            .iter()
            .copied()
            .filter(move |(sent, _)| (sent - second).abs() <= 2 * MARGIN_SECONDS)
    }

    /// Forgets what will not come again now that messages of the second `now` are read.
    pub(super) fn forget(&mut self, now: i64) {
        while self.queue.len() > REMEMBERED {
            match self.queue.front() {
                Some((sent, _)) if (sent - now).abs() > 2 * MARGIN_SECONDS => {}
                _ => return,
            }
            if let Some((_, oldest)) = self.queue.pop_front() {
                self.known.remove(oldest);
            }
        }
    }
}
