//! Converts errors to JavaScript.

use js_sys::Error;
use wasm_bindgen::JsValue;

use super::object::Made;
use crate::error::SmsError;

/// A JavaScript `Error` with the fields of an [`SmsError`], and its cause.
pub(super) fn to_js(error: &SmsError, cause: Option<JsValue>) -> JsValue {
    let fields = serde_wasm_bindgen::to_value(&**error).unwrap_or_default();
    let shown = Made::of(Error::new(&error.message).into())
        .with("name", "SmsError")
        .and(&fields);
    let cause = match &error.cause {
        // The thrown JavaScript value caused the inner error.
        Some(inner) => Some(to_js(inner, cause)),
        None => cause,
    };
    match cause {
        Some(cause) => shown.with("cause", cause).into(),
        None => shown.into(),
    }
}

/// The same for an error without an external cause.
impl From<SmsError> for JsValue {
    fn from(error: SmsError) -> Self {
        to_js(&error, None)
    }
}
