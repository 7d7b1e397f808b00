//! A page, laid out as rows.

use super::cell::Written;
use super::extent::Extent;
use super::options::{Grain, RowOptions};
use super::share::Shares;
use super::words::{Files, Group, Person, Words};
use crate::date_time::parse_rfc3339_ms;
use crate::decode::Undecodable;
use crate::json::{LARGEST, Place, Text};
use crate::model::{Attachment, Direction, Id, Message, MessageType, Page, Participant, Scalar};

/// A page as rows.
#[derive(Debug, Clone)]
pub struct Rows<'p> {
    pub(super) page: &'p Page,
    pub(super) grain: Grain,
    pub(super) extent: Extent,
    /// The shared cells of rows, and their numbers.
    pub(crate) shares: Shares,
    /// The texts that rows repeat.
    pub words: Words<'p>,
    session_id: Option<Id>,
    people: Vec<Person>,
    groups: Vec<Group>,
    directions: Vec<Option<Direction>>,
    labels: Vec<Option<Id>>,
    /// The attachment names of each message, if any.
    names: Vec<Option<Id>>,
    /// The participants of each session, and those of the other side.
    sides: Vec<(Group, Group)>,
}

impl<'p> Rows<'p> {
    /// The rows of a page.
    #[must_use]
    pub fn of(page: &'p Page, options: &RowOptions) -> Self {
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
        let mut sides = Vec::new();
        if grain == Grain::Session {
            sides.reserve(page.sessions.len());
            for session in &page.sessions {
                let participants = page.participants(session);
                let mut group = |is_there: fn(&Participant) -> bool| {
                    let there = participants.iter().filter(|one| is_there(one));
                    let members: Vec<Id> = there.filter_map(|one| one.party).collect();
                    words.group(&members, &people)
                };
                let all = group(|_| true);
                sides.push((all, group(|one| one.is_session_owner == Some(false))));
            }
        }
        if grain == Grain::Message {
            groups.reserve(page.store.recipients.len());
            names.reserve(page.messages.len());
            for members in &page.store.recipients {
                let members = page.store.members.get(members.clone()).unwrap_or_default();
                groups.push(words.group(members, &people));
            }
            labels.extend(MessageType::ALL.map(|kind| words.label(kind)));
            for message in &page.messages {
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
            shares: Shares::of(&page.store),
            words,
            session_id,
            people,
            groups,
            directions,
            labels,
            names,
            sides,
        }
    }

    /// The same for a page whose rows may not fit into memory.
    ///
    /// # Errors
    /// With the path to what is too long or too many.
    pub fn bounded(page: &'p Page, options: &RowOptions) -> Result<Self, Undecodable> {
        Extent::of(page, options).check(page, options.grain)?;
        Ok(Self::of(page, options))
    }

    /// What one row stands for.
    #[must_use]
    pub fn grain(&self) -> Grain {
        self.grain
    }

    /// The number of messages or sessions in the page that rows are made of.
    #[must_use]
    pub fn items(&self) -> usize {
        if self.grain.is_of_sessions() {
            self.page.sessions.len()
        } else {
            self.page.messages.len()
        }
    }

    /// The page.
    #[must_use]
    pub fn page(&self) -> &'p Page {
        self.page
    }

    /// The text at a place of the page.
    pub(crate) fn text(&self, place: Place) -> Text<'p> {
        Text::at(place, &self.page.store.bytes)
    }

    /// A text of the page, or a number in its place.
    pub(crate) fn written(&self, scalar: Option<Scalar>) -> Option<Written<'p>> {
        scalar.map(|scalar| match scalar {
            Scalar::Text(place) => Written::Text(self.text(place)),
            Scalar::Number(number) => Written::Number(number),
        })
    }

    /// The session of the rows, if known.
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

    /// The participants of a session, and those of the other side, at the grain of sessions.
    pub(crate) fn sides(&self, index: usize) -> (Group, Group) {
        self.sides.get(index).copied().unwrap_or_default()
    }

    /// A time in milliseconds since 1970-01-01T00:00:00Z, if it is one of RFC 3339.
    #[inline(never)]
    pub(crate) fn epoch_ms(&self, time: Option<Place>) -> Option<i64> {
        parse_rfc3339_ms(&*self.text(time?).to_str())
    }

    /// Whether a message was received or sent.
    pub(crate) fn direction(&self, message: &Message) -> Option<Direction> {
        let word = message.direction?;
        self.directions.get(word.index()).copied().flatten()
    }

    /// Zoom's name of what kind of message it is, at the grain of messages.
    pub(crate) fn label(&self, message: &Message) -> Option<Id> {
        let kind = MessageType::from_code(message.message_type?)?;
        self.labels.get(kind as usize).copied().flatten()
    }

    /// The attachments of a message, at the grain of messages.
    pub(crate) fn files(&self, index: usize, message: &Message) -> Files {
        let files = self.page.attachments(message);
        let sum = |sum: i64, file: &Attachment| sum.checked_add(file.size?);
        let bytes = files.iter().try_fold(0, sum);
        Files {
            count: files.len(),
            names: self.names.get(index).copied().flatten(),
            bytes: bytes.filter(|bytes| (-LARGEST..=LARGEST).contains(bytes)),
        }
    }
}
