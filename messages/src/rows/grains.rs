//! The source of a row's cells at each grain.

use super::share::Of;
use super::table::Rows;
use super::words::{Files, Group, Person};
use crate::json::{Place, Text};
use crate::model::{Attachment, Direction, Id, ListedSession, Message, Participant};

/// The row of a message.
pub(super) struct MessageCells<'a> {
    pub(super) rows: &'a Rows<'a>,
    pub(super) message: &'a Message,
    /// The index of the message in the page.
    pub(super) index: usize,
}

impl MessageCells<'_> {
    pub(super) fn sender(&self) -> Person {
        self.rows.person(self.message.sender)
    }

    pub(super) fn to(&self) -> Group {
        self.rows.group(self.message.to_members)
    }

    pub(super) fn files(&self) -> Files {
        self.rows.files(self.index, self.message)
    }

    /// The source of the counterparty's cells.
    pub(super) fn counterparty(&self) -> Of {
        match self.rows.direction(self.message) {
            None => Of::NoCounterparty,
            Some(Direction::In) => Of::Sender(self.message.sender),
            Some(Direction::Out) => Of::Recipients(self.message.to_members),
        }
    }

    pub(super) fn counterparty_phone_number(&self) -> Option<Id> {
        match self.rows.direction(self.message)? {
            Direction::In => self.sender().phone_number,
            Direction::Out => self.to().phone_numbers,
        }
    }

    pub(super) fn counterparty_name(&self) -> Option<Id> {
        match self.rows.direction(self.message)? {
            Direction::In => self.sender().display_name,
            Direction::Out => self.to().display_names,
        }
    }
}

/// The row of a recipient, or of a message without one.
pub(super) struct RecipientCells<'a> {
    pub(super) rows: &'a Rows<'a>,
    pub(super) message: &'a Message,
    pub(super) index: Option<i64>,
    pub(super) recipient: Option<Id>,
}

impl RecipientCells<'_> {
    pub(super) fn person(&self) -> Person {
        self.rows.person(self.recipient)
    }
}

/// The row of an attachment, or of a message without one.
pub(super) struct AttachmentCells<'a> {
    pub(super) rows: &'a Rows<'a>,
    pub(super) message: &'a Message,
    pub(super) index: Option<i64>,
    pub(super) file: Option<&'a Attachment>,
}

impl<'a> AttachmentCells<'a> {
    pub(super) fn text(&self, place: fn(&Attachment) -> Option<Place>) -> Option<Text<'a>> {
        self.file.and_then(place).map(|place| self.rows.text(place))
    }
}

/// The row of a session.
pub(super) struct SessionCells<'a> {
    pub(super) rows: &'a Rows<'a>,
    pub(super) session: &'a ListedSession,
    /// The index of the session in the page.
    pub(super) index: usize,
}

impl SessionCells<'_> {
    /// Who takes part.
    pub(super) fn participants(&self) -> Group {
        self.rows.sides(self.index).0
    }

    /// Those of whom Zoom says that the session is not theirs.
    pub(super) fn counterparty(&self) -> Group {
        self.rows.sides(self.index).1
    }
}

/// The row of a participant, or of a session without one.
pub(super) struct ParticipantCells<'a> {
    pub(super) rows: &'a Rows<'a>,
    pub(super) session: &'a ListedSession,
    pub(super) index: Option<i64>,
    pub(super) participant: Option<&'a Participant>,
}

impl ParticipantCells<'_> {
    pub(super) fn person(&self) -> Person {
        let party = self.participant.and_then(|participant| participant.party);
        self.rows.person(party)
    }

    /// When the extension was deleted.
    pub(super) fn deleted(&self) -> Option<Place> {
        let participant = self.participant?;
        participant.extension_deleted_time
    }
}
