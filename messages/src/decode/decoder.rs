//! One pass over a body.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "what a kind of object does not have is another field to it"
)]

use std::ops::Range;

use super::fault::Fault;
use super::memo::Memo;
use super::template::Templates;
use super::{OF_ROWS, is_session};
use crate::json::{Kind, Reader};
use crate::model::{
    self, Field, Id, MOST_AT_ONCE, Raw, Shape, SmsAttachment, SmsMessage, SmsOwner, SmsParty,
    SmsSession, Step,
};
use crate::written::shown_name;

/// The most messages that a page has.
const MESSAGES: usize = 100;

/// Zoom documents 9 members of a message.
const MEMBERS: usize = 12;

/// The most shapes of objects, of which each takes ten times as much memory as its key. A body of which no two
/// objects have the same keys is nobody's.
const MOST_SHAPES: usize = 4 * MOST_AT_ONCE;

/// The most values of keys that are not known: some for each message.
pub(super) const MOST_OTHERS: usize = 16 * MOST_AT_ONCE;

/// Reads a body into a page.
pub(super) struct Decoder<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) page: &'a mut SmsSession,
    parties: Memo,
    recipients: Memo,
    templates: Templates,
    /// Whether it comes from somebody who has rows too: they would pass for messages without people.
    pub(super) may_have_rows: bool,
    /// The values of keys that are not known, of the objects that are being read.
    pub(super) others: Vec<Raw>,
}

impl<'a> Decoder<'a> {
    pub(super) fn new(reader: Reader<'a>, page: &'a mut SmsSession) -> Self {
        Self {
            reader,
            page,
            parties: Memo::default(),
            recipients: Memo::default(),
            templates: Templates::with_room(),
            may_have_rows: false,
            others: Vec::new(),
        }
    }

    /// Makes sure that nothing is left.
    pub(super) fn end(&mut self) -> Result<(), Fault> {
        Ok(self.reader.end()?)
    }

    /// Makes sure that what is left is one JSON value, and leaves it.
    #[cold]
    pub(super) fn skip_all(&self) -> Result<(), Fault> {
        let mut reader = self.reader.clone();
        reader.skip()?;
        Ok(reader.end()?)
    }

    /// A session, an array of sessions, or an array of messages.
    pub(super) fn any(&mut self) -> Result<(), Fault> {
        let found = self.reader.peek()?;
        match found {
            Kind::Object => self.session(),
            Kind::Array => {
                let mut sessions = None;
                self.list(&mut |decoder| {
                    let first = decoder.reader.peek()? == Kind::Object && sessions.is_none();
                    if first {
                        sessions = Some(is_session(&decoder.reader)?);
                    }
                    if sessions == Some(true) {
                        decoder.session()
                    } else {
                        decoder.message()
                    }
                })
            }
            found => Err(Fault::unexpected("an object or an array", found)),
        }
    }

    pub(super) fn session(&mut self) -> Result<(), Fault> {
        let start = self.page.sms_histories.len();
        let mut histories = false;
        let (shape, others) = self.object(model::Kind::Session, |decoder, field| {
            match field {
                Field::NextPageToken => decoder.page.next_page_token = decoder.string()?,
                Field::PageSize => decoder.page.page_size = decoder.integer()?,
                Field::SmsHistories => {
                    // A key that comes twice means its last value.
                    decoder.page.sms_histories.truncate(start);
                    decoder.list(&mut Self::message)?;
                    histories = true;
                }
                _ => decoder.other()?,
            }
            Ok(())
        })?;
        (self.page.shape, self.page.others) = (shape, others);
        if histories {
            Ok(())
        } else {
            Err(Fault::missing("sms_histories", "an array"))
        }
    }

    pub(super) fn message(&mut self) -> Result<(), Fault> {
        self.reader.skip_space();
        let mut templates = std::mem::take(&mut self.templates);
        let read = match templates.take(self) {
            Some(message) => Ok(message),
            None => self.new_message(&mut templates),
        };
        self.templates = templates;
        let message = read?;
        let messages = &mut self.page.sms_histories;
        if messages.len() == messages.capacity() {
            if messages.len() >= MOST_AT_ONCE {
                return Err(Fault::too_much());
            }
            // The others are about as long.
            let more = self.reader.left() / message.raw.len().max(1);
            let room = MOST_AT_ONCE - messages.len();
            messages.reserve_exact((messages.len() / 2 + more.min(MESSAGES) + 1).min(room));
        }
        messages.push(message);
        Ok(())
    }

