//! What an error says about a refusal: what happened, and what to do.

use super::meaning::{ErrorHints, NO_ENDPOINT};
use super::zoom_error::ZoomError;
use crate::date_range::DateRange;
use crate::error::ErrorKind;
use crate::written::{has, number};

/// A closer time is not worth naming: it has passed when this is read.
const SOON_MS: f64 = 2_000.0;

/// The statuses of redirects; 0 is one that a browser hides. 304 is not a redirect.
const REDIRECTS: &[u16] = &[0, 301, 302, 303, 307, 308];

/// A response that refuses a request.
#[derive(Clone, Copy)]
pub(super) struct Refusal<'a> {
    pub(super) status: u16,
    pub(super) zoom: &'a ZoomError,
    pub(super) kind: ErrorKind,
    pub(super) hints: &'a ErrorHints,
    /// Whether the requests of the day are used up.
    pub(super) is_daily: bool,
    /// When the response arrived, in milliseconds since 1970.
    pub(super) at_ms: f64,
    /// When the server accepts requests again, if it says so.
    pub(super) retry_at_ms: Option<f64>,
}

impl Refusal<'_> {
    /// What happened, and what to do.
    pub(super) fn sentence(&self) -> String {
        let Self {
            status,
            zoom,
            kind,
            hints,
            is_daily,
            ..
        } = *self;
        let later = self.retry_at_ms.filter(|at| at - self.at_ms > SOON_MS);
        let at = later.map(|at| ["Try again at ", &written(at), "."].concat());
        let at = at.as_deref();
        let is_zooms = zoom.code.is_some();
        let (what, then) = match kind {
            ErrorKind::InvalidRequest => (
                " rejected the request as invalid",
                "Correct it before sending it again.",
            ),
            ErrorKind::Authentication => (
                " refused the access token",
                "Get a new one: a token lasts one hour.",
            ),
            ErrorKind::MissingScope => (
                "The access token lacks a scope",
                if has(&zoom.message, ":master") {
                    "Add the scope to the app in Zoom's Marketplace, then get a new token. A `:master` scope is for a master account that reads a sub account, with a `baseUrl` that ends in /v2/accounts/{accountId}."
                } else {
                    "Add the scope to the app in Zoom's Marketplace, then get a new token."
                },
            ),
            ErrorKind::Forbidden if is_zooms => (
                "Zoom does not allow this",
                "Check that the account has Zoom Phone, and that the user may read these messages.",
            ),
            ErrorKind::Forbidden => ("The server does not allow this", hints.forbidden),
            ErrorKind::NotFound if matches!(zoom.code, None | Some(NO_ENDPOINT)) => (
                "There is nothing at this address",
                "Check `baseUrl`: Zoom's ends in /v2, as in https://api.zoom.us/v2.",
            ),
            ErrorKind::NotFound => (hints.not_found, hints.check),
            ErrorKind::InvalidPageToken => (hints.token, hints.start_again),
            ErrorKind::RateLimited if is_daily => (
                "The account has used up its requests for today",
                at.unwrap_or("Try again tomorrow."),
            ),
            ErrorKind::RateLimited => (
                "Too many requests in a short time",
                at.unwrap_or("Wait a second or more, then try again."),
            ),
            ErrorKind::Server => (
                "Zoom, or a server in front of it, failed",
                at.unwrap_or("Try again later."),
            ),
            ErrorKind::UnexpectedStatus if REDIRECTS.contains(&status) => {
                return String::from(
                    "The server answered with a redirect. It was not followed, so that the token goes nowhere else. Check `baseUrl`.",
                );
            }
            ErrorKind::UnexpectedStatus
            | ErrorKind::Network
            | ErrorKind::Timeout
            | ErrorKind::Aborted
            | ErrorKind::Decode
            | ErrorKind::Paging
            | ErrorKind::Wasm => (
                "The server answered with a status that Zoom does not document",
                "Check `baseUrl`.",
            ),
        };
        let who = match (what.starts_with(' '), is_zooms) {
            (false, _) => "",
            (true, true) => "Zoom",
            (true, false) => "The server",
        };
        let mut message = [who, what, " (status ", &number(i64::from(status))].concat();
        if let Some(code) = zoom.code {
            message.push_str(", code ");
            message.push_str(&number(i64::from(code)));
        }
        [&message, "). ", then].concat()
    }
}

/// A readable time, rounded up to whole seconds.
pub(crate) fn written(at_ms: f64) -> String {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 are far below 2^53"
    )]
    let second = (at_ms / 1_000.0).ceil() as i64;
    DateRange::of_seconds(second, second).written().from
}
