//! What an answer's status and Zoom's error body mean.
//!
//! Source: the error table of *Get SMS session details* and Zoom's error format
//! `{ code, message, errors?: [{ field, message }] }`.

use crate::error::{ErrorKind, SmsError, ZoomFieldError};
use crate::json::{Kind, Malformed, Reader};
use crate::redact::redact;
use crate::token::Token;

/// An answer, as far as it is looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status; 0 for a redirect that a browser hides.
    pub status: u16,
    /// Zoom's `x-zm-trackingid`.
    pub tracking_id: Option<String>,
    /// Zoom's `X-RateLimit-Type`: `QPS` or `Daily-limit`.
    pub rate_limit_type: Option<String>,
    /// The body's bytes.
    pub body: Vec<u8>,
}

impl Response {
    /// Whether the body is what was asked for.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The answer without a header that repeats the token: errors show headers.
    #[must_use]
    pub fn without(mut self, token: &Token) -> Self {
        self.tracking_id.take_if(|id| id.contains(token.secret()));
        self
    }

    /// The error that a status other than 2xx stands for. `token` is kept out of it.
    #[must_use]
    pub fn to_error(&self, token: &Token) -> SmsError {
        let zoom = ZoomError::read(&self.body);
        let clean = |text: &str| redact(text, Some(token.secret()));
        let kind = self.kind(&zoom);
        let mut message = self.sentence(kind, &zoom);
        if !zoom.message.is_empty() {
            message.push_str(" Zoom says: ");
            message.push_str(&clean(&zoom.message));
        }
        SmsError {
            status: (self.status > 0).then_some(self.status),
            code: zoom.code,
            tracking_id: self.tracking_id.clone(),
            retryable: kind.is_retryable() && !self.is_daily(&zoom)
                || matches!(self.status, 408 | 425),
            scopes: if kind == ErrorKind::MissingScope {
                scopes(&clean(&zoom.message))
            } else {
                Vec::new()
            },
            errors: (zoom.errors.iter())
                .map(|error| ZoomFieldError {
                    field: clean(&error.field),
                    message: clean(&error.message),
                })
                .collect(),
            ..SmsError::new(kind, message)
        }
    }

    /// An error about this answer's body, with what is known of the answer.
    #[must_use]
    pub fn annotate(&self, error: SmsError) -> SmsError {
        SmsError {
            status: Some(self.status),
            tracking_id: self.tracking_id.clone(),
            ..error
        }
    }

