//! What the proxy needs to know about Zoom's responses.

use js_sys::{Date, JsString};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::response::Response;
use crate::retry_after::RetryAfter;
use crate::written::number;

/// Whether a response with this status and body refuses the access token, so that a new one may help.
#[wasm_bindgen(js_name = isTokenRefused)]
#[must_use]
pub fn is_token_refused(status: u16, body: Vec<u8>) -> bool {
    let answer = Response {
        status,
        body,
        ..Response::default()
    };
    answer.is_token_refused()
}

/// A `Retry-After` as HTTP defines it: whole seconds, or a date in the one format that RFC 9110 lets a server
/// write. `undefined` if the header is neither. `now_ms` is the time, in milliseconds since 1970.
#[wasm_bindgen(js_name = httpRetryAfter)]
#[must_use]
pub fn http_retry_after(
    header: &str,
    #[wasm_bindgen(js_name = nowMs)] now_ms: f64,
) -> Option<JsString> {
    #[allow(
        clippy::cast_precision_loss,
        reason = "milliseconds since 1970 are far below 2^53"
    )]
    let as_http = |value| match value {
        RetryAfter::Delay(ms) => number(ms / 1_000).into(),
        RetryAfter::Time(ms) => Date::new(&(ms as f64).into()).to_utc_string(),
    };
    #[allow(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 are far below 2^53"
    )]
    let value = RetryAfter::parse(header, now_ms as i64)?;
    Some(as_http(value.in_whole_seconds()))
}
