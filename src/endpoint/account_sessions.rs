//! `GET /phone/sms/sessions`: the SMS sessions of an account, a page at a time.

use super::interface::Endpoint;
use super::session_list::{ListQuery, SmsSessionListQuery};
use crate::decode::{self, SessionPage, Undecodable};
use crate::error::Issues;
use crate::rate_limit::Label;
use crate::request::Path;
use crate::response::ErrorHints;

/// The path of the list.
pub const ACCOUNT_SESSIONS_PATH: &str = "/phone/sms/sessions";

/// A request for one page of an account's sessions.
///
/// ```
/// use zoom_phone_sms::endpoint::{AccountSessions, Endpoint, SmsSessionListQuery};
/// use zoom_phone_sms::{input::Input, request::BaseUrl};
/// let query = SmsSessionListQuery {
///     session_type: Input::Text("all".to_owned()).into(),
///     ..SmsSessionListQuery::default()
/// };
/// let request = AccountSessions::validate(&query).unwrap();
/// assert_eq!(
///     request.request().path.below(&BaseUrl::default()),
///     "https://api.zoom.us/v2/phone/sms/sessions?session_type=all",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountSessions {
    /// Which sessions, and which page of them.
    pub query: ListQuery,
}

impl AccountSessions {
    /// Checks the query of a request.
    ///
    /// # Errors
    /// Every issue.
    pub fn validate(query: &SmsSessionListQuery) -> Result<Self, Issues> {
        ListQuery::validate(query).map(|query| Self { query })
    }
}

impl Endpoint for AccountSessions {
    type Page = SessionPage;

    const LABEL: Label = Label::Medium;

    const HINTS: &'static ErrorHints = &ErrorHints {
        forbidden: "Check that you are signed in and may list the SMS sessions of the account.",
        not_found: "Zoom has no such account",
        check: "Check which account the token belongs to.",
        not_found_codes: &[7012],
        ..ErrorHints::NONE
    };

    fn path(&self) -> Path {
        Path::new(ACCOUNT_SESSIONS_PATH)
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        self.query.pairs()
    }

    fn decode(body: Vec<u8>) -> Result<SessionPage, Undecodable> {
        decode::sessions(body)
    }
}
