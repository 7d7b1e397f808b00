//! Interns items: writes each once, and references it by number afterwards.

use crate::batch::Batch;
use crate::model::Id;

/// Numbers for items with ids, in order of appearance: from 1, and 0 for none.
#[derive(Debug, Default)]
pub(super) struct Interner {
    /// The number of each item; 0 for items not seen yet.
    numbers: Vec<u32>,
    count: u32,
}

impl Interner {
    /// For this many items.
    pub(super) fn of(items: usize) -> Self {
        Self {
            numbers: vec![0; items],
            count: 0,
        }
    }

    /// Writes the number of an optional item. Returns the item if it is new: then it must be
    /// written next.
    #[inline]
    pub(super) fn write(&mut self, item: Option<Id>, batch: &mut Batch<'_>) -> Option<Id> {
        let Some(id) = item else {
            batch.count(0);
            return None;
        };
        let number = self.numbers.get_mut(id.index())?;
        let is_new = *number == 0;
        if is_new {
            self.count += 1;
            *number = self.count;
        }
        batch.count(*number as usize);
        is_new.then_some(id)
    }
}
