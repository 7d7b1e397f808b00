//! What kind of error a refusal is: by its status, Zoom's code and Zoom's message.

use super::zoom_error::ZoomError;
use crate::error::ErrorKind;
use crate::written::has;

/// Zoom's codes about the access token itself, with any status: it is empty, invalid, expired or
/// revoked, or its app, owner or scopes have changed. The documentation of endpoints names them
/// only with 401. A missing scope has some of these codes too; only the message distinguishes it
/// ([`LACKS_SCOPE`]).
const TOKEN_CODES: &[i32] = &[104, 124, 4700, 4711, 4717, 4735, 4738, 4741];

/// The words in every refusal for a missing scope, in lower case. The code varies.
const LACKS_SCOPE: &str = "does not contain scope";

/// What lists of sessions say, with the status and code of an expired token, when the account is missing.
const NO_SUCH_ACCOUNT: &str = "account does not exist";

/// The code of "This API endpoint is not recognized.": the address is wrong, not the session.
pub(super) const NO_ENDPOINT: i32 = 2300;

/// The code of "Not allow to access this account."
const OTHER_ACCOUNT: i32 = 1004;

/// Code of "Account does not exist."
const NO_ACCOUNT: i32 = 2001;

/// Code of "Zoom Phone is not enabled."
const NO_PHONE: i32 = 2031;

/// What refusals mean at one endpoint, where endpoints differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorHints {
    /// What to do about a 403 of a server that is not Zoom's.
    pub forbidden: &'static str,
    /// What does not exist, as the start of a sentence.
    pub not_found: &'static str,
    /// What to do about that.
    pub check: &'static str,
    /// Codes of Zoom's that mean it with status 400 too, beside that of a missing account.
    pub not_found_codes: &'static [i32],
    /// Codes of Zoom's that mean, with status 400 or 404, that a token of the query cannot be used any more.
    pub token_codes: &'static [i32],
    /// What that is about, as the start of a sentence.
    pub token: &'static str,
    /// What to do about it.
    pub start_again: &'static str,
}

impl ErrorHints {
    /// No hints: of an endpoint with page tokens, or with none.
    pub const NONE: Self = Self {
        forbidden: "",
        not_found: "",
        check: "",
        not_found_codes: &[],
        token_codes: &[],
        token: "The page token is invalid or older than 15 minutes",
        start_again: START_AGAIN,
    };
}

/// The advice for a refused page token; a history replaces it.
pub(crate) const START_AGAIN: &str = "Start again at the first page.";

/// The kind of the error that a response with this status and body stands for.
pub(super) fn kind_of(status: u16, zoom: &ZoomError, hints: &ErrorHints) -> ErrorKind {
    let says = |words: &str| has(&zoom.message.to_ascii_lowercase(), words);
    match (status, zoom.code) {
        (429, _) => ErrorKind::RateLimited,
        (408 | 425 | 500..=599, _) => ErrorKind::Server,
        (400 | 401 | 403, _) if says(LACKS_SCOPE) => ErrorKind::MissingScope,
        (401, Some(124)) if says(NO_SUCH_ACCOUNT) => ErrorKind::NotFound,
        (401, _) => ErrorKind::Authentication,
        (400 | 403, Some(code)) if TOKEN_CODES.contains(&code) => ErrorKind::Authentication,
        (403, _) | (400, Some(NO_PHONE | OTHER_ACCOUNT)) => ErrorKind::Forbidden,
        (400 | 404, Some(code)) if hints.token_codes.contains(&code) => ErrorKind::InvalidPageToken,
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
