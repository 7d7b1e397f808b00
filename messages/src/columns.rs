//! Rows as columns, in buffers that Apache Arrow can adopt: UTF-8 values with 32-bit offsets, indices
//! into a dictionary, 64-bit integers, and a bit for each value that is there.

use alloc::vec::Vec;

use crate::decode::Undecodable;
use crate::json::Text;
use crate::rows::{Cell, ColumnKind, Cost, Rows, Sink, space};

/// Rows as columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// How many rows there are.
    pub length: usize,
    /// The texts that columns of [`Values::Indices`] point to.
    pub dictionary: Texts,
    /// The columns, in their order.
    pub columns: Vec<Column>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Its values; where one is not there, an empty text or 0.
    pub values: Values,
    /// A bit for each value, 1 if it is there; from the lowest bit of the first byte on.
    pub validity: Vec<u8>,
    /// How many values are not there.
    pub null_count: usize,
}

/// The values of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Values {
    /// Texts.
    Texts(Texts),
    /// Indices of the dictionary.
    Indices(Vec<i32>),
    /// Whole numbers.
    Integers(Vec<i64>),
}

/// Texts, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts {
    /// Where each starts, in bytes, and where the last one ends.
    pub offsets: Vec<i32>,
    /// Their bytes, in UTF-8; half a surrogate pair is U+FFFD.
    pub values: Vec<u8>,
}

impl Texts {
    fn with_room(texts: usize) -> Self {
        let mut offsets = Vec::with_capacity(texts + 1);
        offsets.push(0);
        Self {
            offsets,
            values: Vec::new(),
        }
    }

    fn push(&mut self, text: Option<Text<'_>>) {
        match text {
            Some(text) if text.is_escaped() => {
                self.values.extend_from_slice(text.to_str().as_bytes());
            }
            Some(text) => self.values.extend_from_slice(text.as_json()),
            None => {}
        }
        // All that is made at once ends long before 2^31.
        self.offsets
            .push(i32::try_from(self.values.len()).unwrap_or(i32::MAX));
    }
}

impl Columns {
    /// The columns of rows.
    ///
    /// # Errors
    /// For more than fits into memory, before anything is made.
    pub fn of(rows: &Rows<'_>) -> Result<Self, Undecodable> {
        space(rows, Cost::BUFFERS, 0)?;
        let words = rows.words.all();
        let mut dictionary = Texts::with_room(words.len());
        for word in words {
            dictionary.push(Some(word));
        }
        let rows_at_least = rows.page().sms_histories.len();
        let columns = rows.columns().iter().zip(rows.kinds());
        let columns = columns.map(|(name, kind)| Column {
            name,
            values: match kind {
                ColumnKind::Text => Values::Texts(Texts::with_room(rows_at_least)),
                ColumnKind::Word => Values::Indices(Vec::with_capacity(rows_at_least)),
                ColumnKind::Integer => Values::Integers(Vec::with_capacity(rows_at_least)),
            },
            validity: Vec::with_capacity(rows_at_least / 8 + 1),
            null_count: 0,
        });
        let mut writer = Writer {
            columns: Self {
                length: 0,
                dictionary,
                columns: columns.collect(),
            },
            column: 0,
        };
        rows.write(&mut writer);
        Ok(writer.columns)
    }
}

struct Writer {
    columns: Columns,
    column: usize,
}

impl Sink for Writer {
    fn cell(&mut self, cell: Cell<'_>) {
        let row = self.columns.length;
        let Some(column) = self.columns.columns.get_mut(self.column) else {
            return;
        };
        self.column += 1;
        if row.is_multiple_of(8) {
            column.validity.push(0);
        }
        if matches!(cell, Cell::Null(_)) {
            column.null_count += 1;
        } else if let Some(byte) = column.validity.last_mut() {
            *byte |= 1 << (row % 8);
        }
        match (&mut column.values, cell) {
            (Values::Texts(texts), Cell::Text(text)) => texts.push(Some(text)),
            (Values::Texts(texts), _) => texts.push(None),
            (Values::Indices(indices), Cell::Word(word)) => {
                indices.push(i32::try_from(word.index()).unwrap_or_default());
            }
            (Values::Indices(indices), _) => indices.push(0),
            (Values::Integers(integers), Cell::Integer(integer)) => integers.push(integer),
            (Values::Integers(integers), _) => integers.push(0),
        }
    }

    fn end_row(&mut self) {
        self.column = 0;
        self.columns.length += 1;
    }
}
