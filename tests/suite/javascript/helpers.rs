//! The helpers, given anything.

use js_sys::{Array, Date, Function, JSON, Object, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use zoom_phone_sms::wasm::{flatten_sms_histories, split_date_range, validate_date_range};

use super::{kind, member, object, sample, script, stringified};
use crate::suite::SAMPLE;

#[wasm_bindgen_test]
fn validating_a_range_never_throws() {
    let strange = [
        JsValue::TRUE,
        1.into(),
        JsValue::symbol(Some("s")),
        JsValue::bigint_from_str("1"),
        Array::new().into(),
        Object::new().into(),
        Function::new_no_args("").into(),
        script("return new Date(NaN)"),
        script("return Object.create(null)"),
        script(
            "return new Proxy({}, {get() { throw 1 }, ownKeys() { throw 2 }, getPrototypeOf() { throw 3 }})",
        ),
        script("const {proxy, revoke} = Proxy.revocable({}, {}); revoke(); return proxy"),
        script("return 'a\\ud800'"),
    ];
    for from in &strange {
        for to in [&JsValue::UNDEFINED, &"2024-01-31".into(), from] {
            let check = validate_date_range(from, to);
            assert_eq!(member(&check, "ok"), JsValue::FALSE);
            assert!(member(&check, "issues").unchecked_into::<Array>().length() > 0);
            assert!(split_date_range(from, to).is_err());
        }
    }
}

#[wasm_bindgen_test]
fn a_valid_range_is_returned_as_zoom_reads_it() {
    let from: JsValue = Date::new(&"2024-01-31T00:00:00.000Z".into()).into();
    let check = validate_date_range(&from, &"2024-02-29T00:00:00Z".into());
    assert_eq!(
        stringified(&check),
        r#"{"ok":true,"range":{"from":"2024-01-31T00:00:00Z","to":"2024-02-29T00:00:00Z"}}"#
    );
    let check = validate_date_range(&JsValue::UNDEFINED, &JsValue::NULL);
    assert_eq!(stringified(&check), r#"{"ok":true,"range":null}"#);
}

#[wasm_bindgen_test]
fn a_session_its_messages_its_text_and_its_bytes_give_the_same_rows() {
    let parsed = JSON::parse(&sample()).unwrap();
    let bytes = Uint8Array::from(SAMPLE);
    let with_margins = Uint8Array::new_with_length(bytes.length() + 7);
    with_margins.set(&bytes, 3);
    let pages: JsValue = Array::of1(&bytes).into();
    let options = object(&[("grain", "recipient".into())]);
    let expected = stringified(&flatten_sms_histories(&parsed, &options).unwrap());
    for input in [
        member(&parsed, "sms_histories"),
        sample().into(),
        bytes.buffer().into(),
        with_margins.subarray(3, 3 + bytes.length()).into(),
        bytes.into(),
        pages,
        Array::of1(&parsed).into(),
    ] {
        assert_eq!(
            stringified(&flatten_sms_histories(&input, &options).unwrap()),
            expected
        );
    }
}

#[wasm_bindgen_test]
fn lone_surrogates_survive() {
    let message =
        script(r"return {message_id: 'm', date_time: '2024-01-01T00:00:00Z', message: 'a\ud83d'}");
    let histories: JsValue = Array::of1(&message).into();
    let text = script(
        r#"return '[{"message_id":"m","date_time":"2024-01-01T00:00:00Z","message":"a\ud83d"}]'"#,
    );
    for input in [histories, text] {
        let rows: Array = flatten_sms_histories(&input, &JsValue::UNDEFINED)
            .unwrap()
            .unchecked_into();
        assert_eq!(
            stringified(&member(&rows.get(0), "message")),
            r#""a\ud83d""#
        );
    }
}

#[wasm_bindgen_test]
fn invalid_input_is_refused() {
    for (input, expected) in [
        (JsValue::UNDEFINED, "invalid-request"),
        (JsValue::NULL, "invalid-request"),
        (7.into(), "invalid-request"),
        (script("return () => {}"), "invalid-request"),
        (script("return new Date()"), "invalid-request"),
        (script("const a = {}; a.a = a; return a"), "invalid-request"),
        (
            script(
                "const b = new Uint8Array(8); structuredClone(b.buffer, {transfer: [b.buffer]}); return b",
            ),
            "invalid-request",
        ),
        (script("return {sms_histories: [{}]}"), "decode"),
        (script("return [1]"), "decode"),
        ("".into(), "decode"),
        ("<html>".into(), "decode"),
        (Object::new().into(), "decode"),
    ] {
        let error = flatten_sms_histories(&input, &JsValue::UNDEFINED).unwrap_err();
        assert_eq!(kind(&error), expected, "{input:?}");
    }
    for options in [
        object(&[("grain", "rows".into())]),
        object(&[("grane", "message".into())]),
        7.into(),
    ] {
        let error = flatten_sms_histories(&sample().into(), &options).unwrap_err();
        assert_eq!(kind(&error), "invalid-request");
    }
}
