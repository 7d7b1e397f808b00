//! The columns of each grain. A row's struct is the one place that lists them: its fields are the
//! columns, in order, and its docs are the documentation of the TypeScript type. A field with an
//! [`Id`] holds one of the [`super::Words`].

use tsify::Tsify;

use super::cell::{AsCell, Cell, ColumnSchema, Row};
use crate::json::Text;
use crate::model::Id;

/// Declares a row type and shows its fields, in order, as [`Row`]'s columns and cells.
macro_rules! row {
    (
        $(#[$meta:meta])*
        pub struct $name:ident<$life:lifetime> as $typescript:literal {
            $($(#[$field_meta:meta])* pub $field:ident: $type:ty,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Tsify)]
        #[tsify(rename = $typescript)]
        pub struct $name<$life> {
            $($(#[$field_meta])* pub $field: $type,)+
        }

        impl<$life> Row for $name<$life> {
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),+];

            const SCHEMA: &'static [ColumnSchema] = &[$(ColumnSchema {
                name: stringify!($field),
                kind: <$type as AsCell>::KIND,
                nullable: <$type as AsCell>::NULLABLE,
            }),+];

            fn cell(&self, column: usize) -> Option<Cell<'_>> {
                let mut columns = 0..;
                $(if columns.next() == Some(column) {
                    return Some(self.$field.as_cell());
                })+
                None
            }
        }
    };
}

row! {
    /// One row per message.
    pub struct MessageRow<'a> as "SmsMessageRow" {
        /// The id of the session; `null` where it was not given.
        #[tsify(type = "string | null")]
        pub session_id: Option<Id>,
        /// The message's id.
        #[tsify(type = "string")]
        pub message_id: Text<'a>,
        /// When the message was created, in UTC, as Zoom sent it.
        #[tsify(type = "string")]
        pub date_time: Text<'a>,
        /// The same as milliseconds since 1970-01-01T00:00:00Z.
        #[tsify(type = "number")]
        pub epoch_ms: i64,
        /// `In` or `Out`, as Zoom sent it.
        #[tsify(type = "SmsDirection | (string & {}) | null")]
        pub direction: Option<Id>,
        /// Zoom's number of the kind of message.
        #[tsify(type = "SmsMessageType | null")]
        pub message_type: Option<i64>,
        /// Zoom's name of that number; `null` for a number that is not documented.
        #[tsify(type = "\"SMS\" | \"MMS\" | \"GROUP_SMS\" | \"GROUP_MMS\" | \"SMS_INTER\" | \"MSG_ON_NET\" | null")]
        pub message_type_label: Option<Id>,
        /// How far the message has come.
        #[tsify(type = "SmsDeliveryStatus | (string & {}) | null")]
        pub delivery_status: Option<Id>,
        /// The text.
        #[tsify(type = "string | null")]
        pub message: Option<Text<'a>>,
        /// The sender's number as Zoom sent it.
        #[tsify(type = "string | null")]
        pub sender_phone_number: Option<Id>,
        /// The sender's number in E.164 (`+18108001001`), if its country is certain: `null` for short
        /// codes, names, and numbers without a country code unless `callingCode` is given.
        #[tsify(type = "string | null")]
        pub sender_e164: Option<Id>,
        /// The sender's name.
        #[tsify(type = "string | null")]
        pub sender_display_name: Option<Id>,
        /// The id of the owner of the sender's number.
        #[tsify(type = "string | null")]
        pub sender_owner_id: Option<Id>,
        /// What that owner is.
        #[tsify(type = "SmsOwnerType | (string & {}) | null")]
        pub sender_owner_type: Option<Id>,
        /// How many recipients there are.
        #[tsify(type = "number")]
        pub to_count: i64,
        /// The recipients' numbers, joined with `"; "`; `null` if there are none.
        #[tsify(type = "string | null")]
        pub to_phone_numbers: Option<Id>,
        /// The recipients' names, joined likewise; a missing one leaves its place empty.
        #[tsify(type = "string | null")]
        pub to_display_names: Option<Id>,
        /// The other side's number: the sender's of an `In`, the recipients' of an `Out`.
        #[tsify(type = "string | null")]
        pub counterparty_phone_number: Option<Id>,
        /// The other side's name.
        #[tsify(type = "string | null")]
        pub counterparty_name: Option<Id>,
        /// How many attachments there are.
        #[tsify(type = "number")]
        pub attachment_count: i64,
        /// The attachments' names, joined with `"; "`; `null` if there are none.
        #[tsify(type = "string | null")]
        pub attachment_names: Option<Id>,
        /// The attachments' sizes together, in bytes: 0 without attachments, `null` if the size of
        /// one is not known, or if the sum is more than JavaScript's numbers hold exactly.
        #[tsify(type = "number | null")]
        pub attachment_bytes: Option<i64>,
    }
}

