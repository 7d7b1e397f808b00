//! Columns and cells, and the interface of what receives them.

use crate::json::{Place, Text};
use crate::model::Id;
use crate::written;

/// The type of a column's non-null cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Texts, most of them different.
    Text,
    /// Repeated texts.
    Word,
    /// Whole numbers.
    Integer,
    /// True or false.
    Boolean,
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
    /// Whether its cells are phone numbers.
    pub has_phone_numbers: bool,
    /// The name of the column with the same times in milliseconds, if its cells are dates and times of RFC 3339.
    pub epoch_column: Option<&'static str>,
}

impl ColumnSchema {
    /// The column with cells that are found in such rows.
    pub(super) const fn of<Row, T: Cell>(name: &'static str, _: fn(&Row) -> T) -> Self {
        Self {
            name,
            kind: T::KIND,
            nullable: T::NULLABLE,
            has_phone_numbers: T::IS_PHONE_NUMBERS,
            epoch_column: T::EPOCH_COLUMN,
        }
    }
}

/// The declared rows of a grain.
#[derive(Debug)]
pub struct RowInfo {
    /// The name of their type.
    pub name: &'static str,
    /// The names of all columns, in their order.
    pub columns: &'static [&'static str],
    /// The columns, in their order.
    pub schema: &'static [ColumnSchema],
}

/// Adjacent columns whose cells change together.
#[derive(Debug)]
pub struct GroupInfo {
    /// Its name.
    pub name: &'static str,
    /// Whether rows can share its cells.
    pub is_shared: bool,
    /// Its columns.
    pub columns: &'static [ColumnSchema],
}

/// Receives rows, cell by cell; a cell that is `None` is null.
pub trait Sink {
    /// Receives a text that is not one of the [`super::Words`].
    fn text(&mut self, text: Option<Text<'_>>);

    /// Receives one of the [`super::Words`].
    fn word(&mut self, word: Option<Id>);

    /// Receives a whole number.
    fn integer(&mut self, integer: Option<i64>);

    /// Receives a boolean.
    fn boolean(&mut self, boolean: Option<bool>);

    /// The row is complete.
    fn end_row(&mut self);

    /// Called before a group of cells that rows can share. If the cells were stored under this number, writes them
    /// again and returns `true`. Otherwise they follow, and [`Self::keep`] can store them.
    fn takes_again(&mut self, _share: Option<usize>) -> bool {
        false
    }

    /// Stores the cells received since [`Self::takes_again`] under this number.
    fn keep(&mut self, _share: Option<usize>) {}
}

/// One or several phone numbers.
#[derive(Debug, Clone, Copy)]
pub struct PhoneNumbers(pub Option<Id>);

impl Cell for PhoneNumbers {
    const KIND: ColumnKind = ColumnKind::Word;
    const NULLABLE: bool = true;
    const IS_PHONE_NUMBERS: bool = true;

    #[inline]
    fn give<S: Sink + ?Sized>(self, sink: &mut S) {
        sink.word(self.0);
    }
}

/// Declares a cell with a date and time of RFC 3339, and the column that has it in milliseconds.
macro_rules! time_cell {
    ($(#[$meta:meta])* $name:ident($type:ty), in $epoch:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name<'a>(pub $type);

        impl<'a> Cell for $name<'a> {
            const KIND: ColumnKind = <$type as Cell>::KIND;
            const NULLABLE: bool = <$type as Cell>::NULLABLE;
            const EPOCH_COLUMN: Option<&'static str> = Some($epoch);

            #[inline]
            fn give<S: Sink + ?Sized>(self, sink: &mut S) {
                self.0.give(sink);
            }
        }
    };
}

time_cell! {
    /// When a message was created.
    Time(Text<'a>), in "epoch_ms"
}
time_cell! {
    /// When a session got its last message.
    LastAccess(Option<Text<'a>>), in "last_access_epoch_ms"
}
time_cell! {
    /// When a participant's extension was deleted.
    Deleted(Option<Text<'a>>), in "extension_deleted_epoch_ms"
}

/// A text of a page, or a number that is written as text.
#[derive(Debug, Clone, Copy)]
pub enum Written<'a> {
    /// The text.
    Text(Text<'a>),
    /// The number.
    Number(i64),
}

impl Cell for Option<Written<'_>> {
    const KIND: ColumnKind = ColumnKind::Text;
    const NULLABLE: bool = true;

    #[inline]
    fn give<S: Sink + ?Sized>(self, sink: &mut S) {
        match self {
            None => sink.text(None),
            Some(Written::Text(text)) => sink.text(Some(text)),
            Some(Written::Number(number)) => {
                let digits = written::number(number);
                let place = Place::new(0, digits.len(), false, false);
                sink.text(Some(Text::at(place, digits.as_bytes())));
            }
        }
    }
}

/// A type of cells.
pub trait Cell {
    /// The kind of a column with such cells.
    const KIND: ColumnKind;

    /// Whether such a cell can be null.
    const NULLABLE: bool;

    /// Whether such a cell holds phone numbers, which start like a formula but are safe in a spreadsheet.
    const IS_PHONE_NUMBERS: bool = false;

    /// The name of the column with the same time in milliseconds, if such a cell is a date and time.
    const EPOCH_COLUMN: Option<&'static str> = None;

    /// Writes the cell to a sink.
    fn give<S: Sink + ?Sized>(self, sink: &mut S);
}

/// Implements [`Cell`] for a type and for an `Option` of it, written by a function of [`Sink`].
macro_rules! cell {
    ($type:ty, $kind:ident, $function:ident) => {
        impl Cell for $type {
            const KIND: ColumnKind = ColumnKind::$kind;
            const NULLABLE: bool = false;

            #[inline]
            fn give<S: Sink + ?Sized>(self, sink: &mut S) {
                sink.$function(Some(self));
            }
        }

        impl Cell for Option<$type> {
            const KIND: ColumnKind = ColumnKind::$kind;
            const NULLABLE: bool = true;

            #[inline]
            fn give<S: Sink + ?Sized>(self, sink: &mut S) {
                sink.$function(self);
            }
        }
    };
}

cell!(Text<'_>, Text, text);
cell!(Id, Word, word);
cell!(i64, Integer, integer);
cell!(bool, Boolean, boolean);
