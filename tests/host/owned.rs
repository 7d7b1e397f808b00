//! The owned model against serde: a page that the decoder has read, made into owned structs, is what serde makes of
//! the same bytes, and what one refuses the other refuses.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;
use zoom_phone_sms::decode;
use zoom_phone_sms::model::{FieldInfo, Form, OBJECTS, ObjectInfo, SmsSession, SmsSessionList};

/// A member of an object as it is written: its key and its value.
type Member = (String, String);

/// What the decoder makes of a body.
fn decoded(body: &str) -> Option<SmsSession> {
    let page = decode::session(body.as_bytes().to_vec()).ok()?;
    Some(SmsSession::try_from(&page).unwrap())
}

/// What serde makes of it. Of a key that comes twice, a `Value` has the last, like `JSON.parse`.
fn read_by_serde(body: &str) -> Option<SmsSession> {
    let value: Value = serde_json::from_str(body).unwrap();
    serde_json::from_value(value).ok()
}

fn check(body: &str) -> Result<(), TestCaseError> {
    let owned = decoded(body);
    if let Some(owned) = &owned {
        prop_assert!(Some(owned) == read_by_serde(body).as_ref(), "{}", body);
        let written = serde_json::to_string(owned).unwrap();
        prop_assert!(
            decoded(&written).as_ref() == Some(owned),
            "{} {}",
            body,
            written
        );
    }
    // Into the struct itself, serde reads no key that comes twice.
    let read: Option<SmsSession> = serde_json::from_str(body).ok();
    prop_assert!(read.is_none() || read == owned, "{}", body);
    Ok(())
}

#[test]
fn what_cannot_be_owned_is_told_by_its_path() {
    let deep = ["[".repeat(200), "]".repeat(200)].concat();
    for (field, path) in [
        (r#""new":1e999"#, "sms_histories[0].sender.new"),
        (&*format!(r#""new":{deep}"#), "sms_histories[0].sender.new"),
    ] {
        let body = format!(
            r#"{{"sms_histories":[{{"message_id":"m","date_time":"2024-01-01T00:00:00Z","sender":{{{field}}}}}]}}"#
        );
        let page = decode::session(body.into_bytes()).unwrap();
        let error = SmsSession::try_from(&page).unwrap_err();
        assert_eq!(error.path, path);
        assert!(error.to_string().starts_with(path), "{error}");
    }
}

#[test]
fn half_a_surrogate_pair_is_a_replacement_character_in_the_owned_model() {
    let body = r#"{"sms_histories":[{"message_id":"\ud83d","date_time":"2024-01-01T00:00:00Z","new":["\ude00"]}]}"#;
    let owned = decoded(body).unwrap();
    assert_eq!(owned.sms_histories[0].message_id, "\u{FFFD}");
    assert_eq!(owned.sms_histories[0].unknown.0["new"][0], "\u{FFFD}");
}

#[test]
fn debug_output_of_the_owned_model_shows_no_content() {
    let body = r#"{"next_page_token":"secret","sms_histories":[{"message_id":"secret","date_time":"2024-01-01T00:00:00Z"}]}"#;
    assert_eq!(format!("{:?}", decoded(body).unwrap()), "SmsSession { .. }");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_024, ..ProptestConfig::default() })]

    #[test]
    fn the_owned_model_is_what_serde_reads(body in any_page()) {
        check(&body)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_024, ..ProptestConfig::default() })]

    #[test]
    fn a_list_of_sessions_has_the_ids_and_the_token_that_serde_reads(
        body in any_object(SmsSessionList::INFO)
    ) {
        let page = decode::sessions(body.as_bytes().to_vec());
        // Into the struct itself, serde reads no key that comes twice.
        prop_assert!(page.is_ok() || serde_json::from_str::<SmsSessionList>(&body).is_err(), "{}", body);
        if let Ok(page) = page {
            let value: Value = serde_json::from_str(&body).unwrap();
            let read: Option<SmsSessionList> = serde_json::from_value(value).ok();
            prop_assert!(read.is_some(), "{}", body);
            let read = read.unwrap();
            let ids: Vec<String> = page.ids().map(|id| id.to_str().into_owned()).collect();
            let expected: Vec<String> = read.sms_sessions.into_iter().map(|one| one.session_id).collect();
            prop_assert_eq!(ids, expected, "{}", body);
            let token = page.token().map(|token| token.to_str().into_owned());
            prop_assert_eq!(token, read.next_page_token.filter(|token| !token.is_empty()));
        }
    }
}

fn any_page() -> BoxedStrategy<String> {
    let session = OBJECTS.iter().find(|object| object.kept == "Session");
    any_object(session.unwrap())
}

