//! The body of a page, and what its messages share.

use std::ops::Range;

use super::{Id, Shapes, SmsAttachment, SmsMessage, SmsParty, SmsSession};
use crate::json::{Place, Text};

/// Where a whole JSON value stands in the body.
pub type Raw = Range<usize>;

/// A list of recipients: indexes of [`Store::members`].
pub type Recipients = Range<usize>;

/// What the messages of a page share.
#[derive(Debug, Clone, Default)]
pub struct Store {
    /// The body, or several bodies one after the other.
    pub bytes: Vec<u8>,
    /// Every sender and recipient that is written differently.
    pub parties: Vec<SmsParty>,
    /// Every list of recipients that is written differently.
    pub recipients: Vec<Recipients>,
    /// The parties of those lists.
    pub members: Vec<Id>,
    /// The attachments of all messages.
    pub attachments: Vec<SmsAttachment>,
    /// The values of keys that are not known, those of one object side by side.
    pub others: Vec<Raw>,
    /// Every value of an enumeration.
    pub words: Vec<Place>,
    /// The keys of all objects.
    pub shapes: Shapes,
    /// How many patterns messages have.
    pub patterns: usize,
    /// Whether something is written in a way that only JSON's own rules tell the meaning of, such as
    /// a key that comes twice.
    pub irregular: bool,
}

impl SmsSession {
    /// The text at a place.
    #[must_use]
    pub fn text(&self, place: Place) -> Text<'_> {
        Text::at(place, &self.store.bytes)
    }

    /// A value of an enumeration.
    #[must_use]
    pub fn word(&self, word: Id) -> Text<'_> {
        let place = self.store.words.get(word.index());
        self.text(place.copied().unwrap_or_default())
    }

    /// A sender or recipient.
    #[must_use]
    pub fn party(&self, party: Id) -> Option<&SmsParty> {
        self.store.parties.get(party.index())
    }

    /// The recipients of a list.
    #[must_use]
    pub fn recipients(&self, list: Option<Id>) -> &[Id] {
        let range = list.and_then(|list| self.store.recipients.get(list.index()));
        let members = range.and_then(|range| self.store.members.get(range.clone()));
        members.unwrap_or_default()
    }

    /// The attachments of a message.
    #[must_use]
    pub fn attachments(&self, message: &SmsMessage) -> &[SmsAttachment] {
        let range = message.attachments.clone();
        let files = range.and_then(|range| self.store.attachments.get(range));
        files.unwrap_or_default()
    }

    /// Values of keys that are not known, as they are written.
    pub fn others(&self, others: &Range<usize>) -> impl Iterator<Item = &[u8]> {
        let others = self.store.others.get(others.clone()).unwrap_or_default();
        others.iter().map(|raw| self.raw(raw))
    }

    /// A value as it is written.
    #[must_use]
    pub fn raw(&self, raw: &Raw) -> &[u8] {
        self.store.bytes.get(raw.clone()).unwrap_or_default()
    }
}
