//! The names that Zoom gives to members of objects.

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
    /// The member with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "attachments" => Self::Attachments,
            "date_time" => Self::DateTime,
            "delivery_status" => Self::DeliveryStatus,
            "direction" => Self::Direction,
            "display_name" => Self::DisplayName,
            "download_url" => Self::DownloadUrl,
            "id" => Self::Id,
            "message" => Self::Message,
            "message_id" => Self::MessageId,
            "message_type" => Self::MessageType,
            "name" => Self::Name,
            "next_page_token" => Self::NextPageToken,
            "owner" => Self::Owner,
            "page_size" => Self::PageSize,
            "phone_number" => Self::PhoneNumber,
            "sender" => Self::Sender,
            "size" => Self::Size,
            "sms_histories" => Self::SmsHistories,
            "to_members" => Self::ToMembers,
            "type" => Self::Type,
            _ => Self::Other,
        }
    }
}
