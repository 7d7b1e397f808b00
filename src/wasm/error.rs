//! Errors as JavaScript gets them.

use js_sys::{Array, Error};
use wasm_bindgen::JsValue;

use super::object::{object, set};
use crate::error::{Issue, SmsError, ZoomFieldError};

/// A JavaScript `Error` with the fields of an [`SmsError`], and what caused it.
pub(super) fn to_js(error: &SmsError, cause: Option<JsValue>) -> JsValue {
    let shown = JsValue::from(Error::new(&error.message));
    for (name, value) in [
        ("name", "SmsError".into()),
        ("kind", error.kind.name().into()),
        ("retryable", error.retryable.into()),
        ("status", error.status.into()),
        ("code", error.code.into()),
        ("trackingId", error.tracking_id.as_deref().into()),
        ("retryAtMs", error.retry_at_ms.into()),
        ("path", error.path.as_deref().into()),
        ("errors", list(&error.errors, field_error)),
        ("scopes", list(&error.scopes, |scope| scope.into())),
        ("issues", list(&error.issues, issue)),
    ] {
        set(&shown, name, &value);
    }
    let cause = match &error.cause {
        // What JavaScript threw caused the inner one.
        Some(inner) => Some(to_js(inner, cause)),
        None => cause,
    };
    if let Some(cause) = cause {
        set(&shown, "cause", &cause);
    }
    shown
}

/// An [`Issue`] as the type `SmsIssue` has it.
pub(super) fn issue(issue: &Issue) -> JsValue {
    object(&[
        ("code", issue.code.name().into()),
        ("field", (&issue.field).into()),
        ("message", (&issue.message).into()),
        ("accepted", (&issue.accepted).into()),
    ])
}

fn field_error(error: &ZoomFieldError) -> JsValue {
    object(&[
        ("field", (&error.field).into()),
        ("message", (&error.message).into()),
    ])
}

/// Items as an array.
pub(super) fn list<T>(items: &[T], shown: impl Fn(&T) -> JsValue) -> JsValue {
    let list = Array::new();
    for item in items {
        list.push(&shown(item));
    }
    list.into()
}

/// The same for an error that nothing outside caused.
impl From<SmsError> for JsValue {
    fn from(error: SmsError) -> Self {
        to_js(&error, None)
    }
}
