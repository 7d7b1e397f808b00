//! Rows as NDJSON: one JSON object per line. Texts are unchanged, except where readers would refuse
//! the file or end a line early: a lone surrogate becomes U+FFFD, and U+0085, U+2028 and U+2029 are
//! escaped.

use crate::decode::Undecodable;
use crate::json::Text;
use crate::model::Id;
use crate::rows::{Cost, Rows, Sheet, Sink};
use crate::written::write_number;

/// The rows as NDJSON, each line ended by a line feed.
///
/// # Errors
/// For more than fits into memory, before anything is written.
pub fn write(rows: &Rows<'_>) -> Result<Vec<u8>, Undecodable> {
    let keys = keys(rows);
    // Column names make it twice as long as the body.
    let likely = 2 * rows.page().store.bytes.len();
    let sheet = Sheet::for_rows(rows, cost(&keys), likely)?;
    let mut lines = Lines { rows, keys, sheet };
    rows.write(&mut lines);
    Ok(lines.sheet.text)
}

/// The text before each column's cell.
pub(crate) fn keys(rows: &Rows<'_>) -> Vec<Vec<u8>> {
    let key = |(column, name): (usize, &&str)| {
        let start = if column == 0 { "{\"" } else { ",\"" };
        [start, name, "\":"].concat().into_bytes()
    };
    rows.columns().iter().enumerate().map(key).collect()
}

/// A text gets two quotes.
pub(crate) fn cost(keys: &[Vec<u8>]) -> Cost {
    Cost {
        row: keys.iter().map(Vec::len).sum::<usize>() + "}\n".len(),
        text: 2,
        word: None,
        integer: None,
        null: "null".len(),
    }
}

struct Lines<'r> {
    rows: &'r Rows<'r>,
    /// The text before each column's cell.
    keys: Vec<Vec<u8>>,
    sheet: Sheet,
}

impl Lines<'_> {
    /// Starts a cell.
    fn start_cell(&mut self) {
        let Sheet { text, column, .. } = &mut self.sheet;
        let key = self.keys.get(*column).map(Vec::as_slice);
        text.extend_from_slice(key.unwrap_or_default());
        *column += 1;
    }
}

impl Sink for Lines<'_> {
    fn text(&mut self, text: Option<Text<'_>>) {
        self.start_cell();
        let line = &mut self.sheet.text;
        let Some(text) = text else {
            return line.extend_from_slice(b"null");
        };
        line.push(b'"');
        text.write_json(line);
        line.push(b'"');
    }

    fn word(&mut self, word: Option<Id>) {
        let rows = self.rows;
        self.text(word.map(|word| rows.words.text(word)));
    }

    fn integer(&mut self, integer: Option<i64>) {
        self.start_cell();
        let line = &mut self.sheet.text;
        match integer {
            Some(integer) => write_number(integer, line),
            None => line.extend_from_slice(b"null"),
        }
    }

    fn boolean(&mut self, boolean: Option<bool>) {
        self.start_cell();
        let cell = boolean.map_or("null", |is| if is { "true" } else { "false" });
        self.sheet.text.extend_from_slice(cell.as_bytes());
    }

    fn end_row(&mut self) {
        self.sheet.column = 0;
        self.sheet.text.extend_from_slice(b"}\n");
    }

    fn takes_again(&mut self, share: Option<usize>) -> bool {
        self.sheet.copy(share)
    }

    fn keep(&mut self, share: Option<usize>) {
        self.sheet.keep(share);
    }
}
