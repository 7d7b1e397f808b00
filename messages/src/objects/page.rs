//! A page as `JSON.parse` gives it.

use std::ops::Range;

use super::once::Once;
use crate::heap::Heap;
use crate::json::{Place, Text};
use crate::model::{Field, Id, Shape, SmsAttachment, SmsMessage, SmsOwner, SmsSession};

/// A page with those of its messages that are picked, of which JavaScript makes what `JSON.parse`
/// makes of the body; `None` where only the engine's own parser can tell what that is.
#[must_use]
pub fn page<'p>(page: &'p SmsSession, picked: &[usize]) -> Option<Heap<'p>> {
    let store = &page.store;
    if store.irregular {
        return None;
    }
    let mut objects = Objects {
        page,
        heap: Heap::for_page(page),
        shapes: Vec::new(),
        words: Once::of(store.words.len()),
        patterns: Once::of(store.patterns),
        parties: Once::of(store.parties.len()),
        lists: Once::of(store.recipients.len()),
    };
    objects.shape(page.shape);
    objects.others(&page.others);
    objects.heap.place(page.next_page_token);
    objects.heap.integer(page.page_size);
    objects.heap.count(picked.len());
    for index in picked {
        objects.message(page.sms_histories.get(*index)?);
    }
    Some(objects.heap)
}

/// How many of the shapes written last are looked through; another is written again.
const SHAPES: usize = 16;

/// Writes the objects of a page.
struct Objects<'p> {
    page: &'p SmsSession,
    heap: Heap<'p>,
    /// The shapes that were written, in the order of their numbers.
    shapes: Vec<Shape>,
    words: Once,
    patterns: Once,
    parties: Once,
    lists: Once,
}

impl Objects<'_> {
    fn message(&mut self, message: &SmsMessage) {
        let pattern = self.patterns.write(message.pattern, &mut self.heap);
        if pattern.is_some() || message.pattern.is_none() {
            self.shape(message.shape);
            self.word(message.direction);
            self.word(message.delivery_status);
            self.heap.integer(message.message_type);
        }
        self.heap.place(Some(message.message_id));
        self.heap.place(Some(message.date_time));
        self.heap.place(message.message);
        self.party(message.sender);
        self.list(message.to_members);
        let files = self.page.attachments(message);
        // 0 is none at all, 1 an empty list.
        let list = message.attachments.as_ref().map_or(0, |_| files.len() + 1);
        self.heap.count(list);
        for file in files {
            self.attachment(file);
        }
        self.others(&message.others);
    }

    fn list(&mut self, list: Option<Id>) {
        let Some(list) = self.lists.write(list, &mut self.heap) else {
            return;
        };
        let members = self.page.recipients(Some(list));
        self.heap.count(members.len());
        for member in members {
            self.party(Some(*member));
        }
    }

    fn party(&mut self, party: Option<Id>) {
        let new = self.parties.write(party, &mut self.heap);
        let Some(party) = new.and_then(|party| self.page.party(party)) else {
            return;
        };
        self.shape(party.shape);
        self.heap.place(party.phone_number);
        self.heap.place(party.display_name);
        self.heap.count(usize::from(party.owner.is_some()));
        if let Some(owner) = &party.owner {
            self.owner(owner);
        }
        self.others(&party.others);
    }

    fn owner(&mut self, owner: &SmsOwner) {
        self.shape(owner.shape);
        self.heap.place(owner.id);
        self.word(owner.kind);
        self.others(&owner.others);
    }

    fn attachment(&mut self, file: &SmsAttachment) {
        self.shape(file.shape);
        self.heap.place(file.download_url);
        self.heap.place(file.id);
        self.heap.place(file.name);
        self.heap.integer(file.size);
        self.word(file.kind);
        self.others(&file.others);
    }

    fn word(&mut self, word: Option<Id>) {
        if let Some(word) = self.words.write(word, &mut self.heap) {
            self.heap.text(Some(self.page.word(word)));
        }
    }

    /// Writes the number of the first of the values of keys that are not known, if there are any.
    fn others(&mut self, others: &Range<usize>) {
        if others.is_empty() {
            return;
        }
        self.heap.count(self.heap.values());
        for other in self.page.others(others) {
            self.heap.value(&[other]);
        }
    }

    /// Writes the number of a shape, with the shape where it is new.
    fn shape(&mut self, shape: Shape) {
        let first = self.shapes.len().saturating_sub(SHAPES);
        let recent = self.shapes.get(first..).unwrap_or_default();
        let known = recent.iter().rposition(|known| *known == shape);
        let number = known.map_or(self.shapes.len(), |known| first + known);
        self.heap.count(number);
        if known.is_none() {
            self.shapes.push(shape);
            self.new_shape(shape);
        }
    }

    /// Writes the number of a shape whose keys are all known; of any other none, but what it is of, an object
    /// with all of its keys, all of them null, and those that are not known.
    fn new_shape(&mut self, shape: Shape) {
        let shapes = &self.page.store.shapes;
        let known = shapes.known(shape);
        self.heap.integer(known);
        if known.is_some() {
            return;
        }
        let mut keys: Vec<(Field, &[u8])> = shapes
            .members(shape)
            .map(|(field, key)| (field, key.of(&self.page.store.bytes)))
            .collect();
        keys.reverse();
        let mut empty = Vec::new();
        for (_, key) in &keys {
            let start: &[u8] = if empty.is_empty() { b"{\"" } else { b",\"" };
            for piece in [start, key, b"\":null"] {
                empty.extend_from_slice(piece);
            }
        }
        empty.extend_from_slice(if empty.is_empty() { b"{}" } else { b"}" });
        self.heap.count(shapes.kind(shape));
        let place = Place::new(0, empty.len(), false, !empty.is_ascii());
        self.heap.text(Some(Text::at(place, &empty)));
        keys.retain(|(field, _)| *field == Field::Other);
        self.heap.count(keys.len());
        for (_, key) in keys {
            let key = self.heap.value(&[b"\"", key, b"\""]);
            self.heap.numbers.push(key);
        }
    }
}
