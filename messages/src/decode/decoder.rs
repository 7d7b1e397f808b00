//! One pass over a body.

use std::ops::Range;

use super::fault::Fault;
use super::kinds::{OF_ROWS, is_page};
use super::memo::Memo;
use super::template::{MessageReader, Start, Templates};
use crate::json::{Kind, Reader};
use crate::model::{
    Attachment, Id, MOST_AT_ONCE, Member, Message, Object, ObjectInfo, Page, Party, Raw, Session,
    Shape, Step,
};
use crate::written::shown_name;

/// The most messages of a page.
const MESSAGES: usize = 100;

/// Zoom documents 9 members of a message.
const MEMBERS: usize = 12;

/// The most object shapes; each takes ten times the memory of its key. No real body has different
/// keys in every object.
const MOST_SHAPES: usize = 4 * MOST_AT_ONCE;

/// The most values of unknown keys: several per message.
pub(super) const MOST_OTHERS: usize = 16 * MOST_AT_ONCE;

/// Reads a body into a page.
pub(super) struct Decoder<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) page: &'a mut Page,
    parties: Memo,
    recipients: Memo,
    templates: Templates,
    /// Whether the input may be rows, which would pass for messages without people.
    pub(super) may_have_rows: bool,
    /// The values of unknown keys of the objects being read.
    pub(super) others: Vec<Raw>,
    /// The index of the first message of the session that is being read.
    first_message: usize,
}

impl<'a> Decoder<'a> {
    pub(super) fn new(reader: Reader<'a>, page: &'a mut Page) -> Self {
        Self {
            reader,
            page,
            parties: Memo::default(),
            recipients: Memo::default(),
            templates: Templates::with_room(),
            may_have_rows: false,
            others: Vec::new(),
            first_message: 0,
        }
    }

