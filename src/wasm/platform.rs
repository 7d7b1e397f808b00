//! What the package needs from the platform: parts of the Fetch standard, and timers.

use js_sys::TypeError;
use wasm_bindgen::JsValue;

use super::error::to_js;
use super::input::member;
use crate::error::{ErrorKind, SmsError};

/// The bindings do not catch the exception if these are missing.
const NEEDED: &[&str] = &[
    "AbortController",
    "Headers",
    "Request",
    "URL",
    "URLSearchParams",
    "clearTimeout",
    "setTimeout",
];

/// The JavaScript error of a call that is impossible on this platform.
pub(super) fn refusal() -> Option<JsValue> {
    let cause = missing()?;
    let message = "This platform lacks a part of the Fetch standard; the cause names it.";
    let error = SmsError::new(ErrorKind::Network, message).with(|error| error.retryable = false);
    Some(to_js(&error, Some(cause.into())))
}

/// The error for a platform that lacks one of them, such as some sandboxes.
fn missing() -> Option<TypeError> {
    let lacks = |name: &&&str| !member(&js_sys::global(), name).is_function();
    let name = NEEDED.iter().find(lacks)?;
    Some(TypeError::new(&[name, " is not defined"].concat()))
}
