//! Rows as text.

use super::budget::{Cost, room, space};
use super::table::Rows;
use crate::decode::Undecodable;

/// A text that rows are written to, cell by cell. Cells that rows share are written once and copied
/// from then on: to write one costs more than to copy many.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// The text.
    pub(crate) text: Vec<u8>,
    /// The column whose cell comes next.
    pub(crate) column: usize,
    /// Where the cells stand that rows share, by their numbers.
    kept: Vec<Option<Kept>>,
    /// From where on cells can be kept.
    start: usize,
}

#[derive(Debug, Clone, Copy)]
struct Kept {
    start: usize,
    end: usize,
    next_column: usize,
}

impl Sheet {
    /// An empty one for rows, with room for what is written of them, likely so many bytes.
    ///
    /// # Errors
    /// For more than fits into memory.
    pub(crate) fn for_rows(
        rows: &Rows<'_>,
        cost: Cost,
        likely: usize,
    ) -> Result<Self, Undecodable> {
        Ok(Self {
            text: room(space(rows, cost, likely)?)?,
            column: 0,
            kept: vec![None; rows.shares.count()],
            start: 0,
        })
    }

    /// Copies the cells that were kept under a number; `false` if none were.
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

    /// Keeps the cells that were written since it was asked for a copy.
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
