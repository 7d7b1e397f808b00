//! The names that Zoom gives to members of objects.

use super::Kind;

/// A member of one of Zoom's objects, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// `attachments`
    Attachments,
    /// `date_time`
    DateTime,
    /// `delivery_status`
    DeliveryStatus,
    /// `direction`
    Direction,
    /// `display_name`
    DisplayName,
    /// `download_url`
    DownloadUrl,
    /// `id`
    Id,
    /// `message`
    Message,
    /// `message_id`
    MessageId,
    /// `message_type`
    MessageType,
    /// `name`
    Name,
    /// `next_page_token`
    NextPageToken,
    /// `owner`
    Owner,
    /// `page_size`
    PageSize,
    /// `phone_number`
    PhoneNumber,
    /// `sender`
    Sender,
    /// `size`
    Size,
    /// `sms_histories`
    SmsHistories,
    /// `to_members`
    ToMembers,
    /// `type`
    Type,
    /// Any other.
    Other,
    /// None: here the object ends.
    End,
}

impl Field {
    /// The member with this name of an object of this kind.
    #[must_use]
    pub fn of(kind: Kind, name: &str) -> Self {
        match (kind, name) {
            (Kind::Session, "next_page_token") => Self::NextPageToken,
            (Kind::Session, "page_size") => Self::PageSize,
            (Kind::Session, "sms_histories") => Self::SmsHistories,
            (Kind::Message, "attachments") => Self::Attachments,
            (Kind::Message, "date_time") => Self::DateTime,
            (Kind::Message, "delivery_status") => Self::DeliveryStatus,
            (Kind::Message, "direction") => Self::Direction,
            (Kind::Message, "message") => Self::Message,
            (Kind::Message, "message_id") => Self::MessageId,
            (Kind::Message, "message_type") => Self::MessageType,
            (Kind::Message, "sender") => Self::Sender,
            (Kind::Message, "to_members") => Self::ToMembers,
            (Kind::Party, "display_name") => Self::DisplayName,
            (Kind::Party, "owner") => Self::Owner,
            (Kind::Party, "phone_number") => Self::PhoneNumber,
            (Kind::Owner | Kind::Attachment, "id") => Self::Id,
            (Kind::Owner | Kind::Attachment, "type") => Self::Type,
            (Kind::Attachment, "download_url") => Self::DownloadUrl,
            (Kind::Attachment, "name") => Self::Name,
            (Kind::Attachment, "size") => Self::Size,
            _ => Self::Other,
        }
    }
}
