//! Reads the result of `fetch` defensively: an injected `fetch` may return a `Response` from
//! another realm or library, or anything else.

use gloo_net::http;
use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortSignal;

use super::bytes::bytes;
use super::input::member;
use crate::rate_limit::HEADERS;
use crate::response::{Response, TRACKING_ID};
use crate::written::integer;

#[wasm_bindgen(module = "/pkg-template/lib/streams.js")]
extern "C" {
    #[wasm_bindgen(js_name = bodyOf)]
    fn body_of(response: &JsValue, most_bytes: f64, declared: f64, signal: &AbortSignal)
    -> Promise;
}

#[wasm_bindgen(module = "/src/wasm/bytes.js")]
extern "C" {
    /// What gloo-net reads in place of a `Response`, of which any part may throw; or what is wrong with it.
    #[wasm_bindgen(js_name = headOf, catch)]
    fn head_of(value: &JsValue, names: &str, longest: u32) -> Result<JsValue, JsValue>;
}

/// The longest page that is read. Pages have about 100 KB.
const LONGEST_PAGE: u32 = 64 * 1024 * 1024;

/// The longest error body that is read. A longer one has nothing that this package knows.
const LONGEST_REFUSAL: u32 = 1024 * 1024;

/// The longest header that is read. Servers send about 16 KB in total.
const LONGEST_HEADER: u32 = 64 * 1024;

/// Why there is no response.
pub(super) enum Unread {
    /// The error that was thrown.
    Thrown(JsValue),
    /// The value instead of a `Response`.
    NoResponse(JsValue),
    /// The body is too long.
    TooLong,
}

impl From<JsValue> for Unread {
    fn from(thrown: JsValue) -> Self {
        Self::Thrown(thrown)
    }
}

/// The head of a response.
pub(super) struct Head {
    status: u16,
    tracking_id: Option<String>,
    limits: Vec<(&'static str, String)>,
    most_bytes: u32,
}

impl Head {
    /// Reads the result of `fetch` and requests the body; the signal cancels it.
    pub(super) fn read(value: &JsValue, signal: &AbortSignal) -> Result<(Self, Promise), Unread> {
        let names = [&["content-length", TRACKING_ID], HEADERS].concat();
        let head = head_of(value, &names.join(","), LONGEST_HEADER)?;
        if let Some(problem) = head.as_string() {
            return Err(no_response(&problem));
        }
        let head = http::Response::from(head.unchecked_into::<web_sys::Response>());
        let (status, headers) = (head.status(), head.headers());
        let declared = headers.get("content-length");
        let declared = declared.and_then(|length| integer::<u64>(&length));
        let most_bytes = if is_page(status) {
            LONGEST_PAGE
        } else {
            LONGEST_REFUSAL
        };
        let tracking_id = headers.get(TRACKING_ID);
        let limits = HEADERS
            .iter()
            .filter_map(|name| Some((*name, headers.get(name)?)));
        let limits = limits.collect();
        let head = Self {
            status,
            tracking_id,
            limits,
            most_bytes,
        };
        let declared = declared.map(|length| u32::try_from(length).unwrap_or(u32::MAX));
        let declared = declared.map_or(0.0, f64::from);
        Ok((
            head,
            body_of(value, f64::from(most_bytes), declared, signal),
        ))
    }

    /// The response with this body, which has just arrived; a number stands for one that is too
    /// long.
    pub(super) fn with(self, body: &JsValue) -> Result<Response, Unread> {
        let is_too_long = body.as_f64().is_some() || byte_length(body) > f64::from(self.most_bytes);
        let body = match is_too_long {
            true if is_page(self.status) => return Err(Unread::TooLong),
            // The status explains the failure.
            true => Vec::new(),
            false => bytes(body)?
                .ok_or_else(|| no_response("fetch resolved with a body that is no ArrayBuffer"))?,
        };
        Ok(Response {
            status: self.status,
            tracking_id: self.tracking_id,
            limits: self.limits,
            at_ms: js_sys::Date::now(),
            body,
        })
    }
}

/// Whether it is a success rather than a refusal.
fn is_page(status: u16) -> bool {
    (200..300).contains(&status)
}

fn byte_length(body: &JsValue) -> f64 {
    member(body, "byteLength").as_f64().unwrap_or_default()
}

fn no_response(why: &str) -> Unread {
    Unread::NoResponse(js_sys::TypeError::new(why).into())
}
