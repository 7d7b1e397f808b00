//! One error type with a kind.
//!
//! An error says what happened, where, and what to do next. It never contains a token, a JWT, a
//! phone number or a message text: text from outside passes through [`crate::redact`] first.
//!
//! Errors and issues are boxed, which keeps every `Result` small.

mod issue;
mod issues;
mod named;

use std::fmt;
use std::ops::Deref;

use crate::decode::Undecodable;
use named::named;
use serde::Serialize;
use tsify::Tsify;

pub use issue::{Issue, IssueCode, IssueFields};
pub use issues::Issues;

named! {
    /// The kind of an error: what to do about it.
    pub enum ErrorKind as "SmsErrorKind" {
        /// The request is invalid: refused by this package before sending, or by Zoom (then with a
        /// status). Or one of the caller's functions failed; its error is the `cause`.
        InvalidRequest = "invalid-request",
        /// The access token is missing, invalid or expired (Zoom's code 124).
        Authentication = "authentication",
        /// The access token lacks a scope; `scopes` names the ones Zoom asks for.
        MissingScope = "missing-scope",
        /// The account may not do this, for example because Zoom Phone is not enabled (code 2031).
        Forbidden = "forbidden",
        /// No such account (code 2001) or no such SMS session (code 7013).
        NotFound = "not-found",
        /// The page token is invalid or older than 15 minutes: start again at the first page.
        InvalidPageToken = "invalid-page-token",
        /// Too many requests, per second or per day.
        RateLimited = "rate-limited",
        /// Zoom, or a gateway in front of it, failed (status 5xx, 408 or 425).
        Server = "server",
        /// Any other status: a redirect, or one that Zoom does not document.
        UnexpectedStatus = "unexpected-status",
        /// No response, or one that broke off.
        Network = "network",
        /// No complete response within `timeoutMs`; or a history exceeded its `deadlineMs`.
        Timeout = "timeout",
        /// The caller's `signal` was aborted; its reason is the `cause`.
        Aborted = "aborted",
        /// The response is not what Zoom documents; `path` says where.
        Decode = "decode",
        /// The pages of a history never end: a page token repeats, there are more than `maxPages`,
        /// or many pages bring nothing new. Or they are not in the requested order, which makes it
        /// impossible to know what has been returned.
        Paging = "paging",
        /// The package's wasm has stopped, for example because memory ran out: `init()` restarts
        /// it. JavaScript reports this kind.
        Wasm = "wasm",
    }
}

/// Zoom's error for one field of a refused request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Tsify)]
pub struct ZoomFieldError {
    /// The field's name in Zoom's spelling.
    pub field: String,
    /// Zoom's sentence, without secrets.
    pub message: String,
}

/// The error type of this crate.
#[derive(Debug, Clone, PartialEq)]
pub struct SmsError(Box<ErrorFields>);

/// What an [`SmsError`] says. The names are those of JavaScript's errors.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorFields {
    /// What went wrong.
    pub kind: ErrorKind,
    /// What happened and what to do, in sentences for users.
    #[serde(skip)]
    pub message: String,
    /// Whether the same call, later and unchanged, can succeed.
    pub retryable: bool,
    /// The HTTP status, if there was a response.
    pub status: Option<u16>,
    /// Zoom's own error code.
    pub code: Option<i32>,
    /// Zoom's `x-zm-trackingid`: quote it to Zoom's support.
    pub tracking_id: Option<String>,
    /// The server does not accept another request before this time, in milliseconds since 1970.
    pub retry_at_ms: Option<f64>,
    /// Whether a decode error is about a body that is not JSON: truncated, or from a gateway.
    #[serde(skip)]
    pub no_json: bool,
    /// Where in the response a decode error is, such as `sms_histories[17].message_id`.
    pub path: Option<String>,
    /// Zoom's errors by field.
    pub errors: Vec<ZoomFieldError>,
    /// The scopes that Zoom asks for.
    pub scopes: Vec<String>,
    /// Everything that is wrong with a request that was not sent: all issues, or the first hundred.
    pub issues: Issues,
    /// The error that was being retried when time ran out.
    #[serde(skip)]
    pub cause: Option<SmsError>,
}

impl SmsError {
    /// An error of `kind` with only a message.
    #[must_use]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self::saying(kind, message.into())
    }

    /// Errors are rare, so this is not inlined.
    #[inline(never)]
    fn saying(kind: ErrorKind, message: String) -> Self {
        Self(Box::new(ErrorFields {
            kind,
            message,
            retryable: kind.is_retryable(),
            status: None,
            code: None,
            tracking_id: None,
            retry_at_ms: None,
            no_json: false,
            path: None,
            errors: Vec::new(),
            scopes: Vec::new(),
            issues: Issues::default(),
            cause: None,
        }))
    }

    /// The error of a call whose signal was aborted.
    #[must_use]
    pub fn aborted() -> Self {
        let message = "The call was aborted by its signal; the signal's reason is the cause.";
        Self::new(ErrorKind::Aborted, message)
    }

    /// The error of a history that exceeded its `deadlineMs`.
    #[must_use]
    pub fn out_of_time() -> Self {
        let message = "It was not complete within `deadlineMs`. Continue from the last checkpoint or `state()`.";
        Self::new(ErrorKind::Timeout, message).with(|error| error.retryable = false)
    }

    /// For the error of a history that ran out of time while retrying: adds the error that was being
    /// retried, which names the pending wait. Returns any other error unchanged.
    #[must_use]
    pub fn amid(self, last: Option<Self>) -> Self {
        let out_of_time = self.kind == ErrorKind::Timeout && !self.retryable;
        match last {
            Some(last) if out_of_time && self.cause.is_none() => self.with(|error| {
                error.retryable = last.retryable;
                error.retry_at_ms = last.retry_at_ms;
                error.cause = Some(last);
            }),
            _ => self,
        }
    }

    /// The error for invalid input: nothing was sent.
    #[must_use]
    pub fn invalid(issues: impl Into<Issues>) -> Self {
        let issues = issues.into();
        Self::new(ErrorKind::InvalidRequest, issues.summary()).with(|error| error.issues = issues)
    }

    /// Adds a sentence to the error.
    #[must_use]
    pub fn with(mut self, say: impl FnOnce(&mut ErrorFields)) -> Self {
        say(&mut self.0);
        self
    }
}

impl Deref for SmsError {
    type Target = ErrorFields;

    fn deref(&self) -> &ErrorFields {
        &self.0
    }
}

impl ErrorKind {
    /// Whether the same call can succeed later, judging by the kind alone.
    #[must_use]
    pub fn is_retryable(self) -> bool {
        matches!(
            self,
            Self::RateLimited | Self::Server | Self::Network | Self::Timeout
        )
    }
}

impl From<Undecodable> for SmsError {
    fn from(undecodable: Undecodable) -> Self {
        let Undecodable {
            path,
            message,
            no_json,
        } = undecodable;
        Self::new(ErrorKind::Decode, message).with(|error| {
            error.path = Some(path);
            error.no_json = no_json;
        })
    }
}

impl From<Issue> for SmsError {
    fn from(issue: Issue) -> Self {
        Self::invalid(issue)
    }
}

impl fmt::Display for SmsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SmsError {}
