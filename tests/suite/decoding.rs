//! What a body becomes, and which bodies are refused.

use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;
use zoom_phone_sms::decode;
use zoom_phone_sms::error::{ErrorKind, SmsError};
use zoom_phone_sms::model::{AttachmentType, Direction, Known, OwnerType};

use super::SAMPLE;
use super::values::as_value;

/// A body with one message that has `fields` beside an id and a time.
fn body(fields: &Value) -> Vec<u8> {
    let mut message = json!({"message_id": "m1", "date_time": "2022-03-23T02:58:01Z"});
    for (name, value) in fields.as_object().unwrap() {
        message[name] = value.clone();
    }
    serde_json::to_vec(&json!({"sms_histories": [message]})).unwrap()
}

#[wasm_bindgen_test(unsupported = test)]
fn the_documented_response_is_decoded_to_the_last_field() {
    let session = decode::session(SAMPLE.to_vec()).unwrap();
    let sample: Value = serde_json::from_slice(SAMPLE).unwrap();
    assert_eq!(as_value(&session), sample);
    assert_eq!(session.messages[0].date_time.epoch_ms, 1_648_004_281_000);
    assert!(!session.store.irregular);
}

#[wasm_bindgen_test(unsupported = test)]
fn absent_null_unknown_and_new_values_are_accepted() {
    for fields in [
        json!({}),
        json!({"attachments": null, "to_members": null, "sender": null, "message": null}),
        json!({"direction": null, "message_type": null, "delivery_status": null}),
        json!({"attachments": [], "to_members": []}),
        json!({"attachments": [{}], "to_members": [{}], "sender": {}}),
        json!({"sender": {"owner": null}, "to_members": [{"owner": {"id": null, "type": null}}]}),
        json!({"attachments": [{"download_url": null, "id": null, "name": null, "size": null, "type": null}]}),
        json!({"reactions": [{"deep": [[[{"a": [1.5e9, true, null]}]]]}], "": 1}),
        json!({"direction": "sideways", "message_type": 99, "delivery_status": "read"}),
        json!({"sender": {"owner": {"type": "robot"}}, "attachments": [{"type": "HOLOGRAM"}]}),
        json!({"message_type": 2.0}),
        json!({"attachments": [{"size": 1e2}]}),
        json!({"date_time": "2016-12-31T23:59:60Z"}),
        json!({"date_time": "2022-03-23T02:58:01.123Z"}),
    ] {
        let result = decode::session(body(&fields)).map(drop);
        assert_eq!(result, Ok(()), "{fields}");
    }
    assert!(decode::session(br#"{"sms_histories":[]}"#.to_vec()).is_ok());
    assert!(decode::session("\u{FEFF}{\"sms_histories\":[]}\r\n".into()).is_ok());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_value_keeps_its_spelling_and_gets_its_meaning() {
    let bytes = body(&json!({
        "direction": "oUT",
        "attachments": [{"type": "JPG/JPEG"}],
        "sender": {"owner": {"type": "callqueue"}},
    }));
    let page = decode::session(bytes).unwrap();
    let message = &page.messages[0];
    let word = |word: Option<_>| page.word(word.unwrap()).to_str().into_owned();
    let direction = word(message.direction);
    assert_eq!(
        (direction.as_str(), Direction::from_name(&direction)),
        ("oUT", Some(Direction::Out))
    );
    let kind = word(page.attachments(message)[0].r#type);
    assert_eq!(
        (kind.as_str(), AttachmentType::from_name(&kind)),
        ("JPG/JPEG", Some(AttachmentType::Jpg))
    );
    let sender = page.party(message.sender.unwrap()).unwrap();
    let owner = word(sender.owner.as_ref().unwrap().r#type);
    assert_eq!(OwnerType::from_name(&owner), Some(OwnerType::CallQueue));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_body_that_would_make_a_wrong_record_is_refused_with_its_path() {
    for (body, path, problem) in [
        (&b""[..], "body", "found nothing"),
        (b" \n", "body", "found nothing"),
        (
            b"<html><body>502 Bad Gateway</body></html>",
            "body",
            "found HTML",
        ),
        (b"Bad Gateway", "body", "expected JSON"),
        (
            b"{\"sms_histories\":[{\"message_id\":\"a",
            "sms_histories[0].message_id",
            "ends too early",
        ),
        (
            b"{\"sms_histories\":[",
            "sms_histories[0]",
            "ends too early",
        ),
        (b"{\"sms_histories\":[]} x", "body", "at byte 21"),
        (b"{\"sms_histories\":[],}", "body", "at byte 20"),
        (
            b"{\"sms_histories\":[{\"message\":\"\xFF\"}]}",
            "sms_histories[0].message",
            "expected UTF-8, found something else at byte 30",
        ),
        (
            b"{\"sms_histories\":[{\"message_id\":\"\",\"date_time\":\"2022-03-23T02:58:01Z\"}]}",
            "sms_histories[0].message_id",
            "expected an id, found an empty string",
        ),
        (b"null", "body", "expected an object, found null"),
        (b"[]", "body", "expected an object, found an array"),
        (b"\"text\"", "body", "expected an object, found a string"),
        (b"{}", "sms_histories", "expected an array, found nothing"),
        (
            b"{\"sms_histories\":null}",
            "sms_histories",
            "expected an array, found null",
        ),
        (
            b"{\"sms_histories\":{}}",
            "sms_histories",
            "expected an array, found an object",
        ),
        (
            b"{\"sms_histories\":[7]}",
            "sms_histories[0]",
            "expected an object, found a number",
        ),
        (
            b"{\"page_size\":\"30\",\"sms_histories\":[]}",
            "page_size",
            "expected a number, found a string",
        ),
        (
            b"{\"next_page_token\":1,\"sms_histories\":[]}",
            "next_page_token",
            "expected a string, found a number",
        ),
    ] {
        let error = SmsError::from(decode::session(body.to_vec()).unwrap_err());
        assert_eq!(
            (error.kind, error.path.as_deref()),
            (ErrorKind::Decode, Some(path))
        );
        assert!(error.message.contains(problem), "{}", error.message);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_wrong_field_of_a_message_is_named_and_its_content_is_not() {
    for (field, value, path, problem) in [
        (
            "message_id",
            json!(null),
            "message_id",
            "expected a string, found null",
        ),
        (
            "message_id",
            json!(18_108_001_001_u64),
            "message_id",
            "expected a string, found a number",
        ),
        (
            "date_time",
            json!(null),
            "date_time",
            "expected a string, found null",
        ),
        (
            "date_time",
            json!("secret"),
            "date_time",
            "expected an RFC 3339 time",
        ),
        (
            "date_time",
            json!("2022-02-30T00:00:00Z"),
            "date_time",
            "expected an RFC 3339 time",
        ),
        (
            "date_time",
            json!(1_648_004_281),
            "date_time",
            "expected a string, found a number",
        ),
        (
            "message",
            json!({"secret": 1}),
            "message",
            "expected a string, found an object",
        ),
        (
            "direction",
            json!(1),
            "direction",
            "expected a string, found a number",
        ),
        (
            "message_type",
            json!("secret"),
            "message_type",
            "expected a number, found a string",
        ),
        (
            "message_type",
            json!(1.5),
            "message_type",
            "expected a whole number, found one with a fraction",
        ),
        (
            "sender",
            json!([]),
            "sender",
            "expected an object, found an array",
        ),
        (
            "sender",
            json!({"phone_number": 18_108_001_001_u64}),
            "sender.phone_number",
            "found a number",
        ),
        (
            "sender",
            json!({"owner": {"id": true}}),
            "sender.owner.id",
            "found a boolean",
        ),
        (
            "to_members",
            json!({}),
            "to_members",
            "expected an array, found an object",
        ),
        (
            "to_members",
            json!([{}, null]),
            "to_members[1]",
            "expected an object, found null",
        ),
        (
            "attachments",
            json!([{"size": "secret"}]),
            "attachments[0].size",
            "found a string",
        ),
        (
            "attachments",
            json!([{"size": 9_007_199_254_740_992_u64}]),
            "attachments[0].size",
            "larger than JavaScript can hold exactly (2^53 - 1)",
        ),
    ] {
        let error = decode::session(body(&json!({field: value}))).unwrap_err();
        let whole_path = format!("sms_histories[0].{path}");
        assert_eq!(error.path, whole_path);
        assert!(error.message.starts_with(&whole_path), "{}", error.message);
        assert!(error.message.contains(problem), "{}", error.message);
        for content in ["secret", "18108001001"] {
            assert!(!error.message.contains(content), "{}", error.message);
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_message_without_an_id_or_a_time_is_refused() {
    for field in ["message_id", "date_time"] {
        let mut sample: Value = serde_json::from_slice(SAMPLE).unwrap();
        sample["sms_histories"][1]
            .as_object_mut()
            .unwrap()
            .remove(field);
        let error = decode::session(serde_json::to_vec(&sample).unwrap()).unwrap_err();
        assert_eq!(error.path, format!("sms_histories[1].{field}"));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_response_that_was_cut_anywhere_is_refused() {
    let whole = String::from_utf8(SAMPLE.to_vec()).unwrap();
    let whole = whole.trim_end();
    for end in 0..whole.len() {
        assert!(
            decode::session(whole.as_bytes()[..end].to_vec()).is_err(),
            "{end}"
        );
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn nesting_of_any_depth_is_read_or_refused_and_never_overflows() {
    let deep = "[".repeat(1_000_000);
    for body in [
        deep.clone(),
        format!(r#"{{"sms_histories":{deep}"#),
        format!(r#"{{"unknown":{deep}"#),
    ] {
        assert!(decode::session(body.into_bytes()).is_err());
    }
    let closed = format!(
        r#"{{"unknown":{deep}{},"sms_histories":[]}}"#,
        "]".repeat(1_000_000)
    );
    assert!(decode::session(closed.into_bytes()).is_ok());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_whole_number_is_read_however_it_is_written() {
    for (written, size) in [
        ("0", Some(0)),
        ("-0.0e7", Some(0)),
        ("225740.00", Some(225_740)),
        ("2.2574e5", Some(225_740)),
        ("2.2574E+5", Some(225_740)),
        ("22574000e-2", Some(225_740)),
        ("9007199254740991", Some(9_007_199_254_740_991)),
        ("9007199254740992", None),
        ("-9223372036854775808", None),
        ("1e400", None),
        ("1e-1", None),
        ("2.5", None),
        ("99999999999999999999", None),
    ] {
        let fields = format!(
            r#"{{"message_id":"m","date_time":"2024-01-01T00:00:00Z","attachments":[{{"size":{written}}}]}}"#
        );
        let body = format!(r#"{{"sms_histories":[{fields}]}}"#);
        let session = decode::session(body.into_bytes());
        let found = session
            .ok()
            .map(|it| it.attachments(&it.messages[0])[0].size.unwrap());
        assert_eq!(found, size, "{written}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_key_that_may_be_data_is_not_shown_in_a_path() {
    let error = decode::session(br#"{"+12092693625":[}"#.to_vec()).unwrap_err();
    assert!(!error.message.contains("12092693625"), "{}", error.message);
    let error =
        decode::messages(vec![b"[]".to_vec(), b"[{\"message_id\":1}]".to_vec()]).unwrap_err();
    assert_eq!(error.path, "[1][0].message_id");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_body_that_is_not_json_is_distinguished_from_json_that_zoom_does_not_document() {
    for (body, no_json) in [
        ("", true),
        ("<html>", true),
        ("too many requests", true),
        ("forbidden", true),
        ("nobody is here", true),
        ("502 Bad Gateway", true),
        ("\"cut", true),
        ("{\"sms_histories\":[", true),
        ("true", false),
        ("null", false),
        ("502", false),
        ("\"ok\"", false),
        ("{}", false),
        ("[]", false),
    ] {
        let error = decode::session(body.as_bytes().to_vec()).unwrap_err();
        assert_eq!(error.no_json, no_json, "{body}: {}", error.message);
    }
}
