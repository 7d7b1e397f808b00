//! A Parquet file that is written row by row, and given out as its row groups are complete.

use std::mem;
use std::sync::Arc;

use parquet::column::writer::{ColumnWriter, get_column_writer};
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::WriterPropertiesPtr;
use parquet::file::writer::SerializedFileWriter;

use crate::column::{Cells, Slice};
use crate::pages::Pages;
use crate::schema::{self, Column};

/// The rows of a row group: as many as `DuckDB` writes; readers process groups in parallel.
const GROUP_ROWS: usize = 122_880;

/// The compressed size from which a row group is complete with fewer rows.
const GROUP_BYTES: usize = 16 << 20;

/// A column of the row group that is being written.
struct Chunk {
    writer: ColumnWriter<'static>,
    pages: Pages,
}

/// A file that is being written.
pub struct File {
    writer: SerializedFileWriter<Vec<u8>>,
    properties: WriterPropertiesPtr,
    /// The columns of the current row group; none before its first row.
    chunks: Vec<Chunk>,
    /// The rows of the current row group.
    rows: usize,
}

impl File {
    /// A file with these columns. `pandas` is the metadata of that name.
    ///
    /// # Errors
    /// If the crate refuses a column.
    pub fn new(columns: &[Column], pandas: String) -> Result<Self> {
        let properties = Arc::new(schema::properties(columns, pandas));
        let schema = schema::schema(columns)?;
        let writer = SerializedFileWriter::new(Vec::new(), schema, Arc::clone(&properties))?;
        Ok(Self {
            writer,
            properties,
            chunks: Vec::new(),
            rows: 0,
        })
    }

    /// Adds rows: cells of each column, equally many.
    ///
    /// # Errors
    /// If they are not the file's columns, or unequally many: then no row is added.
    pub fn add(&mut self, columns: &[Cells]) -> Result<()> {
        let rows = columns.first().map_or(0, Cells::count);
        let own = self.writer.schema_descr().columns().iter();
        let found = columns.iter().map(Cells::physical);
        if !own.map(|column| column.physical_type()).eq(found) {
            return Err(fault("other columns than those of the file"));
        }
        if columns.iter().any(|cells| cells.count() != rows) {
            return Err(fault("columns of different lengths"));
        }
        let mut slices: Vec<_> = columns.iter().map(Slice::all).collect();
        let mut left = rows;
        while left > 0 {
            if self.chunks.is_empty() {
                self.begin_group();
            }
            let taken = left.min(GROUP_ROWS - self.rows);
            for (chunk, slice) in self.chunks.iter_mut().zip(&mut slices) {
                slice.take(taken).write(&mut chunk.writer)?;
            }
            left -= taken;
            self.rows += taken;
            let bytes: usize = self.chunks.iter().map(|chunk| chunk.pages.size()).sum();
            if self.rows >= GROUP_ROWS || bytes >= GROUP_BYTES {
                self.end_group()?;
            }
        }
        Ok(())
    }

    fn begin_group(&mut self) {
        let columns = self.writer.schema_descr().columns();
        let chunks = columns.iter().map(|column| {
            let pages = Pages::default();
            let properties = Arc::clone(&self.properties);
            let writer = get_column_writer(Arc::clone(column), properties, Box::new(pages.clone()));
            Chunk { writer, pages }
        });
        self.chunks = chunks.collect();
    }

    fn end_group(&mut self) -> Result<()> {
        let mut group = self.writer.next_row_group()?;
        for Chunk { writer, pages } in mem::take(&mut self.chunks) {
            let closed = writer.close()?;
            group.append_column(&pages.take(), closed)?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }

    /// The bytes that are complete and were not taken before.
    ///
    /// # Errors
    /// None are known: bytes go into memory.
    pub fn take(&mut self) -> Result<Vec<u8>> {
        self.writer.flush()?;
        Ok(mem::take(self.writer.inner_mut()))
    }

    /// The remaining bytes of the file.
    ///
    /// # Errors
    /// If the crate refuses the file.
    pub fn finish(mut self) -> Result<Vec<u8>> {
        if self.rows > 0 {
            self.end_group()?;
        }
        self.writer.into_inner()
    }
}

fn fault(message: &str) -> ParquetError {
    ParquetError::General(message.to_owned())
}
