//! The distinct texts that rows repeat, and their owners.

use super::e164::{self, CallingCode};
use crate::json::{Place, Text};
use crate::model::{Direction, Id, Known, MessageType, Page, Party};

/// Separates the values of several recipients or attachments in one cell.
const SEPARATOR: &[u8] = b"; ";

/// The typical words of a party, and its longest number: growing costs as much as filling.
const PERSON_WORDS: usize = 6;
const E164_LENGTH: usize = 16;

/// The texts that rows repeat: names of parties, values of enumerations, and joined values. A row
/// holds their ids.
#[derive(Debug, Clone)]
pub struct Words<'p> {
    page: &'p Page,
    /// The texts that are not in the page.
    made: Vec<u8>,
    places: Vec<(Source, Place)>,
}

#[derive(Debug, Clone, Copy)]
enum Source {
    Page,
    Built,
}

/// The column values of a party.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Person {
    pub(crate) phone_number: Option<Id>,
    pub(crate) e164: Option<Id>,
    pub(crate) display_name: Option<Id>,
    pub(crate) owner_id: Option<Id>,
    pub(crate) owner_type: Option<Id>,
}

/// The column values of a list of recipients.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Group {
    pub(crate) count: usize,
    pub(crate) phone_numbers: Option<Id>,
    pub(crate) display_names: Option<Id>,
}

/// The column values of a message's attachments.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Files {
    pub(crate) count: usize,
    pub(crate) names: Option<Id>,
    pub(crate) bytes: Option<i64>,
}

impl Group {
    pub(super) fn count(&self) -> i64 {
        integer(self.count)
    }
}

impl Files {
    pub(super) fn count(&self) -> i64 {
        integer(self.count)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }
}

/// A count as a column value.
fn integer(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

impl<'p> Words<'p> {
    /// The words of a page: first the values of its enumerations, with the same ids.
    pub(super) fn of(page: &'p Page) -> Self {
        let store = &page.store;
        let mut places = Vec::with_capacity(store.words.len() + PERSON_WORDS * store.parties.len());
        places.extend(store.words.iter().map(|place| (Source::Page, *place)));
        Self {
            page,
            made: Vec::with_capacity(E164_LENGTH * store.parties.len()),
            places,
        }
    }

    /// The text of a word.
    #[must_use]
    pub fn text(&self, word: Id) -> Text<'_> {
        let place = self.places.get(word.index());
        self.at(place.copied().unwrap_or((Source::Built, Place::default())))
    }

    fn at(&self, (source, place): (Source, Place)) -> Text<'_> {
        match source {
            Source::Page => self.page.text(place),
            Source::Built => Text::at(place, &self.made),
        }
    }

    /// All texts, in the order of their ids.
    #[must_use = "an iterator does nothing by itself"]
    pub fn all(&self) -> impl ExactSizeIterator<Item = Text<'_>> {
        self.places.iter().map(|place| self.at(*place))
    }

    /// The id of the session, which is not in the page.
    pub(super) fn session_id(&mut self, id: Option<&str>) -> Option<Id> {
        let id = id?;
        let mut json = Vec::with_capacity(id.len());
        for byte in id.bytes() {
            if matches!(byte, b'"' | b'\\') {
                json.push(b'\\');
            }
            json.push(byte);
        }
        self.make(&[&json], json.len() > id.len(), !id.is_ascii())
    }

    /// The length of the texts that are not in the page.
    pub(super) fn made(&self) -> usize {
        self.made.len()
    }

    /// The most bytes of all texts, each once for every column that may have it: a value of an enumeration may be in
    /// all of them, and any other in its own and the counterparty's.
    pub(super) fn bytes(&self, columns: usize) -> usize {
        let values = self.page.store.words.len();
        let times = |index| if index < values { columns } else { 2 };
        let places = self.places.iter().enumerate();
        places
            .map(|(index, (_, place))| times(index) * place.range().len())
            .sum()
    }

    /// Zoom's name for a message type.
    pub(super) fn label(&mut self, kind: MessageType) -> Option<Id> {
        self.make(&[kind.label().as_bytes()], false, false)
    }

    /// The meaning of a direction.
    #[inline(never)]
    pub(super) fn direction(&self, word: Id) -> Option<Direction> {
        Direction::from_name(&self.text(word).to_str())
    }

    #[inline(never)]
    pub(super) fn person(&mut self, party: &Party, account: Option<CallingCode>) -> Person {
        let owner = party.owner.as_ref();
        Person {
            phone_number: self.keep(party.phone_number),
            e164: self.e164(party.phone_number, account),
            display_name: self.keep(party.display_name),
            owner_id: self.keep(owner.and_then(|owner| owner.id)),
            owner_type: owner.and_then(|owner| owner.r#type),
        }
    }

    pub(super) fn group(&mut self, members: &[Id], people: &[Person]) -> Group {
        let mut words = |word: fn(&Person) -> Option<Id>| {
            let word = |member: &Id| people.get(member.index()).and_then(word);
            self.join(&mut members.iter().map(word))
        };
        Group {
            phone_numbers: words(|person| person.phone_number),
            display_names: words(|person| person.display_name),
            count: members.len(),
        }
    }

    /// Adds a text of the page.
    pub(super) fn keep(&mut self, place: Option<Place>) -> Option<Id> {
        let id = Id::of(self.places.len());
        self.places.push((Source::Page, place?));
        id
    }

    /// The values in one cell. A missing value leaves an empty position, so that names and numbers
    /// stay aligned; no values at all are `None`.
    pub(super) fn join(
        &mut self,
        words: &mut dyn ExactSizeIterator<Item = Option<Id>>,
    ) -> Option<Id> {
        if words.len() == 1 {
            return words.next().flatten();
        }
        self.join_some(words)
    }

    #[inline(never)]
    fn join_some(&mut self, words: &mut dyn ExactSizeIterator<Item = Option<Id>>) -> Option<Id> {
        let (mut pieces, mut is_empty, mut escaped, mut wide) = (Vec::new(), true, false, false);
        for (index, word) in words.enumerate() {
            if index > 0 {
                pieces.extend_from_slice(SEPARATOR);
            }
            if let Some(text) = word.map(|word| self.text(word)) {
                pieces.extend_from_slice(text.as_json());
                is_empty = false;
                escaped |= text.is_escaped();
                wide |= text.is_wide();
            }
        }
        if is_empty {
            return None;
        }
        self.make(&[&pieces], escaped, wide)
    }

    /// A phone number in E.164, if its country is certain.
    fn e164(&mut self, phone_number: Option<Place>, account: Option<CallingCode>) -> Option<Id> {
        let number = self.page.text(phone_number?);
        let start = self.made.len();
        if e164::write(number.to_str().as_bytes(), account, &mut self.made) {
            self.made_since(start, false, false)
        } else {
            None
        }
    }

    #[inline(never)]
    fn make(&mut self, pieces: &[&[u8]], escaped: bool, wide: bool) -> Option<Id> {
        let start = self.made.len();
        for piece in pieces {
            self.made.extend_from_slice(piece);
        }
        self.made_since(start, escaped, wide)
    }

    /// Adds a new text.
    fn made_since(&mut self, start: usize, escaped: bool, wide: bool) -> Option<Id> {
        let place = Place::new(start, self.made.len(), escaped, wide);
        let id = Id::of(self.places.len());
        self.places.push((Source::Built, place));
        id
    }
}
