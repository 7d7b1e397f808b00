//! Compares and searches eight bytes at a time.

/// The highest bit of each byte.
const HIGH: u64 = 0x8080_8080_8080_8080;

const ONES: u64 = 0x0101_0101_0101_0101;

/// Whether two slices are equal. `==` compares byte by byte in wasm.
#[must_use]
#[inline]
pub fn same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let word = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
    // Comparing the last eight bytes, some of them again, is faster than comparing the rest one by one.
    let (Some(left_end), Some(right_end)) = (left.last_chunk(), right.last_chunk()) else {
        return same_few(left, right);
    };
    let (left, _) = left.as_chunks();
    let (right, _) = right.as_chunks();
    let mut words = left.iter().zip(right);
    words.all(|(left, right)| word(left) == word(right)) && word(left_end) == word(right_end)
}

/// The same for fewer than eight bytes.
#[inline]
fn same_few(left: &[u8], right: &[u8]) -> bool {
    let half = |bytes: &[u8; 4]| u32::from_le_bytes(*bytes);
    if let (Some(left_start), Some(right_start)) = (left.first_chunk(), right.first_chunk())
        && let (Some(left_end), Some(right_end)) = (left.last_chunk(), right.last_chunk())
    {
        return half(left_start) == half(right_start) && half(left_end) == half(right_end);
    }
    left.iter().zip(right).all(|(left, right)| left == right)
}

/// Whether these contain an ASCII byte.
#[must_use]
#[inline]
pub fn has(bytes: &[u8], byte: u8) -> bool {
    let (words, rest) = bytes.as_chunks();
    let found = |word: &[u8; 8]| {
        let word = u64::from_le_bytes(*word);
        let zero = (word ^ (ONES * u64::from(byte))).wrapping_sub(ONES) & !word;
        zero & HIGH != 0
    };
    words.iter().any(found) || rest.contains(&byte)
}

/// Finds the end of plain text in a JSON string: `"`, `\` or a control character. Returns the number
/// of bytes before it, and whether any of them is not ASCII. Leaves up to seven bytes at the end to the
/// caller.
pub(super) fn plain_run(bytes: &[u8]) -> (usize, bool) {
    let (words, _) = bytes.as_chunks::<8>();
    let (mut run, mut seen) = (0, 0);
    for word in words {
        let word = u64::from_le_bytes(*word);
        // The lowest set bit is correct; a borrow can only set wrong bits above it.
        // Flipping the second bit puts `"` right after the control characters.
        let quote_or_control = (word ^ (ONES * 0x02)).wrapping_sub(ONES * 0x21);
        let backslash = (word ^ (ONES * 0x5C)).wrapping_sub(ONES);
        let ends = (quote_or_control | backslash) & !word & HIGH;
        if ends != 0 {
            // The bits below the lowest set bit belong to the bytes before.
            seen |= word & (ends ^ (ends - 1)) >> 8;
            run += ends.trailing_zeros() as usize / 8;
            break;
        }
        seen |= word;
        run += 8;
    }
    (run, seen & HIGH != 0)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::{has, plain_run, same};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_run_ends_where_a_bytewise_search_ends(
            bytes in prop::collection::vec(any::<u8>(), 0..40),
            plain in "[ -~é]{0,40}[ -~é\"\\\\]{8}"
        ) {
            for bytes in [&bytes[..], plain.as_bytes()] {
                let ends = |byte: &u8| matches!(byte, b'"' | b'\\' | ..0x20);
                let run = bytes.iter().position(ends).unwrap_or(bytes.len());
                let (found, wide) = plain_run(bytes);
                prop_assert!(found == run || run - found < 8 && found % 8 == 0);
                prop_assert_eq!(wide, !bytes[..found].is_ascii());
            }
        }

        #[test]
        fn a_byte_is_found_wherever_it_is(bytes in prop::collection::vec(any::<u8>(), 0..40), byte in 0..0x80_u8) {
            prop_assert_eq!(has(&bytes, byte), bytes.contains(&byte));
        }

        #[test]
        fn slices_compare_like_the_standard_comparison(left in prop::collection::vec(0..2_u8, 0..20), at in 0..20_usize) {
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
