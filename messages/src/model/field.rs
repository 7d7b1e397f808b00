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

/// What keys mean, by what they are keys of.
const NAMES: [(Kind, &str, Field); 22] = [
    (Kind::Session, "next_page_token", Field::NextPageToken),
    (Kind::Session, "page_size", Field::PageSize),
    (Kind::Session, "sms_histories", Field::SmsHistories),
    (Kind::Message, "attachments", Field::Attachments),
    (Kind::Message, "date_time", Field::DateTime),
    (Kind::Message, "delivery_status", Field::DeliveryStatus),
    (Kind::Message, "direction", Field::Direction),
    (Kind::Message, "message", Field::Message),
    (Kind::Message, "message_id", Field::MessageId),
    (Kind::Message, "message_type", Field::MessageType),
    (Kind::Message, "sender", Field::Sender),
    (Kind::Message, "to_members", Field::ToMembers),
    (Kind::Party, "display_name", Field::DisplayName),
    (Kind::Party, "owner", Field::Owner),
    (Kind::Party, "phone_number", Field::PhoneNumber),
    (Kind::Owner, "id", Field::Id),
    (Kind::Owner, "type", Field::Type),
    (Kind::Attachment, "download_url", Field::DownloadUrl),
    (Kind::Attachment, "id", Field::Id),
    (Kind::Attachment, "name", Field::Name),
    (Kind::Attachment, "size", Field::Size),
    (Kind::Attachment, "type", Field::Type),
];

impl Field {
    /// The member with this name of an object of this kind.
    #[must_use]
    pub fn of(kind: Kind, name: &str) -> Self {
        let mut names = NAMES.iter();
        let found = names.find(|(of, known, _)| *of == kind && *known == name);
        found.map_or(Self::Other, |(.., field)| *field)
    }
}
