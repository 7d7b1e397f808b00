//! `GET /phone/sms/sessions/{sessionId}`: the messages of one SMS session, a page at a time.

use super::interface::Endpoint;
use crate::decode::{self, Undecodable};
use crate::error::{Issue, Issues};
use crate::input::Input;
use crate::model::Page;
use crate::query::{Query, SmsSessionQuery};
use crate::rate_limit::Label;
use crate::request::{Path, Segment};
use crate::response::ErrorHints;

/// The path of all sessions: each one's id follows it.
pub const SESSIONS_PATH: &str = "/phone/sms/sessions/";

/// The id of an SMS session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionId(Segment);

impl SessionId {
    /// Checks the session id in a field.
    ///
    /// # Errors
    /// As [`Segment::validate`].
    pub fn validate(field: &str, id: &Input) -> Result<Self, Issue> {
        let accepted = "the session_id of an SMS session, as Zoom lists it";
        Segment::validate(field, id, accepted).map(Self)
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The path of the session.
    #[must_use]
    pub fn path(&self) -> Path {
        Path::new(SESSIONS_PATH).id(&self.0)
    }
}

/// What refusals mean at every endpoint that reads one session.
pub(super) const SESSION_HINTS: ErrorHints = ErrorHints {
    forbidden: "Check that you are signed in and may read this SMS session.",
    not_found: "Zoom has no such account or SMS session",
    check: "Check the session id, and which account the token belongs to.",
    ..ErrorHints::NONE
};

/// A request for one page of a session's messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionMessages {
    /// The session.
    pub session_id: SessionId,
    /// Which messages, and which page of them.
    pub query: Query,
}

impl SessionMessages {
    /// Checks the id and the query of a request.
    ///
    /// # Errors
    /// Every issue that was found, that of the id first.
    pub fn validate(session_id: &Input, query: &SmsSessionQuery) -> Result<Self, Issues> {
        let mut issues = Issues::default();
        let session_id = issues.note(SessionId::validate("sessionId", session_id).map(Some));
        let query = issues.note_all(Query::validate(query));
        issues.unless(session_id.map(|session_id| Self { session_id, query }))
    }
}

impl Endpoint for SessionMessages {
    type Page = Page;

    /// Zoom's first description says Heavy, every later one (since August 2022) says Medium.
    const LABEL: Label = Label::Medium;

    const HINTS: &'static ErrorHints = &ErrorHints {
        // "Error retrieving SMS history."
        not_found_codes: &[7013],
        ..SESSION_HINTS
    };

    fn path(&self) -> Path {
        self.session_id.path()
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        self.query.pairs()
    }

    fn decode(body: Vec<u8>) -> Result<Page, Undecodable> {
        decode::session(body)
    }
}
