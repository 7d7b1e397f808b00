//! The meaning of a response's status and Zoom's error body.
//!
//! Source: the error table of *Get SMS session details* and Zoom's error format
//! `{ code, message, errors?: [{ field, message }] }`.

mod zoom_error;

use crate::date_range::DateRange;
use crate::error::{ErrorKind, SmsError, ZoomFieldError};
use crate::rate_limit::{DATE, Report};
use crate::redact::redact;
use crate::retry_after::date_ms;
use crate::secrets::Secrets;
use crate::token::Token;
use crate::written::{has, number};
use zoom_error::{ZoomError, scopes};

/// The advice for a refused page token; a history replaces it.
pub(crate) const START_AGAIN: &str = "Start again at the first page.";

/// A closer time is not worth naming: it has passed when this is read.
const SOON_MS: f64 = 2_000.0;

/// Zoom's codes about the access token itself, with any status: it is empty, invalid, expired or
/// revoked, or its app, owner or scopes have changed. The documentation of endpoints names them
/// only with 401. A missing scope has some of these codes too; only the message distinguishes it
/// ([`LACKS_SCOPE`]).
const TOKEN_CODES: &[i32] = &[104, 124, 4700, 4711, 4717, 4735, 4738, 4741];

/// The words in every refusal for a missing scope, in lower case. The code varies.
const LACKS_SCOPE: &str = "does not contain scope";

/// The code of "This API endpoint is not recognized.": the address is wrong, not the session.
const NO_ENDPOINT: i32 = 2300;

/// The code of "Not allow to access this account."
const OTHER_ACCOUNT: i32 = 1004;

/// Code of "Account does not exist."
const NO_ACCOUNT: i32 = 2001;

/// Code of "Zoom Phone is not enabled."
const NO_PHONE: i32 = 2031;

/// The statuses of redirects; 0 is one that a browser hides. 304 is not a redirect.
const REDIRECTS: &[u16] = &[0, 301, 302, 303, 307, 308];

/// The header with Zoom's own id of a response.
pub const TRACKING_ID: &str = "x-zm-trackingid";

/// The longest tracking id: Zoom's have about 60 characters (`v=2.0;clid=us06;rid=WEB_…`).
const LONGEST_TRACKING_ID: usize = 128;

/// The longest run of letters and digits in one; encoded data has longer runs.
const LONGEST_PART: usize = 36;

/// What refusals mean at one endpoint, where endpoints differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ErrorHints {
    /// What to do about a 403 of a server that is not Zoom's.
    pub forbidden: &'static str,
    /// What does not exist, as the start of a sentence.
    pub not_found: &'static str,
    /// What to do about that.
    pub check: &'static str,
    /// Codes of Zoom's that mean it with status 400 too, beside that of a missing account.
    pub not_found_codes: &'static [i32],
}

