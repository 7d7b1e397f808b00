//! The types and encodings of a file's columns.

use std::sync::Arc;

use parquet::basic::{
    Compression, Encoding, GzipLevel, LogicalType, Repetition, TimeUnit, Type as Physical,
};
use parquet::errors::Result;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::{ColumnPath, Type, TypePtr};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Texts.
    Text,
    /// Whole numbers of 64 bits.
    Integer,
    /// Times in UTC, in milliseconds.
    Time,
    /// `true` or `false`.
    Boolean,
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// The size of a dictionary in bytes, from which on a column's texts are written one by one. Columns of ids and of messages
/// reach it soon, those of people and numbers seldom.
const DICTIONARY_BYTES: usize = 128 << 10;

/// The schema of a file with these columns.
///
/// # Errors
/// If the crate refuses a column.
pub fn schema(columns: &[Column]) -> Result<TypePtr> {
    let fields: Result<Vec<_>> = columns.iter().map(field).collect();
    let schema = Type::group_type_builder("messages").with_fields(fields?);
    Ok(Arc::new(schema.build()?))
}

/// Every column can have nulls, whatever the rows that are known today.
fn field(column: &Column) -> Result<TypePtr> {
    let (physical, logical) = match column.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => (Physical::INT64, None),
        // The older `TIMESTAMP_MILLIS` is written with it, for readers that know only that.
        Kind::Time => {
            let time = LogicalType::timestamp(true, TimeUnit::MILLIS);
            (Physical::INT64, Some(time))
        }
        Kind::Boolean => (Physical::BOOLEAN, None),
    };
    let field = Type::primitive_type_builder(&column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    Ok(Arc::new(field.build()?))
}

/// How columns are written. `pandas` is what pandas finds out about them.
#[must_use]
pub fn properties(columns: &[Column], pandas: String) -> WriterProperties {
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::GZIP(GzipLevel::default()))
        .set_dictionary_page_size_limit(DICTIONARY_BYTES)
        // Readers skip row groups by them. Those of single pages would take more space than they save.
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .set_key_value_metadata(Some(vec![KeyValue::new("pandas".to_owned(), pandas)]));
    for column in columns {
        let path = ColumnPath::from(column.name.as_str());
        properties = match column.kind {
            // Where a dictionary does not pay.
            Kind::Text => properties.set_column_encoding(path, Encoding::DELTA_LENGTH_BYTE_ARRAY),
            Kind::Integer | Kind::Time => properties
                .set_column_dictionary_enabled(path.clone(), false)
                .set_column_encoding(path, Encoding::DELTA_BINARY_PACKED),
            Kind::Boolean => properties,
        };
    }
    properties.build()
}