    #[inline(never)]
    fn new_message(&mut self, templates: &mut Templates) -> Result<SmsMessage, Fault> {
        let start = self.reader.at();
        let mut message = SmsMessage::default();
        let (mut has_id, mut has_time) = (false, false);
        let mut members = Vec::with_capacity(MEMBERS);
        (message.shape, message.others) = self.object(model::Kind::Message, |decoder, field| {
            let start = decoder.reader.at();
            decoder.member(field, &mut message)?;
            members.push((field, decoder.reader.since(start)));
            has_id |= field == Field::MessageId;
            has_time |= field == Field::DateTime;
            Ok(())
        })?;
        if !has_id {
            return Err(Fault::missing("message_id", "a string"));
        }
        if !has_time {
            return Err(Fault::missing("date_time", "an RFC 3339 time"));
        }
        if self.may_have_rows && !message.others.is_empty() && self.is_row(message.shape) {
            let problem = "expected a message, found a row of what one was flattened into";
            return Err(Fault::new(String::from(problem)));
        }
        message.raw = self.reader.since(start);
        if !self.page.store.shapes.is_irregular(message.shape) {
            templates.keep(&mut message, members, self);
        }
        Ok(message)
    }

    fn is_row(&self, shape: Shape) -> bool {
        let bytes = self.reader.bytes();
        let has = |name: &str| {
            let mut keys = self.page.store.shapes.members(shape);
            keys.any(|(_, key)| key.of(bytes) == name.as_bytes())
        };
        has("epoch_ms") && OF_ROWS.into_iter().any(has)
    }

    /// Reads the value of a message's key.
    pub(super) fn member(&mut self, field: Field, message: &mut SmsMessage) -> Result<(), Fault> {
        match field {
            Field::MessageId => message.message_id = self.id()?,
            Field::DateTime => (message.date_time, message.epoch_ms) = self.time()?,
            Field::Attachments => message.attachments = self.attachments()?,
            Field::Direction => message.direction = self.word()?,
            Field::Message => message.message = self.string()?,
            Field::MessageType => message.message_type = self.integer()?,
            Field::DeliveryStatus => message.delivery_status = self.word()?,
            Field::Sender => message.sender = self.optional(Kind::Object, Self::party)?,
            Field::ToMembers => {
                message.to_members = self.optional(Kind::Array, Self::recipients)?;
            }
            _ => self.other()?,
        }
        Ok(())
    }

    fn recipients(&mut self) -> Result<Id, Fault> {
        match self.recipients.take(&mut self.reader) {
            Some(id) => Ok(id),
            None => self.new_recipients(),
        }
    }

    #[inline(never)]
    fn new_recipients(&mut self) -> Result<Id, Fault> {
        let before = self.reader.clone();
        let start = self.page.store.members.len();
        self.list(&mut |decoder| {
            let member = decoder.party()?;
            push(&mut decoder.page.store.members, member).map(drop)
        })?;
        let list = start..self.page.store.members.len();
        let id = push(&mut self.page.store.recipients, list)?;
        self.recipients
            .keep(&before, self.reader.since(before.at()), id);
        Ok(id)
    }

    fn party(&mut self) -> Result<Id, Fault> {
        self.reader.skip_space();
        match self.parties.take(&mut self.reader) {
            Some(id) => Ok(id),
            None => self.new_party(),
        }
    }

    #[inline(never)]
    fn new_party(&mut self) -> Result<Id, Fault> {
        let before = self.reader.clone();
        let mut party = SmsParty::default();
        (party.shape, party.others) = self.object(model::Kind::Party, |decoder, field| {
            match field {
                Field::PhoneNumber => party.phone_number = decoder.string()?,
                Field::DisplayName => party.display_name = decoder.string()?,
                Field::Owner => party.owner = decoder.optional(Kind::Object, Self::owner)?,
                _ => decoder.flat_other()?,
            }
            Ok(())
        })?;
        let id = push(&mut self.page.store.parties, party)?;
        self.parties
            .keep(&before, self.reader.since(before.at()), id);
        Ok(id)
    }

    fn owner(&mut self) -> Result<SmsOwner, Fault> {
        let mut owner = SmsOwner::default();
        (owner.shape, owner.others) = self.object(model::Kind::Owner, |decoder, field| {
            match field {
                Field::Id => owner.id = decoder.string()?,
                Field::Type => owner.kind = decoder.word()?,
                _ => decoder.flat_other()?,
            }
            Ok(())
        })?;
        Ok(owner)
    }

