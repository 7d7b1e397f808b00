//! Date ranges and ids. They need no network.

use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::input::input;
use super::out::plain;
use crate::date_range::{self, DateRange, WrittenRange};
use crate::error::{Issues, SmsError};
use crate::input::{Input, text, wrong_type};
use crate::message_id;

/// Checks a date range. Never throws.
#[wasm_bindgen(js_name = validateDateRange, unchecked_return_type = "DateRangeCheck")]
#[must_use]
pub fn validate_date_range(
    #[wasm_bindgen(unchecked_optional_param_type = "string | Date | null")] from: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string | Date | null")] to: &JsValue,
) -> JsValue {
    let check = match date_range::validate(&input(from), &input(to)) {
        Ok(range) => RangeCheck::Right {
            ok: true,
            range: range.map(|range| range.written()),
        },
        Err(issues) => RangeCheck::Wrong { ok: false, issues },
    };
    plain(&check).unwrap_or_default()
}

/// What `validateDateRange` found; the type of `range` depends on what it is given.
#[derive(Serialize)]
#[serde(untagged)]
enum RangeCheck {
    Right {
        ok: bool,
        range: Option<WrittenRange>,
    },
    Wrong {
        ok: bool,
        issues: Issues,
    },
}

/// Splits a date range of any length into windows that Zoom accepts: at most one calendar month and
/// at most 30 days each, in order, sharing ends.
///
/// # Errors
/// `SmsError` of kind `invalid-request` with everything that is wrong with the ends.
#[wasm_bindgen(js_name = splitDateRange, unchecked_return_type = "DateRange[]")]
pub fn split_date_range(
    #[wasm_bindgen(unchecked_param_type = "string | Date")] from: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string | Date")] to: &JsValue,
) -> Result<JsValue, JsValue> {
    let range = date_range::parse(&input(from), &input(to)).map_err(SmsError::invalid)?;
    let range = range.ok_or_else(|| SmsError::invalid(date_range::missing()))?;
    let windows: Vec<WrittenRange> = range.split().iter().map(DateRange::written).collect();
    Ok(serde_wasm_bindgen::to_value(&windows)?)
}

/// Whether two ids are of one message, however each is written.
///
/// # Errors
/// `SmsError` of kind `invalid-request` if either is not a string.
#[wasm_bindgen(js_name = sameMessageId)]
pub fn same_message_id(
    #[wasm_bindgen(unchecked_param_type = "string")] a: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] b: &JsValue,
) -> Result<bool, JsValue> {
    let (a, b) = (input(a), input(b));
    Ok(message_id::same_message_id(id("a", &a)?, id("b", &b)?))
}

fn id<'g>(field: &str, given: &'g Input) -> Result<&'g str, SmsError> {
    let accepted = "the message_id of a message";
    let id = text(given, field, accepted)?;
    Ok(id.ok_or_else(|| wrong_type(field, given, accepted))?)
}
