//! What a page keeps of a list of sessions: what its rows are made of.

use std::ops::Range;

use super::id::Id;
use crate::json::Place;

/// What a page keeps of a [`super::SmsListedSession`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListedSession {
    /// Its id.
    pub session_id: Place,
    /// Whose session it is.
    pub session_type: Option<Id>,
    /// When a message was last sent or received, as it is written.
    pub last_access_time: Option<Place>,
    /// Who takes part: indexes of [`super::Store::participants`].
    pub participants: Range<usize>,
}

/// What a page keeps of a [`super::SmsParticipant`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Participant {
    /// Number, name and owner: of [`super::Store::parties`].
    pub party: Option<Id>,
    /// Whether the session is this participant's.
    pub is_session_owner: Option<bool>,
    /// Why the extension cannot be used any more.
    pub extension_status: Option<Id>,
    /// When the extension was deleted, as it is written.
    pub extension_deleted_time: Option<Place>,
}
