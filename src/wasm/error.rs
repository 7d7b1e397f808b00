//! Errors as JavaScript gets them.

use js_sys::{Error, Object};
use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::error::SmsError;

/// A JavaScript `Error` with the fields of an [`SmsError`], and what caused it.
pub(super) fn to_js(error: &SmsError, cause: Option<JsValue>) -> JsValue {
    let object = Error::new(&error.message);
    object.set_name("SmsError");
    if let Ok(fields) = error.serialize(&serde_wasm_bindgen::Serializer::new()) {
        Object::assign(&object, &Object::from(fields));
    }
    let cause = match &error.cause {
        // What JavaScript threw caused the inner one.
        Some(inner) => Some(to_js(inner, cause)),
        None => cause,
    };
    if let Some(cause) = cause {
        object.set_cause(&cause);
    }
    object.into()
}

/// The same for an error that nothing outside caused.
impl From<SmsError> for JsValue {
    fn from(error: SmsError) -> Self {
        to_js(&error, None)
    }
}
