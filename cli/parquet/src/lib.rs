//! Writes columns, as the package's `toColumns` gives them, to Parquet files.
//!
//! [`mod@column`] checks buffers that come from JavaScript and turns them into what the `parquet` crate writes; [`schema`] is the
//! type and the encoding of each column; [`pages`] holds a column's finished pages; [`mod@file`] puts row groups together;
//! [`footer`] reads what a finished file says of itself; [`wasm`] is all of it for JavaScript. Each module imports only modules before it.

pub mod column;
pub mod schema;
pub mod pages;
pub mod file;
pub mod footer;
pub mod wasm;
