//! Identifies the cells that several rows have in common.

use crate::model::{Id, Store};

/// The source of cells: cells with the same source are equal.
#[derive(Debug, Clone, Copy)]
pub(super) enum Of {
    /// Messages with the same direction, type and status.
    Pattern(Id),
    /// A party.
    Person(Option<Id>),
    /// A list of recipients.
    Group(Option<Id>),
    /// A sender as the counterparty.
    Sender(Option<Id>),
    /// Recipients as the counterparty.
    Recipients(Option<Id>),
    /// No counterparty: the direction is unknown.
    NoCounterparty,
    /// No attachments.
    NoFiles,
    /// The session.
    Session,
}

/// Numbers the sources of cells from 0; the numbers of each kind follow those of the kind before.
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
            // One more for no value.
            people: store.parties.len() + 1,
            groups: store.recipients.len() + 1,
        }
    }

    /// The number of sources.
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
            Of::NoCounterparty => others,
            Of::NoFiles => others + 1,
            Of::Session => others + 2,
        }
    }
}
