//! What a finished file says of itself.

use parquet::basic::LogicalType;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaDataReader};
use parquet::file::statistics::Statistics;

/// The rows of a file, and the times between which they lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// The number of rows.
    pub rows: i64,
    /// The least and greatest time in milliseconds since 1970; `None` without rows.
    pub times: Option<(i64, i64)>,
}

/// Reads a footer, without its length and the magic bytes that follow, of a file of `size` bytes.
///
/// # Errors
/// If it is no footer, or the file is shorter than it says.
pub fn summarize(footer: &[u8], size: u64) -> Result<Summary> {
    let metadata = ParquetMetaDataReader::decode_metadata(footer)?;
    let mut summary = Summary {
        rows: metadata.file_metadata().num_rows(),
        times: None,
    };
    let mut rows = 0;
    for group in metadata.row_groups() {
        rows += group.num_rows();
        for column in group.columns() {
            let (start, length) = column.byte_range();
            if start + length > size.saturating_sub(footer.len() as u64) {
                return Err(ParquetError::EOF("the file is cut".to_owned()));
            }
            if let Some((first, last)) = times(column) {
                let (least, greatest) = summary.times.unwrap_or((first, last));
                summary.times = Some((least.min(first), greatest.max(last)));
            }
        }
    }
    if rows != summary.rows {
        return Err(ParquetError::General(
            "the row groups have other rows than the file".to_owned(),
        ));
    }
    Ok(summary)
}

/// The least and greatest value of a column of times.
fn times(column: &ColumnChunkMetaData) -> Option<(i64, i64)> {
    let is_time = matches!(
        column.column_descr().logical_type_ref(),
        Some(LogicalType::Timestamp { .. })
    );
    match column.statistics() {
        Some(Statistics::Int64(found)) if is_time => Some((*found.min_opt()?, *found.max_opt()?)),
        _ => None,
    }
}
