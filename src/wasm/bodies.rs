//! The caller's histories, or lists of sessions, as JSON texts.

use js_sys::{JSON, JsString, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::bytes::{MOST_BYTES, bytes, json};
use super::input::{input, is_array, member};
use super::object::object_tag;
use crate::decode::{OF_ROWS, OF_SESSION_ROWS};
use crate::error::{Issue, IssueCode};
use crate::input::{Input, issue, wrong_type};

/// The name of the argument, for issues.
const FIELD: &str = "histories";

/// What pages are made of, and what of it can be flattened.
pub(super) struct Items {
    /// The name of the list in a page.
    list: &'static str,
    /// The name of an item's id.
    id: &'static str,
    accepted: &'static str,
    /// What is wrong with one item in place of a list.
    single: &'static str,
    rows: &'static str,
    is_row: fn(&JsValue) -> bool,
}

pub(super) const MESSAGES: Items = Items {
    list: "sms_histories",
    id: "message_id",
    accepted: "an SMS session, an array of its messages or pages, or a response's bytes or text",
    single: "is a single message",
    rows: "holds rows, which are not the messages that they were made of",
    is_row: |value| {
        let has = |name| has(value, name);
        has("message_id") && has("epoch_ms") && OF_ROWS.into_iter().any(has)
    },
};

pub(super) const SESSIONS: Items = Items {
    list: "sms_sessions",
    id: "session_id",
    accepted: "a page of a list of sessions, an array of sessions or pages, or a response's bytes or text",
    single: "is a single session",
    rows: "holds rows, which are not the sessions that they were made of",
    is_row: |value| has(value, OF_SESSION_ROWS),
};

/// The most bytes for all pages of a list. The pages, their decoded form and the output must fit
/// into 4 GiB together; running out of memory breaks the wasm.
const MOST_IN_ALL: usize = 2 * MOST_BYTES as usize;

const TOO_LARGE: &str = "is larger than can be handled at once";
const NO_JSON: &str = "cannot be written as JSON";

/// The body of one response.
pub(super) fn one(value: &JsValue) -> Result<Vec<u8>, Issue> {
    let accepted = "a response's bytes or text";
    let name = "body";
    body(&MESSAGES, name, value)?.ok_or_else(|| wrong_type(name, &input(value), accepted))
}

/// The input as JSON texts.
pub(super) fn all(histories: &JsValue, items: &Items) -> Result<Vec<Vec<u8>>, Issue> {
    if let Some(body) = body(items, FIELD, histories)? {
        return Ok(vec![body]);
    }
    // Only an array of pages is split. Items are read one by one, because reading one may throw and
    // an array may claim a false length.
    let item = |index: u32| Reflect::get_u32(histories, index).unwrap_or(JsValue::UNDEFINED);
    let first = is_array(histories).then(|| item(0));
    if first.as_ref().is_some_and(items.is_row) {
        return Err(unreadable(items, FIELD, items.rows));
    }
    let has_pages = match first {
        Some(first) => is_page(&first, items)?,
        None => false,
    };
    if !has_pages {
        return Ok(vec![stringify(histories, items)?]);
    }
    // Reading its length may throw too, which js-sys's own binding would not catch.
    let length = member(histories, "length").as_f64();
    let length = length.ok_or_else(|| unreadable(items, FIELD, "has no length"))?;
    let (mut pages, mut bytes) = (Vec::new(), 0);
    for index in (0..=u32::MAX).take_while(|index| f64::from(*index) < length) {
        let item = item(index);
        let page = body(items, FIELD, &item)?.map_or_else(|| stringify(&item, items), Ok)?;
        bytes += page.len();
        if bytes > MOST_IN_ALL {
            return Err(unreadable(items, FIELD, TOO_LARGE));
        }
        pages.push(page);
    }
    Ok(pages)
}

/// Whether this is a page rather than an item.
fn is_page(value: &JsValue, items: &Items) -> Result<bool, Issue> {
    Ok(body(items, FIELD, value)?.is_some() || has(value, items.list))
}

fn has(value: &JsValue, name: &str) -> bool {
    !member(value, name).is_undefined()
}

/// A JSON text from bytes or a string; `None` for anything else.
fn body(items: &Items, field: &str, value: &JsValue) -> Result<Option<Vec<u8>>, Issue> {
    let Some(text) = value.dyn_ref::<JsString>() else {
        let problem = "holds bytes that are gone, or more than 256 MiB";
        return bytes(value).map_err(|_| unreadable(items, field, problem));
    };
    encoded(items, field, text)
}

fn stringify(value: &JsValue, items: &Items) -> Result<Vec<u8>, Issue> {
    let found = input(value);
    if !value.is_object() || matches!(found, Input::Date(_)) {
        return Err(wrong_type(FIELD, &found, items.accepted));
    }
    if let Some(problem) = other_kind(value, items) {
        return Err(unreadable(items, FIELD, &problem));
    }
    let written = JSON::stringify(value).map_err(|thrown| {
        let is_limit = is_limit(&thrown);
        unreadable(items, FIELD, if is_limit { TOO_LARGE } else { NO_JSON })
    })?;
    if !written.is_string() {
        return Err(unreadable(items, FIELD, NO_JSON));
    }
    Ok(encoded(items, FIELD, &written)?.unwrap_or_default())
}

/// Whether an engine has thrown this because something exceeds its limits.
fn is_limit(thrown: &JsValue) -> bool {
    let name = member(thrown, "name").as_string();
    // Firefox has its own class for it.
    matches!(name.as_deref(), Some("RangeError" | "InternalError"))
}

/// The type of an object that cannot be a session or an array; `None` if it may be one.
fn other_kind(value: &JsValue, items: &Items) -> Option<String> {
    if is_array(value) || has(value, items.list) {
        return None;
    }
    if has(value, items.id) {
        return Some(String::from(items.single));
    }
    let tag = object_tag(value).ok()?;
    match tag.strip_prefix("[object ")?.strip_suffix(']')? {
        "Object" => None,
        "Promise" => Some(String::from("is a Promise: await it")),
        kind => Some(["is of the kind ", kind].concat()),
    }
}

fn encoded(items: &Items, field: &str, text: &JsString) -> Result<Option<Vec<u8>>, Issue> {
    json(text).map_err(|_| unreadable(items, field, TOO_LARGE))
}

fn unreadable(items: &Items, field: &str, problem: &str) -> Issue {
    issue(IssueCode::WrongType, field, problem, items.accepted)
}