/// Whether a text has the form of a tracking id.
#[must_use]
pub fn is_tracking_id(id: &str) -> bool {
    let mut parts = id.split(['=', ';', '.', '_', '-']);
    id.len() <= LONGEST_TRACKING_ID
        && parts.all(|part| {
            part.len() <= LONGEST_PART && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

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

    /// Reads the answer, apart from a page's body: what it says of the account's limits, and the error
    /// that a status other than 2xx stands for. `token` is kept out of that.
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

    /// Whether the answer refuses the access token, so that another may help.
    #[must_use]
    pub fn is_token_refused(&self) -> bool {
        self.kind(&ZoomError::read(&self.body), &ErrorHints::default()) == ErrorKind::Authentication
    }

    fn to_error(
        &self,
        zoom: &ZoomError,
        report: &Report,
        token: &Token,
        hints: &ErrorHints,
    ) -> SmsError {
        let clean = |text: &str| redact(text, Some(token.secret()));
        let kind = self.kind(zoom, hints);
        let is_daily = report.is_refusal() && report.is_daily();
        let retry_at_ms = if report.is_refusal() {
            report.refused_until_ms(self.at_ms)
        } else {
            report.retry_at_ms
        };
        let mut message = self.sentence(kind, zoom, hints, is_daily, retry_at_ms);
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

    fn kind(&self, zoom: &ZoomError, hints: &ErrorHints) -> ErrorKind {
        let says = |words: &str| has(&zoom.message.to_ascii_lowercase(), words);
        match (self.status, zoom.code) {
            (429, _) => ErrorKind::RateLimited,
            (408 | 425 | 500..=599, _) => ErrorKind::Server,
            (400 | 401 | 403, _) if says(LACKS_SCOPE) => ErrorKind::MissingScope,
            (401, _) => ErrorKind::Authentication,
            (400 | 403, Some(code)) if TOKEN_CODES.contains(&code) => ErrorKind::Authentication,
            (403, _) | (400, Some(NO_PHONE | OTHER_ACCOUNT)) => ErrorKind::Forbidden,
            (404, _) | (400, Some(NO_ACCOUNT)) => ErrorKind::NotFound,
            (400, Some(code)) if hints.not_found_codes.contains(&code) => ErrorKind::NotFound,
            (400, _) if says("page token") || says("page_token") => ErrorKind::InvalidPageToken,
            (400, _)
                if zoom
                    .errors
                    .iter()
                    .any(|error| error.field == "next_page_token") =>
            {
                ErrorKind::InvalidPageToken
            }
            (400 | 422, _) => ErrorKind::InvalidRequest,
            _ => ErrorKind::UnexpectedStatus,
        }
    }

    /// What happened, and what to do.
    fn sentence(
        &self,
        kind: ErrorKind,
        zoom: &ZoomError,
        hints: &ErrorHints,
        is_daily: bool,
        retry_at_ms: Option<f64>,
    ) -> String {
        let later = retry_at_ms.filter(|at| at - self.at_ms > SOON_MS);
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
            ErrorKind::InvalidPageToken => (
                "The page token is invalid or older than 15 minutes",
                START_AGAIN,
            ),
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
            ErrorKind::UnexpectedStatus if REDIRECTS.contains(&self.status) => {
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
        let mut message = [who, what, " (status ", &number(i64::from(self.status))].concat();
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

#[cfg(test)]
mod tests {
    use super::{ErrorHints, Response};
    use crate::endpoint::{Endpoint, SessionMessages};
    use crate::error::SmsError;
    use crate::input::Input;
    use crate::token::Token;

    const HINTS: &ErrorHints = SessionMessages::HINTS;

    fn token() -> Token {
        Token::validate(&Input::Text("open-sesame".to_owned())).unwrap()
    }

    fn explain(status: u16, body: &str) -> SmsError {
        let response = Response {
            status,
            body: body.as_bytes().to_vec(),
            ..Response::default()
        };
        response.read(&token(), HINTS).1.unwrap()
    }

    /// Status, kind, retryability, and body.
    const ANSWERS: &str = r#"
400 invalid-page-token final {"code":400,"message":"The next page token is invalid or expired."}
400 invalid-page-token final {"code":300,"message":"bad","errors":[{"field":"next_page_token","message":"x"}]}
400 invalid-request final {"code":400,"message":"The from and to fields are required."}
400 authentication final {"code":124,"message":"Invalid access token."}
401 authentication final {"code":"124","message":"Access token is expired."}
401 authentication final
400 missing-scope final {"code":4711,"message":"Invalid access token, does not contain scopes:[a:b]."}
401 missing-scope final {"code":1,"message":"Invalid access token, does not contain scopes:[a:b]."}
403 missing-scope final {"code":104,"message":"Does not contain scope: a:b"}
400 missing-scope final {"code":124,"message":"does not contain scopes:[a:b]"}
401 authentication final {"code":4700,"message":"Token cannot be empty."}
401 authentication final {"code":4711,"message":"The scopes of the token and of the client differ."}
401 authentication final {"code":104,"message":"Invalid access token."}
400 authentication final {"code":4700,"message":"Token cannot be empty."}
403 authentication final {"code":4700,"message":"Token cannot be empty."}
400 authentication final {"code":4741,"message":"The token has been revoked."}
400 authentication final {"code":4711,"message":"x"}
403 authentication final {"code":104,"message":"x"}
400 forbidden final {"code":1004,"message":"Not allow to access this account."}
404 not-found final {"code":4700,"message":"x"}
404 not-found final {"code":2300,"message":"This API endpoint is not recognized."}
403 forbidden final {"code":2031,"message":"Zoom Phone is not enabled."}
404 not-found final {"code":2001,"message":"Account does not exist."}
404 not-found final {"code":7013,"message":"Error retrieving SMS history."}
429 rate-limited retryable {"code":429,"message":"You have reached the maximum per-second rate limit for this API. Try again later."}
429 rate-limited final {"code":429,"message":"You have reached the maximum daily rate limit for this API."}
400 authentication final {"code":4700,"message":"x"}
400 not-found final {"code":2001,"message":"x"}
400 not-found final {"code":7013,"message":"x"}
400 invalid-request final {"code":9007199254740993}
408 server retryable
500 server retryable <html>
503 server retryable {"code":503
302 unexpected-status final
304 unexpected-status final
0 unexpected-status final
418 unexpected-status final
"#;

    #[test]
    fn every_documented_error_has_its_kind() {
        for line in ANSWERS.trim().lines() {
            let mut parts = line.splitn(4, ' ');
            let mut next = || parts.next().unwrap_or_default();
            let (status, kind, retryable, body) = (next(), next(), next(), next());
            let error = explain(status.parse().unwrap(), body);
            assert_eq!(
                (error.kind.name(), error.retryable),
                (kind, retryable == "retryable"),
                "{line}"
            );
        }
    }

    #[test]
    fn a_missing_scope_is_named() {
        let error = explain(
            400,
            r#"{"code":4711,"message":"Invalid access token, does not contain scopes:[phone_sms:read, phone_sms:read:admin]."}"#,
        );
        assert_eq!(error.scopes, ["phone_sms:read", "phone_sms:read:admin"]);
        assert!(
            error.message.contains("phone_sms:read:admin"),
            "{}",
            error.message
        );
    }

    #[test]
    fn the_way_of_a_master_scope_is_said_where_one_is_asked_for() {
        for (scopes, says) in [("phone_sms:master", true), ("phone_sms:read", false)] {
            let body = format!(r#"{{"code":4711,"message":"does not contain scopes:[{scopes}]"}}"#);
            let message = &explain(400, &body).message;
            assert_eq!(
                message.contains("/v2/accounts/{accountId}"),
                says,
                "{message}"
            );
        }
    }

    #[test]
    fn it_is_said_who_answered_and_what_to_do() {
        for (status, body, says) in [
            (
                401,
                "{}",
                "The server refused the access token (status 401). Get a new one",
            ),
            (
                401,
                r#"{"code":124}"#,
                "Zoom refused the access token (status 401, code 124).",
            ),
            (
                403,
                r#"{"message":"Sign in."}"#,
                "The server does not allow this (status 403). Check that you are signed in",
            ),
            (
                403,
                r#"{"message":"Sign in."}"#,
                " The server says: Sign in.",
            ),
            (403, r#"{"code":2031,"message":"No."}"#, " Zoom says: No."),
            (
                404,
                r#"{"code":2300,"message":"This API endpoint is not recognized."}"#,
                "There is nothing at this address (status 404, code 2300). Check `baseUrl`: Zoom's ends in /v2,",
            ),
            (
                404,
                "",
                "There is nothing at this address (status 404). Check `baseUrl`",
            ),
            (
                404,
                r#"{"code":7013}"#,
                "Zoom has no such account or SMS session",
            ),
            (302, "", "answered with a redirect"),
            (0, "", "answered with a redirect"),
            (304, "", "a status that Zoom does not document (status 304)"),
            (300, "", "a status that Zoom does not document (status 300)"),
        ] {
            let message = &explain(status, body).message;
            assert!(message.contains(says), "{message}");
        }
    }

    #[test]
    fn zooms_field_errors_are_kept() {
        let error = explain(
            400,
            r#"{"code":300,"message":"Validation Failed.","errors":[7,{"field":"from","message":"bad date"}]}"#,
        );
        assert_eq!(
            (error.code, error.errors[0].field.as_str()),
            (Some(300), "from")
        );
        assert_eq!(error.errors[0].message, "bad date");
    }

    #[test]
    fn what_a_server_repeats_of_the_request_is_kept_out() {
        let error = explain(
            400,
            r#"{"message":"open-sesame of 12092693625","errors":[{"field":"open-sesame","message":"eyJh.eyJi.c"}]}"#,
        );
        let shown = format!("{error:?}");
        for secret in ["open-sesame", "12092693625", "eyJh"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }

    #[test]
    fn the_type_header_tells_a_daily_limit_whatever_the_message_says() {
        for (rate_limit_type, message, retryable) in [
            (Some("Daily-limit"), "Too many requests.", false),
            (Some("QPS"), "Not the daily limit.", true),
            (None, "the maximum daily rate limit", false),
            (None, "", true),
            (Some(""), "the maximum daily rate limit", false),
        ] {
            let response = Response {
                status: 429,
                limits: (rate_limit_type.into_iter())
                    .map(|named| ("x-ratelimit-type", named.to_owned()))
                    .collect(),
                body: format!(r#"{{"message":"{message}"}}"#).into_bytes(),
                ..Response::default()
            };
            let (report, error) = response.read(&token(), HINTS);
            assert_eq!(error.unwrap().retryable, retryable, "{message}");
            assert_eq!(report.is_daily(), !retryable, "{message}");
        }
    }

    #[test]
    fn a_tracking_id_is_shown_unless_it_is_something_else() {
        for (id, shown) in [
            (
                "v=2.0;clid=us06;rid=WEB_0123456789abcdef0123456789abcdef",
                true,
            ),
            ("rid=open-sesame", false),
            ("tel 12092693625", false),
            ("eyJhbGciOiJIUzI1NiJ9.x.y", false),
            // The same in Base64.
            ("rid=ZXlKaGJHY2lPaUpJVXpJMU5pSjkuZXlKbGVIQWlPakY5", false),
            ("rid=a/b", false),
        ] {
            let response = Response {
                tracking_id: Some(id.to_owned()),
                ..Response::default()
            };
            assert_eq!(
                response.without(&token()).tracking_id.is_some(),
                shown,
                "{id}"
            );
        }
    }

    #[test]
    fn a_scope_is_a_scope_and_nothing_that_a_server_repeats() {
        let body = r#"{"code":4711,"message":"does not contain scopes:[a:b, open-sesame:x, tel:12092693625]"}"#;
        assert_eq!(explain(400, body).scopes, ["a:b"]);
    }

    #[test]
    fn scopes_are_read_however_they_are_listed() {
        for list in [
            "[a:b, c:d:e]",
            "[a:b,c:d:e]",
            "['a:b', 'c:d:e']",
            "a:b c:d:e.",
        ] {
            let body = format!(r#"{{"message":"does not contain scopes:{list}"}}"#);
            assert_eq!(explain(400, &body).scopes, ["a:b", "c:d:e"], "{list}");
        }
        let body = r#"{"message":"does not contain scopes:\"a:b\", \"c:d:e\""}"#;
        assert_eq!(explain(400, body).scopes, ["a:b", "c:d:e"]);
    }

    #[test]
    fn errors_within_errors_are_passed_over_however_deep() {
        let deep = r#"{"errors":["#.repeat(100_000);
        assert!(explain(400, &deep).errors.is_empty());
        let body = r#"{"errors":[{"field":"a","message":"b","errors":[{"field":"c"}]}]}"#;
        assert_eq!(explain(400, body).errors.len(), 1);
    }

    #[test]
    fn scopes_of_a_sentence_too_long_to_be_kept_are_whole_as_far_as_they_were_kept() {
        let all: Vec<String> = (10..60).map(|n| format!("phone:read:n{n}")).collect();
        let list = all.join(", ");
        let message = format!("Invalid access token, does not contain scopes:[{list}].");
        let body = format!(r#"{{"code":4711,"message":"{message}"}}"#);
        let error = explain(400, &body);
        let scopes = &error.scopes;
        assert!(scopes.len() > 10 && all.starts_with(scopes), "{scopes:?}");
    }
}
