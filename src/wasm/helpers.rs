//! The helpers, which need no network.

use js_sys::{Array, JSON, JsString, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::bytes::{MOST_BYTES, bytes};
use super::input::{Members, input, is_array, member, object_tag};
use crate::date_range::{self, WrittenRange};
use crate::decode;
use crate::error::{Issue, IssueCode, SmsError};
use crate::input::{Input, issue, wrong_type};
use crate::rows::{self, Grain};

#[wasm_bindgen]
extern "C" {
    /// js-sys's own binding takes a `&str`, which cannot hold every JavaScript string.
    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    fn parse_any(text: &JsString) -> Result<JsValue, JsValue>;
}

/// What can be flattened.
const ACCEPTED: &str =
    "an SMS session, an array of its messages or pages, or a response's bytes or text";

/// What `validateDateRange` found, as the type `DateRangeCheck` has it.
#[derive(Serialize)]
#[serde(untagged)]
enum Check {
    Right {
        ok: bool,
        range: Option<WrittenRange>,
    },
    Wrong {
        ok: bool,
        issues: Vec<Issue>,
    },
}

/// Checks a date range. Never throws.
#[wasm_bindgen(js_name = validateDateRange, unchecked_return_type = "DateRangeCheck")]
#[must_use]
pub fn validate_date_range(
    #[wasm_bindgen(unchecked_optional_param_type = "string | Date | null")] from: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string | Date | null")] to: &JsValue,
) -> JsValue {
    let check = match date_range::validate(&input(from), &input(to)) {
        Ok(range) => Check::Right {
            ok: true,
            range: range.map(|range| range.written()),
        },
        Err(issues) => Check::Wrong { ok: false, issues },
    };
    to_object(&check)
}

/// Cuts a date range of any length into windows that Zoom accepts: at most one calendar month and
/// at most 30 days each, in order, neighbours sharing an end.
///
/// # Errors
/// `SmsError` of kind `invalid-request` with everything that is wrong with the two ends.
#[wasm_bindgen(js_name = splitDateRange, unchecked_return_type = "DateRange[]")]
pub fn split_date_range(
    #[wasm_bindgen(unchecked_param_type = "string | Date")] from: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string | Date")] to: &JsValue,
) -> Result<JsValue, JsValue> {
    let range = date_range::parse(&input(from), &input(to)).map_err(SmsError::invalid)?;
    let range = range.ok_or_else(|| SmsError::invalid(date_range::missing()))?;
    let windows: Vec<WrittenRange> = range
        .split()
        .iter()
        .map(date_range::DateRange::written)
        .collect();
    Ok(to_object(&windows))
}

/// Flattens message histories into rows, in their order; nothing is left out and nothing merged.
///
/// # Errors
/// `SmsError` of kind `invalid-request` for what cannot be flattened, and of kind `decode` for a
/// history that is not as Zoom documents it.
#[wasm_bindgen(js_name = flattenSmsHistories, unchecked_return_type = "SmsRows[SmsGrain][]")]
pub fn flatten_sms_histories(
    #[wasm_bindgen(unchecked_param_type = "SmsHistories")] histories: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "{ grain?: SmsGrain | undefined } | null")]
    options: &JsValue,
) -> Result<JsValue, JsValue> {
    let members = Members::of(options, "options").map_err(SmsError::from)?;
    let options = members.options(&["grain"]);
    let mut issues = options.unknown();
    let grain = Grain::validate(options.get("grain")).map_err(|issue| issues.push(issue));
    let bodies = bodies(histories).map_err(|issue| issues.push(issue));
    match (grain, bodies) {
        (Ok(grain), Ok(bodies)) if issues.is_empty() => {
            let messages = decode::pages(&bodies)?;
            JSON::parse(&rows::to_json(&messages, grain))
        }
        _ => Err(SmsError::invalid(issues).into()),
    }
}

/// What was given, as JSON texts.
fn bodies(histories: &JsValue) -> Result<Vec<Vec<u8>>, Issue> {
    if let Some(body) = body(histories)? {
        return Ok(vec![body]);
    }
    // Only an array of pages is taken apart: one by one, since reading an item may throw, and an
    // array may say that it is longer than it is.
    let item = |index: u32| Reflect::get_u32(histories, index).unwrap_or(JsValue::UNDEFINED);
    if !is_array(histories) || !is_page(&item(0))? {
        return Ok(vec![stringify(histories)?]);
    }
    let length = histories.unchecked_ref::<Array>().length();
    let page = |index| {
        let item = item(index);
        body(&item)?.map_or_else(|| stringify(&item), Ok)
    };
    (0..length).map(page).collect()
}

/// Whether this is a page rather than a message.
fn is_page(value: &JsValue) -> Result<bool, Issue> {
    Ok(body(value)?.is_some() || !member(value, "sms_histories").is_undefined())
}

/// A JSON text given as bytes or as a string; `None` for what is neither.
fn body(value: &JsValue) -> Result<Option<Vec<u8>>, Issue> {
    let Some(text) = value.dyn_ref::<JsString>() else {
        return bytes(value)
            .map_err(|_| unreadable("holds bytes that are gone, or more than 256 MiB"));
    };
    // A string with half a surrogate pair has no UTF-8. JSON can still write it, escaped.
    let rewritten = || JSON::stringify(&parse_any(text).ok()?).ok();
    let text = if text.is_valid_utf16() {
        Some(text.clone())
    } else {
        rewritten()
    };
    text.map(|text| utf8(&text)).transpose()
}

fn stringify(value: &JsValue) -> Result<Vec<u8>, Issue> {
    let found = input(value);
    if !value.is_object() || matches!(found, Input::Date(_)) {
        return Err(wrong_type("histories", &found, ACCEPTED));
    }
    if object_tag(value).is_ok_and(|tag| tag == "[object Promise]") {
        return Err(unreadable("is a Promise: await it"));
    }
    let written = JSON::stringify(value).ok().filter(|text| text.is_string());
    let written = written.ok_or_else(|| unreadable("cannot be written as JSON"))?;
    utf8(&written)
}

fn utf8(text: &JsString) -> Result<Vec<u8>, Issue> {
    if text.length() > MOST_BYTES / 3 {
        return Err(unreadable("is larger than can be handled at once"));
    }
    Ok(String::from(text).into_bytes())
}

fn unreadable(problem: &str) -> Issue {
    issue(IssueCode::WrongType, "histories", problem, ACCEPTED)
}

fn to_object(value: &impl Serialize) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true);
    value.serialize(&serializer).unwrap_or(JsValue::UNDEFINED)
}
