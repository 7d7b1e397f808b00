//! `GET /phone/sms/sessions/{sessionId}/sync`: a session's messages since an earlier sync, or before it.

use serde::Deserialize;
use tsify::Tsify;

use super::interface::Endpoint;
use super::session_messages::{SESSION_HINTS, SessionId};
use crate::decode::{self, Undecodable};
use crate::error::{Issue, IssueCode, Issues};
use crate::input::{Given, Input, issue, whole_number};
use crate::model::Page;
use crate::query::{one_of, present, token};
use crate::rate_limit::Label;
use crate::request::Path;
use crate::response::ErrorHints;
use crate::written::number;

/// Zoom's kinds of sync.
const SYNC_TYPES: &[&str] = &[NEWEST, "ISync", "BSync"];
/// The only kind of sync that needs no token.
const NEWEST: &str = "FSync";
/// The most messages of one sync.
const MOST: u32 = 250;

/// Which messages of a session to sync. Names and values are Zoom's own.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Tsify)]
pub struct SmsSyncQuery {
    /// `FSync`: the newest messages; `ISync`: what is new since `sync_token`; `BSync`: what is older.
    #[tsify(
        optional,
        type = "\"FSync\" | \"ISync\" | \"BSync\" | null | undefined"
    )]
    pub sync_type: Given,
    /// The most messages to return: 1 to 250.
    #[tsify(type = "number")]
    pub count: Given,
    /// The `sync_token` of an earlier sync. `ISync` and `BSync` need it.
    #[tsify(optional, type = "string | null | undefined")]
    pub sync_token: Given,
}

/// A request to sync a session.
///
/// ```
/// use zoom_phone_sms::endpoint::{Endpoint, SessionSync, SmsSyncQuery};
/// use zoom_phone_sms::{input::Input, request::BaseUrl};
/// let query = SmsSyncQuery { count: Input::Number(100.0).into(), ..SmsSyncQuery::default() };
/// let request = SessionSync::validate(&Input::Text("35cc".to_owned()), &query).unwrap();
/// assert_eq!(
///     request.request().path.below(&BaseUrl::default()),
///     "https://api.zoom.us/v2/phone/sms/sessions/35cc/sync?count=100",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionSync {
    session_id: SessionId,
    sync_type: Option<String>,
    count: u32,
    sync_token: Option<String>,
}

impl SessionSync {
    /// Checks the id and the query of a request.
    ///
    /// # Errors
    /// Every issue, that of the id first.
    pub fn validate(session_id: &Input, query: &SmsSyncQuery) -> Result<Self, Issues> {
        let mut issues = Issues::default();
        let session_id = issues.note(SessionId::validate("sessionId", session_id).map(Some));
        let problem = "is not a kind of sync that Zoom knows";
        let sync_type = one_of(&query.sync_type, "sync_type", SYNC_TYPES, problem);
        let sync_type = issues.note(sync_type);
        let count = issues.note(count(&query.count));
        let accepted = "the sync_token of an earlier sync, unchanged";
        let sync_token = issues.note(token(&query.sync_token, "sync_token", accepted).and_then(
            |token| match (&sync_type, token) {
                (Some(kind), None) if kind != NEWEST => Err(issue(
                    IssueCode::Missing,
                    "sync_token",
                    "is missing, and this kind of sync starts from it",
                    accepted,
                )),
                (_, token) => Ok(token),
            },
        ));
        let known = session_id.zip(count);
        issues.unless(known.map(|(session_id, count)| Self {
            session_id,
            sync_type,
            count,
            sync_token,
        }))
    }
}

fn count(given: &Input) -> Result<Option<u32>, Issue> {
    if given.is_absent() {
        let accepted = "a whole number from 1 to 250";
        let missing = issue(IssueCode::Missing, "count", "is missing", accepted);
        return Err(missing);
    }
    whole_number(given, "count", 1..=MOST, " of messages")
}

impl Endpoint for SessionSync {
    type Page = Page;

    const LABEL: Label = Label::Medium;

    const HINTS: &'static ErrorHints = &ErrorHints {
        not_found_codes: &[12004],
        // The token is invalid or expired; there are more new messages than `count`.
        token_codes: &[300, 7035],
        token: "The sync token is invalid or too old, or there are more new messages than `count`",
        start_again: "Sync again with `sync_type: \"FSync\"`.",
        ..SESSION_HINTS
    };

    fn path(&self) -> Path {
        self.session_id.path().names("/sync")
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        present(vec![
            ("sync_type", self.sync_type.clone()),
            ("count", Some(number(i64::from(self.count)))),
            ("sync_token", self.sync_token.clone()),
        ])
    }

    fn decode(body: Vec<u8>) -> Result<Page, Undecodable> {
        decode::session(body)
    }
}
