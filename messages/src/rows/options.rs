//! What rows are made like.

use alloc::string::String;

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
    /// The session that the messages are of. Zoom's answers do not name it.
    pub session_id: Option<String>,
}
