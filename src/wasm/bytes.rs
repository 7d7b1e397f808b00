//! Bytes that JavaScript holds, copied without trusting their owner.

use alloc::vec::Vec;

use js_sys::{ArrayBuffer, RangeError, Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::input::object_tag;

#[wasm_bindgen]
extern "C" {
    /// js-sys's own constructor lets the exception for a detached buffer escape.
    #[wasm_bindgen(js_name = Uint8Array)]
    type Copied;
    #[wasm_bindgen(constructor, catch, js_class = "Uint8Array")]
    fn of(buffer: &JsValue, offset: &JsValue, length: &JsValue) -> Result<Copied, JsValue>;
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
    if ArrayBuffer::is_view(value) {
        let member = |name: &str| Reflect::get(value, &JsValue::from_str(name));
        let (buffer, offset) = (member("buffer")?, member("byteOffset")?);
        return copy(&buffer, &offset, &member("byteLength")?).map(Some);
    }
    if object_tag(value).is_ok_and(|tag| tag == "[object ArrayBuffer]") {
        return copy(value, &JsValue::UNDEFINED, &JsValue::UNDEFINED).map(Some);
    }
    Ok(None)
}

fn copy(buffer: &JsValue, offset: &JsValue, length: &JsValue) -> Result<Vec<u8>, JsValue> {
    let view: Uint8Array = Copied::of(buffer, offset, length)?.unchecked_into();
    if view.byte_length() > MOST_BYTES {
        return Err(RangeError::new("more than 256 MiB").into());
    }
    Ok(view.to_vec())
}
