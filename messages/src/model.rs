//! What Zoom answers, as types. They become the TypeScript types of the package.
//!
//! Source: the response of *Get SMS session details* and its published OpenAPI description of
//! 2026-07 (`tests/data`). Zoom marks next to nothing as required and extends its enumerations
//! without notice, so every field but a message's id and time may be absent or `null`, and every
//! enumeration is open.
//!
//! In Rust, a page keeps the body that it came in, and its messages say where in it their texts
//! stand: nothing is copied, and what comes again and again (people, statuses) is kept once, under
//! an [`Id`].
//!
//! ```
//! let body = br#"{"sms_histories":[{"message_id":"m1","date_time":"2022-03-23T02:58:01Z"}]}"#;
//! let page = zoom_phone_sms_messages::decode::session(body.to_vec())?;
//! assert_eq!(page.text(page.sms_histories[0].message_id).to_str(), "m1");
//! # Ok::<(), zoom_phone_sms_messages::decode::Undecodable>(())
//! ```

mod field;
mod id;
mod open;
mod shapes;
mod store;

use std::ops::Range;

use tsify::Tsify;

use crate::json::Place;
pub use field::Field;
pub use id::Id;
pub use open::Known;
use open::open_enum;
pub use shapes::{Kind, Shape, Shapes, Step};
pub use store::{Raw, Recipients, Store};

/// The most messages, and the most rows, that are worked on at once: what is made of more would not
/// fit into the 4 GiB that wasm can have, and running out of memory breaks it.
pub const MOST_AT_ONCE: usize = 1_000_000;

/// One page of an SMS session's messages, as Zoom sent it; unknown fields are kept.
#[derive(Debug, Clone, Default, Tsify)]
#[tsify(rename = "SmsSession")]
pub struct SmsSession {
    /// Give it as `next_page_token` to get the next page, within 15 minutes. Empty or absent on
    /// the last page.
    #[tsify(optional, type = "string | null")]
    pub next_page_token: Option<Place>,
    /// The most messages that a page can have: what was asked for, or Zoom's 30.
    #[tsify(optional, type = "number | null")]
    pub page_size: Option<i64>,
    /// The messages of this page, at most 100.
    #[tsify(type = "SmsMessage[]")]
    pub sms_histories: Vec<SmsMessage>,
    /// The keys, in their order.
    #[serde(skip)]
    pub shape: Shape,
    /// The values of keys that are not known, in their order: of [`Store::others`].
    #[serde(skip)]
    pub others: Range<usize>,
    /// The body, and what messages share.
    #[serde(skip)]
    pub store: Store,
}

/// One text message.
#[derive(Debug, Clone, PartialEq, Eq, Default, Tsify)]
#[tsify(rename = "SmsMessage")]
pub struct SmsMessage {
    /// The files sent with the message, at most 10.
    #[tsify(optional, type = "SmsAttachment[] | null")]
    pub attachments: Option<Range<usize>>,
    /// When the message was created, in UTC, RFC 3339: `2022-03-23T02:58:01Z`.
    #[tsify(type = "string")]
    pub date_time: Place,
    /// `In` for a message received, `Out` for one sent. Other endpoints of Zoom's write it in
    /// lower case: compare without regard to case.
    #[tsify(optional, type = "SmsDirection | (string & {}) | null")]
    pub direction: Option<Id>,
    /// The text.
    #[tsify(optional, type = "string | null")]
    pub message: Option<Place>,
    /// The message's id.
    #[tsify(type = "string")]
    pub message_id: Place,
    /// What kind of message it is: 1 SMS, 2 MMS, 3 group SMS, 4 group MMS, 5 international SMS,
    /// 6 a message between numbers of Zoom's own network.
    #[tsify(optional, type = "SmsMessageType | null")]
    pub message_type: Option<i64>,
    /// How far the message has come (Zoom's description of 2026).
    #[tsify(optional, type = "SmsDeliveryStatus | (string & {}) | null")]
    pub delivery_status: Option<Id>,
    /// Who sent the message.
    #[tsify(optional, type = "SmsParty | null")]
    pub sender: Option<Id>,
    /// Who the message was sent to, at most 10.
    #[tsify(optional, type = "SmsParty[] | null")]
    pub to_members: Option<Id>,
    /// `date_time` as milliseconds since 1970-01-01T00:00:00Z; read by this package, not sent.
    #[serde(skip)]
    pub epoch_ms: i64,
    /// The message as it is written.
    #[serde(skip)]
    pub raw: Raw,
    /// Messages with one pattern have the same keys in the same order, and the same direction, status
    /// and kind.
    #[serde(skip)]
    pub pattern: Option<Id>,
    /// The keys, in their order.
    #[serde(skip)]
    pub shape: Shape,
    /// The values of keys that are not known, in their order: of [`Store::others`].
    #[serde(skip)]
    pub others: Range<usize>,
}

/// One end of a message: a sender or a recipient.
#[derive(Debug, Clone, PartialEq, Eq, Default, Tsify)]
#[tsify(rename = "SmsParty")]
pub struct SmsParty {
    /// The number as Zoom sends it: digits with the country code, without a `+`.
    #[tsify(optional, type = "string | null")]
    pub phone_number: Option<Place>,
    /// The name that Zoom shows.
    #[tsify(optional, type = "string | null")]
    pub display_name: Option<Place>,
    /// Whom the number belongs to, if to somebody of the account.
    #[tsify(optional, type = "SmsOwner | null")]
    pub owner: Option<SmsOwner>,
    /// The keys, in their order.
    #[serde(skip)]
    pub shape: Shape,
    /// The values of keys that are not known, in their order: of [`Store::others`].
    #[serde(skip)]
    pub others: Range<usize>,
}

