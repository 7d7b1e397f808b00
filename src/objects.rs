//! Pages and rows as numbers, of which JavaScript makes objects without looking at any text twice.
//!
//! `wasm/objects.js` is the other half: it reads what is written here, in the same order.

use alloc::vec::Vec;
use core::ops::Range;

use crate::heap::Heap;
use crate::json::Text;
use crate::model::{Field, Raw, Shape, SmsAttachment, SmsMessage, SmsOwner, SmsParty, SmsSession};
use crate::rows::{Cell, ColumnKind, Grain, Rows, Sink};

/// A page with those of its messages that are picked, of which JavaScript makes what `JSON.parse`
/// makes of the body; `None` where only the engine's own parser can tell what that is.
#[must_use]
pub fn page(page: &SmsSession, picked: &[usize]) -> Option<Heap> {
    if page.store.irregular {
        return None;
    }
    let mut objects = Objects {
        page,
        heap: Heap::for_page(page),
        shapes: Vec::new(),
    };
    let words = page.store.words.iter();
    words_into(&mut objects.heap, words.map(|place| page.text(*place)));
    objects.heap.count(page.store.parties.len());
    for party in &page.store.parties {
        objects.party(party);
    }
    objects.heap.count(page.store.recipients.len());
    for list in &page.store.recipients {
        objects.heap.count(list.len());
        for member in page.store.members.get(list.clone()).unwrap_or_default() {
            objects.heap.id(Some(*member));
        }
    }
    objects.session(page);
    let messages = picked
        .iter()
        .filter_map(|index| page.sms_histories.get(*index));
    objects.heap.count(picked.len());
    let mut patterns = Patterns::default();
    for message in messages {
        objects.heap.count(patterns.number(message));
        objects.heap.text(Some(page.text(message.message_id)));
        objects.heap.text(Some(page.text(message.date_time)));
        objects
            .heap
            .text(message.message.map(|text| page.text(text)));
        if patterns.is_new() {
            objects.message(message);
        }
    }
    Some(objects.heap)
}

/// The rows of those messages that are picked.
#[must_use]
pub fn rows(rows: &Rows<'_>, picked: &[usize]) -> Heap {
    let page = rows.page();
    let mut cells = Cells {
        heap: Heap::for_page(page),
        rows: 0,
    };
    words_into(&mut cells.heap, rows.words.all());
    let place = cells.heap.numbers.len();
    cells.heap.count(0);
    let mut patterns = Patterns::default();
    for index in picked {
        let message = page
            .sms_histories
            .get(*index)
            .filter(|_| rows.grain() == Grain::Message);
        let Some(message) = message else {
            rows.write_message(*index, &mut cells);
            continue;
        };
        cells.heap.count(patterns.number(message));
        if patterns.is_new() {
            rows.write_message(*index, &mut cells);
            continue;
        }
        cells.heap.text(Some(page.text(message.message_id)));
        cells.heap.text(Some(page.text(message.date_time)));
        cells.heap.integer(Some(message.epoch_ms));
        cells.heap.text(message.message.map(|text| page.text(text)));
        cells.end_row();
    }
    if let Some(count) = cells.heap.numbers.get_mut(place) {
        *count = cells.rows;
    }
    cells.heap
}

/// How many of the messages written last another is compared with.
const PATTERNS: usize = 8;

/// The messages that were written whole: of another that differs from one of them in nothing but id,
/// time and text, only these are written.
#[derive(Default)]
struct Patterns<'p> {
    written: Vec<&'p SmsMessage>,
    is_new: bool,
}

impl<'p> Patterns<'p> {
    /// The number of the message that this one is like: a new number if there is none.
    fn number(&mut self, message: &'p SmsMessage) -> usize {
        let first = self.written.len().saturating_sub(PATTERNS);
        let recent = self.written.get(first..).unwrap_or_default();
        let like = recent.iter().rposition(|other| is_like(other, message));
        self.is_new = like.is_none();
        like.map_or_else(
            || {
                self.written.push(message);
                self.written.len() - 1
            },
            |like| first + like,
        )
    }

    /// Whether the number given last is a new one.
    fn is_new(&self) -> bool {
        self.is_new
    }
}

/// Whether two messages have nothing of their own but id, time and text, and else the same.
fn is_like(left: &SmsMessage, right: &SmsMessage) -> bool {
    let files = |message: &SmsMessage| message.attachments.as_ref().map(Range::len);
    left.shape == right.shape
        && left.direction == right.direction
        && left.delivery_status == right.delivery_status
        && left.sender == right.sender
        && left.to_members == right.to_members
        && left.message_type == right.message_type
        && files(left) == files(right)
        && files(left).unwrap_or_default() == 0
        && left.others.is_empty()
        && right.others.is_empty()
}

/// Writes words, which are told by their numbers after this.
fn words_into<'w>(heap: &mut Heap, words: impl ExactSizeIterator<Item = Text<'w>>) {
    heap.count(words.len());
    for word in words {
        heap.text(Some(word));
    }
}

