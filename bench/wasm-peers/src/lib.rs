//! What the bench compares with that is Rust too.

mod session;

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use session::Session;

/// The usual way through wasm: `serde_json` into structs, `serde-wasm-bindgen` out.
///
/// # Errors
/// What `serde_json` refuses.
#[wasm_bindgen(js_name = decodeWithSerde)]
pub fn decode_with_serde(bytes: &[u8]) -> Result<JsValue, JsError> {
    let session: Session = serde_json::from_slice(bytes)?;
    Ok(session.serialize(&Serializer::json_compatible())?)
}

/// What no decoder in wasm can do without: the bytes copied into its memory, and looked at once, here to
/// see that they are UTF-8. Nothing comes of them.
#[wasm_bindgen(js_name = copyAndValidate)]
#[must_use]
pub fn copy_and_validate(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok()
}
