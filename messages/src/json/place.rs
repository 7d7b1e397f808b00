//! The location of a string.

use std::ops::Range;

/// The location of a JSON string, between its quotes, in a separately known buffer, and flags for reading
/// it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    start: u32,
    length_and_form: u32,
}

/// The string has a backslash.
const ESCAPED: u32 = 1 << 31;
/// The string has characters beyond ASCII.
const WIDE: u32 = 1 << 30;
/// The longest buffer that a place can point into.
const MOST: usize = (WIDE - 1) as usize;

impl Place {
    /// The place from `start` to `end`; empty if the buffer is too long, which [`Self::fits`] checks
    /// beforehand.
    #[inline]
    #[must_use]
    pub fn new(start: usize, end: usize, escaped: bool, wide: bool) -> Self {
        let (Ok(start), Ok(length)) =
            (u32::try_from(start), u32::try_from(end.wrapping_sub(start)))
        else {
            return Self::default();
        };
        let form = if escaped { ESCAPED } else { 0 } | if wide { WIDE } else { 0 };
        Self {
            start,
            length_and_form: length & (WIDE - 1) | form,
        }
    }

    /// Whether places can cover a buffer of this length: up to 1 GiB.
    #[must_use]
    pub fn fits(length: usize) -> bool {
        length <= MOST
    }

    /// Where it starts and ends.
    #[inline]
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        let start = self.start as usize;
        start..start + (self.length_and_form & (WIDE - 1)) as usize
    }

    /// The string's bytes.
    #[inline]
    #[must_use]
    pub fn of<'b>(&self, buffer: &'b [u8]) -> &'b [u8] {
        buffer.get(self.range()).unwrap_or_default()
    }

    /// Whether the string has a backslash.
    #[inline]
    #[must_use]
    pub fn is_escaped(&self) -> bool {
        self.length_and_form & ESCAPED != 0
    }

    /// Whether the string has characters beyond ASCII.
    #[inline]
    #[must_use]
    pub fn is_wide(&self) -> bool {
        self.length_and_form & WIDE != 0
    }
}
