//! One error type with a kind.
//!
//! An error says what happened, where, and what to do next. It never contains a token, a JWT, a
//! phone number or a message text: text from outside passes through [`crate::redact`] first.
//!
//! Errors and issues are boxed, which keeps every `Result` small.

mod issues;

use std::fmt;
use std::ops::Deref;

use crate::decode::Undecodable;
use serde::Serialize;
use tsify::Tsify;

pub use issues::Issues;

/// Declares an enumeration once: as a Rust enum, as the names of its values, and as a TypeScript
/// union.
macro_rules! named {
    (
        $(#[$meta:meta])*
        pub enum $name:ident as $typescript:literal {
            $($(#[$variant_meta:meta])* $variant:ident = $text:literal,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Tsify)]
        #[tsify(rename = $typescript)]
        pub enum $name {
            $(
                $(#[$variant_meta])*
                #[serde(rename = $text)]
                $variant,
            )+
        }

        impl $name {
            /// The name for programs.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }
    };
}

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

/// One thing that is wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Issue(Box<IssueFields>);

/// The fields of an [`Issue`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Tsify)]
#[tsify(rename = "SmsIssue")]
pub struct IssueFields {
    /// A name for programs, such as `"missing"` or `"impossible-date"`.
    #[tsify(type = "SmsIssueCode")]
    pub code: IssueCode,
    /// The option or argument that is wrong, such as `"from"` or `"page_size"`.
    pub field: String,
    /// One sentence for users.
    pub message: String,
    /// What is accepted instead.
    pub accepted: String,
}

named! {
    /// The kinds of issues with a request, for programs.
    pub enum IssueCode as "SmsIssueCode" {
        /// Required but not given.
        Missing = "missing",
        /// A value of the wrong type, for example a number instead of a string.
        WrongType = "wrong-type",
        /// Not in the required format.
        InvalidFormat = "invalid-format",
        /// A date that does not exist (`2023-02-29`), or an impossible time of day.
        ImpossibleDate = "impossible-date",
        /// An invalid JavaScript `Date`.
        InvalidDate = "invalid-date",
        /// A number, length or year outside its bounds.
        OutOfBounds = "out-of-bounds",
        /// `from` is a date and `to` a date with time, or the reverse.
        MixedFormats = "mixed-formats",
        /// `from` is after `to`.
        Reversed = "reversed",
        /// `from` and `to` are more than one month apart.
        LongerThanAMonth = "longer-than-a-month",
        /// Not one of the known values.
        UnknownValue = "unknown-value",
        /// No such option; the message names the nearest one.
        UnknownOption = "unknown-option",
        /// Not safe to use, such as plain `http` to another machine.
        Insecure = "insecure",
        /// No longer valid: an attachment's link.
        Expired = "expired",
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
        let message =
            "The history was not read to its end within `deadlineMs`. Go on from the checkpoint.";
        Self::new(ErrorKind::Timeout, message).with(|error| error.retryable = false)
    }

    /// The same error for a history that ran out of time while retrying after `last`, which names
    /// the pending wait. Returns any other error unchanged.
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
        Self::new(ErrorKind::InvalidRequest, issues.told()).with(|error| error.issues = issues)
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

impl From<IssueFields> for Issue {
    fn from(fields: IssueFields) -> Self {
        Self(Box::new(fields))
    }
}

impl Issue {
    /// The same for a member of an option.
    #[must_use]
    pub fn within(mut self, option: &str) -> Self {
        self.0.field = [option, ".", &self.0.field].concat();
        // Each message starts with its field.
        if let Some(rest) = self.0.message.strip_prefix('`') {
            self.0.message = ["`", option, ".", rest].concat();
        }
        self
    }
}

impl Deref for Issue {
    type Target = IssueFields;

    fn deref(&self) -> &IssueFields {
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
