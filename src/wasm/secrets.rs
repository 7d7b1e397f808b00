//! Secrets, for the parts of the package that are JavaScript.

use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;

use super::input::items;
use crate::secrets::Secrets;

/// Removes secrets from texts: each becomes a text with `…` in their place, or `undefined` if it has
/// none. `known` are secret values; `hosts` are hosts of attachments, besides Zoom's. In texts that people
/// write (`isWritten`), only known values are secrets.
#[wasm_bindgen(js_name = withoutSecrets, unchecked_return_type = "(string | undefined)[]")]
#[must_use]
pub fn without_secrets(
    #[wasm_bindgen(unchecked_param_type = "readonly string[]")] known: &Array,
    #[wasm_bindgen(unchecked_param_type = "readonly string[]")] hosts: &Array,
    #[wasm_bindgen(unchecked_param_type = "readonly string[]")] given: &Array,
    #[wasm_bindgen(js_name = isWritten)] is_written: bool,
) -> Array {
    let known = texts(known);
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let secrets = Secrets::new(&known, texts(hosts));
    let clean = Array::new();
    for text in texts(given) {
        let text = if is_written {
            secrets.without_known(&text)
        } else {
            secrets.without(&text)
        };
        clean.push(&text.into());
    }
    clean
}

/// Whether a text contains a secret or the beginning of a JSON Web Token. For texts that are passed on whole or
/// not at all, such as a header.
#[wasm_bindgen(js_name = hasSecret)]
#[must_use]
pub fn has_secret(
    #[wasm_bindgen(unchecked_param_type = "readonly string[]")] known: &Array,
    #[wasm_bindgen(unchecked_param_type = "readonly string[]")] hosts: &Array,
    text: &str,
) -> bool {
    let known = texts(known);
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    Secrets::new(&known, texts(hosts)).has_any(text)
}

/// The texts of an array.
pub(super) fn texts(array: &Array) -> Vec<String> {
    items(array).filter_map(|item| item.as_string()).collect()
}
