//! Zoom's objects, each declared once: those of a page of messages in `model/objects.rs`, those of
//! lists of sessions in `model/lists.rs`.
//!
//! Source: Zoom's documented responses and its published OpenAPI description of 2026-07 (`tests/data`).
//! Zoom marks hardly anything as required and extends its enumerations without notice, so every field
//! may be absent or `null`, except the list of a page, the ids of messages and sessions, and a message's
//! time. Every enumeration is open.
//!
//! A declaration generates an owned struct, such as [`SmsMessage`], with serde and a TypeScript type. It also
//! generates the form in which a [`Page`] stores it, such as [`Message`]: a page keeps its body, and its
//! messages hold the positions of their texts in the body. Nothing is copied, and repeated items (people,
//! statuses) are stored once, under an [`Id`].
//!
//! ```
//! use zoom_phone_sms_messages::{decode, model::SmsSession};
//! let body = br#"{"sms_histories":[{"message_id":"m1","date_time":"2022-03-23T02:58:01Z"}]}"#;
//! let page = decode::session(body.to_vec())?;
//! assert_eq!(page.text(page.messages[0].message_id).to_str(), "m1");
//! assert_eq!(SmsSession::try_from(&page)?, serde_json::from_slice(body)?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod copy;
mod declare;
mod enums;
mod id;
mod info;
mod lenient;
mod listed;
mod lists;
mod objects;
mod open;
mod shapes;
mod types;
mod uncopied;
mod wire;

pub use enums::{
    AttachmentType, Code, DeliveryStatus, Direction, ExtensionStatus, MessageType, OperatorType,
    OwnerType, SessionType,
};
pub use id::Id;
pub use info::{FieldInfo, Form, ObjectInfo};
pub use lenient::{DateTime, SmsUnknownFields, TextOrNumber, Word};
pub use listed::{ListedSession, Participant};
pub use lists::{SmsListedSession, SmsParticipant, SmsSessionList};
pub use objects::{
    Attachment, Message, OBJECTS, Owner, Page, Party, Raw, Recipients, Session, SmsAttachment,
    SmsMessage, SmsOwner, SmsParty, SmsSession, Store,
};
pub use open::{Known, Open};
pub use shapes::{Keys, Member, Shape, Shapes, Step};
pub use uncopied::Uncopied;
pub use wire::{Object, ReadWire, Scalar, Time, Which, WriteWire};

/// The most messages and rows at once: the output of more would not fit into the wasm's 4 GiB, and
/// running out of memory breaks it.
pub const MOST_AT_ONCE: usize = 1_000_000;
