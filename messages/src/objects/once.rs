//! Interns items: writes each once, and references it by number afterwards.

use crate::batch::Batch;
use crate::model::Id;

/// Numbers for items with ids, in order of appearance: from 1, and 0 for none.
#[derive(Debug, Default)]
pub(super) struct Once {
    /// The number of each item; 0 for items not seen yet.
    numbers: Vec<u32>,
    count: u32,
}

impl Once {
    /// For so many things.
    pub(super) fn of(things: usize) -> Self {
        Self {
            numbers: vec![0; things],
            count: 0,
        }
    }

    /// Writes the number of an optional item. Returns the item if it is new: then it must be
    /// written next.
    #[inline]
    pub(super) fn write(&mut self, thing: Option<Id>, batch: &mut Batch<'_>) -> Option<Id> {
        let Some(id) = thing else {
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
