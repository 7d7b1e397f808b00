//! Rows, written to a sink.

use super::cell::{ColumnSchema, GroupInfo, RowInfo, Sink};
use super::grains::{
    AttachmentCells, MessageCells, ParticipantCells, RecipientCells, SessionCells,
};
use super::options::Grain;
use super::table::Rows;

impl Grain {
    /// The columns of its rows, in their order.
    #[must_use]
    pub fn schema(self) -> &'static [ColumnSchema] {
        self.info().schema
    }

    /// The declaration of its rows.
    #[must_use]
    pub fn info(self) -> &'static RowInfo {
        match self {
            Self::Message => MessageCells::INFO,
            Self::Recipient => RecipientCells::INFO,
            Self::Attachment => AttachmentCells::INFO,
            Self::Session => SessionCells::INFO,
            Self::Participant => ParticipantCells::INFO,
        }
    }

    /// The columns of its rows, by group.
    #[must_use]
    pub fn groups(self) -> &'static [GroupInfo] {
        match self {
            Self::Message => MessageCells::GROUPS,
            Self::Recipient => RecipientCells::GROUPS,
            Self::Attachment => AttachmentCells::GROUPS,
            Self::Session => SessionCells::GROUPS,
            Self::Participant => ParticipantCells::GROUPS,
        }
    }
}

impl Rows<'_> {
    /// The names of the columns.
    #[must_use]
    pub fn columns(&self) -> &'static [&'static str] {
        self.grain.info().columns
    }

    /// Emits the rows of all messages or sessions, in order.
    pub fn write(&self, sink: &mut dyn Sink) {
        for index in 0..self.items() {
            self.write_item(index, sink);
        }
    }

    /// Emits the rows of the message or session with this index.
    pub fn write_item(&self, index: usize, sink: &mut dyn Sink) {
        if self.grain.is_of_sessions() {
            return self.write_session(index, sink);
        }
        let Some(message) = self.page.messages.get(index) else {
            return;
        };
        let rows = self;
        match self.grain {
            Grain::Message => self.write_row_of_message(index, sink),
            Grain::Recipient => {
                let members = self.page.recipients(message.to_members).iter().copied();
                for (index, recipient) in one_or_more(members) {
                    let row = RecipientCells {
                        rows,
                        message,
                        index,
                        recipient,
                    };
                    row.write(sink);
                }
            }
            Grain::Attachment => {
                for (index, file) in one_or_more(self.page.attachments(message).iter()) {
                    let row = AttachmentCells {
                        rows,
                        message,
                        index,
                        file,
                    };
                    row.write(sink);
                }
            }
            Grain::Session | Grain::Participant => {}
        }
    }

    #[inline(never)]
    fn write_session(&self, index: usize, sink: &mut dyn Sink) {
        let Some(session) = self.page.sessions.get(index) else {
            return;
        };
        let rows = self;
        if self.grain == Grain::Session {
            let row = SessionCells {
                rows,
                session,
                index,
            };
            return row.write(sink);
        }
        for (index, participant) in one_or_more(self.page.participants(session).iter()) {
            let row = ParticipantCells {
                rows,
                session,
                index,
                participant,
            };
            row.write(sink);
        }
    }

    /// Emits the row of the message with this index, at the grain of messages. Generic over the sink, because calls
    /// through `dyn` are slower.
    #[inline]
    pub(crate) fn write_row_of_message<S: Sink + ?Sized>(&self, index: usize, sink: &mut S) {
        if let Some(message) = self.page.messages.get(index) {
            let row = MessageCells {
                rows: self,
                message,
                index,
            };
            row.write(sink);
        }
    }
}

/// Each item with its index, or one `(None, None)` without items.
fn one_or_more<T>(
    items: impl Iterator<Item = T>,
) -> impl Iterator<Item = (Option<i64>, Option<T>)> {
    let mut items = (0..)
        .zip(items)
        .map(|(index, item)| (Some(index), Some(item)));
    let first = items.next().unwrap_or((None, None));
    std::iter::once(first).chain(items)
}
