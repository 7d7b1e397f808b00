//! The meaning of a response's status and Zoom's error body.
//!
//! Source: the error table of *Get SMS session details* and Zoom's error format
//! `{ code, message, errors?: [{ field, message }] }`.

mod meaning;
mod sentence;
mod tracking_id;
mod zoom_error;

use crate::error::{ErrorKind, SmsError, ZoomFieldError};
use crate::rate_limit::{DATE, Report};
use crate::redact::redact;
use crate::retry_after::date_ms;
use crate::secrets::Secrets;
use crate::token::Token;
pub use meaning::ErrorHints;
pub(crate) use meaning::START_AGAIN;
use meaning::kind_of;
use sentence::Refusal;
pub(crate) use sentence::written;
pub use tracking_id::{TRACKING_ID, is_tracking_id};
use zoom_error::{ZoomError, scopes};

/// The parts of a response that are used.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Response {
    /// The HTTP status; 0 for a redirect that a browser hides.
    pub status: u16,
    /// Zoom's `x-zm-trackingid`.
    pub tracking_id: Option<String>,
    /// The headers about limits: `Retry-After` and Zoom's `X-RateLimit-…`.
    pub limits: Vec<(&'static str, String)>,
    /// When the response arrived, in milliseconds since 1970.
    pub at_ms: f64,
    /// The body's bytes.
    pub body: Vec<u8>,
}

impl Response {
    /// The value of this header about limits, if present.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.limits.iter().find(|(header, _)| *header == name);
        found.map(|(_, value)| value.as_str())
    }

    /// When the response arrived, in whole milliseconds.
    #[must_use]
    pub fn came_ms(&self) -> i64 {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "milliseconds since 1970 are far below 2^53"
        )]
        let ms = self.at_ms as i64;
        ms
    }

    /// The same by the server's clock, if the response shows it.
    #[must_use]
    pub fn date_ms(&self) -> Option<i64> {
        date_ms(self.header(DATE)?, self.came_ms())
    }

    /// Reads everything but a page's body: what the response says about the account's limits, and the
    /// error that a status other than 2xx stands for. The error never contains `token`.
    #[must_use]
    pub fn read(&self, token: &Token, hints: &ErrorHints) -> (Report, Option<SmsError>) {
        if self.is_success() {
            return (self.report(""), None);
        }
        let zoom = ZoomError::read(&self.body);
        // Only a refusal by a limit speaks of limits in words.
        let words = if self.status == 429 {
            &zoom.message
        } else {
            ""
        };
        let report = self.report(words);
        let error = self.to_error(&zoom, &report, token, hints);
        (report, Some(error))
    }

    fn report(&self, message: &str) -> Report {
        let header = |name: &str| self.header(name).map(str::to_owned);
        Report::read(self.status, header, message, self.at_ms)
    }

    /// Whether the body is the requested page.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Drops a tracking id that is malformed or repeats the token, because errors show it.
    #[must_use]
    pub fn without(mut self, token: &Token) -> Self {
        let secrets = Secrets::new(&[token.secret()], Vec::new());
        let tracking_id = &mut self.tracking_id;
        tracking_id.take_if(|id| !is_tracking_id(id) || secrets.has_any(id));
        self
    }

    /// Whether the response refuses the access token, so that another may help.
    #[must_use]
    pub fn is_token_refused(&self) -> bool {
        let zoom = ZoomError::read(&self.body);
        kind_of(self.status, &zoom, &ErrorHints::NONE) == ErrorKind::Authentication
    }

    fn to_error(
        &self,
        zoom: &ZoomError,
        report: &Report,
        token: &Token,
        hints: &ErrorHints,
    ) -> SmsError {
        let clean = |text: &str| redact(text, Some(token.secret()));
        let kind = kind_of(self.status, zoom, hints);
        let is_daily = report.is_refusal() && report.is_daily();
        let retry_at_ms = if report.is_refusal() {
            report.refused_until_ms(self.at_ms)
        } else {
            report.retry_at_ms
        };
        let refusal = Refusal {
            status: self.status,
            zoom,
            kind,
            hints,
            is_daily,
            at_ms: self.at_ms,
            retry_at_ms,
        };
        let mut message = refusal.sentence();
        if !zoom.message.is_empty() {
            // Zoom's own errors have a code; errors of a proxy or gateway do not.
            message.push_str(match zoom.code {
                Some(_) => " Zoom says: ",
                None => " The server says: ",
            });
            message.push_str(&clean(&zoom.message));
        }
        SmsError::new(kind, message).with(|error| {
            error.status = (self.status > 0).then_some(self.status);
            error.code = zoom.code;
            error.tracking_id = self.tracking_id();
            error.retry_at_ms = retry_at_ms;
            error.retryable = kind.is_retryable() && !is_daily || matches!(self.status, 408 | 425);
            if kind == ErrorKind::MissingScope {
                error.scopes = scopes(&clean(&zoom.message));
            }
            for of_field in &zoom.errors {
                error.errors.push(ZoomFieldError {
                    field: clean(&of_field.field),
                    message: clean(&of_field.message),
                });
            }
        })
    }

    /// An error about this response's body, with the response's details.
    #[must_use]
    pub fn annotate(&self, error: SmsError) -> SmsError {
        error.with(|error| {
            error.status = Some(self.status);
            error.tracking_id = self.tracking_id();
            // A truncated body, or a gateway's, may be complete next time.
            error.retryable |= error.no_json;
        })
    }

    fn tracking_id(&self) -> Option<String> {
        self.tracking_id.clone()
    }
}
