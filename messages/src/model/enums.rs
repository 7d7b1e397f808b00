//! Zoom's enumerations, with the known values.

use serde::{Deserialize, Serialize};

use super::lenient::whole_number;
use super::open::open_enum;
use tsify::Tsify;

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
    /// The delivery status of a message.
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
    /// The type of a file. Zoom documents `JPG`, but sends `JPG/JPEG` in its own example.
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
    /// The type of a number's owner.
    pub enum OwnerType as "SmsOwnerType" {
        /// A user.
        User = "user",
        /// A call queue.
        CallQueue = "callQueue",
        /// An auto receptionist.
        AutoReceptionist = "autoReceptionist",
        /// A shared line group.
        SharedLineGroup = "sharedLineGroup",
        /// A service endpoint (documented since 2026).
        ServiceEndpoint = "serviceEndpoint",
    }
}

open_enum! {
    /// Whose an SMS session is.
    pub enum SessionType as "SmsSessionType" {
        /// A user's.
        User = "user",
        /// A call queue's.
        CallQueue = "call_queue",
        /// An auto receptionist's.
        AutoReceptionist = "auto_receptionist",
        /// A service endpoint's. Only in lists of the account.
        ServiceEndpoint = "service_endpoint",
    }
}

open_enum! {
    /// Why an extension cannot be used any more.
    pub enum ExtensionStatus as "SmsExtensionStatus" {
        /// It is deactivated.
        Inactive = "inactive",
        /// It is deleted.
        Deleted = "deleted",
    }
}

open_enum! {
    /// The type of an operator's extension. Zoom has published no list for messages: these are the types of its call
    /// history.
    pub enum OperatorType as "SmsOperatorType" {
        /// A user.
        User = "user",
        /// A call queue.
        CallQueue = "call_queue",
        /// An auto receptionist.
        AutoReceptionist = "auto_receptionist",
        /// A common area.
        CommonArea = "common_area",
        /// A Zoom Room.
        ZoomRoom = "zoom_room",
        /// A Cisco room.
        CiscoRoom = "cisco_room",
        /// A shared line group.
        SharedLineGroup = "shared_line_group",
        /// A group call pickup.
        GroupCallPickup = "group_call_pickup",
        /// An external contact.
        ExternalContact = "external_contact",
    }
}

/// The message types that Zoom numbers; Zoom may add others.
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

    /// Zoom's name for the type.
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

/// Zoom's number of a kind of message, known or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Code(#[serde(deserialize_with = "whole_number")] pub i64);

impl Code {
    /// The kind with this number, if it is known.
    #[must_use]
    pub fn known(self) -> Option<MessageType> {
        MessageType::from_code(self.0)
    }
}
