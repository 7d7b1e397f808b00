//! The finished pages of a column, in memory.

use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use parquet::column::page::{CompressedPage, PageWriteSpec, PageWriter};
use parquet::errors::Result;
use parquet::file::writer::{SerializedPageWriter, TrackedWrite};

/// The pages of one column in one row group. A file has the columns one after the other, but rows come with all of them:
/// until the row group is complete, each column's pages wait here, compressed.
#[derive(Debug, Clone, Default)]
pub struct Pages(Arc<Mutex<Vec<u8>>>);

impl Pages {
    /// The number of bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// All bytes.
    #[must_use]
    pub fn take(self) -> Bytes {
        let mut bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        mem::take(&mut *bytes).into()
    }
}

impl PageWriter for Pages {
    fn write_page(&mut self, page: CompressedPage) -> Result<PageWriteSpec> {
        let mut bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sink = TrackedWrite::new(Vec::new());
        let mut spec = SerializedPageWriter::new(&mut sink).write_page(page)?;
        spec.offset += bytes.len() as u64;
        bytes.append(&mut sink.into_inner()?);
        Ok(spec)
    }

    fn close(&mut self) -> Result<()> {
        Ok(())
    }
}
