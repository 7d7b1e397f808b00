//! Bytes that JavaScript holds, copied without trusting their owner.

use js_sys::{ArrayBuffer, JsString, RangeError, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::object::object_tag;

#[wasm_bindgen(module = "/src/wasm/bytes.js")]
extern "C" {
    #[wasm_bindgen(js_name = bytesOfView, catch)]
    fn bytes_of_view(view: &JsValue) -> Result<Uint8Array, JsValue>;
    #[wasm_bindgen(js_name = bytesOfBuffer, catch)]
    fn bytes_of_buffer(buffer: &JsValue) -> Result<Uint8Array, JsValue>;
    #[wasm_bindgen(js_name = bytesOfText, catch)]
    fn bytes_of_text(text: &JsString) -> Result<Uint8Array, JsValue>;
    #[wasm_bindgen(js_name = hasReplacement)]
    fn has_replacement(bytes: &Uint8Array) -> bool;
    /// js-sys's own way asks for each letter.
    #[wasm_bindgen(js_name = isWellFormed)]
    pub(super) fn is_well_formed(text: &JsString) -> bool;
    /// A JSON text with each half of a surrogate pair escaped; throws for what is no JSON.
    #[wasm_bindgen(js_name = wellFormed, catch)]
    fn well_formed(json: &JsString) -> Result<JsString, JsValue>;
}

/// The most bytes that are copied at once. Pages have some 100 KB; what is a thousand times larger
/// would not fit into memory next to what becomes of it, and running out of memory breaks wasm.
pub(super) const MOST_BYTES: u32 = 256 * 1024 * 1024;

/// The bytes of an `ArrayBuffer` or of a view on one, of any realm; `None` for anything else.
///
/// # Errors
/// What the engine throws where the bytes are gone, as those of a transferred buffer are; a
/// `RangeError` for more bytes than can be handled.
pub(super) fn bytes(value: &JsValue) -> Result<Option<Vec<u8>>, JsValue> {
    let bytes = if ArrayBuffer::is_view(value) {
        bytes_of_view(value)?
    } else if object_tag(value).is_ok_and(|tag| tag == "[object ArrayBuffer]") {
        bytes_of_buffer(value)?
    } else {
        return Ok(None);
    };
    copied(&bytes).map(Some)
}

/// A JSON text in UTF-8; `None` for what is no JSON, and has no UTF-8 either: a text with half a
/// surrogate pair, which JSON can write escaped.
///
/// # Errors
/// Likewise.
pub(super) fn json(text: &JsString) -> Result<Option<Vec<u8>>, JsValue> {
    let written = written(text)?;
    if !has_replacement(&written) || is_well_formed(text) {
        return copied(&written).map(Some);
    }
    match well_formed(text) {
        Ok(text) => copied(&self::written(&text)?).map(Some),
        Err(_) => Ok(None),
    }
}

fn written(text: &JsString) -> Result<Uint8Array, JsValue> {
    if text.length() > MOST_BYTES {
        return Err(too_many());
    }
    bytes_of_text(text)
}

fn copied(bytes: &Uint8Array) -> Result<Vec<u8>, JsValue> {
    let length = bytes.byte_length();
    let mut copy: Vec<u8> = Vec::new();
    // What else is in memory may leave no room for them.
    if length > MOST_BYTES || copy.try_reserve_exact(length as usize).is_err() {
        return Err(too_many());
    }
    drop(copy);
    Ok(bytes.to_vec())
}

fn too_many() -> JsValue {
    RangeError::new("more bytes than can be handled at once").into()
}
