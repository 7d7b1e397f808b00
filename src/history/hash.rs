//! Fingerprints: FNV-1a with 64 bits, the same on every platform and in every version.

const OFFSET: u64 = 0xCBF2_9CE4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01B3;

/// The fingerprint of a text.
pub(super) fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(OFFSET, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(PRIME)
    })
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
