//! Concatenated texts.

use crate::json::Text;

/// Concatenated texts with their offsets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts {
    /// Where each starts, in bytes, and where the last one ends.
    pub offsets: Vec<i32>,
    /// Their UTF-8 bytes; lone surrogates are U+FFFD.
    pub values: Vec<u8>,
}

impl Texts {
    pub(super) fn with_room(texts: usize) -> Self {
        let mut offsets = Vec::with_capacity(texts + 1);
        offsets.push(0);
        Self {
            offsets,
            values: Vec::new(),
        }
    }

    /// Adds a text; `None` adds an empty one.
    pub(super) fn push(&mut self, text: Option<Text<'_>>) {
        match text {
            Some(text) if text.is_escaped() => {
                self.values.extend_from_slice(text.to_str().as_bytes());
            }
            Some(text) => self.values.extend_from_slice(text.as_json()),
            None => {}
        }
        // The output limit is far below 2^31.
        self.offsets
            .push(i32::try_from(self.values.len()).unwrap_or(i32::MAX));
    }

    /// Removes the last text.
    pub(super) fn pop(&mut self) {
        self.offsets.pop();
        let end = self.offsets.last().copied().unwrap_or_default();
        self.values
            .truncate(usize::try_from(end).unwrap_or_default());
    }

    /// The number of texts.
    pub(super) fn count(&self) -> usize {
        self.offsets.len() - 1
    }

    /// The bytes of a text.
    pub(super) fn bytes(&self, index: usize) -> Option<&[u8]> {
        let start = usize::try_from(*self.offsets.get(index)?).ok()?;
        let end = usize::try_from(*self.offsets.get(index + 1)?).ok()?;
        self.values.get(start..end)
    }
}
