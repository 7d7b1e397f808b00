//! Messages as flat rows: fixed columns by grain, ready for a table, a chart or a database.
//!
//! A message's recipients and attachments are two lists. A grain follows at most one of them, so
//! that no row is a recipient times an attachment; a message without any keeps its row.

mod budget;
mod cell;
mod columns;
mod e164;
mod options;
mod share;
mod sheet;
mod words;

use crate::decode::Undecodable;
use crate::json::LARGEST;
use crate::model::{Direction, Id, MessageType, SmsAttachment, SmsMessage, SmsSession};
use budget::Extent;
pub(crate) use budget::{Cost, space};
pub use cell::{AsCell, Cell, ColumnKind, ColumnSchema, Row, Sink};
pub use columns::{AttachmentRow, MessageRow, RecipientRow};
pub use e164::CallingCode;
pub use options::{Grain, RowOptions};
use share::{Of, Shares};
pub(crate) use sheet::Sheet;
pub use words::Words;
pub(crate) use words::{Files, Group, Person};

/// A page as rows.
#[derive(Debug, Clone)]
pub struct Rows<'p> {
    page: &'p SmsSession,
    grain: Grain,
    extent: Extent,
    /// The texts that rows repeat.
    pub words: Words<'p>,
    session_id: Option<Id>,
    people: Vec<Person>,
    groups: Vec<Group>,
    directions: Vec<Option<Direction>>,
    labels: Vec<Option<Id>>,
    /// The names of each message's attachments, where it has any.
    names: Vec<Option<Id>>,
}

impl<'p> Rows<'p> {
    /// The rows of a page.
    #[must_use]
    pub fn of(page: &'p SmsSession, options: &RowOptions) -> Self {
        let grain = options.grain;
        let mut words = Words::of(page);
        let session_id = words.session_id(options.session_id.as_deref());
        let directions = (0..page.store.words.len()).map(|index| words.direction(Id::of(index)?));
        let directions = directions.collect();
        let people: Vec<Person> = page
            .store
            .parties
            .iter()
            .map(|party| words.person(party, options.calling_code))
            .collect();
        let (mut groups, mut labels, mut names) = (Vec::new(), Vec::new(), Vec::new());
        if grain == Grain::Message {
            groups.reserve(page.store.recipients.len());
            names.reserve(page.sms_histories.len());
            for members in &page.store.recipients {
                let members = page.store.members.get(members.clone()).unwrap_or_default();
                groups.push(words.group(members, &people));
            }
            labels.extend(MessageType::ALL.map(|kind| words.label(kind)));
            for message in &page.sms_histories {
                let files = page.attachments(message);
                names.push(if files.is_empty() {
                    None
                } else {
                    let names: Vec<_> = files.iter().map(|file| words.keep(file.name)).collect();
                    words.join(&mut names.into_iter())
                });
            }
        }
        Self {
            page,
            grain,
            extent: Extent::of(page, options),
            words,
            session_id,
            people,
            groups,
            directions,
            labels,
            names,
        }
    }

    /// The same of a page that may come to more rows than fit into memory.
    ///
    /// # Errors
    /// With the path to what is too long or too much.
    pub fn bounded(page: &'p SmsSession, options: &RowOptions) -> Result<Self, Undecodable> {
        Extent::of(page, options).check(page, options.grain)?;
        Ok(Self::of(page, options))
    }

    /// What one row stands for.
    #[must_use]
    pub fn grain(&self) -> Grain {
        self.grain
    }

