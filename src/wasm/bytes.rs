//! Copies bytes from JavaScript without trusting their owner.

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
    /// js-sys's own method calls JavaScript for each letter.
    #[wasm_bindgen(js_name = isWellFormed)]
    pub(super) fn is_well_formed(text: &JsString) -> bool;
    /// A JSON text with lone surrogates escaped; throws if it is not JSON.
    #[wasm_bindgen(js_name = wellFormed, catch)]
    fn well_formed(json: &JsString) -> Result<JsString, JsValue>;
}

/// The most bytes copied at once. Pages have about 100 KB; a thousand times as much would not fit
/// into memory with its output, and running out of memory breaks the wasm.
pub(super) const MOST_BYTES: u32 = 256 * 1024 * 1024;

/// The bytes of an `ArrayBuffer` or a view, from any realm; `None` for anything else.
///
/// # Errors
/// The engine's error if the bytes are gone, as in a transferred buffer; a `RangeError` for too
/// many bytes.
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

/// A JSON text in UTF-8; `None` if it is not JSON and has a lone surrogate, which UTF-8 cannot
/// hold.
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
    // There may be no memory left for them.
    if length > MOST_BYTES || copy.try_reserve_exact(length as usize).is_err() {
        return Err(too_many());
    }
    drop(copy);
    Ok(bytes.to_vec())
}

fn too_many() -> JsValue {
    RangeError::new("more bytes than can be handled at once").into()
}
