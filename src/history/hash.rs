//! Fingerprints: FNV-1a with 64 bits, the same on every platform and in every version.

const OFFSET: u64 = 0xCBF2_9CE4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01B3;

/// The fingerprint of a text.
pub(super) fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(OFFSET, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(PRIME)
    })
}