    fn kind(&self, zoom: &ZoomError) -> ErrorKind {
        let says = |words: &str| zoom.message.to_ascii_lowercase().contains(words);
        match (self.status, zoom.code) {
            (429, _) => ErrorKind::RateLimited,
            (408 | 425 | 500..=599, _) => ErrorKind::Server,
            (400 | 401 | 403, Some(4711 | 4700 | 104)) => ErrorKind::MissingScope,
            (400 | 401 | 403, _) if says("does not contain scope") => ErrorKind::MissingScope,
            (401, _) | (400 | 403, Some(124)) => ErrorKind::Authentication,
            (403, _) | (400, Some(2031)) => ErrorKind::Forbidden,
            (404, _) | (400, Some(2001 | 7013)) => ErrorKind::NotFound,
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
    fn sentence(&self, kind: ErrorKind, zoom: &ZoomError) -> String {
        let status = match zoom.code {
            Some(code) => format!("status {}, code {code}", self.status),
            None => format!("status {}", self.status),
        };
        match kind {
            ErrorKind::InvalidRequest => format!(
                "Zoom refused the request as wrong ({status}). Correct it before sending it again."
            ),
            ErrorKind::Authentication => format!(
                "Zoom refused the access token ({status}). Get a new one: a token lasts one hour."
            ),
            ErrorKind::MissingScope => format!(
                "The access token lacks a scope ({status}). Add the scope to the app in Zoom's Marketplace, then get a new token."
            ),
            ErrorKind::Forbidden => format!(
                "Zoom does not allow this ({status}). See that the account has a Zoom Phone plan and that the user may read its SMS."
            ),
            ErrorKind::NotFound => format!(
                "Zoom knows no such account or SMS session ({status}). Check the session id, and which account the token is for."
            ),
            ErrorKind::InvalidPageToken => format!(
                "The page token is invalid or older than 15 minutes ({status}). Start again at the first page."
            ),
            ErrorKind::RateLimited if self.is_daily(zoom) => format!(
                "The account has used up its requests for today ({status}). Try again when the day's limit is reset, at 00:00 UTC."
            ),
            ErrorKind::RateLimited => format!(
                "Too many requests in a short time ({status}). Wait a second or more, then try again."
            ),
            ErrorKind::Server => {
                format!("Zoom, or a gateway before it, failed ({status}). Try again later.")
            }
            ErrorKind::UnexpectedStatus
                if self.status == 0 || (300..400).contains(&self.status) =>
            {
                String::from(
                    "The server answered with a redirect, which is not followed, so that the token goes nowhere else. Check `baseUrl`.",
                )
            }
            ErrorKind::UnexpectedStatus
            | ErrorKind::Network
            | ErrorKind::Timeout
            | ErrorKind::Aborted
            | ErrorKind::Decode => {
                format!(
                    "The server answered in a way that Zoom does not document ({status}). Check `baseUrl`."
                )
            }
        }
    }

    fn is_daily(&self, zoom: &ZoomError) -> bool {
        let daily = |text: &str| text.to_ascii_lowercase().contains("daily");
        self.status == 429
            && self
                .rate_limit_type
                .as_deref()
                .map_or_else(|| daily(&zoom.message), daily)
    }
}

/// Zoom's error body. Whatever cannot be read of it is left out: a gateway's HTML is no reason to
/// hide the status.
#[derive(Default)]
struct ZoomError {
    code: Option<i64>,
    message: String,
    errors: Vec<ZoomFieldError>,
}

impl ZoomError {
    fn read(body: &[u8]) -> Self {
        let mut error = Self::default();
        let text = std::str::from_utf8(body).unwrap_or_default();
        // What was read before the body went wrong still helps.
        let _ = error.fill(&mut Reader::new(text));
        error
    }

    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), Malformed> {
        each_field(reader, |reader, key| {
            match (key, reader.peek()?) {
                ("code", Kind::Number) => self.code = reader.number()?.parse().ok(),
                ("code", Kind::String) => self.code = reader.string()?.to_str().parse().ok(),
                ("message", Kind::String) => self.message = reader.string()?.to_str().into_owned(),
                ("errors", Kind::Array) => self.fill_errors(reader)?,
                _ => reader.skip()?,
            }
            Ok(())
        })
    }

    fn fill_errors(&mut self, reader: &mut Reader<'_>) -> Result<(), Malformed> {
        let mut more = reader.enter(Kind::Array)?;
        while more {
            if reader.peek()? == Kind::Object {
                let (mut field, mut message) = (String::new(), String::new());
                each_field(reader, |reader, key| {
                    match (key, reader.peek()?) {
                        ("field", Kind::String) => field = reader.string()?.to_str().into_owned(),
                        ("message", Kind::String) => {
                            message = reader.string()?.to_str().into_owned();
                        }
                        _ => reader.skip()?,
                    }
                    Ok(())
                })?;
                self.errors.push(ZoomFieldError { field, message });
            } else {
                reader.skip()?;
            }
            more = reader.next(Kind::Array)?;
        }
        Ok(())
    }
}

fn each_field<'a>(
    reader: &mut Reader<'a>,
    mut read: impl FnMut(&mut Reader<'a>, &str) -> Result<(), Malformed>,
) -> Result<(), Malformed> {
    let mut more = reader.enter(Kind::Object)?;
    while more {
        let key = reader.key()?;
        read(reader, &key.to_str())?;
        more = reader.next(Kind::Object)?;
    }
    Ok(())
}

/// The scopes in `… does not contain scopes:[phone_sms:read, phone_sms:read:admin].`
fn scopes(message: &str) -> Vec<String> {
    let list = message
        .split_once('[')
        .and_then(|(_, rest)| rest.split_once(']'));
    let list = list
        .map(|(list, _)| list)
        .or_else(|| message.split_once("scopes:").map(|(_, rest)| rest));
    list.unwrap_or_default()
        .split(|c: char| c == ',' || c.is_whitespace())
        .map(|scope| scope.trim_matches(['.', '"', '\'']))
        .filter(|scope| scope.contains(':') && scope.len() <= 64)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Response;
    use crate::error::{ErrorKind, SmsError};
    use crate::input::Input;
    use crate::token::Token;

    fn explain(status: u16, body: &str) -> SmsError {
        let token = Token::validate(&Input::Text("sesame".to_owned())).unwrap();
        let response = Response {
            status,
            body: body.as_bytes().to_vec(),
            ..Response::default()
        };
        response.to_error(&token)
    }

    #[test]
    fn every_documented_error_has_its_kind() {
        for (status, body, kind, retryable) in [
            (
                400,
                r#"{"code":400,"message":"The next page token is invalid or expired."}"#,
                ErrorKind::InvalidPageToken,
                false,
            ),
            (
                400,
                r#"{"code":300,"message":"bad","errors":[{"field":"next_page_token","message":"x"}]}"#,
                ErrorKind::InvalidPageToken,
                false,
            ),
            (
                400,
                r#"{"code":400,"message":"The from and to fields are required."}"#,
                ErrorKind::InvalidRequest,
                false,
            ),
            (
                400,
                r#"{"code":124,"message":"Invalid access token."}"#,
                ErrorKind::Authentication,
                false,
            ),
            (
                401,
                r#"{"code":"124","message":"Access token is expired."}"#,
                ErrorKind::Authentication,
                false,
            ),
            (401, "", ErrorKind::Authentication, false),
            (
                400,
                r#"{"code":4711,"message":"x"}"#,
                ErrorKind::MissingScope,
                false,
            ),
            (
                401,
                r#"{"code":1,"message":"Invalid access token, does not contain scopes:[a:b]."}"#,
                ErrorKind::MissingScope,
                false,
            ),
            (
                403,
                r#"{"code":104,"message":"x"}"#,
                ErrorKind::MissingScope,
                false,
            ),
            (
                403,
                r#"{"code":2031,"message":"Zoom Phone is not enabled."}"#,
                ErrorKind::Forbidden,
                false,
            ),
            (
                404,
                r#"{"code":2001,"message":"Account does not exist."}"#,
                ErrorKind::NotFound,
                false,
            ),
            (
                404,
                r#"{"code":7013,"message":"Error retrieving SMS history."}"#,
                ErrorKind::NotFound,
                false,
            ),
            (
                429,
                r#"{"code":429,"message":"You have reached the maximum per-second rate limit for this API. Try again later."}"#,
                ErrorKind::RateLimited,
                true,
            ),
            (
                429,
                r#"{"code":429,"message":"You have reached the maximum daily rate limit for this API."}"#,
                ErrorKind::RateLimited,
                false,
            ),
            (408, "", ErrorKind::Server, true),
            (500, "<html>", ErrorKind::Server, true),
            (503, r#"{"code":503"#, ErrorKind::Server, true),
            (302, "", ErrorKind::UnexpectedStatus, false),
            (0, "", ErrorKind::UnexpectedStatus, false),
            (418, "", ErrorKind::UnexpectedStatus, false),
        ] {
            let error = explain(status, body);
            assert_eq!(
                (error.kind, error.retryable),
                (kind, retryable),
                "{status} {body}"
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
            r#"{"message":"sesame of 12092693625","errors":[{"field":"sesame","message":"eyJh.eyJi.c"}]}"#,
        );
        let shown = format!("{error:?}");
        for secret in ["sesame", "12092693625", "eyJh"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}
