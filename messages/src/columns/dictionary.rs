//! Distinct texts, found by their bytes.

use super::Texts;
use crate::json::Text;

/// The initial number of slots: most columns of a page have a few different texts.
const SLOTS: usize = 16;

/// Distinct texts, numbered in order of appearance.
///
/// A hash table with linear probing, at most half full. The hashes depend on the seed: without it, an
/// attacker cannot construct colliding texts.
pub(super) struct Dictionary {
    pub(super) texts: Texts,
    /// A text's number plus one, in the slot of its hash or after it; 0 in empty slots.
    slots: Vec<u32>,
    seed: u64,
}

impl Dictionary {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            texts: Texts::with_room(0),
            slots: vec![0; SLOTS],
            seed,
        }
    }

    /// The number of a text; adds it if it is new.
    pub(super) fn number(&mut self, text: Text<'_>) -> i32 {
        // Compares the written bytes: different texts may be written alike.
        let new = self.texts.count();
        self.texts.push(Some(text));
        let (slot, number) = self.find(new);
        if number == new {
            self.take(slot, new);
        } else {
            self.texts.pop();
        }
        i32::try_from(number).unwrap_or_default()
    }

    /// The slot and number of the first text with the same bytes: its own if it is new.
    fn find(&self, text: usize) -> (usize, usize) {
        let bytes = self.texts.bytes(text).unwrap_or_default();
        let mut slot = hash(bytes, self.seed) & (self.slots.len() - 1);
        loop {
            match self.slots.get(slot) {
                None | Some(0) => return (slot, text),
                Some(number) => {
                    let known = *number as usize - 1;
                    if self.texts.bytes(known) == Some(bytes) {
                        return (slot, known);
                    }
                }
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// Stores a text's number; grows if half of the slots are taken.
    fn take(&mut self, slot: usize, text: usize) {
        if let Some(slot) = self.slots.get_mut(slot) {
            *slot = u32::try_from(text + 1).unwrap_or_default();
        }
        if 2 * (text + 1) < self.slots.len() {
            return;
        }
        self.slots = vec![0; 4 * self.slots.len()];
        for text in 0..=text {
            let (slot, _) = self.find(text);
            if let Some(slot) = self.slots.get_mut(slot) {
                *slot = u32::try_from(text + 1).unwrap_or_default();
            }
        }
    }
}

/// A hash that depends on every bit of the bytes and the seed.
fn hash(bytes: &[u8], seed: u64) -> usize {
    let mut hash = seed ^ bytes.len() as u64;
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        hash = mixed(hash ^ u64::from_le_bytes(*word), seed);
    }
    let rest = rest
        .iter()
        .fold(0, |rest, byte| rest << 8 | u64::from(*byte));
    let hash = mixed(hash ^ rest, seed);
    #[allow(
        clippy::cast_possible_truncation,
        reason = "some of its bits are enough"
    )]
    let hash = (hash ^ hash >> 32) as usize;
    hash
}

/// Multiplies to 128 bits and folds both halves: the lower half alone depends only on the lower bits.
fn mixed(word: u64, seed: u64) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let product = u128::from(word ^ seed.rotate_left(32)) * u128::from(ODD);
    #[allow(
        clippy::cast_possible_truncation,
        reason = "both halves are folded into one"
    )]
    let folded = (product as u64) ^ (product >> 64) as u64;
    folded
}
