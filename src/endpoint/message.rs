//! `GET /phone/sms/sessions/{sessionId}/messages/{messageId}`: one message of an SMS session.

use super::interface::Endpoint;
use super::session_messages::SessionId;
use crate::decode::{self, Undecodable};
use crate::error::{Issue, Issues};
use crate::input::Input;
use crate::model::Page;
use crate::rate_limit::Label;
use crate::request::{Path, Segment};
use crate::response::ErrorHints;

/// The name in the path between the session and the message.
pub const MESSAGES_NAME: &str = "/messages/";

/// The id of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageId(Segment);

impl MessageId {
    /// Checks the message id in a field.
    ///
    /// # Errors
    /// As [`Segment::validate`].
    pub fn validate(field: &str, id: &Input) -> Result<Self, Issue> {
        let accepted = "the message_id of a message, as Zoom sent it";
        Segment::validate(field, id, accepted).map(Self)
    }
}

/// A request for one message.
///
/// ```
/// use zoom_phone_sms::endpoint::{Endpoint, Message};
/// use zoom_phone_sms::{input::Input, request::BaseUrl};
/// let [session, message] = ["35cc", "IQ-1"].map(|id| Input::Text(id.to_owned()));
/// let request = Message::validate(&session, &message).unwrap();
/// assert_eq!(
///     request.request().path.below(&BaseUrl::default()),
///     "https://api.zoom.us/v2/phone/sms/sessions/35cc/messages/IQ-1",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The session that the message is in.
    pub session_id: SessionId,
    /// The message.
    pub message_id: MessageId,
}

impl Message {
    /// Checks the two ids.
    ///
    /// # Errors
    /// An issue for each id that is wrong.
    pub fn validate(session_id: &Input, message_id: &Input) -> Result<Self, Issues> {
        let mut issues = Issues::default();
        let session_id = issues.note(SessionId::validate("sessionId", session_id).map(Some));
        let message_id = issues.note(MessageId::validate("messageId", message_id).map(Some));
        let ids = session_id.zip(message_id);
        issues.unless(ids.map(|(session_id, message_id)| Self {
            session_id,
            message_id,
        }))
    }
}

/// The response: a page with only this message.
#[derive(Debug, Clone)]
pub struct MessagePage(pub Page);

impl Endpoint for Message {
    type Page = MessagePage;

    const LABEL: Label = Label::Medium;

    const HINTS: &'static ErrorHints = &ErrorHints {
        forbidden: "Check that you are signed in and may read this SMS message.",
        not_found: "Zoom has no such account, SMS session or message",
        check: "Check both ids, and which account the token belongs to.",
        not_found_codes: &[],
        ..ErrorHints::NONE
    };

    fn path(&self) -> Path {
        let session = self.session_id.path();
        session.names(MESSAGES_NAME).id(&self.message_id.0)
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    fn decode(body: Vec<u8>) -> Result<MessagePage, Undecodable> {
        decode::message(body).map(MessagePage)
    }
}

#[cfg(test)]
mod tests {
    use super::Message;
    use crate::endpoint::Endpoint;
    use crate::input::Input;

    #[test]
    fn both_ids_are_checked_at_once() {
        let issues = Message::validate(&Input::Text("..".to_owned()), &Input::Absent).unwrap_err();
        let fields: Vec<&str> = issues.iter().map(|issue| issue.field.as_str()).collect();
        assert_eq!(fields, ["sessionId", "messageId"]);
    }

    #[test]
    fn a_body_is_one_message_and_nothing_else() {
        let message = r#"{"message_id":"m1","date_time":"2022-03-23T02:58:01Z"}"#;
        let page = Message::decode(message.as_bytes().to_vec()).unwrap().0;
        assert_eq!(page.messages.len(), 1);
        assert_eq!(page.text(page.messages[0].message_id).to_str(), "m1");
        for (body, path) in [
            (format!("[{message}]"), "body"),
            (format!("{message},{message}"), "body"),
            (format!("{message}]}}"), "body"),
            (format!(r#"{{"sms_histories":[{message}]}}"#), "message_id"),
            (message.replace("\"m1\"", "1"), "message_id"),
            (message.replace("T02", " "), "date_time"),
            (String::new(), "body"),
        ] {
            let error = Message::decode(body.clone().into_bytes()).unwrap_err();
            assert_eq!(error.path, path, "{body}");
        }
    }
}
