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
}

impl Grain {
    /// Every grain.
    pub const ALL: [Self; 3] = [Self::Message, Self::Recipient, Self::Attachment];

    /// The grain's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Recipient => "recipient",
            Self::Attachment => "attachment",
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
