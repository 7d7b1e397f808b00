//! The objects that Zoom answers with, and the page that keeps them.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::declare::{index_of, is_shared, owned_object, wire_name, wire_objects};
use super::enums::{AttachmentType, Code, DeliveryStatus, Direction, OperatorType, OwnerType};
use super::id::Id;
use super::info::{FieldInfo, ObjectInfo};
use super::lenient::{DateTime, SmsUnknownFields, TextOrNumber, Word, id, maybe_whole_number};
use super::listed::{ListedSession, Participant};
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
            /// Pass it as `next_page_token` within 15 minutes to get the next page. Empty or absent
            /// on the last page.
            next_page_token: String,
            /// The page size: the requested one, or Zoom's 30.
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
            /// `In` for a received message, `Out` for a sent one. Zoom's other endpoints use lower
            /// case: compare case-insensitively.
            #[tsify(type = "SmsDirection | (string & {}) | null")]
            direction: Open<Direction>,
            /// The text.
            message: String,
            /// The type of the message: 1 SMS, 2 MMS, 3 group SMS, 4 group MMS, 5 international
            /// SMS, 6 a message within Zoom's own network.
            #[tsify(type = "SmsMessageType | null")]
            message_type: Code,
            /// The delivery status of the message (documented since 2026).
            #[tsify(type = "SmsDeliveryStatus | (string & {}) | null")]
            delivery_status: Open<DeliveryStatus>,
            /// The sender of the message.
            sender: SmsParty,
            /// The recipients of the message, at most 10.
            to_members: Vec<SmsParty>,
            /// The extension number of the operator, who acted for a call queue or an auto receptionist.
            /// Zoom announced it on 2026-07-27 without a type: it may be a number.
            #[tsify(type = "string | number | null")]
            operator_ext_number: TextOrNumber,
            /// The extension id of the operator (announced by Zoom on 2026-07-27).
            #[tsify(type = "string | null")]
            operator_ext_id: Word,
            /// The type of the operator's extension (announced by Zoom on 2026-07-27).
            #[tsify(type = "SmsOperatorType | (string & {}) | null")]
            operator_ext_type: Open<OperatorType>,
            /// The name of the operator (announced by Zoom on 2026-07-27).
            #[tsify(type = "string | null")]
            operator_name: Word,
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
            /// The owner of the number, if it belongs to the account.
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
            /// The type of the owner.
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
            /// The file's link. It contains a signed JWT that expires: treat it like a password.
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

/// The location of a JSON value in the body.
pub type Raw = Range<usize>;

/// A list of recipients: indexes of [`Store::members`].
pub type Recipients = Range<usize>;

/// A page of messages, or of sessions.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The page itself; where several were read as one, the last of them.
    pub session: Session,
    /// The messages.
    pub messages: Vec<Message>,
    /// The sessions, of a list of them.
    pub sessions: Vec<ListedSession>,
    /// The body, and what messages share.
    pub store: Store,
}

/// The items that the messages of a page share.
#[derive(Debug, Clone, Default)]
pub struct Store {
    /// The body, or several concatenated bodies.
    pub bytes: Vec<u8>,
    /// Every distinct sender and recipient, by bytes.
    pub parties: Vec<Party>,
    /// Every distinct list of recipients, by bytes.
    pub recipients: Vec<Recipients>,
    /// The parties of those lists.
    pub members: Vec<Id>,
    /// The attachments of all messages.
    pub attachments: Vec<Attachment>,
    /// The participants of all sessions.
    pub participants: Vec<Participant>,
    /// The values of unknown keys; those of one object are adjacent.
    pub others: Vec<Raw>,
    /// Every value of an enumeration.
    pub words: Vec<Place>,
    /// The keys of all objects.
    pub shapes: Shapes,
    /// The number of patterns of messages.
    pub patterns: usize,
    /// Whether the meaning of something depends on JSON's own rules, such as a repeated key.
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

    /// The participants of a session.
    #[must_use]
    pub fn participants(&self, session: &ListedSession) -> &[Participant] {
        let participants = self.store.participants.get(session.participants.clone());
        participants.unwrap_or_default()
    }

    /// Values of unknown keys, in their written form.
    pub fn others(&self, others: &Range<usize>) -> impl Iterator<Item = &[u8]> {
        let others = self.store.others.get(others.clone()).unwrap_or_default();
        others.iter().map(|raw| self.raw(raw))
    }

    /// A value in its written form.
    #[must_use]
    pub fn raw(&self, raw: &Raw) -> &[u8] {
        self.store.bytes.get(raw.clone()).unwrap_or_default()
    }
}