/// How many of the shapes written last are looked through; another is written again.
const SHAPES: usize = 16;

/// Writes the objects of a page.
struct Objects<'p> {
    page: &'p SmsSession,
    heap: Heap,
    /// The shapes that were written, in the order of their numbers.
    shapes: Vec<Shape>,
}

impl Objects<'_> {
    fn session(&mut self, session: &SmsSession) {
        self.shape(session.shape, &session.others);
        let token = session.next_page_token.map(|place| self.page.text(place));
        self.heap.text(token);
        self.heap.integer(session.page_size);
    }

    /// Writes all of a message but its id, time and text.
    fn message(&mut self, message: &SmsMessage) {
        self.shape(message.shape, &message.others);
        self.heap.id(message.direction);
        self.heap.id(message.delivery_status);
        self.heap.integer(message.message_type);
        self.heap.id(message.sender);
        self.heap.id(message.to_members);
        let files = self.page.attachments(message);
        // 0 is none at all, 1 an empty list.
        let list = message.attachments.as_ref().map_or(0, |_| files.len() + 1);
        self.heap.count(list);
        for file in files {
            self.attachment(file);
        }
    }

    fn party(&mut self, party: &SmsParty) {
        self.shape(party.shape, &party.others);
        for place in [party.phone_number, party.display_name] {
            self.heap.text(place.map(|place| self.page.text(place)));
        }
        self.heap.count(usize::from(party.owner.is_some()));
        if let Some(owner) = &party.owner {
            self.owner(owner);
        }
    }

    fn owner(&mut self, owner: &SmsOwner) {
        self.shape(owner.shape, &owner.others);
        self.heap.text(owner.id.map(|place| self.page.text(place)));
        self.heap.id(owner.kind);
    }

    fn attachment(&mut self, file: &SmsAttachment) {
        self.shape(file.shape, &file.others);
        for place in [file.download_url, file.id, file.name] {
            self.heap.text(place.map(|place| self.page.text(place)));
        }
        self.heap.integer(file.size);
        self.heap.id(file.kind);
    }

    /// Writes the number of a shape, with the shape where it is new; then, if it has keys that are
    /// not known, the number of the first of their values.
    fn shape(&mut self, shape: Shape, others: &[Raw]) {
        let first = self.shapes.len().saturating_sub(SHAPES);
        let recent = self.shapes.get(first..).unwrap_or_default();
        let known = recent.iter().rposition(|known| *known == shape);
        let number = known.map_or(self.shapes.len(), |known| first + known);
        self.heap.count(number);
        if known.is_none() {
            self.shapes.push(shape);
            self.new_shape(shape);
        }
        if others.is_empty() {
            return;
        }
        self.heap.count(self.heap.values());
        for other in others {
            self.heap.value(&[self.page.raw(other)]);
        }
    }

    /// Writes an object with the shape's keys, all of them null; which of the known keys it has, as
    /// bits; and the keys that are not known.
    fn new_shape(&mut self, shape: Shape) {
        let shapes = &self.page.store.shapes;
        let mut keys: Vec<(Field, &[u8])> = shapes
            .members(shape)
            .map(|(field, key)| (field, key.of(&self.page.store.bytes)))
            .collect();
        keys.reverse();
        let mut pieces: Vec<&[u8]> = Vec::with_capacity(3 * keys.len() + 2);
        for (index, (_, key)) in keys.iter().enumerate() {
            pieces.extend_from_slice(&[if index == 0 { b"{\"" } else { b",\"" }, *key, b"\":null"]);
        }
        pieces.push(if keys.is_empty() { b"{}" } else { b"}" });
        let empty = self.heap.value(&pieces);
        self.heap.numbers.push(empty);
        let known = keys.iter().filter(|(field, _)| *field != Field::Other);
        let bits = known.fold(0, |bits, (field, _)| bits | 1 << (*field as u32));
        self.heap.numbers.push(bits);
        keys.retain(|(field, _)| *field == Field::Other);
        self.heap.count(keys.len());
        for (_, key) in keys {
            let key = self.heap.value(&[b"\"", key, b"\""]);
            self.heap.numbers.push(key);
        }
    }
}

/// Writes the cells of rows.
struct Cells {
    heap: Heap,
    rows: i32,
}

impl Sink for Cells {
    fn cell(&mut self, cell: Cell<'_>) {
        match cell {
            Cell::Text(text) => self.heap.text(Some(text)),
            Cell::Word(word) => self.heap.id(Some(word)),
            Cell::Integer(integer) => self.heap.integer(Some(integer)),
            Cell::Null(ColumnKind::Text) => self.heap.text(None),
            Cell::Null(ColumnKind::Word) => self.heap.id(None),
            Cell::Null(ColumnKind::Integer) => self.heap.integer(None),
        }
    }

    fn end_row(&mut self) {
        self.rows += 1;
    }
}
