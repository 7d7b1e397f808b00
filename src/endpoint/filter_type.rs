//! The option `filter_type`: which time of a session the range of a list is about.

/// Which time of a session the range of a list is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Filter {
    /// The time of its last message: Zoom's default.
    #[default]
    LastMessage,
    /// The time of any message that was sent.
    SentMessage,
    /// The time of any message that was received.
    ReceivedMessage,
    /// The time of any message that was sent or received.
    AnyMessage,
}

impl Filter {
    /// The last message, then any message: for some servers, a message may not count as the last one.
    pub const BOTH: &'static [Self] = &[Self::LastMessage, Self::AnyMessage];

    /// All of them.
    pub const ALL: &'static [Self; 4] = &[
        Self::LastMessage,
        Self::SentMessage,
        Self::ReceivedMessage,
        Self::AnyMessage,
    ];

    /// Zoom's name for it, as the value of `filter_type`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::LastMessage => "last_message_time",
            Self::SentMessage => "sent_message_time",
            Self::ReceivedMessage => "received_message_time",
            Self::AnyMessage => "sent_received_message_time",
        }
    }

    /// A list of this one.
    #[must_use]
    pub fn alone(self) -> &'static [Self] {
        let mut each = Self::ALL.chunks(1);
        each.find(|one| one.contains(&self)).unwrap_or_default()
    }
}
