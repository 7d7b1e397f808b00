//! The helpers, which need no network.

use js_sys::{Array, ArrayBuffer, JSON, JsString, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::input::{Members, input};
use crate::date_range::{self, WrittenRange};
use crate::decode;
use crate::error::{Issue, IssueCode, SmsError};
use crate::input::{Input, issue, wrong_type};
use crate::rows::{self, Grain};

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

/// Cuts a date range of any length into windows that Zoom accepts.
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

/// Flattens message histories into rows.
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
    if let Some(body) = body(histories) {
        return Ok(vec![body]);
    }
    if Array::is_array(histories) {
        let items: &Array = histories.unchecked_ref();
        if items
            .iter()
            .any(|item| item.is_string() || bytes(&item).is_some())
        {
            return items
                .iter()
                .map(|item| body(&item).map_or_else(|| stringify(&item), Ok))
                .collect();
        }
    }
    Ok(vec![stringify(histories)?])
}

/// A JSON text given as bytes or as a string.
fn body(value: &JsValue) -> Option<Vec<u8>> {
    if let Some(text) = value.dyn_ref::<JsString>() {
        // A string with half a surrogate pair has no UTF-8. JSON can still write it, escaped.
        let rewritten = || JSON::stringify(&JSON::parse(&String::from(text)).ok()?).ok();
        let text = if text.is_valid_utf16() {
            text.clone()
        } else {
            rewritten()?
        };
        return Some(String::from(text).into_bytes());
    }
    bytes(value)
}

/// The bytes of a buffer, of any realm.
fn bytes(value: &JsValue) -> Option<Vec<u8>> {
    if ArrayBuffer::is_view(value) {
        let view: &Uint8Array = value.unchecked_ref();
        let (start, length) = (view.byte_offset(), view.byte_length());
        let view = Uint8Array::new_with_byte_offset_and_length(&view.buffer(), start, length);
        return Some(view.to_vec());
    }
    let is_buffer = object_tag(value).is_ok_and(|tag| tag == "[object ArrayBuffer]");
    is_buffer.then(|| Uint8Array::new(value).to_vec())
}

fn stringify(value: &JsValue) -> Result<Vec<u8>, Issue> {
    let accepted =
        "an SMS session, an array of its messages or pages, or a response's bytes or text";
    let found = input(value);
    if !value.is_object() || matches!(found, Input::Date(_)) {
        return Err(wrong_type("histories", &found, accepted));
    }
    let written = JSON::stringify(value)
        .ok()
        .and_then(|text| text.as_string());
    let unwritable = || {
        issue(
            IssueCode::WrongType,
            "histories",
            "cannot be written as JSON",
            accepted,
        )
    };
    written.map(String::into_bytes).ok_or_else(unwritable)
}

fn to_object(value: &impl Serialize) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true);
    value.serialize(&serializer).unwrap_or(JsValue::UNDEFINED)
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["Object", "prototype", "toString"], js_name = call, catch)]
    fn object_tag(value: &JsValue) -> Result<String, JsValue>;
}
