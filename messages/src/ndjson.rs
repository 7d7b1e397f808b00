//! Rows as NDJSON: one JSON object a line. Texts go out as they came in, byte by byte.

use alloc::vec::Vec;

use crate::json::Text;
use crate::rows::{Cell, Rows, Sheet, Sink};
use crate::written::write_number;

/// The rows as NDJSON, each line ended by a line feed.
#[must_use]
pub fn write(rows: &Rows<'_>) -> Vec<u8> {
    let key = |(column, name): (usize, &&str)| {
        let start = if column == 0 { "{\"" } else { ",\"" };
        [start, name, "\":"].concat().into_bytes()
    };
    let mut lines = Lines {
        rows,
        keys: rows.columns().iter().enumerate().map(key).collect(),
        // The names of columns make it twice as long as the body.
        sheet: Sheet::with(rows.shares().count(), 2 * rows.page().store.bytes.len()),
    };
    rows.write(&mut lines);
    lines.sheet.text
}

struct Lines<'r> {
    rows: &'r Rows<'r>,
    /// What stands before each column's cell.
    keys: Vec<Vec<u8>>,
    sheet: Sheet,
}

impl Lines<'_> {
    fn quoted(&mut self, text: Text<'_>) {
        let line = &mut self.sheet.text;
        line.push(b'"');
        line.extend_from_slice(text.as_json());
        line.push(b'"');
    }
}

impl Sink for Lines<'_> {
    fn cell(&mut self, cell: Cell<'_>) {
        let Sheet { text, column, .. } = &mut self.sheet;
        let key = self.keys.get(*column).map(Vec::as_slice);
        text.extend_from_slice(key.unwrap_or_default());
        *column += 1;
        match cell {
            Cell::Null(_) => text.extend_from_slice(b"null"),
            Cell::Integer(integer) => write_number(integer, text),
            Cell::Text(text) => self.quoted(text),
            Cell::Word(word) => self.quoted(self.rows.words.text(word)),
        }
    }

    fn end_row(&mut self) {
        self.sheet.column = 0;
        self.sheet.text.extend_from_slice(b"}\n");
    }

    fn takes_again(&mut self, share: usize) -> bool {
        self.sheet.copy(share)
    }

    fn keep(&mut self, share: usize) {
        self.sheet.keep(share);
    }
}
