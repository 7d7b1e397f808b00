//! A column's cells: Arrow buffers in, checked values out.
//!
//! The crate `parquet` trusts its caller: it would write texts that are not UTF-8, and fewer values than it is told.

use std::fmt;
use std::ops::Range;

use bytes::Bytes;
use parquet::basic::Type;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::{ParquetError, Result as ParquetResult};

/// What is wrong with the buffers of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// There are fewer bits than cells.
    Bits,
    /// The offsets do not ascend within the values, or divide a character.
    Offsets,
    /// The values are not UTF-8.
    Utf8,
    /// An index is outside of the dictionary.
    Index,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bits => "there are too few bits",
            Self::Offsets => "the offsets do not fit the values",
            Self::Utf8 => "the values are not UTF-8",
            Self::Index => "an index is outside of the dictionary",
        })
    }
}

/// The cells of a column in some rows.
#[derive(Debug)]
pub struct Cells {
    /// For each cell 1, or 0 if it is null: Parquet's definition levels.
    levels: Vec<i16>,
    /// The cells that are not null.
    values: Values,
}

/// Values without nulls.
#[derive(Debug)]
pub enum Values {
    /// Texts in UTF-8.
    Texts(Vec<ByteArray>),
    /// Whole numbers, or milliseconds since 1970.
    Integers(Vec<i64>),
    /// `true` and `false`.
    Booleans(Vec<bool>),
}

/// A validity has a bit for each cell, or no bit at all if no cell is null.
impl Cells {
    /// Texts, one for each pair of offsets.
    ///
    /// # Errors
    /// If the buffers do not fit together.
    pub fn texts(validity: &[u8], offsets: &[i32], values: Vec<u8>) -> Result<Self, Fault> {
        let texts = divided(offsets, values)?;
        let levels = levels(validity, texts.len())?;
        let values = present(&levels, texts);
        Ok(Self {
            levels,
            values: Values::Texts(values),
        })
    }

    /// Texts of a dictionary, one for each index.
    ///
    /// # Errors
    /// If the buffers do not fit together.
    pub fn words(
        validity: &[u8],
        indices: &[i32],
        offsets: &[i32],
        values: Vec<u8>,
    ) -> Result<Self, Fault> {
        let levels = levels(validity, indices.len())?;
        let words = divided(offsets, values)?;
        let word = |index: i32| words.get(usize::try_from(index).ok()?).cloned();
        let values = present(&levels, indices.iter().copied())
            .into_iter()
            .map(word);
        let values: Option<_> = values.collect();
        Ok(Self {
            levels,
            values: Values::Texts(values.ok_or(Fault::Index)?),
        })
    }

    /// Whole numbers, or times in milliseconds since 1970.
    ///
    /// # Errors
    /// If the validity is too short.
    pub fn integers(validity: &[u8], values: &[i64]) -> Result<Self, Fault> {
        let levels = levels(validity, values.len())?;
        let values = present(&levels, values.iter().copied());
        Ok(Self {
            levels,
            values: Values::Integers(values),
        })
    }

    /// `true` and `false`, in bits like those of the validity.
    ///
    /// # Errors
    /// If there are too few bits.
    pub fn booleans(validity: &[u8], bits: &[u8], cells: usize) -> Result<Self, Fault> {
        let levels = levels(validity, cells)?;
        if bits.len() < cells.div_ceil(8) {
            return Err(Fault::Bits);
        }
        let values = present(&levels, bits_of(bits).map(|bit| bit == 1));
        Ok(Self {
            levels,
            values: Values::Booleans(values),
        })
    }

    /// The type in which Parquet stores the values.
    #[must_use]
    pub fn physical(&self) -> Type {
        match self.values {
            Values::Texts(_) => Type::BYTE_ARRAY,
            Values::Integers(_) => Type::INT64,
            Values::Booleans(_) => Type::BOOLEAN,
        }
    }

    /// The number of cells.
    #[must_use]
    pub fn count(&self) -> usize {
        self.levels.len()
    }
}

