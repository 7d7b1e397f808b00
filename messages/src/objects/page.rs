//! A page as `JSON.parse` gives it.

use std::ops::Range;

use super::interner::Interner;
use crate::batch::Batch;
use crate::json::{Place, Text};
use crate::model::{
    Id, Member, Message, Object, ObjectInfo, Page, Scalar, Shape, Which, WriteWire,
};

/// The selected messages of a page, from which JavaScript builds the same as `JSON.parse`; `None`
/// if only the engine's own parser can interpret the page.
#[must_use]
pub fn page<'p>(page: &'p Page, picked: &'p [usize]) -> Option<Batch<'p>> {
    let store = &page.store;
    if store.irregular {
        return None;
    }
    let mut objects = Objects {
        page,
        picked,
        batch: Batch::for_page(page),
        shapes: Vec::new(),
        words: Interner::of(store.words.len()),
        patterns: Interner::of(store.patterns),
        parties: Interner::of(store.parties.len()),
        lists: Interner::of(store.recipients.len()),
    };
    objects.whole(&page.session);
    Some(objects.batch)
}

/// The most recent shapes to search; an older one is written again.
const SHAPES: usize = 16;

/// Writes the objects of a page.
struct Objects<'p> {
    page: &'p Page,
    picked: &'p [usize],
    batch: Batch<'p>,
    /// The written shapes, by number.
    shapes: Vec<Shape>,
    words: Interner,
    patterns: Interner,
    parties: Interner,
    lists: Interner,
}

impl Objects<'_> {
    #[inline]
    fn message(&mut self, message: &Message) {
        let keys = &message.keys;
        let pattern = self.patterns.write(keys.pattern, &mut self.batch);
        if pattern.is_some() || keys.pattern.is_none() {
            self.shape(Message::INFO, keys.shape);
            message.write(Which::Repeated, self);
        }
        message.write(Which::Own, self);
        self.others(&keys.others);
    }

    fn whole<T: Object>(&mut self, object: &T) {
        self.shape(T::INFO, object.keys().shape);
        object.write(Which::All, self);
        self.others(&object.keys().others);
    }

    /// Writes the number of the first unknown value, if any.
    fn others(&mut self, others: &Range<usize>) {
        if others.is_empty() {
            return;
        }
        self.batch.count(self.batch.values());
        for other in self.page.others(others) {
            self.batch.value(&[other]);
        }
    }

    /// Writes the number of a shape, and the shape if it is new.
    fn shape(&mut self, object: &ObjectInfo, shape: Shape) {
        let first = self.shapes.len().saturating_sub(SHAPES);
        let recent = self.shapes.get(first..).unwrap_or_default();
        let known = recent.iter().rposition(|known| *known == shape);
        let number = known.map_or(self.shapes.len(), |known| first + known);
        self.batch.count(number);
        if known.is_none() {
            self.shapes.push(shape);
            self.new_shape(object, shape);
        }
    }

    /// Writes the number of a usual order of keys. Of any other it writes 0, what it is of, an object with all of its
    /// keys, all of them null, and those that are not known.
    fn new_shape(&mut self, object: &ObjectInfo, shape: Shape) {
        let shapes = &self.page.store.shapes;
        if let Some(usual) = shapes.usual(shape) {
            return self.batch.count(object.first_usual() + usual);
        }
        self.batch.count(0);
        let mut keys: Vec<(Member, &[u8])> = shapes
            .members(shape)
            .map(|(member, key)| (member, key.of(&self.page.store.bytes)))
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
        self.batch.count(object.number as usize);
        let place = Place::new(0, empty.len(), false, !empty.is_ascii());
        self.batch.text(Some(Text::at(place, &empty)));
        keys.retain(|(member, _)| *member == Member::Other);
        self.batch.count(keys.len());
        for (_, key) in keys {
            let key = self.batch.value(&[b"\"", key, b"\""]);
            self.batch.numbers.push(key);
        }
    }
}

impl WriteWire for Objects<'_> {
    #[inline]
    fn text(&mut self, text: Option<Place>) {
        self.batch.place(text);
    }

    fn word(&mut self, word: Option<Id>) {
        if let Some(word) = self.words.write(word, &mut self.batch) {
            self.batch.text(Some(self.page.word(word)));
        }
    }

    fn scalar(&mut self, scalar: Option<Scalar>) {
        match scalar {
            Some(Scalar::Number(number)) => self.batch.number(number),
            Some(Scalar::Text(text)) => self.batch.place(Some(text)),
            None => self.batch.place(None),
        }
    }

    #[inline]
    fn integer(&mut self, integer: Option<i64>) {
        self.batch.integer(integer);
    }

    #[inline]
    fn boolean(&mut self, boolean: Option<bool>) {
        self.batch.boolean(boolean);
    }

    fn object<T: Object>(&mut self, object: Option<&T>) {
        self.batch.count(usize::from(object.is_some()));
        if let Some(object) = object {
            self.whole(object);
        }
    }

    fn party(&mut self, party: Option<Id>) {
        let new = self.parties.write(party, &mut self.batch);
        if let Some(party) = new.and_then(|party| self.page.party(party)) {
            self.whole(party);
        }
    }

    fn parties(&mut self, list: Option<Id>) {
        let Some(list) = self.lists.write(list, &mut self.batch) else {
            return;
        };
        let members = self.page.recipients(Some(list));
        self.batch.count(members.len());
        for member in members {
            self.party(Some(*member));
        }
    }

    /// 0 means no list, 1 an empty list.
    fn attachments(&mut self, attachments: Option<&Range<usize>>) {
        let Some(range) = attachments else {
            return self.batch.count(0);
        };
        let files = self.page.store.attachments.get(range.clone());
        let files = files.unwrap_or_default();
        self.batch.count(files.len() + 1);
        for file in files {
            self.whole(file);
        }
    }

    /// Likewise. Those that are picked, whichever session they are of.
    fn messages(&mut self, _: &Range<usize>) {
        let picked = self.picked;
        let messages = || {
            let found = picked.iter().map(|index| self.page.messages.get(*index));
            found.flatten()
        };
        self.batch.count(messages().count() + 1);
        for message in messages() {
            self.message(message);
        }
    }
}
