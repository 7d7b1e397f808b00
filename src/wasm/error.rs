//! Errors as JavaScript gets them.

use js_sys::Error;
use wasm_bindgen::JsValue;

use super::object::{Made, array};
use crate::error::{Issue, SmsError, ZoomFieldError};

/// A JavaScript `Error` with the fields of an [`SmsError`], and what caused it.
pub(super) fn to_js(error: &SmsError, cause: Option<JsValue>) -> JsValue {
    let shown = Made::of(Error::new(&error.message).into())
        .with("name", "SmsError")
        .with("kind", error.kind.name())
        .with("retryable", error.retryable)
        .with("status", error.status)
        .with("code", error.code)
        .with("trackingId", error.tracking_id.as_deref())
        .with("retryAtMs", error.retry_at_ms)
        .with("path", error.path.as_deref())
        .with("errors", array(&error.errors, field_error))
        .with("scopes", array(&error.scopes, |scope| scope.into()))
        .with("issues", array(&error.issues, issue));
    let cause = match &error.cause {
        // What JavaScript threw caused the inner one.
        Some(inner) => Some(to_js(inner, cause)),
        None => cause,
    };
    match cause {
        Some(cause) => shown.with("cause", cause).into(),
        None => shown.into(),
    }
}

/// An [`Issue`] as the type `SmsIssue` has it.
pub(super) fn issue(issue: &Issue) -> JsValue {
    Made::new()
        .with("code", issue.code.name())
        .with("field", &issue.field)
        .with("message", &issue.message)
        .with("accepted", &issue.accepted)
        .into()
}

fn field_error(error: &ZoomFieldError) -> JsValue {
    Made::new()
        .with("field", &error.field)
        .with("message", &error.message)
        .into()
}

/// The same for an error that nothing outside caused.
impl From<SmsError> for JsValue {
    fn from(error: SmsError) -> Self {
        to_js(&error, None)
    }
}