/// Consecutive cells of a column.
#[derive(Debug)]
pub struct Slice<'a> {
    levels: &'a [i16],
    values: Piece<'a>,
}

#[derive(Debug)]
enum Piece<'a> {
    Texts(&'a [ByteArray]),
    Integers(&'a [i64]),
    Booleans(&'a [bool]),
}

impl<'a> Slice<'a> {
    /// All cells of a column.
    #[must_use]
    pub fn all(cells: &'a Cells) -> Self {
        let values = match &cells.values {
            Values::Texts(texts) => Piece::Texts(texts),
            Values::Integers(integers) => Piece::Integers(integers),
            Values::Booleans(booleans) => Piece::Booleans(booleans),
        };
        Self {
            levels: &cells.levels,
            values,
        }
    }

    /// Removes the first cells.
    #[must_use]
    pub fn take(&mut self, cells: usize) -> Self {
        let levels = first(&mut self.levels, cells);
        let count = levels.iter().filter(|level| **level == 1).count();
        let values = match &mut self.values {
            Piece::Texts(texts) => Piece::Texts(first(texts, count)),
            Piece::Integers(integers) => Piece::Integers(first(integers, count)),
            Piece::Booleans(booleans) => Piece::Booleans(first(booleans, count)),
        };
        Self { levels, values }
    }

    /// Writes the cells.
    ///
    /// # Errors
    /// If the column is of another type.
    pub fn write(self, writer: &mut ColumnWriter<'_>) -> ParquetResult<()> {
        let levels = Some(self.levels);
        match (writer, self.values) {
            (ColumnWriter::ByteArrayColumnWriter(writer), Piece::Texts(texts)) => {
                writer.write_batch(texts, levels, None)?;
            }
            (ColumnWriter::Int64ColumnWriter(writer), Piece::Integers(integers)) => {
                writer.write_batch(integers, levels, None)?;
            }
            (ColumnWriter::BoolColumnWriter(writer), Piece::Booleans(booleans)) => {
                writer.write_batch(booleans, levels, None)?;
            }
            _ => return Err(ParquetError::General("cells of another type".to_owned())),
        }
        Ok(())
    }
}

/// Removes the first items of a slice.
fn first<'a, T>(items: &mut &'a [T], count: usize) -> &'a [T] {
    let (first, rest) = items.split_at_checked(count).unwrap_or((items, &[]));
    *items = rest;
    first
}

/// The definition levels of cells, from Arrow's bits: none if no cell is null.
fn levels(validity: &[u8], cells: usize) -> Result<Vec<i16>, Fault> {
    if validity.is_empty() {
        return Ok(vec![1; cells]);
    }
    if validity.len() < cells.div_ceil(8) {
        return Err(Fault::Bits);
    }
    Ok(bits_of(validity).map(i16::from).take(cells).collect())
}

/// Bits, from the lowest of the first byte.
fn bits_of(bytes: &[u8]) -> impl Iterator<Item = u8> {
    bytes
        .iter()
        .flat_map(|byte| (0..8).map(move |bit| byte >> bit & 1))
}

/// The values of the cells that are not null.
fn present<T>(levels: &[i16], values: impl IntoIterator<Item = T>) -> Vec<T> {
    let cells = levels.iter().zip(values);
    cells
        .filter_map(|(level, value)| (*level == 1).then_some(value))
        .collect()
}

/// The texts between offsets.
fn divided(offsets: &[i32], values: Vec<u8>) -> Result<Vec<ByteArray>, Fault> {
    let text = String::from_utf8(values).map_err(|_| Fault::Utf8)?;
    let ranges = offsets.windows(2).map(|pair| {
        let &[start, end] = pair else { return None };
        let range: Range<usize> = start.try_into().ok()?..end.try_into().ok()?;
        // Also whether it ascends, and divides no character.
        text.get(range.clone()).map(|_| range)
    });
    let ranges: Option<Vec<_>> = ranges.collect();
    let bytes = Bytes::from(text);
    let texts = ranges
        .ok_or(Fault::Offsets)?
        .into_iter()
        .map(|range| bytes.slice(range).into());
    Ok(texts.collect())
}
