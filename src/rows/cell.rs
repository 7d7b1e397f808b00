//! A row as cells, whatever its grain, and rows as JSON.

use crate::json::Text;

/// The value in one column of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Missing: `null` in JSON.
    Null,
    /// Text.
    Text(Text<'a>),
    /// A whole number.
    Integer(i64),
}

/// A row: its columns, and its cells in the same order.
pub trait Row {
    /// The names of the columns.
    const COLUMNS: &'static [&'static str];

    /// Shows the cells, from the first column to the last.
    fn each_cell(&self, show: &mut dyn FnMut(Cell<'_>));
}

/// What a field of a row can be.
pub trait AsCell {
    /// The field as a cell.
    fn as_cell(&self) -> Cell<'_>;
}

impl AsCell for Text<'_> {
    fn as_cell(&self) -> Cell<'_> {
        Cell::Text(self.borrowed())
    }
}

impl AsCell for String {
    fn as_cell(&self) -> Cell<'_> {
        Cell::Text(Text::escape(self))
    }
}

impl AsCell for &'static str {
    fn as_cell(&self) -> Cell<'_> {
        Cell::Text(Text::escape(self))
    }
}

impl AsCell for i64 {
    fn as_cell(&self) -> Cell<'_> {
        Cell::Integer(*self)
    }
}

impl<T: AsCell> AsCell for Option<T> {
    fn as_cell(&self) -> Cell<'_> {
        self.as_ref().map_or(Cell::Null, AsCell::as_cell)
    }
}

/// Rows as a JSON array of objects. Texts go out as they came in, byte by byte.
pub(super) fn to_json<R: Row>(rows: impl Iterator<Item = R>) -> String {
    let mut json = String::from("[");
    for (index, row) in rows.enumerate() {
        json.push_str(if index == 0 { "{" } else { ",{" });
        let mut names = R::COLUMNS.iter();
        let mut comma = "\"";
        row.each_cell(&mut |cell| {
            json.push_str(comma);
            json.push_str(names.next().copied().unwrap_or_default());
            json.push_str("\":");
            match cell {
                Cell::Null => json.push_str("null"),
                Cell::Integer(integer) => json.push_str(&integer.to_string()),
                Cell::Text(text) => {
                    json.push('"');
                    json.push_str(text.as_json());
                    json.push('"');
                }
            }
            comma = ",\"";
        });
        json.push('}');
    }
    json.push(']');
    json
}
