//! Ids of interned items.

use std::num::NonZeroU32;

/// The id of an interned item of a page: a party, a list of recipients, or a word. `Option<Id>`
/// needs no more memory than an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Id(NonZeroU32);

impl Id {
    /// The id of the item with this index.
    #[must_use]
    pub fn of(index: usize) -> Option<Self> {
        let number = u32::try_from(index).ok()?.checked_add(1)?;
        NonZeroU32::new(number).map(Self)
    }

    /// The index of the item.
    #[must_use]
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}
