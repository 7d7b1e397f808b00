//! Rows as NDJSON: one JSON object a line. Texts go out as they came in, byte by byte.

use alloc::vec::Vec;

use crate::rows::{Cell, Rows, Sink};
use crate::written::number;

/// The rows as NDJSON, each line ended by a line feed.
#[must_use]
pub fn write(rows: &Rows<'_>) -> Vec<u8> {
    let names = rows.columns().iter();
    let mut lines = Lines {
        rows,
        keys: names
            .map(|name| [",\"", name, "\":"].concat().into_bytes())
            .collect(),
        column: 0,
        ndjson: Vec::new(),
    };
    rows.write(&mut lines);
    lines.ndjson
}

struct Lines<'r> {
    rows: &'r Rows<'r>,
    /// What stands before each column's cell.
    keys: Vec<Vec<u8>>,
    column: usize,
    ndjson: Vec<u8>,
}

impl Lines<'_> {
    fn quoted(&mut self, json: &[u8]) {
        self.ndjson.push(b'"');
        self.ndjson.extend_from_slice(json);
        self.ndjson.push(b'"');
    }
}

impl Sink for Lines<'_> {
    fn cell(&mut self, cell: Cell<'_>) {
        let key = self
            .keys
            .get(self.column)
            .map(Vec::as_slice)
            .unwrap_or_default();
        if self.column == 0 {
            self.ndjson.push(b'{');
            self.ndjson
                .extend_from_slice(key.get(1..).unwrap_or_default());
        } else {
            self.ndjson.extend_from_slice(key);
        }
        self.column += 1;
        match cell {
            Cell::Null(_) => self.ndjson.extend_from_slice(b"null"),
            Cell::Integer(integer) => self.ndjson.extend_from_slice(number(integer).as_bytes()),
            Cell::Text(text) => self.quoted(text.as_json()),
            Cell::Word(word) => self.quoted(self.rows.words.text(word).as_json()),
        }
    }

    fn end_row(&mut self) {
        self.column = 0;
        self.ndjson.extend_from_slice(b"}\n");
    }
}
