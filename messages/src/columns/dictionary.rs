//! Texts, each once, found again by their bytes.

use alloc::vec;
use alloc::vec::Vec;

use super::Texts;
use crate::json::Text;

/// How many slots there are at first: most columns of a page have a few different texts.
const SLOTS: usize = 16;

/// Texts, each once, with numbers in the order in which they came.
///
/// A hash table with linear probing, of which at most half is full. Its hashes depend on the seed, so that
/// texts that collide cannot be made up without knowing it.
pub(super) struct Dictionary {
    pub(super) texts: Texts,
    /// The number of a text and one, at the slot of its hash or behind it; 0 where there is none.
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

    /// The number of a text, which is added if it is new.
    pub(super) fn number(&mut self, text: Text<'_>) -> i32 {
        // Compared are the bytes that are written: different texts may be written alike.
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

    /// The slot and the number of the first text with the bytes of this one: its own if it is new.
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

    /// Remembers where a text stands; makes room if half of all slots are taken.
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

/// A hash in which each bit of the bytes and of the seed counts.
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

/// Multiplies to 128 bits and folds them: the lower half by itself depends on the lower bits alone.
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
