//! Rows as text.

use super::budget::{Cost, room, space};
use super::table::Rows;
use crate::decode::Undecodable;

/// Writes rows as text, cell by cell. Shared cells are written once and copied afterwards: writing
/// one costs more than copying many.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// The text.
    pub(crate) text: Vec<u8>,
    /// The column of the next cell.
    pub(crate) column: usize,
    /// The locations of shared cells, by number.
    kept: Vec<Option<Kept>>,
    /// The position from which cells can be stored.
    start: usize,
}

#[derive(Debug, Clone, Copy)]
struct Kept {
    start: usize,
    end: usize,
    next_column: usize,
}

impl Sheet {
    /// An empty sheet with capacity for the likely number of bytes.
    ///
    /// # Errors
    /// For more than fits into memory.
    pub(crate) fn for_rows(
        rows: &Rows<'_>,
        cost: Cost,
        likely: usize,
    ) -> Result<Self, Undecodable> {
        Ok(Self {
            text: room(space(rows, cost, likely)?, rows.grain())?,
            column: 0,
            kept: vec![None; rows.shares.count()],
            start: 0,
        })
    }

    /// Copies the cells stored under a number; `false` if none were.
    pub(crate) fn copy(&mut self, share: Option<usize>) -> bool {
        let kept = share.and_then(|share| self.kept.get(share).copied().flatten());
        let Some(kept) = kept else {
            self.start = self.text.len();
            return false;
        };
        self.text.extend_from_within(kept.start..kept.end);
        self.column = kept.next_column;
        true
    }

    /// Stores the cells written since the request for a copy.
    pub(crate) fn keep(&mut self, share: Option<usize>) {
        if let Some(kept) = share.and_then(|share| self.kept.get_mut(share)) {
            *kept = Some(Kept {
                start: self.start,
                end: self.text.len(),
                next_column: self.column,
            });
        }
    }
}
