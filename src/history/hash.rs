//! Fingerprints: FNV-1a with 64 bits, the same on every platform and in every version.

use alloc::string::String;
use alloc::vec::Vec;

const OFFSET: u64 = 0xCBF2_9CE4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01B3;

/// The digits of a fingerprint in a checkpoint: those of base64url, six bits each.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// How many digits a fingerprint has.
const WIDTH: u32 = 11;

/// The fingerprint of a text.
pub(super) fn fingerprint(text: &str) -> u64 {
    mix(OFFSET, text.as_bytes())
}

/// A fingerprint of several values, one after the other.
#[derive(Debug, Clone)]
pub(super) struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(OFFSET)
    }
}

impl Hash {
    pub(super) fn text(&mut self, text: &str) {
        // No text has this byte: so no two lists of texts read alike.
        self.0 = mix(mix(self.0, text.as_bytes()), &[0xFF]);
    }

    pub(super) fn number(&mut self, number: i64) {
        self.0 = mix(self.0, &number.to_le_bytes());
    }

    /// Values of which the order does not count.
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

/// Reads fingerprints that were written one after another.
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

/// A set of fingerprints: sorted, since the standard sets would cost more bytes of wasm than all of
/// this module, and there are few.
#[derive(Debug, Clone, Default)]
pub(super) struct Fingerprints(Vec<u64>);

impl Fingerprints {
    /// Whether it is in the set.
    pub(super) fn contains(&self, fingerprint: u64) -> bool {
        self.0.binary_search(&fingerprint).is_ok()
    }

    /// How many are in it.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Puts it in; whether it was not there before.
    pub(super) fn insert(&mut self, fingerprint: u64) -> bool {
        match self.0.binary_search(&fingerprint) {
            Ok(_) => false,
            Err(place) => {
                self.0.insert(place, fingerprint);
                true
            }
        }
    }

    /// Takes it out.
    pub(super) fn remove(&mut self, fingerprint: u64) {
        if let Ok(place) = self.0.binary_search(&fingerprint) {
            self.0.remove(place);
        }
    }
}
