//! The columns of each grain: each is declared once, here.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::cell::{
    Cell, ColumnSchema, Deleted, GroupInfo, LastAccess, PhoneNumbers, RowInfo, Sink, Time,
};
use super::declare::grain_rows;
use super::grains::{
    AttachmentCells, MessageCells, ParticipantCells, RecipientCells, SessionCells,
};
use super::share::Of;
use crate::model::{
    AttachmentType, Code, DateTime, DeliveryStatus, Direction, ExtensionStatus, Open, OperatorType,
    OwnerType, SessionType,
};
use tsify::Tsify;

grain_rows! {
    // The columns that every row starts with.
    common in row {
        session shared by Some(Of::Session) => {
            /// The session's id, if it is known: from `sessionId`, or the session of `client.rows`.
            session_id: Option<String> = row.rows.session_id(),
        }
        start => {
            /// The message's id.
            message_id: String = row.rows.text(row.message.message_id),
            /// When the message was created, in UTC, as Zoom sent it.
            #[tsify(type = "string")]
            date_time: DateTime = Time(row.rows.text(row.message.date_time.text)),
            /// `date_time` in milliseconds since 1970-01-01T00:00:00Z.
            epoch_ms: i64 = row.message.date_time.epoch_ms,
        }
    }

    /// One row per message.
    pub struct SmsMessageRow, of MessageCells {
        pattern shared by row.message.keys.pattern.map(Of::Pattern) => {
            /// `In` or `Out`, as Zoom sent it.
            #[tsify(type = "SmsDirection | (string & {}) | null")]
            direction: Option<Open<Direction>> = row.message.direction,
            /// Zoom's number for the type of message.
            #[tsify(type = "SmsMessageType | null")]
            message_type: Option<Code> = row.message.message_type,
            /// Zoom's name for that number; `null` for undocumented numbers.
            #[tsify(type = "\"SMS\" | \"MMS\" | \"GROUP_SMS\" | \"GROUP_MMS\" | \"SMS_INTER\" | \"MSG_ON_NET\" | null")]
            message_type_label: Option<String> = row.rows.label(row.message),
            /// The delivery status of the message.
            #[tsify(type = "SmsDeliveryStatus | (string & {}) | null")]
            delivery_status: Option<Open<DeliveryStatus>> = row.message.delivery_status,
            /// The extension number of the operator, who acted for a call queue or an auto receptionist.
            operator_ext_number: Option<String> = row.rows.written(row.message.operator_ext_number),
            /// The extension id of the operator.
            operator_ext_id: Option<String> = row.message.operator_ext_id,
            /// The type of the operator's extension.
            #[tsify(type = "SmsOperatorType | (string & {}) | null")]
            operator_ext_type: Option<Open<OperatorType>> = row.message.operator_ext_type,
            /// The name of the operator.
            operator_name: Option<String> = row.message.operator_name,
        }
        content => {
            /// The text.
            message: Option<String> = row.message.message.map(|place| row.rows.text(place)),
        }
        sender shared by Some(Of::Person(row.message.sender)) => {
            /// The sender's number as Zoom sent it.
            sender_phone_number: Option<String> = PhoneNumbers(row.sender().phone_number),
            /// The sender's number in E.164 (`+18108001001`), if its country is certain: `null` for short
            /// codes, names, and numbers without a country code unless `callingCode` is given.
            sender_e164: Option<String> = PhoneNumbers(row.sender().e164),
            /// The sender's name.
            sender_display_name: Option<String> = row.sender().display_name,
            /// The id of the owner of the sender's number.
            sender_owner_id: Option<String> = row.sender().owner_id,
            /// The type of that owner.
            #[tsify(type = "SmsOwnerType | (string & {}) | null")]
            sender_owner_type: Option<Open<OwnerType>> = row.sender().owner_type,
        }
        to shared by Some(Of::Group(row.message.to_members)) => {
            /// The number of recipients.
            to_count: i64 = row.to().count(),
            /// The recipients' numbers, joined with `"; "`; `null` if there are none.
            to_phone_numbers: Option<String> = PhoneNumbers(row.to().phone_numbers),
            /// The recipients' names, joined the same way; a missing name leaves an empty position.
            to_display_names: Option<String> = row.to().display_names,
        }
        counterparty shared by Some(row.counterparty()) => {
            /// The other side's number: the sender's for an `In`, the recipients' for an `Out`.
            counterparty_phone_number: Option<String> = PhoneNumbers(row.counterparty_phone_number()),
            /// The other side's name.
            counterparty_name: Option<String> = row.counterparty_name(),
        }
        files shared by row.files().is_empty().then_some(Of::NoFiles) => {
            /// The number of attachments.
            attachment_count: i64 = row.files().count(),
            /// The attachments' names, joined with `"; "`; `null` if there are none.
            attachment_names: Option<String> = row.files().names,
            /// The total size of the attachments in bytes: 0 without attachments, `null` if a size
            /// is unknown or the total exceeds what JavaScript's numbers hold exactly.
            attachment_bytes: Option<i64> = row.files().bytes,
        }
    }

    /// One row per recipient of a message.
    pub struct SmsRecipientRow, of RecipientCells {
        place => {
            /// `In` or `Out`, as Zoom sent it.
            #[tsify(type = "SmsDirection | (string & {}) | null")]
            direction: Option<Open<Direction>> = row.message.direction,
            /// The recipient's place in the message, from 0; `null`, with all that follows, if the
            /// message has no recipient.
            recipient_index: Option<i64> = row.index,
        }
        recipient shared by Some(Of::Person(row.recipient)) => {
            /// The recipient's number as Zoom sent it.
            recipient_phone_number: Option<String> = PhoneNumbers(row.person().phone_number),
            /// The recipient's number in E.164, if its country is certain.
            recipient_e164: Option<String> = PhoneNumbers(row.person().e164),
            /// The recipient's name.
            recipient_display_name: Option<String> = row.person().display_name,
            /// The id of the owner of the recipient's number.
            recipient_owner_id: Option<String> = row.person().owner_id,
            /// The type of that owner.
            #[tsify(type = "SmsOwnerType | (string & {}) | null")]
            recipient_owner_type: Option<Open<OwnerType>> = row.person().owner_type,
        }
    }

    /// One row per attachment of a message.
    pub struct SmsAttachmentRow, of AttachmentCells {
        place => {
            /// `In` or `Out`, as Zoom sent it.
            #[tsify(type = "SmsDirection | (string & {}) | null")]
            direction: Option<Open<Direction>> = row.message.direction,
            /// The attachment's position in the message, from 0. If the message has no attachment,
            /// this and the following columns are `null`.
            attachment_index: Option<i64> = row.index,
        }
        file => {
            /// The file's id.
            attachment_id: Option<String> = row.text(|file| file.id),
            /// The file's name.
            attachment_name: Option<String> = row.text(|file| file.name),
            /// The file's type, as Zoom sent it.
            #[tsify(type = "SmsAttachmentType | \"JPG/JPEG\" | (string & {}) | null")]
            attachment_type: Option<Open<AttachmentType>> = row.file.and_then(|file| file.r#type),
            /// The file's size in bytes.
            attachment_bytes: Option<i64> = row.file.and_then(|file| file.size),
            /// The file's link. It contains a signed JWT: leave this column out of what you store
            /// or share.
            attachment_download_url: Option<String> = row.text(|file| file.download_url),
        }
    }
}

grain_rows! {
    // The columns that every row of a list of sessions starts with.
    common in row {
        start => {
            /// The session's id.
            session_id: String = row.rows.text(row.session.session_id),
            /// Whose session it is.
            #[tsify(type = "SmsSessionType | (string & {}) | null")]
            session_type: Option<Open<SessionType>> = row.session.session_type,
            /// When a message of the session was last sent or received, in UTC, as Zoom sent it.
            last_access_time: Option<String> =
                LastAccess(row.session.last_access_time.map(|place| row.rows.text(place))),
            /// `last_access_time` in milliseconds since 1970-01-01T00:00:00Z; `null` if it is no time.
            last_access_epoch_ms: Option<i64> = row.rows.epoch_ms(row.session.last_access_time),
        }
    }

    /// One row per session of a list.
    pub struct SmsSessionRow, of SessionCells {
        participants => {
            /// The number of participants.
            participant_count: i64 = row.participants().count(),
            /// The participants' numbers, joined with `"; "`; `null` if there are none.
            participant_phone_numbers: Option<String> =
                PhoneNumbers(row.participants().phone_numbers),
            /// The participants' names, joined the same way; a missing name leaves an empty position.
            participant_display_names: Option<String> = row.participants().display_names,
        }
        counterparty => {
            /// The other side's numbers, of the participants whose `is_session_owner` is `false`, joined the same way.
            counterparty_phone_number: Option<String> =
                PhoneNumbers(row.counterparty().phone_numbers),
            /// The other side's names.
            counterparty_name: Option<String> = row.counterparty().display_names,
        }
    }

    /// One row per participant of a session.
    pub struct SmsParticipantRow, of ParticipantCells {
        participant => {
            /// The participant's place in the session, from 0; `null`, with all that follows, if the session has no
            /// participant.
            participant_index: Option<i64> = row.index,
            /// Whether the session is this participant's: the account's own side.
            is_session_owner: Option<bool> =
                row.participant.and_then(|participant| participant.is_session_owner),
            /// The participant's number as Zoom sent it.
            participant_phone_number: Option<String> = PhoneNumbers(row.person().phone_number),
            /// The participant's number in E.164, if its country is certain.
            participant_e164: Option<String> = PhoneNumbers(row.person().e164),
            /// The participant's name.
            participant_display_name: Option<String> = row.person().display_name,
            /// The id of the owner of the participant's number.
            participant_owner_id: Option<String> = row.person().owner_id,
            /// The type of that owner.
            #[tsify(type = "SmsOwnerType | (string & {}) | null")]
            participant_owner_type: Option<Open<OwnerType>> = row.person().owner_type,
            /// Why the participant's extension cannot be used any more. Only in lists of the account.
            #[tsify(type = "SmsExtensionStatus | (string & {}) | null")]
            extension_status: Option<Open<ExtensionStatus>> =
                row.participant.and_then(|participant| participant.extension_status),
            /// When the extension was deleted, in UTC. Only in lists of the account.
            extension_deleted_time: Option<String> =
                Deleted(row.deleted().map(|place| row.rows.text(place))),
            /// `extension_deleted_time` in milliseconds since 1970-01-01T00:00:00Z; `null` if it is no time.
            extension_deleted_epoch_ms: Option<i64> = row.rows.epoch_ms(row.deleted()),
        }
    }
}