/// An object as it is declared.
pub(super) fn any_object(object: &ObjectInfo) -> BoxedStrategy<String> {
    let fields = object.fields.iter();
    let any = fields.map(|field| (field.name, field.required.is_some(), any_field(field)));
    let any = any_of_fields(any.collect());
    if object.kept != "Party" {
        return any;
    }
    // People come again and again.
    let same = Just(r#"{"phone_number":"18108001001","display_name":"Ann"}"#.to_owned());
    prop_oneof![any, same].boxed()
}

fn any_field(field: &FieldInfo) -> BoxedStrategy<String> {
    match field.form {
        Form::Text if field.name == "date_time" => any_time(),
        Form::Text if field.name.ends_with("_time") => prop_oneof![any_time(), any_text()].boxed(),
        Form::Text => any_text(),
        Form::Word => any_word(),
        Form::TextOrNumber => prop_oneof![any_text(), any_number()].boxed(),
        Form::Integer => any_number(),
        Form::Boolean => select(vec!["true", "false"])
            .prop_map(str::to_owned)
            .boxed(),
        Form::Object(object) | Form::Shared(object) => any_object(object),
        Form::SharedList(object) => list(vec(any_object(object), 0..3).boxed()),
        Form::Objects(object) => {
            // The same one again takes the decoder's other way.
            let some = vec(any_object(object), 0..4).prop_flat_map(|some| {
                if some.is_empty() {
                    return Just(some).boxed();
                }
                vec(select(some), 0..9).boxed()
            });
            list(some.boxed())
        }
    }
}

/// An object with some of these fields, a few of them twice, others that are not known, in any order. Those that are
/// required are nearly always there.
fn any_of_fields(
    fields: Vec<(&'static str, bool, BoxedStrategy<String>)>,
) -> BoxedStrategy<String> {
    let members = fields.into_iter().map(|(name, is_required, value)| {
        let value = prop_oneof![60 => value, 1 => any_value()];
        let count = if is_required {
            prop_oneof![1 => Just(0), 60 => Just(1), 2 => Just(2)]
        } else {
            prop_oneof![20 => Just(0), 40 => Just(1), 2 => Just(2)]
        };
        let null = if is_required { 0 } else { 4 };
        let value = prop_oneof![30 => value, null => Just("null".to_owned())];
        let member = (any_spelling(name), value);
        count.prop_flat_map(move |count| vec(member.clone(), count))
    });
    let unknown = vec(
        (select(vec!["\"new\"", "\"é\"", "\"\""]), any_value()),
        0..2,
    );
    let unknown = unknown.prop_map(|members| -> Vec<Member> {
        let owned = members.into_iter();
        owned.map(|(key, value)| (key.to_owned(), value)).collect()
    });
    let members = (members.collect::<Vec<_>>(), unknown);
    let members = members.prop_map(|(known, unknown)| {
        let mut members: Vec<Member> = known.into_iter().flatten().collect();
        members.extend(unknown);
        members
    });
    let shuffled = prop_oneof![members.clone(), members.prop_shuffle()];
    (shuffled, select(vec!["", " ", "\n"]))
        .prop_map(|(members, space)| {
            let members = members.into_iter();
            let written = members.map(|(key, value)| format!("{key}:{space}{value}"));
            let written: Vec<String> = written.collect();
            format!("{{{}}}", written.join(&format!("{space},")))
        })
        .boxed()
}

/// A key, as it is or with an escape.
fn any_spelling(name: &'static str) -> impl Strategy<Value = String> + Clone {
    let escaped = format!("\"\\u{:04x}{}\"", u32::from(name.as_bytes()[0]), &name[1..]);
    prop_oneof![40 => Just(format!("\"{name}\"")), 1 => Just(escaped)]
}

fn list(items: BoxedStrategy<Vec<String>>) -> BoxedStrategy<String> {
    items
        .prop_map(|items| format!("[{}]", items.join(",")))
        .boxed()
}

fn any_text() -> BoxedStrategy<String> {
    r#""([a-z é😀+]|\\n|\\u00e9|\\ud83d\\ude00|\\\\|\\"){0,9}""#.boxed()
}

fn any_word() -> BoxedStrategy<String> {
    let known = select(vec![
        r#""In""#,
        r#""oUT""#,
        r#""JPG/JPEG""#,
        r#""callQueue""#,
        r#""""#,
    ]);
    prop_oneof![known.prop_map(str::to_owned), any_text()].boxed()
}

fn any_time() -> BoxedStrategy<String> {
    let times = vec![
        r#""2024-01-01T00:00:00Z""#,
        r#""2022-03-23T02:58:01.5Z""#,
        r#""2024-01-01T00\u003a00:00Z""#,
        r#""2016-12-31T23:59:60Z""#,
    ];
    let times = select(times).prop_map(str::to_owned);
    let wrong = Just(r#""2022-02-30T00:00:00Z""#.to_owned());
    prop_oneof![60 => times, 1 => wrong].boxed()
}

fn any_number() -> BoxedStrategy<String> {
    let numbers = vec!["0", "-0", "1", "2.0", "3e2", "9007199254740991", "-7", "6"];
    let numbers = select(numbers).prop_map(str::to_owned);
    let wrong = select(vec!["1.5", "9007199254740992", "1e300"]).prop_map(str::to_owned);
    prop_oneof![60 => numbers, 1 => wrong].boxed()
}

/// What may be anywhere.
fn any_value() -> BoxedStrategy<String> {
    let values = vec![
        "1",
        "-2.5",
        "true",
        "false",
        "null",
        "\"a\\u00e9\"",
        "[]",
        "{}",
        "[[{\"a\":[1]}]]",
    ];
    select(values).prop_map(str::to_owned).boxed()
}
