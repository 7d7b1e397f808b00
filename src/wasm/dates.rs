//! Date ranges and ids, which need no network.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::issue;
use super::input::input;
use super::object::{Made, array};
use crate::date_range::{self, WrittenRange};
use crate::error::SmsError;
use crate::input::{Input, wrong_type};
use crate::message_id;

/// Checks a date range. Never throws.
#[wasm_bindgen(js_name = validateDateRange, unchecked_return_type = "DateRangeCheck")]
#[must_use]
pub fn validate_date_range(
    #[wasm_bindgen(unchecked_optional_param_type = "string | Date | null")] from: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string | Date | null")] to: &JsValue,
) -> JsValue {
    match date_range::validate(&input(from), &input(to)) {
        Ok(range) => {
            let range = range.map(|range| written(&range.written()));
            let range = range.unwrap_or(JsValue::NULL);
            Made::new().with("ok", true).with("range", range).into()
        }
        Err(issues) => Made::new()
            .with("ok", false)
            .with("issues", array(&issues, issue))
            .into(),
    }
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
    Ok(array(&range.split(), |window| written(&window.written())))
}

/// Whether two ids are of one message, however each is written.
///
/// # Errors
/// `SmsError` of kind `invalid-request` for what is no text.
#[wasm_bindgen(js_name = sameMessageId)]
pub fn same_message_id(
    #[wasm_bindgen(unchecked_param_type = "string")] a: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] b: &JsValue,
) -> Result<bool, JsValue> {
    let text = |field, value| match input(value) {
        Input::Text(text) => Ok(text),
        other @ (Input::Absent
        | Input::IllFormedText
        | Input::Number(_)
        | Input::Date(_)
        | Input::Boolean(_)
        | Input::Other(_)) => Err(SmsError::from(wrong_type(
            field,
            &other,
            "the message_id of a message",
        ))),
    };
    Ok(message_id::same_message_id(&text("a", a)?, &text("b", b)?))
}

/// A range as the type `DateRange` has it.
pub(super) fn written(range: &WrittenRange) -> JsValue {
    Made::new()
        .with("from", &range.from)
        .with("to", &range.to)
        .into()
}