/// The owner of a number.
#[derive(Debug, Clone, PartialEq, Eq, Default, Tsify)]
#[tsify(rename = "SmsOwner")]
pub struct SmsOwner {
    /// The owner's id.
    #[tsify(optional, type = "string | null")]
    pub id: Option<Place>,
    /// What the owner is.
    #[serde(rename = "type")]
    #[tsify(optional, type = "SmsOwnerType | (string & {}) | null")]
    pub kind: Option<Id>,
    /// The keys, in their order.
    #[serde(skip)]
    pub shape: Shape,
    /// The values of keys that are not known, in their order: of [`Store::others`].
    #[serde(skip)]
    pub others: Range<usize>,
}

/// A file sent with a message.
#[derive(Debug, Clone, PartialEq, Eq, Default, Tsify)]
#[tsify(rename = "SmsAttachment")]
pub struct SmsAttachment {
    /// Where to get the file. It carries a signed JWT that expires: treat it as a password.
    #[tsify(optional, type = "string | null")]
    pub download_url: Option<Place>,
    /// The file's id.
    #[tsify(optional, type = "string | null")]
    pub id: Option<Place>,
    /// The file's name.
    #[tsify(optional, type = "string | null")]
    pub name: Option<Place>,
    /// The file's size in bytes.
    #[tsify(optional, type = "number | null")]
    pub size: Option<i64>,
    /// The file's type.
    #[serde(rename = "type")]
    #[tsify(
        optional,
        type = "SmsAttachmentType | \"JPG/JPEG\" | (string & {}) | null"
    )]
    pub kind: Option<Id>,
    /// The keys, in their order.
    #[serde(skip)]
    pub shape: Shape,
    /// The values of keys that are not known, in their order: of [`Store::others`].
    #[serde(skip)]
    pub others: Range<usize>,
}

open_enum! {
    /// Whether a message was received or sent, in any case.
    pub enum Direction as "SmsDirection" {
        /// Received.
        In = "In",
        /// Sent.
        Out = "Out",
    }
}

open_enum! {
    /// How far a message has come.
    pub enum DeliveryStatus as "SmsDeliveryStatus" {
        /// Received by the account.
        Received = "received",
        /// Delivered to the other side.
        Delivered = "delivered",
        /// Could not be sent.
        FailedToSend = "failed_to_send",
        /// Sent; not known to be delivered.
        Sent = "sent",
        /// Sent, and could not be delivered.
        FailedToDeliver = "failed_to_deliver",
        /// Zoom does not know.
        Unknown = "unknown",
    }
}

open_enum! {
    /// What a file is. Zoom documents `JPG` and sends `JPG/JPEG` in its own example.
    pub enum AttachmentType as "SmsAttachmentType" {
        /// None of the others.
        Other = "OTHER",
        /// A PNG picture.
        Png = "PNG",
        /// A GIF picture.
        Gif = "GIF",
        /// A JPEG picture.
        Jpg = "JPG" | "JPG/JPEG",
        /// Sound.
        Audio = "AUDIO",
        /// Moving pictures.
        Video = "VIDEO",
    }
}

open_enum! {
    /// What the owner of a number is.
    pub enum OwnerType as "SmsOwnerType" {
        /// A user.
        User = "user",
        /// A call queue.
        CallQueue = "callQueue",
        /// An auto receptionist.
        AutoReceptionist = "autoReceptionist",
        /// A shared line group.
        SharedLineGroup = "sharedLineGroup",
        /// A service endpoint (Zoom's description of 2026).
        ServiceEndpoint = "serviceEndpoint",
    }
}

/// The kinds of message that Zoom numbers; others may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Tsify)]
#[tsify(
    rename = "SmsMessageType",
    type = "1 | 2 | 3 | 4 | 5 | 6 | (number & {})"
)]
pub enum MessageType {
    /// 1: text to one number.
    Sms,
    /// 2: with files, to one number.
    Mms,
    /// 3: text to several numbers.
    GroupSms,
    /// 4: with files, to several numbers.
    GroupMms,
    /// 5: text to another country.
    SmsInter,
    /// 6: between numbers of Zoom's own network.
    MsgOnNet,
}

impl MessageType {
    /// Every kind that is known, in the order of Zoom's numbers, which start with 1.
    pub const ALL: [Self; 6] = [
        Self::Sms,
        Self::Mms,
        Self::GroupSms,
        Self::GroupMms,
        Self::SmsInter,
        Self::MsgOnNet,
    ];

    /// The kind with this number, if it is known.
    #[must_use]
    pub fn from_code(code: i64) -> Option<Self> {
        let index = usize::try_from(code.checked_sub(1)?).ok()?;
        Self::ALL.get(index).copied()
    }

    /// Zoom's name of the kind.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Sms => "SMS",
            Self::Mms => "MMS",
            Self::GroupSms => "GROUP_SMS",
            Self::GroupMms => "GROUP_MMS",
            Self::SmsInter => "SMS_INTER",
            Self::MsgOnNet => "MSG_ON_NET",
        }
    }
}
