//! What was read before, found again by its bytes.
//!
//! In a conversation the same few people come in every message. Where a person's object is about
//! to be read, those that were read are looked through for one with the same bytes: it need not be
//! read again, nor kept twice.

use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

use crate::json::Reader;
use crate::model::Id;

/// The bytes that tell one object from another well enough, in Zoom's order of keys: those of the phone
/// number, after `{"phone_number":`.
const TELLING: core::ops::Range<usize> = 16..32;

/// A power of two; more people than that in one page are rare, and only cost time.
const SLOTS: usize = 256;

/// How many that start alike are looked at: more are not worth their time.
const LOOKS: usize = 4;

/// How many new ones may come in a row until nobody looks any more.
const PATIENCE: u32 = 16;

/// Values of one kind that were read.
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
    /// Reads over the next value if it was read before: its id.
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

    /// Remembers the value that starts where `before` stands.
    pub(super) fn keep(&mut self, before: &Reader<'_>, written: Range<usize>, id: Id) {
        if self.misses >= PATIENCE {
            return;
        }
        let Some(slot) = slot(before).and_then(|slot| self.slots.get_mut(slot)) else {
            return;
        };
        let entry = Id::of(self.entries.len());
        let older = core::mem::replace(slot, entry);
        self.entries.push(Entry { written, id, older });
    }
}

/// Where a value that starts here is looked for.
fn slot(reader: &Reader<'_>) -> Option<usize> {
    let bytes: &[u8; TELLING.end] = reader.ahead()?;
    let (words, _) = bytes.get(TELLING)?.as_chunks::<8>();
    let mixed = words.iter().fold(0_u64, |mixed, word| {
        (mixed ^ u64::from_le_bytes(*word)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    });
    usize::try_from(mixed >> 56).ok()
}
