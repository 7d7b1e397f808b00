//! The objects that Zoom answers with, and the page that keeps them.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::declare::{index_of, is_shared, wire_name, wire_objects};
use super::enums::{AttachmentType, Code, DeliveryStatus, Direction, OwnerType};
use super::id::Id;
use super::info::{FieldInfo, ObjectInfo};
use super::lenient::{DateTime, SmsUnknownFields, id, maybe_whole_number};
use super::open::Open;
use super::shapes::{Keys, MOST_OBJECTS, Shapes};
use super::uncopied::Uncopied;
use super::wire::{Object, ReadWire, Which, Wire, WriteWire};
use crate::json::{Place, Text};
use tsify::Tsify;

wire_objects! {
    /// One page of an SMS session's messages, as Zoom sent it; unknown fields are kept.
    pub struct SmsSession, own as Session {
        required {
            /// The messages of this page, at most 100.
            sms_histories: Vec<SmsMessage>,
        }
        optional {
            /// Give it as `next_page_token` to get the next page, within 15 minutes. Empty or absent on
            /// the last page.
            next_page_token: String,
            /// The most messages that a page can have: what was asked for, or Zoom's 30.
            #[serde(deserialize_with = "maybe_whole_number")]
            page_size: i64,
        }
        usual {
            [next_page_token page_size sms_histories]
        }
    }

    /// One text message.
    pub struct SmsMessage, own as Message {
        required {
            /// The message's id.
            #[serde(deserialize_with = "id")]
            message_id: String,
            /// When the message was created, in UTC, RFC 3339: `2022-03-23T02:58:01Z`.
            #[tsify(type = "string")]
            date_time: DateTime,
        }
        optional {
            /// The files sent with the message, at most 10.
            attachments: Vec<SmsAttachment>,
            /// `In` for a message received, `Out` for one sent. Other endpoints of Zoom's write it in
            /// lower case: compare without regard to case.
            #[tsify(type = "SmsDirection | (string & {}) | null")]
            direction: Open<Direction>,
            /// The text.
            message: String,
            /// What kind of message it is: 1 SMS, 2 MMS, 3 group SMS, 4 group MMS, 5 international SMS,
            /// 6 a message between numbers of Zoom's own network.
            #[tsify(type = "SmsMessageType | null")]
            message_type: Code,
            /// How far the message has come (Zoom's description of 2026).
            #[tsify(type = "SmsDeliveryStatus | (string & {}) | null")]
            delivery_status: Open<DeliveryStatus>,
            /// Who sent the message.
            sender: SmsParty,
            /// Who the message was sent to, at most 10.
            to_members: Vec<SmsParty>,
        }
        usual {
            [attachments date_time direction message message_id delivery_status message_type sender to_members]
            [attachments date_time direction message message_id message_type sender to_members]
        }
    }

    /// One end of a message: a sender or a recipient.
    pub struct SmsParty, shared as Party {
        required {}
        optional {
            /// The number as Zoom sends it: digits with the country code, without a `+`.
            phone_number: String,
            /// The name that Zoom shows.
            display_name: String,
            /// Whom the number belongs to, if to somebody of the account.
            owner: SmsOwner,
        }
        usual {
            [phone_number display_name]
            [phone_number display_name owner]
        }
    }

    /// The owner of a number.
    pub struct SmsOwner, shared as Owner {
        required {}
        optional {
            /// The owner's id.
            id: String,
            /// What the owner is.
            #[tsify(type = "SmsOwnerType | (string & {}) | null")]
            r#type: Open<OwnerType>,
        }
        usual {
            [id r#type]
        }
    }

    /// A file sent with a message.
    pub struct SmsAttachment, own as Attachment {
        required {}
        optional {
            /// Where to get the file. It carries a signed JWT that expires: treat it as a password.
            download_url: String,
            /// The file's id.
            id: String,
            /// The file's name.
            name: String,
            /// The file's size in bytes.
            #[serde(deserialize_with = "maybe_whole_number")]
            size: i64,
            /// The file's type.
            #[tsify(type = "SmsAttachmentType | \"JPG/JPEG\" | (string & {}) | null")]
            r#type: Open<AttachmentType>,
        }
        usual {
            [download_url id name size r#type]
        }
    }
}

const _: () = assert!(OBJECTS.len() <= MOST_OBJECTS as usize);

impl ObjectInfo {
    /// The number of the first of its usual orders of keys: those of all objects are numbered on, from 1.
    #[must_use]
    pub fn first_usual(&self) -> usize {
        let before = OBJECTS
            .iter()
            .take_while(|before| before.number != self.number);
        before.fold(1, |first, before| first + before.usual.len())
    }
}

/// A type whose values can be copied from a page.
pub(super) trait Copied: Wire {
    /// A copy of a value.
    ///
    /// # Errors
    /// If a field that is not known has a value that cannot be copied.
    fn copied(kept: &Self::Kept, page: &Page) -> Result<Self, Uncopied>;
}

/// Where a whole JSON value stands in the body.
pub type Raw = Range<usize>;

/// A list of recipients: indexes of [`Store::members`].
pub type Recipients = Range<usize>;

/// A page of messages.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The page itself; where several were read as one, the last of them.
    pub session: Session,
    /// The messages.
    pub messages: Vec<Message>,
    /// The body, and what messages share.
    pub store: Store,
}

/// What the messages of a page share.
#[derive(Debug, Clone, Default)]
pub struct Store {
    /// The body, or several bodies one after the other.
    pub bytes: Vec<u8>,
    /// Every sender and recipient that is written differently.
    pub parties: Vec<Party>,
    /// Every list of recipients that is written differently.
    pub recipients: Vec<Recipients>,
    /// The parties of those lists.
    pub members: Vec<Id>,
    /// The attachments of all messages.
    pub attachments: Vec<Attachment>,
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

impl Page {
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
    pub fn party(&self, party: Id) -> Option<&Party> {
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
    pub fn attachments(&self, message: &Message) -> &[Attachment] {
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
