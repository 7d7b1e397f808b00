//! Recognizes repeated values by their bytes.
//!
//! In a conversation the same few people appear in every message. Before a person's object is read, the
//! earlier ones are searched for one with the same bytes, which is then neither read nor stored again.

use std::ops::Range;

use crate::json::Reader;
use crate::model::Id;

/// The bytes that distinguish objects well enough in Zoom's order of keys: the phone number, after
/// `{"phone_number":`.
const TELLING: std::ops::Range<usize> = 16..32;

/// A power of two. More people than this in one page are rare, and only cost time.
const SLOTS: usize = 256;

/// The most candidates to compare: more are not worth the time.
const LOOKS: usize = 4;

/// After this many new values in a row, the search stops.
const PATIENCE: u32 = 16;

/// The earlier values of one kind.
pub(super) struct Memo {
    /// The newest entry of each slot.
    slots: Vec<Option<Id>>,
    entries: Vec<Entry>,
    misses: u32,
}

struct Entry {
    written: Range<usize>,
    id: Id,
    older: Option<Id>,
}

impl Default for Memo {
    fn default() -> Self {
        Self {
            slots: vec![None; SLOTS],
            entries: Vec::new(),
            misses: 0,
        }
    }
}

impl Memo {
    /// Skips the next value if it was read before, and returns its id.
    pub(super) fn take(&mut self, reader: &mut Reader<'_>) -> Option<Id> {
        if self.misses >= PATIENCE {
            return None;
        }
        let found = self.find(reader);
        self.misses = if found.is_some() { 0 } else { self.misses + 1 };
        found
    }

    fn find(&self, reader: &mut Reader<'_>) -> Option<Id> {
        let slot = slot(reader)?;
        let mut next = self.slots.get(slot).copied().flatten();
        for _ in 0..LOOKS {
            let entry = self.entries.get(next?.index())?;
            if reader.takes_again(&entry.written) {
                return Some(entry.id);
            }
            next = entry.older;
        }
        None
    }

    /// Remembers the value that starts at `before`.
    pub(super) fn keep(&mut self, before: &Reader<'_>, written: Range<usize>, id: Id) {
        if self.misses >= PATIENCE {
            return;
        }
        let Some(slot) = slot(before).and_then(|slot| self.slots.get_mut(slot)) else {
            return;
        };
        let entry = Id::of(self.entries.len());
        let older = std::mem::replace(slot, entry);
        self.entries.push(Entry { written, id, older });
    }
}

/// The slot for a value that starts here.
fn slot(reader: &Reader<'_>) -> Option<usize> {
    let bytes: &[u8; TELLING.end] = reader.ahead()?;
    let (words, _) = bytes.get(TELLING)?.as_chunks::<8>();
    let mixed = words.iter().fold(0_u64, |mixed, word| {
        (mixed ^ u64::from_le_bytes(*word)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    });
    usize::try_from(mixed >> 56).ok()
}
