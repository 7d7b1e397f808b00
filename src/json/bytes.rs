//! Eight bytes at a time: what is asked of every byte of a body is asked of a word.

/// One bit for each byte, its highest.
const HIGH: u64 = 0x8080_8080_8080_8080;

const ONES: u64 = 0x0101_0101_0101_0101;

/// Whether two slices are equal. `==` compares byte by byte in wasm.
#[must_use]
pub fn same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let word = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
    let (lefts, left_rest) = left.as_chunks::<8>();
    let (rights, right_rest) = right.as_chunks::<8>();
    for (left, right) in lefts.iter().zip(rights) {
        if word(left) != word(right) {
            return false;
        }
    }
    // The last eight bytes once more are quicker than the rest one by one.
    if let (Some(left), Some(right)) = (left.last_chunk(), right.last_chunk()) {
        return word(left) == word(right);
    }
    left_rest
        .iter()
        .zip(right_rest)
        .all(|(left, right)| left == right)
}

/// Looks for what ends a run of plain text in a JSON string: `"`, `\` or a control character.
/// Gives how many of the eight bytes come before it, and whether any of those is not ASCII.
pub(super) fn plain_run(bytes: [u8; 8]) -> (usize, bool) {
    let word = u64::from_le_bytes(bytes);
    // The lowest bit that is set is right; a borrow can only set wrong ones above it.
    let zero = |word: u64| word.wrapping_sub(ONES) & !word;
    let quote = zero(word ^ (ONES * 0x22));
    let backslash = zero(word ^ (ONES * 0x5C));
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    let ends = (quote | backslash | control) & HIGH;
    let run = ends.trailing_zeros() / 8;
    let before = if run == 8 {
        u64::MAX
    } else {
        (1 << (8 * run)) - 1
    };
    (run as usize, word & before & HIGH != 0)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::{plain_run, same};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_run_ends_where_one_byte_after_the_other_says(bytes in any::<[u8; 8]>(), plain in "[ -~é\"\\\\]{8}") {
            let text = *plain.as_bytes().first_chunk().unwrap();
            for bytes in [bytes, text] {
                let ends = |byte: &u8| matches!(byte, b'"' | b'\\' | ..0x20);
                let run = bytes.iter().position(ends).unwrap_or(8);
                prop_assert_eq!(plain_run(bytes), (run, !bytes[..run].is_ascii()));
            }
        }

        #[test]
        fn two_slices_are_the_same_when_they_are_equal(left in prop::collection::vec(0..2_u8, 0..20), at in 0..20_usize) {
            let mut right = left.clone();
            prop_assert!(same(&left, &right));
            if let Some(byte) = right.get_mut(at) {
                *byte ^= 1;
                prop_assert!(!same(&left, &right));
            }
            right.push(0);
            prop_assert!(!same(&left, &right));
        }
    }
}
