//! Messages as flat rows: fixed columns by grain, ready for a table, a chart or a database.
//!
//! A message's recipients and attachments are two lists. A grain follows at most one of them, so
//! that no row is a recipient times an attachment; a message without any keeps its row.

mod cell;
mod columns;

use crate::error::{Issue, IssueCode};
use crate::input::{Input, hint, issue, wrong_type};
use crate::json::Text;
use crate::model::{Direction, Known, MessageType, Open, SmsMessage, SmsParty};
pub use cell::{AsCell, Cell, Row};
pub use columns::{AttachmentRow, MessageRow, RecipientRow};

/// Stands between the values of several recipients or attachments in one cell.
const SEPARATOR: &str = "; ";

/// What one row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    /// A message.
    Message,
    /// A recipient of a message.
    Recipient,
    /// An attachment of a message.
    Attachment,
}

impl Grain {
    /// Checks the option `grain`; absent means [`Grain::Message`].
    ///
    /// # Errors
    /// An issue for any other value than the three names.
    pub fn validate(grain: &Input) -> Result<Self, Issue> {
        const NAMES: &[&str] = &["message", "recipient", "attachment"];
        let accepted = r#""message", "recipient" or "attachment""#;
        match grain {
            Input::Absent => Ok(Self::Message),
            Input::Text(name) => match name.as_str() {
                "message" => Ok(Self::Message),
                "recipient" => Ok(Self::Recipient),
                "attachment" => Ok(Self::Attachment),
                _ => {
                    let problem = format!("is no grain{}", hint(name, NAMES));
                    Err(issue(IssueCode::UnknownValue, "grain", &problem, accepted))
                }
            },
            Input::IllFormedText | Input::Number(_) | Input::Date(_) | Input::Other(_) => {
                Err(wrong_type("grain", grain, accepted))
            }
        }
    }
}

