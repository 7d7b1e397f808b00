//! Date ranges, which need no network.

use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::input::input;
use crate::date_range::{self, WrittenRange};
use crate::error::{Issue, SmsError};

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

fn to_object(value: &impl Serialize) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true);
    value.serialize(&serializer).unwrap_or(JsValue::UNDEFINED)
}
