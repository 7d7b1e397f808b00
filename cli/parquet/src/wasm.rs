//! The writer for JavaScript.

use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::column::{Cells, Fault};
use crate::file::File;
use crate::footer;
use crate::schema::{Column, Kind};

/// A Parquet file that is being written.
#[wasm_bindgen]
pub struct ParquetFile {
    file: File,
    columns: Vec<Column>,
    /// The columns of the rows that are being added.
    cells: Vec<Cells>,
}

#[wasm_bindgen]
impl ParquetFile {
    /// A file with the columns of these names and types. `pandas` is the metadata of that name.
    ///
    /// # Errors
    /// For unknown types.
    #[wasm_bindgen(constructor)]
    pub fn new(names: Vec<String>, types: Vec<String>, pandas: String) -> Result<Self, JsError> {
        let columns = names.into_iter().zip(types).map(|(name, kind)| {
            let kind = match kind.as_str() {
                "utf8" => Kind::Text,
                "int64" => Kind::Integer,
                "timestamp" => Kind::Time,
                "bool" => Kind::Boolean,
                _ => {
                    return Err(JsError::new(
                        &["The column ", &name, " has an unknown type."].concat(),
                    ));
                }
            };
            Ok(Column { name, kind })
        });
        let columns: Vec<_> = columns.collect::<Result<_, _>>()?;
        let file = File::new(&columns, pandas)?;
        Ok(Self {
            file,
            columns,
            cells: Vec::new(),
        })
    }

    /// The next column of the rows that are being added: texts.
    ///
    /// # Errors
    /// If the buffers do not fit together.
    pub fn texts(
        &mut self,
        validity: &[u8],
        offsets: &[i32],
        values: Vec<u8>,
    ) -> Result<(), JsError> {
        self.push(Cells::texts(validity, offsets, values))
    }

    /// The next column: texts of a dictionary.
    ///
    /// # Errors
    /// Like [`Self::texts`].
    pub fn words(
        &mut self,
        validity: &[u8],
        indices: &[i32],
        offsets: &[i32],
        values: Vec<u8>,
    ) -> Result<(), JsError> {
        self.push(Cells::words(validity, indices, offsets, values))
    }

    /// The next column: whole numbers, or times in milliseconds since 1970.
    ///
    /// # Errors
    /// Like [`Self::texts`].
    pub fn integers(&mut self, validity: &[u8], values: &[i64]) -> Result<(), JsError> {
        self.push(Cells::integers(validity, values))
    }

    /// The next column: `true` and `false`, in bits.
    ///
    /// # Errors
    /// Like [`Self::texts`].
    pub fn booleans(&mut self, validity: &[u8], bits: &[u8], cells: usize) -> Result<(), JsError> {
        self.push(Cells::booleans(validity, bits, cells))
    }

    fn push(&mut self, cells: Result<Cells, Fault>) -> Result<(), JsError> {
        match cells {
            Ok(cells) => self.cells.push(cells),
            Err(fault) => {
                let column = self.columns.get(self.cells.len());
                let name = column.map_or("", |column| &column.name);
                let message = ["The column ", name, ": ", &fault.to_string(), "."].concat();
                // The next rows begin with the first column again.
                self.cells.clear();
                return Err(JsError::new(&message));
            }
        }
        Ok(())
    }

    /// Adds the rows whose columns were given. Returns the bytes that are complete.
    ///
    /// # Errors
    /// If columns are missing, or are not equally long: then no row is added.
    #[wasm_bindgen(js_name = addRows)]
    pub fn add_rows(&mut self) -> Result<Vec<u8>, JsError> {
        let cells = std::mem::take(&mut self.cells);
        self.file.add(&cells)?;
        Ok(self.file.take()?)
    }

    /// Ends the file. Returns its remaining bytes.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn finish(self) -> Result<Vec<u8>, JsError> {
        Ok(self.file.finish()?)
    }
}

/// The rows and times of a finished file.
#[wasm_bindgen(getter_with_clone)]
pub struct Summary {
    /// The number of rows.
    pub rows: f64,
    /// The least time in milliseconds since 1970.
    pub first: Option<f64>,
    /// The greatest.
    pub last: Option<f64>,
}

/// Reads a footer, without its length and the magic bytes that follow, of a file of `size` bytes.
///
/// # Errors
/// If it is no footer, or the file is shorter than it says.
#[wasm_bindgen(js_name = summarize)]
pub fn summarize(footer: &[u8], size: f64) -> Result<Summary, JsError> {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the size of a file"
    )]
    let found = footer::summarize(footer, size as u64)?;
    #[allow(clippy::cast_precision_loss, reason = "far below 2^53")]
    let number = |number: i64| number as f64;
    Ok(Summary {
        rows: number(found.rows),
        first: found.times.map(|(first, _)| number(first)),
        last: found.times.map(|(_, last)| number(last)),
    })
}