row! {
    /// One row per recipient of a message.
    pub struct RecipientRow<'a> as "SmsRecipientRow" {
        /// The id of the session; `null` where it was not given.
        #[tsify(type = "string | null")]
        pub session_id: Option<Id>,
        /// The message's id.
        #[tsify(type = "string")]
        pub message_id: Text<'a>,
        /// When the message was created, in UTC, as Zoom sent it.
        #[tsify(type = "string")]
        pub date_time: Text<'a>,
        /// The same as milliseconds since 1970-01-01T00:00:00Z.
        #[tsify(type = "number")]
        pub epoch_ms: i64,
        /// `In` or `Out`, as Zoom sent it.
        #[tsify(type = "SmsDirection | (string & {}) | null")]
        pub direction: Option<Id>,
        /// The recipient's place in the message, from 0; `null`, with all that follows, if the
        /// message has no recipient.
        #[tsify(type = "number | null")]
        pub recipient_index: Option<i64>,
        /// The recipient's number as Zoom sent it.
        #[tsify(type = "string | null")]
        pub recipient_phone_number: Option<Id>,
        /// The recipient's number in E.164, if its country is certain.
        #[tsify(type = "string | null")]
        pub recipient_e164: Option<Id>,
        /// The recipient's name.
        #[tsify(type = "string | null")]
        pub recipient_display_name: Option<Id>,
        /// The id of the owner of the recipient's number.
        #[tsify(type = "string | null")]
        pub recipient_owner_id: Option<Id>,
        /// What that owner is.
        #[tsify(type = "SmsOwnerType | (string & {}) | null")]
        pub recipient_owner_type: Option<Id>,
    }
}

row! {
    /// One row per attachment of a message.
    pub struct AttachmentRow<'a> as "SmsAttachmentRow" {
        /// The id of the session; `null` where it was not given.
        #[tsify(type = "string | null")]
        pub session_id: Option<Id>,
        /// The message's id.
        #[tsify(type = "string")]
        pub message_id: Text<'a>,
        /// When the message was created, in UTC, as Zoom sent it.
        #[tsify(type = "string")]
        pub date_time: Text<'a>,
        /// The same as milliseconds since 1970-01-01T00:00:00Z.
        #[tsify(type = "number")]
        pub epoch_ms: i64,
        /// `In` or `Out`, as Zoom sent it.
        #[tsify(type = "SmsDirection | (string & {}) | null")]
        pub direction: Option<Id>,
        /// The attachment's place in the message, from 0; `null`, with all that follows, if the
        /// message has no attachment.
        #[tsify(type = "number | null")]
        pub attachment_index: Option<i64>,
        /// The file's id.
        #[tsify(type = "string | null")]
        pub attachment_id: Option<Text<'a>>,
        /// The file's name.
        #[tsify(type = "string | null")]
        pub attachment_name: Option<Text<'a>>,
        /// The file's type, as Zoom sent it.
        #[tsify(type = "SmsAttachmentType | \"JPG/JPEG\" | (string & {}) | null")]
        pub attachment_type: Option<Id>,
        /// The file's size in bytes.
        #[tsify(type = "number | null")]
        pub attachment_bytes: Option<i64>,
        /// Where to get the file. It carries a signed JWT: leave the column out of what is stored
        /// or shared.
        #[tsify(type = "string | null")]
        pub attachment_download_url: Option<Text<'a>>,
    }
}
