//! Columns for JavaScript. The data of all columns is concatenated, so that three buffers cross over instead of
//! two or three for each column; `columns.js` splits them.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::columns::{Columns, Texts, Values};

#[wasm_bindgen(module = "/src/wasm/columns.js")]
extern "C" {
    #[wasm_bindgen(js_name = columnsOf, catch)]
    fn columns_of(
        length: u32,
        names: &str,
        facts: &[i32],
        longs: &[i64],
        ints: &[i32],
        bytes: &[u8],
    ) -> Result<JsValue, JsValue>;
}

/// The columns as JavaScript objects.
///
/// # Errors
/// The engine's error if it has no memory for them.
pub(super) fn columns(columns: &Columns) -> Result<JsValue, JsValue> {
    let mut buffers = Buffers::default();
    let mut facts = Vec::new();
    for column in &columns.columns {
        let kind = match column.values {
            Values::Texts(_) => 0,
            Values::Words { .. } => 1,
            Values::Integers(_) => 2,
            Values::Booleans(_) => 3,
        };
        facts.extend([kind, number(column.null_count)]);
        if column.null_count > 0 {
            buffers.bytes.extend_from_slice(&column.validity);
        }
        match &column.values {
            Values::Texts(texts) => buffers.texts(texts),
            Values::Words {
                indices,
                dictionary,
            } => {
                buffers.ints.extend_from_slice(indices);
                facts.push(number(dictionary.offsets.len().saturating_sub(1)));
                buffers.texts(dictionary);
            }
            Values::Integers(integers) => buffers.longs.extend_from_slice(integers),
            Values::Booleans(bits) => buffers.bytes.extend_from_slice(bits),
        }
    }
    let names: Vec<&str> = columns.columns.iter().map(|column| column.name).collect();
    columns_of(
        u32::try_from(columns.length).unwrap_or(u32::MAX),
        &names.join(","),
        &facts,
        &buffers.longs,
        &buffers.ints,
        &buffers.bytes,
    )
}

/// The concatenated data of all columns.
#[derive(Default)]
struct Buffers {
    longs: Vec<i64>,
    ints: Vec<i32>,
    bytes: Vec<u8>,
}

impl Buffers {
    fn texts(&mut self, texts: &Texts) {
        self.ints.extend_from_slice(&texts.offsets);
        self.bytes.extend_from_slice(&texts.values);
    }
}

/// More than 2^31 items do not fit into the wasm's memory.
fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
