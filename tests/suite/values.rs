//! A decoded page as a JSON value, put together from what the decoder found.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "what a kind of object does not have is another field to it"
)]

use serde_json::{Map, Value};
use zoom_phone_sms::json::Place;
use zoom_phone_sms::model::{Field, Id, Shape, SmsMessage, SmsParty, SmsSession};

/// The page as a value. Its keys are those of its shape, and their values those of its fields.
pub(crate) fn as_value(page: &SmsSession) -> Value {
    object(page, page.shape, &page.others, |field| match field {
        Field::NextPageToken => text(page, page.next_page_token),
        Field::PageSize => page.page_size.into(),
        _ => page
            .sms_histories
            .iter()
            .map(|message| of_message(page, message))
            .collect(),
    })
}

/// A message of the page, likewise.
pub(crate) fn of_message(page: &SmsSession, message: &SmsMessage) -> Value {
    object(page, message.shape, &message.others, |field| match field {
        Field::MessageId => text(page, Some(message.message_id)),
        Field::DateTime => text(page, Some(message.date_time)),
        Field::Message => text(page, message.message),
        Field::Direction => word(page, message.direction),
        Field::DeliveryStatus => word(page, message.delivery_status),
        Field::MessageType => message.message_type.into(),
        Field::Sender => of_party(page, message.sender),
        Field::ToMembers => message.to_members.map_or(Value::Null, |list| {
            let members = page.recipients(Some(list));
            members
                .iter()
                .map(|member| of_party(page, Some(*member)))
                .collect()
        }),
        _ => message.attachments.as_ref().map_or(Value::Null, |_| {
            let files = page.attachments(message).iter();
            let file = |file: &zoom_phone_sms::model::SmsAttachment| {
                object(page, file.shape, &file.others, |field| match field {
                    Field::DownloadUrl => text(page, file.download_url),
                    Field::Id => text(page, file.id),
                    Field::Name => text(page, file.name),
                    Field::Size => file.size.into(),
                    _ => word(page, file.kind),
                })
            };
            files.map(file).collect()
        }),
    })
}

fn of_party(page: &SmsSession, party: Option<Id>) -> Value {
    let Some(party): Option<&SmsParty> = party.and_then(|party| page.party(party)) else {
        return Value::Null;
    };
    object(page, party.shape, &party.others, |field| match field {
        Field::PhoneNumber => text(page, party.phone_number),
        Field::DisplayName => text(page, party.display_name),
        _ => party.owner.as_ref().map_or(Value::Null, |owner| {
            object(page, owner.shape, &owner.others, |field| match field {
                Field::Id => text(page, owner.id),
                _ => word(page, owner.kind),
            })
        }),
    })
}

fn object(
    page: &SmsSession,
    shape: Shape,
    others: &std::ops::Range<usize>,
    value: impl Fn(Field) -> Value,
) -> Value {
    let mut members: Vec<(Field, Place)> = page.store.shapes.members(shape).collect();
    members.reverse();
    let mut others = page.others(others);
    let members = members.into_iter().map(|(field, key)| {
        let value = match field {
            Field::Other => serde_json::from_slice(others.next().unwrap()).unwrap(),
            field => value(field),
        };
        (page.text(key).to_str().into_owned(), value)
    });
    Value::Object(members.collect::<Map<_, _>>())
}

fn text(page: &SmsSession, place: Option<Place>) -> Value {
    place
        .map(|place| page.text(place).to_str().into_owned())
        .into()
}

fn word(page: &SmsSession, word: Option<Id>) -> Value {
    word.map(|word| page.word(word).to_str().into_owned())
        .into()
}
