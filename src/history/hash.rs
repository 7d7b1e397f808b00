//! Fingerprints: 64-bit FNV-1a, stable across platforms and versions.

const OFFSET: u64 = 0xCBF2_9CE4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01B3;

/// The digits of a fingerprint in a checkpoint: base64url, six bits each.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// The number of digits of a fingerprint.
const WIDTH: u32 = 11;

/// The fingerprint of a text.
#[must_use]
pub fn fingerprint(text: &str) -> u64 {
    mix(OFFSET, text.as_bytes())
}

/// A fingerprint of several values in order.
#[derive(Debug, Clone)]
pub(super) struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(OFFSET)
    }
}

impl Hash {
    pub(super) fn text(&mut self, text: &str) {
        // No text contains this byte, so different lists of texts never hash as the same bytes.
        self.0 = mix(mix(self.0, text.as_bytes()), &[0xFF]);
    }

    pub(super) fn number(&mut self, number: i64) {
        self.0 = mix(self.0, &number.to_le_bytes());
    }

    /// Adds values whose order does not matter.
    pub(super) fn all<T>(&mut self, items: &[T], one: impl Fn(&mut Self, &T)) {
        let mut sum = 0_u64;
        for item in items {
            let mut hash = Self::default();
            one(&mut hash, item);
            sum = sum.wrapping_add(hash.0);
        }
        self.0 = mix(self.0, &sum.to_le_bytes());
    }

    pub(super) fn value(&self) -> u64 {
        self.0
    }
}

fn mix(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(PRIME)
    })
}

/// Writes a fingerprint in [`WIDTH`] digits.
pub(super) fn write(fingerprint: u64, text: &mut String) {
    for digit in (0..WIDTH).rev() {
        let value = usize::try_from(fingerprint >> (6 * digit) & 63).unwrap_or_default();
        text.push(char::from(DIGITS.get(value).copied().unwrap_or_default()));
    }
}

/// Reads consecutive fingerprints.
pub(super) fn read_all(text: &str) -> Option<Vec<u64>> {
    let mut all = Vec::new();
    for word in text.as_bytes().chunks(WIDTH as usize) {
        if word.len() < WIDTH as usize {
            return None;
        }
        let mut number = 0_u64;
        for byte in word {
            let value = DIGITS.iter().position(|digit| digit == byte)?;
            number = number
                .checked_mul(64)?
                .checked_add(u64::try_from(value).ok()?)?;
        }
        all.push(number);
    }
    Some(all)
}

/// A set of fingerprints: a hash table with linear probing, at most half full. The standard sets would add
/// more wasm than this whole module.
#[derive(Debug, Clone, Default)]
pub(super) struct Fingerprints {
    /// Each fingerprint in the slot of its hash or after it; [`EMPTY`] elsewhere.
    slots: Vec<u64>,
    count: usize,
}

/// A slot without a fingerprint. A fingerprint with this value counts as 1.
const EMPTY: u64 = 0;
/// The initial number of slots.
const SLOTS: usize = 16;

impl Fingerprints {
    /// Whether the set contains it.
    pub(super) fn contains(&self, fingerprint: u64) -> bool {
        self.get(self.slot_of(fingerprint.max(1))) != EMPTY
    }

    /// The number of fingerprints.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Inserts it. Returns whether it is new.
    pub(super) fn insert(&mut self, fingerprint: u64) -> bool {
        if 2 * (self.count + 1) > self.slots.len() {
            self.grow();
        }
        let fingerprint = fingerprint.max(1);
        let slot = self.slot_of(fingerprint);
        let is_new = self.get(slot) == EMPTY;
        self.set(slot, fingerprint);
        self.count += usize::from(is_new);
        is_new
    }

    /// Removes it.
    pub(super) fn remove(&mut self, fingerprint: u64) {
        let mut slot = self.slot_of(fingerprint.max(1));
        if self.get(slot) == EMPTY {
            return;
        }
        self.set(slot, EMPTY);
        self.count -= 1;
        // Entries after it may have moved there because its slot was taken.
        loop {
            slot = self.next(slot);
            let moved = self.get(slot);
            if moved == EMPTY {
                return;
            }
            self.set(slot, EMPTY);
            self.count -= 1;
            self.insert(moved);
        }
    }

    fn grow(&mut self) {
        let slots = vec![EMPTY; (2 * self.slots.len()).max(SLOTS)];
        self.count = 0;
        for fingerprint in std::mem::replace(&mut self.slots, slots) {
            if fingerprint != EMPTY {
                self.insert(fingerprint);
            }
        }
    }

    /// Its slot, or the empty slot where it belongs.
    fn slot_of(&self, fingerprint: u64) -> usize {
        // FNV only mixes upwards, so the upper bits depend on all bits.
        const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
        #[allow(clippy::cast_possible_truncation, reason = "32 bits")]
        let hash = (fingerprint.wrapping_mul(ODD) >> 32) as usize;
        let mut slot = hash & self.slots.len().wrapping_sub(1);
        while self.get(slot) != EMPTY && self.get(slot) != fingerprint {
            slot = self.next(slot);
        }
        slot
    }

    fn next(&self, slot: usize) -> usize {
        (slot + 1) & self.slots.len().wrapping_sub(1)
    }

    fn get(&self, slot: usize) -> u64 {
        self.slots.get(slot).copied().unwrap_or(EMPTY)
    }

    fn set(&mut self, slot: usize, fingerprint: u64) {
        if let Some(slot) = self.slots.get_mut(slot) {
            *slot = fingerprint;
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::Fingerprints;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn a_set_of_fingerprints_is_a_set(
            // Few values repeat; all multiples of 2^32 start at few slots.
            steps in prop::collection::vec((any::<bool>(), 0..40_u64, any::<bool>()), 0..200)
        ) {
            let (mut set, mut expected) = (Fingerprints::default(), BTreeSet::new());
            for (is_in, value, is_high) in steps {
                let value = if is_high { (value + 1) << 58 } else { value + 1 };
                if is_in {
                    prop_assert_eq!(set.insert(value), expected.insert(value));
                } else {
                    set.remove(value);
                    expected.remove(&value);
                }
                prop_assert_eq!(set.len(), expected.len());
            }
            for value in (0..41).flat_map(|value| [value + 1, (value + 1) << 58]) {
                prop_assert_eq!(set.contains(value), expected.contains(&value));
            }
        }
    }

    #[test]
    fn every_number_can_be_a_fingerprint() {
        let mut set = Fingerprints::default();
        assert!(!set.contains(0));
        assert!(set.insert(0) && set.contains(0) && !set.insert(0));
        set.remove(0);
        assert!(!set.contains(0) && set.len() == 0);
    }
}
