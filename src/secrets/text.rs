//! Parts of a text, and hiding them.

use std::ops::Range;

/// Hides these bytes.
pub(super) fn hide(hidden: &mut [bool], range: Range<usize>) {
    if let Some(hidden) = hidden.get_mut(range) {
        hidden.fill(true);
    }
}

pub(super) fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|at| at == part)
}

/// Calls `each` with the runs of bytes that belong together, and their places.
pub(super) fn runs(
    text: &[u8],
    belongs: fn(u8) -> bool,
    each: &mut dyn FnMut(Range<usize>, &[u8]),
) {
    let mut start = 0;
    for end in 0..=text.len() {
        if text.get(end).is_some_and(|byte| belongs(*byte)) {
            continue;
        }
        if let Some(run) = text.get(start..end)
            && !run.is_empty()
        {
            each(start..end, run);
        }
        start = end + 1;
    }
}

/// The length of a word without the punctuation at the end of a sentence.
pub(super) fn length_of(word: &[u8]) -> usize {
    let ends = |byte: &&u8| b".,;:!)]}".contains(byte);
    word.len() - word.iter().rev().take(3).take_while(ends).count()
}
