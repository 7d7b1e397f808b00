//! The options of rows.

use super::e164::CallingCode;

/// What one row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grain {
    /// A message.
    #[default]
    Message,
    /// A recipient of a message.
    Recipient,
    /// An attachment of a message.
    Attachment,
    /// A session of a list.
    Session,
    /// A participant of a session.
    Participant,
}

impl Grain {
    /// Every grain.
    pub const ALL: [Self; 5] = [
        Self::Message,
        Self::Recipient,
        Self::Attachment,
        Self::Session,
        Self::Participant,
    ];

    /// Those of messages.
    pub const OF_MESSAGES: [Self; 3] = [Self::Message, Self::Recipient, Self::Attachment];

    /// Those of lists of sessions.
    pub const OF_SESSIONS: [Self; 2] = [Self::Session, Self::Participant];

    /// Whether its rows are made of lists of sessions.
    #[must_use]
    pub fn is_of_sessions(self) -> bool {
        matches!(self, Self::Session | Self::Participant)
    }

    /// The name of what its rows are made of in a page, for the path in errors.
    pub(super) fn list(self) -> &'static str {
        if self.is_of_sessions() {
            "sms_sessions"
        } else {
            "sms_histories"
        }
    }

    /// The grain's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Recipient => "recipient",
            Self::Attachment => "attachment",
            Self::Session => "session",
            Self::Participant => "participant",
        }
    }
}

/// How a page becomes rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowOptions {
    /// What one row stands for.
    pub grain: Grain,
    /// The session that the messages belong to. Zoom's responses do not name it.
    pub session_id: Option<String>,
    /// The calling code of the account's country, for numbers without a country code.
    pub calling_code: Option<CallingCode>,
}
