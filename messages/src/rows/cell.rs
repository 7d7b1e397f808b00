//! A row as cells, whatever its grain, and who takes them.

use std::ops::Range;

use crate::json::Text;
use crate::model::Id;

/// The value in one column of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Missing, in a column of this kind.
    Null(ColumnKind),
    /// A text of its own.
    Text(Text<'a>),
    /// One of the [`super::Words`].
    Word(Id),
    /// A whole number.
    Integer(i64),
}

/// What the cells of a column are, if they are not null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Texts, most of them different.
    Text,
    /// Texts that come again and again.
    Word,
    /// Whole numbers.
    Integer,
}

/// A column of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnSchema {
    /// Its name.
    pub name: &'static str,
    /// What its cells are.
    pub kind: ColumnKind,
    /// Whether a cell can be null.
    pub nullable: bool,
}

/// A row: its columns, and its cells in the same order.
pub trait Row {
    /// The names of the columns.
    const COLUMNS: &'static [&'static str];

    /// The columns.
    const SCHEMA: &'static [ColumnSchema];

    /// The cell of a column.
    fn cell(&self, column: usize) -> Option<Cell<'_>>;

    /// Gives the cells of some columns, one after the other. Those that rows `share` are the same
    /// wherever they come under that number.
    fn give(&self, columns: Range<usize>, share: Option<usize>, sink: &mut dyn Sink) {
        if share.is_some_and(|share| sink.takes_again(share)) {
            return;
        }
        for cell in columns.filter_map(|column| self.cell(column)) {
            sink.cell(cell);
        }
        if let Some(share) = share {
            sink.keep(share);
        }
    }
}

/// Takes rows, cell by cell.
pub trait Sink {
    /// Takes the next cell.
    fn cell(&mut self, cell: Cell<'_>);

    /// A row has all its cells.
    fn end_row(&mut self);

    /// Takes the cells that were kept under a number; `false` if none were: then they are given, and
    /// can be kept.
    fn takes_again(&mut self, _share: usize) -> bool {
        false
    }

    /// Keeps the cells that were given since it was asked for those under this number.
    fn keep(&mut self, _share: usize) {}
}

/// What a field of a row can be.
pub trait AsCell {
    /// What a column of such fields holds.
    const KIND: ColumnKind;

    /// Whether it can be null.
    const NULLABLE: bool = false;

    /// The field as a cell.
    fn as_cell(&self) -> Cell<'_>;
}

impl AsCell for Text<'_> {
    const KIND: ColumnKind = ColumnKind::Text;

    fn as_cell(&self) -> Cell<'_> {
        Cell::Text(*self)
    }
}

impl AsCell for Id {
    const KIND: ColumnKind = ColumnKind::Word;

    fn as_cell(&self) -> Cell<'_> {
        Cell::Word(*self)
    }
}

impl AsCell for i64 {
    const KIND: ColumnKind = ColumnKind::Integer;

    fn as_cell(&self) -> Cell<'_> {
        Cell::Integer(*self)
    }
}

impl<T: AsCell> AsCell for Option<T> {
    const KIND: ColumnKind = T::KIND;

    const NULLABLE: bool = true;

    fn as_cell(&self) -> Cell<'_> {
        self.as_ref().map_or(Cell::Null(T::KIND), AsCell::as_cell)
    }
}
