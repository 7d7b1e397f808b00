//! Numbers for what is kept once.

use std::num::NonZeroU32;

/// The number of something that a page keeps once: of a party, of a list of recipients, or of a
/// word. No id at all, which is 0, needs no more memory than one.
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
