//! `GET /phone/users/{userId}/sms/sessions`: the SMS sessions of a user, a page at a time.

use super::interface::Endpoint;
use super::session_list::{ListQuery, SmsSessionListQuery};
use crate::decode::{self, SessionPage, Undecodable};
use crate::error::{Issue, Issues};
use crate::input::Input;
use crate::rate_limit::Label;
use crate::request::{Path, Segment};
use crate::response::ErrorHints;

/// The names of the path, before and after the user.
pub const USER_SESSIONS_PATH: [&str; 2] = ["/phone/users/", "/sms/sessions"];

/// A user, as Zoom names one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserId(Segment);

impl UserId {
    /// Checks the user in a field.
    ///
    /// # Errors
    /// As [`Segment::validate`].
    pub fn validate(field: &str, id: &Input) -> Result<Self, Issue> {
        let accepted = "a user's id or email address, or `me`";
        Segment::validate(field, id, accepted).map(Self)
    }

    /// The user as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// A request for one page of a user's sessions.
///
/// ```
/// use zoom_phone_sms::endpoint::{Endpoint, SmsSessionListQuery, UserSessions};
/// use zoom_phone_sms::{input::Input, request::BaseUrl};
/// let user = Input::Text("ada@example.com".to_owned());
/// let request = UserSessions::validate(&user, &SmsSessionListQuery::default()).unwrap();
/// assert_eq!(
///     request.request().path.below(&BaseUrl::default()),
///     "https://api.zoom.us/v2/phone/users/ada%40example.com/sms/sessions",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserSessions {
    /// The user.
    pub user_id: UserId,
    /// Which sessions, and which page of them.
    pub query: ListQuery,
}

impl UserSessions {
    /// Checks the user and the query of a request.
    ///
    /// # Errors
    /// Every issue, that of the user first.
    pub fn validate(user_id: &Input, query: &SmsSessionListQuery) -> Result<Self, Issues> {
        let mut issues = Issues::default();
        let user_id = issues.note(UserId::validate("userId", user_id).map(Some));
        let query = issues.note_all(ListQuery::validate(query));
        issues.unless(user_id.map(|user_id| Self { user_id, query }))
    }
}

impl Endpoint for UserSessions {
    type Page = SessionPage;

    const LABEL: Label = Label::Medium;

    const HINTS: &'static ErrorHints = &ErrorHints {
        forbidden: "Check that you are signed in and may list the SMS sessions of this user.",
        not_found: "Zoom has no such account or user",
        check: "Check the user, and which account the token belongs to. `me` works only with a token of user-level OAuth.",
        not_found_codes: &[1001, 7012],
        ..ErrorHints::NONE
    };

    fn path(&self) -> Path {
        let [users, sessions] = USER_SESSIONS_PATH;
        Path::new(users).id(&self.user_id.0).names(sessions)
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        self.query.pairs()
    }

    fn decode(body: Vec<u8>) -> Result<SessionPage, Undecodable> {
        decode::sessions(body)
    }
}
