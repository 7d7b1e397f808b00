//! Makes the error of a failed `fetch` safe to show.
//!
//! Engines' errors carry more than their names: Node's has the raw bytes of a broken response in a `data`
//! property, two causes down.

use js_sys::{Array, Error, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::input::{is_array, items, member};
use super::object::{Made, array};
use crate::redact::redact;
use crate::secrets::Secrets;
use crate::token::Token;

/// `ERR_TLS_CERT_ALTNAME_INVALID` has 28 letters.
const LONGEST_CODE: usize = 40;

/// The most causes to follow.
const DEPTH: u32 = 4;

/// The properties that an error may keep: names, addresses, and each engine's source locations.
const PLAIN: &[&str] = &[
    "stack",
    "message",
    "name",
    "code",
    "errno",
    "syscall",
    "address",
    "port",
    "hostname",
    "fileName",
    "lineNumber",
    "columnNumber",
    "sourceURL",
    "line",
    "column",
];

#[wasm_bindgen]
extern "C" {
    /// A `Proxy` may throw; js-sys's own binding would not catch that.
    #[wasm_bindgen(js_namespace = Reflect, js_name = ownKeys, catch)]
    fn own_keys(object: &JsValue) -> Result<Array, JsValue>;
}

/// The error itself if it has only a name, a message and similar properties; otherwise a new error with
/// only these.
pub(super) fn shown(thrown: &JsValue, token: &Token) -> JsValue {
    if is_plain(thrown, token, DEPTH) {
        thrown.clone()
    } else {
        copy(thrown, token, DEPTH)
    }
}

fn is_plain(value: &JsValue, token: &Token, depth: u32) -> bool {
    if let Some(text) = value.as_string() {
        return !repeats(&text, token);
    }
    if !value.is_object() {
        return !value.is_function();
    }
    let Ok(keys) = own_keys(value) else {
        return false;
    };
    depth > 0
        && value.is_instance_of::<Error>()
        && items(&keys).all(|key| {
            let value = Reflect::get(value, &key).unwrap_or(JsValue::UNDEFINED);
            // A symbol has no name.
            let name = key.as_string().unwrap_or_default();
            match (name.as_str(), value.as_string()) {
                ("cause", _) => is_plain(&value, token, depth - 1),
                ("errors", _) => errors_of(&value)
                    .iter()
                    .all(|one| is_plain(one, token, depth - 1)),
                (name, Some(text)) => PLAIN.contains(&name) && !repeats(&text, token),
                (name, None) => !(value.is_object() || value.is_function() || repeats(name, token)),
            }
        })
}

fn copy(value: &JsValue, token: &Token, depth: u32) -> JsValue {
    if !value.is_object() {
        let text = value.as_string();
        return text.map_or(JsValue::UNDEFINED, |text| clean(&text, token));
    }
    let text = |name: &str| member(value, name).as_string();
    let message = text("message").map(|message| clean(&message, token));
    let message = message.and_then(|it| it.as_string()).unwrap_or_default();
    let mut error = Made::of(Error::new(&message).into());
    if let Some(name) = text("name") {
        error = error.with("name", clean(&name, token));
    }
    let code = member(value, "code");
    if let Some(text) = code.as_string() {
        // Names of failures may be long, and are not secrets.
        let is_name = text.len() <= LONGEST_CODE
            && text
                .bytes()
                .all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || it == b'_');
        let code = if is_name && !repeats(&text, token) {
            code
        } else {
            clean(&text, token)
        };
        error = error.with("code", code);
    } else if code.as_f64().is_some() {
        error = error.with("code", code);
    }
    let (cause, errors) = (member(value, "cause"), errors_of(&member(value, "errors")));
    if depth > 0 && !cause.is_undefined() {
        error = error.with("cause", copy(&cause, token, depth - 1));
    }
    if depth > 0 && !errors.is_empty() {
        let errors = array(&errors, |one| copy(one, token, depth - 1));
        error = error.with("errors", errors);
    }
    error.into()
}

/// The errors of an `AggregateError`.
fn errors_of(errors: &JsValue) -> Vec<JsValue> {
    let mut list = Vec::new();
    if is_array(errors) {
        for error in items(errors.unchecked_ref()) {
            list.push(error);
        }
    }
    list
}

fn repeats(text: &str, token: &Token) -> bool {
    Secrets::new(&[token.secret()], Vec::new()).has_credentials(text)
}

fn clean(text: &str, token: &Token) -> JsValue {
    JsValue::from_str(&redact(text, Some(token.secret())))
}