/// The rows of messages at a grain, as one JSON array.
#[must_use]
pub fn to_json(messages: &[SmsMessage<'_>], grain: Grain) -> String {
    match grain {
        Grain::Message => cell::to_json(messages.iter().map(message_row)),
        Grain::Recipient => cell::to_json(messages.iter().flat_map(recipient_rows)),
        Grain::Attachment => cell::to_json(messages.iter().flat_map(attachment_rows)),
    }
}

/// The row of a message.
#[must_use]
pub fn message_row<'m>(message: &'m SmsMessage<'_>) -> MessageRow<'m> {
    let sender = message.sender.as_ref();
    let recipients = message.to_members.as_deref().unwrap_or_default();
    let attachments = message.attachments.as_deref().unwrap_or_default();
    let to_phone_numbers = join(recipients.iter().map(|party| party.phone_number.as_ref()));
    let to_display_names = join(recipients.iter().map(|party| party.display_name.as_ref()));
    let sender_phone_number = sender
        .and_then(|party| party.phone_number.as_ref())
        .map(Text::borrowed);
    let sender_display_name = sender
        .and_then(|party| party.display_name.as_ref())
        .map(Text::borrowed);
    let direction = message.direction.as_ref();
    let (counterparty_phone_number, counterparty_name) = match direction.and_then(|sent| sent.known)
    {
        Some(Direction::In) => (sender_phone_number.clone(), sender_display_name.clone()),
        Some(Direction::Out) => (to_phone_numbers.clone(), to_display_names.clone()),
        None => (None, None),
    };
    MessageRow {
        message_id: message.message_id.borrowed(),
        date_time: message.date_time.borrowed(),
        epoch_ms: message.epoch_ms,
        direction: as_sent(direction),
        message_type: message.message_type,
        message_type_label: message
            .message_type
            .and_then(MessageType::from_code)
            .map(MessageType::label),
        delivery_status: as_sent(message.delivery_status.as_ref()),
        message: message.message.as_ref().map(Text::borrowed),
        sender_e164: sender.and_then(e164),
        sender_phone_number,
        sender_display_name,
        sender_owner_id: owner_id(sender),
        sender_owner_type: owner_type(sender),
        to_count: count(recipients),
        to_phone_numbers,
        to_display_names,
        counterparty_phone_number,
        counterparty_name,
        attachment_count: count(attachments),
        attachment_names: join(
            attachments
                .iter()
                .map(|attachment| attachment.name.as_ref()),
        ),
        attachment_bytes: attachments
            .iter()
            .try_fold(0_i64, |sum, attachment| sum.checked_add(attachment.size?)),
    }
}

/// The rows of a message's recipients, or one without a recipient.
pub fn recipient_rows<'m>(message: &'m SmsMessage<'_>) -> impl Iterator<Item = RecipientRow<'m>> {
    one_or_more(message.to_members.as_deref()).map(|(index, recipient)| RecipientRow {
        message_id: message.message_id.borrowed(),
        date_time: message.date_time.borrowed(),
        epoch_ms: message.epoch_ms,
        direction: as_sent(message.direction.as_ref()),
        recipient_index: index,
        recipient_phone_number: recipient
            .and_then(|party| party.phone_number.as_ref())
            .map(Text::borrowed),
        recipient_e164: recipient.and_then(e164),
        recipient_display_name: recipient
            .and_then(|party| party.display_name.as_ref())
            .map(Text::borrowed),
        recipient_owner_id: owner_id(recipient),
        recipient_owner_type: owner_type(recipient),
    })
}

/// The rows of a message's attachments, or one without an attachment.
pub fn attachment_rows<'m>(message: &'m SmsMessage<'_>) -> impl Iterator<Item = AttachmentRow<'m>> {
    one_or_more(message.attachments.as_deref()).map(|(index, attachment)| AttachmentRow {
        message_id: message.message_id.borrowed(),
        date_time: message.date_time.borrowed(),
        epoch_ms: message.epoch_ms,
        direction: as_sent(message.direction.as_ref()),
        attachment_index: index,
        attachment_id: attachment
            .and_then(|file| file.id.as_ref())
            .map(Text::borrowed),
        attachment_name: attachment
            .and_then(|file| file.name.as_ref())
            .map(Text::borrowed),
        attachment_type: as_sent(attachment.and_then(|file| file.kind.as_ref())),
        attachment_bytes: attachment.and_then(|file| file.size),
        attachment_download_url: attachment
            .and_then(|file| file.download_url.as_ref())
            .map(Text::borrowed),
    })
}

/// A phone number in E.164: `+` and at most 15 digits, the first of them no zero. Short codes,
/// extensions and names, which E.164 does not have, give `None`.
///
/// ```
/// use zoom_phone_sms::{json::Text, model::SmsParty, rows::e164};
/// let party = |number| SmsParty { phone_number: Some(Text::escape(number)), ..SmsParty::default() };
/// assert_eq!(e164(&party("18108001001")).as_deref(), Some("+18108001001"));
/// assert_eq!(e164(&party("88022")), None);
/// ```
#[must_use]
pub fn e164(party: &SmsParty<'_>) -> Option<String> {
    /// The shortest international numbers in use have 7 digits with their country code.
    const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;
    let number = party.phone_number.as_ref()?.to_str();
    let digits = number.strip_prefix('+').unwrap_or(&number);
    let valid = DIGITS.contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    valid.then(|| format!("+{digits}"))
}

fn as_sent<'m, K: Known>(value: Option<&'m Open<'_, K>>) -> Option<Text<'m>> {
    value.map(|value| value.sent.borrowed())
}

fn owner_id<'m>(party: Option<&'m SmsParty<'_>>) -> Option<Text<'m>> {
    party?.owner.as_ref()?.id.as_ref().map(Text::borrowed)
}

fn owner_type<'m>(party: Option<&'m SmsParty<'_>>) -> Option<Text<'m>> {
    as_sent(party?.owner.as_ref()?.kind.as_ref())
}

fn count<T>(list: &[T]) -> i64 {
    i64::try_from(list.len()).unwrap_or(i64::MAX)
}

/// The values in one cell. A missing one among others leaves its place empty, so that names and
/// numbers stay side by side; nothing at all is `None`.
fn join<'m>(values: impl Iterator<Item = Option<&'m Text<'m>>> + Clone) -> Option<Text<'m>> {
    values.clone().any(|value| value.is_some()).then(|| {
        let values: Vec<Text<'_>> = values
            .map(|value| value.map(Text::borrowed).unwrap_or_default())
            .collect();
        Text::join(values.iter(), SEPARATOR)
    })
}

/// Each item with its index, or one `(None, None)` where there is no item.
fn one_or_more<T>(items: Option<&[T]>) -> impl Iterator<Item = (Option<i64>, Option<&T>)> {
    let items = items.unwrap_or_default();
    let none = items.is_empty().then_some((None, None));
    (0..)
        .zip(items)
        .map(|(index, item)| (Some(index), Some(item)))
        .chain(none)
}