    #[inline(never)]
    fn attachments(&mut self) -> Result<Option<Raw>, Fault> {
        let start = self.page.store.attachments.len();
        // Most messages have none.
        if self.reader.takes(b"[]") {
            return Ok(Some(start..start));
        }
        self.optional(Kind::Array, |decoder| {
            decoder.list(&mut Self::attachment)?;
            Ok(start..decoder.page.store.attachments.len())
        })
    }

    fn attachment(&mut self) -> Result<(), Fault> {
        let mut file = SmsAttachment::default();
        (file.shape, file.others) = self.object(model::Kind::Attachment, |decoder, field| {
            match field {
                Field::DownloadUrl => file.download_url = decoder.string()?,
                Field::Id => file.id = decoder.string()?,
                Field::Name => file.name = decoder.string()?,
                Field::Size => file.size = decoder.integer()?,
                Field::Type => file.kind = decoder.word()?,
                _ => decoder.other()?,
            }
            Ok(())
        })?;
        push(&mut self.page.store.attachments, file).map(drop)
    }

    /// Reads an object; its keys, in their order, and the values of those that are not known.
    fn object(
        &mut self,
        kind: model::Kind,
        mut field: impl FnMut(&mut Self, Field) -> Result<(), Fault>,
    ) -> Result<(Shape, Range<usize>), Fault> {
        self.reader.skip_space();
        let outer = self.others.len();
        let mut shape = kind.root();
        loop {
            let name;
            (shape, name) = match self.page.store.shapes.next(shape, &mut self.reader) {
                Some(next) => next,
                None => self.step(kind, shape)?,
            };
            if name == Field::End {
                break;
            }
            field(self, name).map_err(|fault| self.under_key(fault, shape))?;
        }
        self.page.store.irregular |= self.page.store.shapes.is_irregular(shape);
        Ok((shape, self.others_since(outer)))
    }

    /// Closes an object of which the values of keys that are not known start here.
    #[inline]
    pub(super) fn others_since(&mut self, outer: usize) -> Range<usize> {
        let start = self.page.store.others.len();
        if outer < self.others.len() {
            self.keep_others(outer);
        }
        start..self.page.store.others.len()
    }

    #[inline(never)]
    fn keep_others(&mut self, outer: usize) {
        self.page.store.others.extend(self.others.drain(outer..));
    }

    /// Reads on to the value of a key that has not come here before, or over the end of the object.
    #[cold]
    fn step(&mut self, kind: model::Kind, shape: Shape) -> Result<(Shape, Field), Fault> {
        let start = self.reader.at();
        let more = if shape == kind.root() {
            self.expect(Kind::Object)?;
            self.reader.enter(Kind::Object)?
        } else {
            self.reader.next(Kind::Object)?
        };
        let (mut key, mut name) = (None, Field::End);
        if more {
            let place = self.reader.key()?;
            self.reader.skip_space();
            name = Field::of(kind, &self.reader.text(place).to_str());
            key = Some(place);
        }
        let step = Step {
            written: self.reader.since(start),
            key,
            field: name,
        };
        let shapes = &mut self.page.store.shapes;
        if shapes.count() >= MOST_SHAPES {
            return Err(Fault::too_much());
        }
        Ok((shapes.add(shape, step, self.reader.bytes()), name))
    }

    #[cold]
    fn under_key(&self, fault: Fault, shape: Shape) -> Fault {
        let key = self.page.store.shapes.key(shape).unwrap_or_default();
        fault.under(shown_name(&self.reader.text(key).to_str()))
    }

    #[inline(never)]
    fn list(&mut self, item: &mut dyn FnMut(&mut Self) -> Result<(), Fault>) -> Result<(), Fault> {
        if !self.reader.is_at(b'[') {
            self.expect(Kind::Array)?;
        }
        let mut more = self.reader.enter(Kind::Array)?;
        let mut index = 0;
        while more {
            item(self).map_err(|fault| fault.at_index(index))?;
            more = self.reader.next(Kind::Array)?;
            index += 1;
        }
        Ok(())
    }
}

/// Adds an item to what a page keeps; its id.
pub(super) fn push<T>(items: &mut Vec<T>, item: T) -> Result<Id, Fault> {
    let id = Id::of(items.len()).filter(|_| items.len() < MOST_AT_ONCE);
    items.push(item);
    id.ok_or_else(Fault::too_much)
}
