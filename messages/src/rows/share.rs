//! Cells that rows share, by what they are of.

use crate::model::{Id, Store};

/// What cells are of: where it is the same, so are they.
#[derive(Debug, Clone, Copy)]
pub(super) enum Of {
    /// Messages of one pattern: their direction, kind and status.
    Pattern(Id),
    /// A party.
    Person(Option<Id>),
    /// A list of recipients.
    Group(Option<Id>),
    /// A sender as the counterparty.
    Sender(Option<Id>),
    /// Recipients as the counterparty.
    Recipients(Option<Id>),
    /// No counterparty.
    Nobody,
    /// No attachments.
    NoFiles,
    /// The session.
    Session,
}

/// Numbers for what cells are of, from 0 on: those of each kind follow those of the one before.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shares {
    patterns: usize,
    people: usize,
    groups: usize,
}

impl Shares {
    pub(super) fn of(store: &Store) -> Self {
        Self {
            patterns: store.patterns,
            // And one for none.
            people: store.parties.len() + 1,
            groups: store.recipients.len() + 1,
        }
    }

    /// How many numbers there are.
    pub(crate) fn count(self) -> usize {
        self.number(Of::Session) + 1
    }

    pub(super) fn number(self, of: Of) -> usize {
        let number = |id: Option<Id>| id.map_or(0, |id| id.index() + 1);
        let people = self.patterns;
        let groups = people + self.people;
        let senders = groups + self.groups;
        let recipients = senders + self.people;
        let others = recipients + self.groups;
        match of {
            Of::Pattern(pattern) => pattern.index(),
            Of::Person(person) => people + number(person),
            Of::Group(group) => groups + number(group),
            Of::Sender(person) => senders + number(person),
            Of::Recipients(group) => recipients + number(group),
            Of::Nobody => others,
            Of::NoFiles => others + 1,
            Of::Session => others + 2,
        }
    }
}