    /// The page.
    #[must_use]
    pub fn page(&self) -> &'p SmsSession {
        self.page
    }

    /// The names of the columns.
    #[must_use]
    pub fn columns(&self) -> &'static [&'static str] {
        match self.grain {
            Grain::Message => MessageRow::COLUMNS,
            Grain::Recipient => RecipientRow::COLUMNS,
            Grain::Attachment => AttachmentRow::COLUMNS,
        }
    }

    /// What rows share, and under which numbers.
    pub(crate) fn shares(&self) -> Shares {
        Shares::of(&self.page.store)
    }

    /// Gives the rows of all messages, in their order.
    pub fn write(&self, sink: &mut dyn Sink) {
        for index in 0..self.page.sms_histories.len() {
            self.write_message(index, sink);
        }
    }

    /// Gives the rows of the message with this index.
    pub fn write_message(&self, index: usize, sink: &mut dyn Sink) {
        let Some(message) = self.page.sms_histories.get(index) else {
            return;
        };
        let shares = self.shares();
        match self.grain {
            Grain::Message => {
                let row = self.message(index, message);
                let pattern = message.pattern.map(Of::Pattern);
                let sender = Of::Person(message.sender);
                let to = Of::Group(message.to_members);
                let counterparty = match self.direction(message) {
                    None => Of::Nobody,
                    Some(Direction::In) => Of::Sender(message.sender),
                    Some(Direction::Out) => Of::Recipients(message.to_members),
                };
                let files = (row.attachment_count == 0).then_some(Of::NoFiles);
                // The columns from `session_id` on, from `message_id`, `direction`, `message`, `sender_…`,
                // `to_…`, `counterparty_…` and `attachment_…`.
                const { assert!(MessageRow::COLUMNS.len() == 22) };
                for (columns, of) in [
                    (0..1, Some(Of::Session)),
                    (1..4, None),
                    (4..8, pattern),
                    (8..9, None),
                    (9..14, Some(sender)),
                    (14..17, Some(to)),
                    (17..19, Some(counterparty)),
                    (19..22, files),
                ] {
                    row.give(columns, of.map(|of| shares.number(of)), sink);
                }
                sink.end_row();
            }
            Grain::Recipient => {
                let members = self.page.recipients(message.to_members).iter().copied();
                for (index, recipient) in one_or_more(members) {
                    let row = self.recipient(message, index, recipient);
                    const { assert!(RecipientRow::COLUMNS.len() == 11) };
                    row.give(0..1, Some(shares.number(Of::Session)), sink);
                    row.give(1..6, None, sink);
                    row.give(6..11, Some(shares.number(Of::Person(recipient))), sink);
                    sink.end_row();
                }
            }
            Grain::Attachment => {
                for (index, file) in one_or_more(self.page.attachments(message).iter()) {
                    let row = self.attachment(message, index, file);
                    row.give(0..1, Some(shares.number(Of::Session)), sink);
                    row.give(1..AttachmentRow::COLUMNS.len(), None, sink);
                    sink.end_row();
                }
            }
        }
    }

    fn message(&self, index: usize, message: &SmsMessage) -> MessageRow<'_> {
        let sender = self.person(message.sender);
        let to = self.group(message.to_members);
        let files = self.files(index, message);
        let (counterparty_phone_number, counterparty_name) = match self.direction(message) {
            Some(Direction::In) => (sender.phone_number, sender.display_name),
            Some(Direction::Out) => (to.phone_numbers, to.display_names),
            None => (None, None),
        };
        MessageRow {
            session_id: self.session_id,
            message_id: self.page.text(message.message_id),
            date_time: self.page.text(message.date_time),
            epoch_ms: message.epoch_ms,
            direction: message.direction,
            message_type: message.message_type,
            message_type_label: self.label(message),
            delivery_status: message.delivery_status,
            message: message.message.map(|place| self.page.text(place)),
            sender_phone_number: sender.phone_number,
            sender_e164: sender.e164,
            sender_display_name: sender.display_name,
            sender_owner_id: sender.owner_id,
            sender_owner_type: sender.owner_type,
            to_count: integer(to.count),
            to_phone_numbers: to.phone_numbers,
            to_display_names: to.display_names,
            counterparty_phone_number,
            counterparty_name,
            attachment_count: integer(files.count),
            attachment_names: files.names,
            attachment_bytes: files.bytes,
        }
    }

    fn recipient(
        &self,
        message: &SmsMessage,
        index: Option<i64>,
        recipient: Option<Id>,
    ) -> RecipientRow<'_> {
        let recipient = self.person(recipient);
        RecipientRow {
            session_id: self.session_id,
            message_id: self.page.text(message.message_id),
            date_time: self.page.text(message.date_time),
            epoch_ms: message.epoch_ms,
            direction: message.direction,
            recipient_index: index,
            recipient_phone_number: recipient.phone_number,
            recipient_e164: recipient.e164,
            recipient_display_name: recipient.display_name,
            recipient_owner_id: recipient.owner_id,
            recipient_owner_type: recipient.owner_type,
        }
    }

    fn attachment(
        &self,
        message: &SmsMessage,
        index: Option<i64>,
        file: Option<&SmsAttachment>,
    ) -> AttachmentRow<'_> {
        let text = |place: Option<_>| place.map(|place| self.page.text(place));
        AttachmentRow {
            session_id: self.session_id,
            message_id: self.page.text(message.message_id),
            date_time: self.page.text(message.date_time),
            epoch_ms: message.epoch_ms,
            direction: message.direction,
            attachment_index: index,
            attachment_id: text(file.and_then(|file| file.id)),
            attachment_name: text(file.and_then(|file| file.name)),
            attachment_type: file.and_then(|file| file.kind),
            attachment_bytes: file.and_then(|file| file.size),
            attachment_download_url: text(file.and_then(|file| file.download_url)),
        }
    }

    /// The session that the rows are of, where it is known.
    pub(crate) fn session_id(&self) -> Option<Id> {
        self.session_id
    }

    /// A sender or recipient.
    pub(crate) fn person(&self, party: Option<Id>) -> Person {
        let person = party.and_then(|party| self.people.get(party.index()));
        person.copied().unwrap_or_default()
    }

    /// A list of recipients, at the grain of messages.
    pub(crate) fn group(&self, list: Option<Id>) -> Group {
        let group = list.and_then(|list| self.groups.get(list.index()));
        group.copied().unwrap_or_default()
    }

    /// Whether a message was received or sent.
    pub(crate) fn direction(&self, message: &SmsMessage) -> Option<Direction> {
        let word = message.direction?;
        self.directions.get(word.index()).copied().flatten()
    }

    /// Zoom's name of what kind of message it is, at the grain of messages.
    pub(crate) fn label(&self, message: &SmsMessage) -> Option<Id> {
        let kind = MessageType::from_code(message.message_type?)?;
        self.labels.get(kind as usize).copied().flatten()
    }

    /// The attachments of a message, at the grain of messages.
    pub(crate) fn files(&self, index: usize, message: &SmsMessage) -> Files {
        let files = self.page.attachments(message);
        let sum = |sum: i64, file: &SmsAttachment| sum.checked_add(file.size?);
        let bytes = files.iter().try_fold(0, sum);
        Files {
            count: files.len(),
            names: self.names.get(index).copied().flatten(),
            bytes: bytes.filter(|bytes| (-LARGEST..=LARGEST).contains(bytes)),
        }
    }
}

/// Each item with its index, or one `(None, None)` where there is no item.
fn one_or_more<T>(
    items: impl Iterator<Item = T>,
) -> impl Iterator<Item = (Option<i64>, Option<T>)> {
    let mut items = (0..)
        .zip(items)
        .map(|(index, item)| (Some(index), Some(item)));
    let first = items.next().unwrap_or((None, None));
    std::iter::once(first).chain(items)
}

/// A count as a column has it.
fn integer(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
