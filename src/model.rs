//! What Zoom answers, as types. They become the TypeScript types of the package.
//!
//! Source: the response of *Get SMS session details* and its published OpenAPI description of
//! 2026-07 (`tests/data`). Zoom marks next to nothing as required and extends its enumerations
//! without notice, so every field but a message's id and time may be absent or `null`, and every
//! enumeration is open.
//!
//! ```
//! let body = br#"{"sms_histories":[{"message_id":"m1","date_time":"2022-03-23T02:58:01Z"}]}"#;
//! let session = zoom_phone_sms::decode::session(body)?;
//! assert_eq!(session.sms_histories[0].message_id.to_str(), "m1");
//! # Ok::<(), zoom_phone_sms::error::SmsError>(())
//! ```

mod open;

use serde::{Deserialize, Serialize};
use tsify::Tsify;

use crate::json::Text;
use open::open_enum;
pub use open::{Known, Open};

/// One page of an SMS session's messages, as Zoom sent it; unknown fields are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Tsify)]
#[tsify(rename = "SmsSession")]
pub struct SmsSession<'a> {
    /// Give it as `next_page_token` to get the next page, within 15 minutes. Empty or absent on
    /// the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "string | null")]
    pub next_page_token: Option<Text<'a>>,
    /// The most messages that a page can have: what was asked for, or Zoom's 30.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "number | null")]
    pub page_size: Option<i64>,
    /// The messages of this page, at most 100.
    #[tsify(type = "SmsMessage[]")]
    pub sms_histories: Vec<SmsMessage<'a>>,
}

/// One text message.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Tsify)]
#[tsify(rename = "SmsMessage")]
pub struct SmsMessage<'a> {
    /// The files sent with the message, at most 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "SmsAttachment[] | null")]
    pub attachments: Option<Vec<SmsAttachment<'a>>>,
    /// When the message was created, in UTC, RFC 3339: `2022-03-23T02:58:01Z`.
    #[tsify(type = "string")]
    pub date_time: Text<'a>,
    /// `In` for a message received, `Out` for one sent. Other endpoints of Zoom's write it in
    /// lower case: compare without regard to case.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "SmsDirection | (string & {}) | null")]
    pub direction: Option<Open<'a, Direction>>,
    /// The text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "string | null")]
    pub message: Option<Text<'a>>,
    /// The message's id.
    #[tsify(type = "string")]
    pub message_id: Text<'a>,
    /// What kind of message it is: 1 SMS, 2 MMS, 3 group SMS, 4 group MMS, 5 international SMS,
    /// 6 a message between numbers of Zoom's own network.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "SmsMessageType | null")]
    pub message_type: Option<i64>,
    /// How far the message has come (Zoom's description of 2026).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "SmsDeliveryStatus | (string & {}) | null")]
    pub delivery_status: Option<Open<'a, DeliveryStatus>>,
    /// Who sent the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "SmsParty | null")]
    pub sender: Option<SmsParty<'a>>,
    /// Who the message was sent to, at most 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "SmsParty[] | null")]
    pub to_members: Option<Vec<SmsParty<'a>>>,
    /// `date_time` as milliseconds since 1970-01-01T00:00:00Z; read by this package, not sent.
    #[serde(skip)]
    pub epoch_ms: i64,
}

/// One end of a message: a sender or a recipient.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Tsify)]
#[tsify(rename = "SmsParty")]
pub struct SmsParty<'a> {
    /// The number as Zoom sends it: digits with the country code, without a `+`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "string | null")]
    pub phone_number: Option<Text<'a>>,
    /// The name that Zoom shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "string | null")]
    pub display_name: Option<Text<'a>>,
    /// Whom the number belongs to, if to somebody of the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "SmsOwner | null")]
    pub owner: Option<SmsOwner<'a>>,
}

/// The owner of a number.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Tsify)]
#[tsify(rename = "SmsOwner")]
pub struct SmsOwner<'a> {
    /// The owner's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "string | null")]
    pub id: Option<Text<'a>>,
    /// What the owner is.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "SmsOwnerType | (string & {}) | null")]
    pub kind: Option<Open<'a, OwnerType>>,
}

/// A file sent with a message.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Tsify)]
#[tsify(rename = "SmsAttachment")]
pub struct SmsAttachment<'a> {
    /// Where to get the file. It carries a signed JWT that expires: treat it as a password.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "string | null")]
    pub download_url: Option<Text<'a>>,
    /// The file's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "string | null")]
    pub id: Option<Text<'a>>,
    /// The file's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "string | null")]
    pub name: Option<Text<'a>>,
    /// The file's size in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "number | null")]
    pub size: Option<i64>,
    /// The file's type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[tsify(
        optional,
        type = "SmsAttachmentType | \"JPG/JPEG\" | (string & {}) | null"
    )]
    pub kind: Option<Open<'a, AttachmentType>>,
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
    /// The kind with this number, if it is known.
    #[must_use]
    pub fn from_code(code: i64) -> Option<Self> {
        Some(match code {
            1 => Self::Sms,
            2 => Self::Mms,
            3 => Self::GroupSms,
            4 => Self::GroupMms,
            5 => Self::SmsInter,
            6 => Self::MsgOnNet,
            _ => return None,
        })
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