    /// Checks that nothing is left.
    pub(super) fn end(&mut self) -> Result<(), Fault> {
        Ok(self.reader.end()?)
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
                        sessions = Some(is_page(&decoder.reader, "sms_histories")?);
                    }
                    if sessions == Some(true) {
                        decoder.session()
                    } else {
                        decoder.message()
                    }
                })
            }
            found @ (Kind::Null | Kind::Boolean | Kind::Number | Kind::String) => {
                Err(Fault::unexpected("an object or an array", found))
            }
        }
    }

    pub(super) fn session(&mut self) -> Result<(), Fault> {
        self.first_message = self.page.messages.len();
        self.page.session = self.whole::<Session>(&mut |_, _, _| {})?;
        Ok(())
    }

    pub(super) fn message(&mut self) -> Result<(), Fault> {
        self.reader.skip_space();
        let start = self.reader.at();
        let mut templates = std::mem::take(&mut self.templates);
        let read = match templates.take(self) {
            Some(message) => Ok(message),
            None => self.new_message(&mut templates),
        };
        self.templates = templates;
        let message = read?;
        let messages = &mut self.page.messages;
        if messages.len() == messages.capacity() {
            if messages.len() >= MOST_AT_ONCE {
                return Err(Fault::too_much());
            }
            // The others are about as long.
            let more = self.reader.left() / (self.reader.at() - start).max(1);
            let room = MOST_AT_ONCE - messages.len();
            messages.reserve_exact((messages.len() / 2 + more.min(MESSAGES) + 1).min(room));
        }
        messages.push(message);
        Ok(())
    }

    #[inline(never)]
    fn new_message(&mut self, templates: &mut Templates) -> Result<Message, Fault> {
        let start = self.reader.at();
        let mut members = Vec::with_capacity(MEMBERS);
        let mut message = self.whole::<Message>(&mut |decoder, member, start| {
            members.push((member, decoder.reader.since(start)));
        })?;
        let keys = &message.keys;
        if self.may_have_rows && !keys.others.is_empty() && self.is_row(keys.shape) {
            let problem = "expected a message, found a row of what one was flattened into";
            return Err(Fault::new(String::from(problem)));
        }
        if !self.page.store.shapes.is_irregular(message.keys.shape) {
            let written = self.reader.since(start);
            templates.keep(&mut message, &written, members, self);
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

    pub(super) fn recipients(&mut self) -> Result<Id, Fault> {
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
            let member = decoder.one_party()?;
            push(&mut decoder.page.store.members, member).map(drop)
        })?;
        let list = start..self.page.store.members.len();
        let id = push(&mut self.page.store.recipients, list)?;
        self.recipients
            .keep(&before, self.reader.since(before.at()), id);
        Ok(id)
    }

    pub(super) fn one_party(&mut self) -> Result<Id, Fault> {
        self.reader.skip_space();
        match self.parties.take(&mut self.reader) {
            Some(id) => Ok(id),
            None => self.new_party(),
        }
    }

    #[inline(never)]
    fn new_party(&mut self) -> Result<Id, Fault> {
        let before = self.reader.clone();
        let party = self.whole::<Party>(&mut |_, _, _| {})?;
        let id = push(&mut self.page.store.parties, party)?;
        self.parties
            .keep(&before, self.reader.since(before.at()), id);
        Ok(id)
    }

    #[inline(never)]
    pub(super) fn files(&mut self) -> Result<Option<Range<usize>>, Fault> {
        let start = self.page.store.attachments.len();
        // Most messages have none.
        if self.reader.takes(b"[]") {
            return Ok(Some(start..start));
        }
        self.optional(Kind::Array, |decoder| {
            decoder.list(&mut Self::file)?;
            Ok(start..decoder.page.store.attachments.len())
        })
    }

    /// The messages of the session that is being read.
    pub(super) fn histories(&mut self) -> Result<Range<usize>, Fault> {
        // For a repeated key, the last value counts.
        self.page.messages.truncate(self.first_message);
        self.list(&mut Self::message)?;
        Ok(self.first_message..self.page.messages.len())
    }

    fn file(&mut self) -> Result<(), Fault> {
        let file = self.whole::<Attachment>(&mut |_, _, _| {})?;
        push(&mut self.page.store.attachments, file).map(drop)
    }

    /// Reads an object: the values of its fields, its keys in their order, and the values of those that are not
    /// known. `after` is told of each value that has been read, and where it starts.
    pub(super) fn whole<T: Object>(
        &mut self,
        after: &mut impl FnMut(&Self, Member, usize),
    ) -> Result<T, Fault> {
        let mut object = T::default();
        self.reader.skip_space();
        let outer = self.others.len();
        let mut shape = T::INFO.root();
        loop {
            let member;
            (shape, member) = match self.page.store.shapes.next(shape, &mut self.reader) {
                Some(next) => next,
                None => self.step(T::INFO, shape)?,
            };
            let start = self.reader.at();
            let read = match member {
                Member::Field(field) => object.read(field, self),
                Member::Other if T::INFO.is_shared => self.flat_other(),
                Member::Other => self.other(),
                Member::End => break,
            };
            read.map_err(|fault| self.under_key(fault, shape))?;
            after(self, member, start);
        }
        let shapes = &self.page.store.shapes;
        if let Some(field) = shapes.lacks(shape) {
            return Err(Fault::missing(T::INFO, field));
        }
        self.page.store.irregular |= shapes.is_irregular(shape);
        let keys = object.keys_mut();
        keys.shape = shape;
        keys.others = self.others_since(outer);
        Ok(object)
    }

    /// Closes an object whose unknown values start here.
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

    /// Reads up to the value of a new key, or past the end of the object.
    #[cold]
    fn step(&mut self, object: &ObjectInfo, shape: Shape) -> Result<(Shape, Member), Fault> {
        let start = self.reader.at();
        let more = if shape == object.root() {
            self.expect(Kind::Object)?;
            self.reader.enter(Kind::Object)?
        } else {
            self.reader.next(Kind::Object)?
        };
        let (mut key, mut member) = (None, Member::End);
        if more {
            let place = self.reader.key()?;
            self.reader.skip_space();
            member = Member::of(object, &self.reader.text(place).to_str());
            key = Some(place);
        }
        let step = Step {
            written: self.reader.since(start),
            key,
            member,
        };
        let shapes = &mut self.page.store.shapes;
        if shapes.count() >= MOST_SHAPES {
            return Err(Fault::too_much());
        }
        let added = shapes.add(object, shape, step, self.reader.bytes());
        Ok((added, member))
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

impl<'a> MessageReader<'a> for Decoder<'a> {
    #[inline]
    fn reader(&mut self) -> &mut Reader<'a> {
        &mut self.reader
    }

    #[inline]
    fn start(&self) -> Start {
        Start {
            at: self.reader.at(),
            others: self.others.len(),
            files: self.page.store.attachments.len(),
        }
    }

    #[inline]
    fn back_to(&mut self, start: &Start) {
        self.reader = self.reader.from(start.at);
        self.others.truncate(start.others);
        self.page.store.attachments.truncate(start.files);
    }

    #[inline]
    fn unknown(&mut self) -> Result<(), Fault> {
        self.other()
    }

    #[inline]
    fn unknown_since(&mut self, start: &Start) -> Range<usize> {
        self.others_since(start.others)
    }

    #[inline]
    fn new_pattern(&mut self) -> Option<Id> {
        let patterns = &mut self.page.store.patterns;
        let pattern = Id::of(*patterns);
        *patterns += 1;
        pattern
    }
}

/// Adds an item to the page, and returns its id.
pub(super) fn push<T>(items: &mut Vec<T>, item: T) -> Result<Id, Fault> {
    let id = Id::of(items.len()).filter(|_| items.len() < MOST_AT_ONCE);
    items.push(item);
    id.ok_or_else(Fault::too_much)
}
