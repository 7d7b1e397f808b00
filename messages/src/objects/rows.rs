//! Rows.

use super::interner::Interner;
use crate::batch::Batch;
use crate::decode::Undecodable;
use crate::json::Text;
use crate::model::Id;
use crate::rows::{Cost, Grain, Rows, Sink, space};

/// The rows of the selected messages or sessions.
///
/// # Errors
/// If the rows of all of them would not fit into memory, before anything is built.
pub fn rows<'p>(rows: &'p Rows<'p>, picked: &[usize]) -> Result<Batch<'p>, Undecodable> {
    space(rows, Cost::BUFFERS, 0)?;
    let mut cells = Cells {
        rows,
        batch: Batch::for_page(rows.page()),
        count: 0,
        words: Interner::of(rows.words.all().len()),
        groups: Interner::of(rows.shares.count()),
        is_in_group: false,
    };
    cells.batch.count(0);
    for index in picked {
        if rows.grain() == Grain::Message {
            rows.write_row_of_message(*index, &mut cells);
        } else {
            rows.write_item(*index, &mut cells);
        }
    }
    if let Some(count) = cells.batch.numbers.first_mut() {
        *count = cells.count;
    }
    Ok(cells.batch)
}

/// Writes the cells of rows: those that rows share where they come first, and their number from then on.
struct Cells<'p> {
    rows: &'p Rows<'p>,
    batch: Batch<'p>,
    count: i32,
    words: Interner,
    groups: Interner,
    /// Whether the next cells are written once for all rows that share them.
    is_in_group: bool,
}

impl Sink for Cells<'_> {
    #[inline]
    fn text(&mut self, text: Option<Text<'_>>) {
        self.batch.text(text);
    }

    #[inline]
    fn word(&mut self, word: Option<Id>) {
        let rows = self.rows;
        if self.is_in_group {
            self.batch.text(word.map(|word| rows.words.text(word)));
        } else if let Some(word) = self.words.write(word, &mut self.batch) {
            self.batch.text(Some(rows.words.text(word)));
        }
    }

    #[inline]
    fn integer(&mut self, integer: Option<i64>) {
        self.batch.integer(integer);
    }

    fn boolean(&mut self, boolean: Option<bool>) {
        self.batch.boolean(boolean);
    }

    #[inline]
    fn end_row(&mut self) {
        self.count += 1;
    }

    /// Whether it is only its number that has to be written, which is 0 for cells that are not shared.
    #[inline]
    fn takes_again(&mut self, share: Option<usize>) -> bool {
        let group = share.and_then(Id::of);
        let is_new = self.groups.write(group, &mut self.batch).is_some();
        self.is_in_group = is_new || group.is_none();
        !self.is_in_group
    }

    #[inline]
    fn keep(&mut self, _share: Option<usize>) {
        self.is_in_group = false;
    }
}
