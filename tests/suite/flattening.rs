//! Rows: one per message, recipient or attachment, and never one too many or too few.

use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;
use zoom_phone_sms::decode;
use zoom_phone_sms::ndjson;
use zoom_phone_sms::rows::{CallingCode, Grain, RowOptions, Rows};

use super::SAMPLE;

fn rows(body: &[u8], grain: Grain) -> Vec<Value> {
    let lines = lines(body, grain);
    let rows = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    rows.collect()
}

fn lines(body: &[u8], grain: Grain) -> String {
    lines_with(
        body,
        &RowOptions {
            grain,
            ..RowOptions::default()
        },
    )
}

fn lines_with(body: &[u8], options: &RowOptions) -> String {
    let page = decode::messages(vec![body.to_vec()]).unwrap();
    String::from_utf8(ndjson::write(&Rows::of(&page, options)).unwrap()).unwrap()
}

fn row_of(message: &Value, grain: Grain) -> Value {
    let rows = rows(&serde_json::to_vec(&json!([message])).unwrap(), grain);
    assert_eq!(rows.len(), 1);
    rows[0].clone()
}

#[wasm_bindgen_test(unsupported = test)]
fn the_documented_response_has_two_message_four_recipient_and_four_attachment_rows() {
    assert_eq!(rows(SAMPLE, Grain::Message).len(), 2);
    assert_eq!(rows(SAMPLE, Grain::Recipient).len(), 4);
    assert_eq!(rows(SAMPLE, Grain::Attachment).len(), 4);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_message_row_has_every_field_of_the_documented_message() {
    let mut row = rows(SAMPLE, Grain::Message).swap_remove(0);
    let cells = row.as_object_mut().unwrap();
    // The other columns are of fields that it lacks.
    cells.retain(|_, cell| !cell.is_null());
    assert_eq!(
        row,
        json!({
            "message_id": "IQ-cRH5P5EiTWCwpNzScnECJw",
            "date_time": "2022-03-23T02:58:01Z",
            "epoch_ms": 1_648_004_281_000_i64,
            "direction": "In",
            "message_type": 2,
            "message_type_label": "MMS",
            "message": "welcome",
            "sender_phone_number": "18108001001",
            "sender_e164": "+18108001001",
            "sender_display_name": "test api",
            "sender_owner_id": "DnEopNmXQEGU2uvvzjgojw",
            "sender_owner_type": "user",
            "to_count": 2,
            "to_phone_numbers": "12092693625; 12092693625",
            "to_display_names": "ezreal mao; ezreal mao",
            "counterparty_phone_number": "18108001001",
            "counterparty_name": "test api",
            "attachment_count": 2,
            "attachment_names": "FWDHOMaNRaqIvNc3aIdisg.jpg; FWDHOMaNRaqIvNc3aIdisg.jpg",
            "attachment_bytes": 451_480,
        })
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn every_row_has_every_column_in_one_order() {
    for grain in Grain::OF_MESSAGES {
        let columns = grain.info().columns;
        let bare = json!({"message_id": "m", "date_time": "2024-01-01T00:00:00Z"});
        let body = serde_json::to_vec(&json!([bare])).unwrap();
        let json = lines(&body, grain);
        let places: Vec<_> = columns
            .iter()
            .map(|name| json.find(&format!("\"{name}\":")))
            .collect();
        assert!(
            places.is_sorted() && places.iter().all(Option::is_some),
            "{json}"
        );
        let Value::Object(row) = row_of(&bare, grain) else {
            unreachable!()
        };
        assert_eq!(row.len(), columns.len());
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn every_row_starts_with_the_given_session_id() {
    for grain in [Grain::Message, Grain::Recipient, Grain::Attachment] {
        for id in ["35ccd84704253f5f793d0a721c7fe655", r#"a"b\c"#, "é🙂"] {
            let options = RowOptions {
                grain,
                session_id: Some(id.to_owned()),
                ..RowOptions::default()
            };
            let lines = lines_with(SAMPLE, &options);
            for line in lines.lines() {
                let row: Value = serde_json::from_str(line).unwrap();
                assert_eq!(row["session_id"], id);
                assert!(line.starts_with("{\"session_id\":"), "{line}");
            }
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_message_without_recipients_or_attachments_keeps_its_row_with_nulls() {
    for lists in [
        json!({}),
        json!({"to_members": [], "attachments": []}),
        json!({"to_members": null}),
    ] {
        let mut message = lists;
        message["message_id"] = json!("m");
        message["date_time"] = json!("2024-01-01T00:00:00Z");
        let row = row_of(&message, Grain::Message);
        assert_eq!(
            (&row["to_count"], &row["to_phone_numbers"]),
            (&json!(0), &Value::Null)
        );
        assert_eq!(
            (&row["attachment_bytes"], &row["attachment_names"]),
            (&json!(0), &Value::Null)
        );
        assert_eq!(
            row_of(&message, Grain::Recipient)["recipient_index"],
            Value::Null
        );
        assert_eq!(
            row_of(&message, Grain::Attachment)["attachment_index"],
            Value::Null
        );
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_other_side_is_the_sender_of_an_incoming_and_the_recipients_of_an_outgoing_message() {
    let message = |direction: Value| {
        json!({
            "message_id": "m", "date_time": "2024-01-01T00:00:00Z", "direction": direction,
            "sender": {"phone_number": "1", "display_name": "Ada"},
            "to_members": [{"phone_number": "2"}, {"display_name": "Grace"}, {}],
        })
    };
    for (direction, number, name) in [
        (json!("In"), json!("1"), json!("Ada")),
        (json!("in"), json!("1"), json!("Ada")),
        (json!("Out"), json!("2; ; "), json!("; Grace; ")),
        (json!("OUT"), json!("2; ; "), json!("; Grace; ")),
        (json!("sideways"), json!(null), json!(null)),
        (json!(null), json!(null), json!(null)),
    ] {
        let row = row_of(&message(direction.clone()), Grain::Message);
        assert_eq!(row["counterparty_phone_number"], number, "{direction}");
        assert_eq!(row["counterparty_name"], name, "{direction}");
        assert_eq!(row["direction"], direction);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_extension_number_is_text_in_a_row_even_if_it_came_as_a_number() {
    for (number, text) in [
        ("801", json!("801")),
        ("\"0801\"", json!("0801")),
        ("8.01e2", json!("801")),
        ("-0", json!("0")),
        ("null", json!(null)),
    ] {
        let body = format!(
            r#"[{{"message_id":"m","date_time":"2024-01-01T00:00:00Z","operator_ext_number":{number}}}]"#
        );
        let row = rows(body.as_bytes(), Grain::Message).swap_remove(0);
        assert_eq!(row["operator_ext_number"], text, "{number}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_unknown_size_does_not_count_as_zero() {
    for (sizes, bytes) in [
        (json!([{"size": 1}, {"size": 2}]), json!(3)),
        (json!([{"size": 1}, {}]), json!(null)),
        (json!([{"size": null}]), json!(null)),
        (json!([]), json!(0)),
    ] {
        let message =
            json!({"message_id": "m", "date_time": "2024-01-01T00:00:00Z", "attachments": sizes});
        assert_eq!(row_of(&message, Grain::Message)["attachment_bytes"], bytes);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn only_numbers_whose_country_is_certain_are_written_in_e164() {
    for (number, e164) in [
        ("18108001001", json!("+18108001001")),
        ("+18108001001", json!("+18108001001")),
        ("+1 810 800 1001", json!("+18108001001")),
        (r"\u002b18108001001", json!(null)),
        ("3304581111", json!(null)),
        ("8108001001", json!(null)),
        ("12345678", json!(null)),
        ("123456789012345", json!(null)),
        ("1234567890123456", json!(null)),
        ("88022", json!(null)),
        ("018108001001", json!(null)),
        ("1810-800-1001", json!("+18108001001")),
        ("ZOOM", json!(null)),
        ("", json!(null)),
        ("++18108001001", json!(null)),
        ("１８１０８００１００１", json!(null)),
    ] {
        let message = json!({"message_id": "m", "date_time": "2024-01-01T00:00:00Z", "sender": {"phone_number": number}});
        let row = row_of(&message, Grain::Message);
        assert_eq!(
            (&row["sender_e164"], &row["sender_phone_number"]),
            (&e164, &json!(number))
        );
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_calling_code_of_the_account_reads_numbers_without_a_country_code() {
    let message = json!([{
        "message_id": "m", "date_time": "2024-01-01T00:00:00Z",
        "sender": {"phone_number": "3304581111"}, "to_members": [{"phone_number": "8108001001"}],
    }]);
    let body = serde_json::to_vec(&message).unwrap();
    for (grain, column, e164) in [
        (Grain::Message, "sender_e164", "+13304581111"),
        (Grain::Recipient, "recipient_e164", "+18108001001"),
    ] {
        let options = RowOptions {
            grain,
            calling_code: CallingCode::of("1"),
            ..RowOptions::default()
        };
        let row: Value = serde_json::from_str(&lines_with(&body, &options)).unwrap();
        assert_eq!(row[column], e164);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_total_size_too_large_for_an_exact_number_is_unknown() {
    let most = 9_007_199_254_740_991_i64;
    for (sizes, bytes) in [
        (json!([{"size": most - 1}, {"size": 1}]), json!(most)),
        (json!([{"size": most}, {"size": 1}]), json!(null)),
        (
            json!([{"size": most}, {"size": most}, {"size": -most}]),
            json!(most),
        ),
    ] {
        let message =
            json!({"message_id": "m", "date_time": "2024-01-01T00:00:00Z", "attachments": sizes});
        assert_eq!(row_of(&message, Grain::Message)["attachment_bytes"], bytes);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn half_a_surrogate_pair_is_a_replacement_in_every_text_of_a_line() {
    let half = r"\ud83d";
    let body = format!(
        r#"[{{"message_id":"{half}","date_time":"2024-01-01T00:00:00Z","direction":"{half}","message":"a{half}",
            "sender":{{"phone_number":"{half}","display_name":"{half}x","owner":{{"id":"{half}","type":"{half}"}}}},
            "to_members":[{{"phone_number":"{half}","display_name":"{half}"}},{{"display_name":"{half}"}}],
            "attachments":[{{"id":"{half}","name":"{half}","type":"{half}","download_url":"{half}"}},{{"name":"{half}"}}]}}]"#
    );
    for grain in [Grain::Message, Grain::Recipient, Grain::Attachment] {
        let lines = lines(body.as_bytes(), grain);
        assert!(
            !lines.contains(half) && lines.contains(r"\ufffd"),
            "{lines}"
        );
        for line in lines.lines() {
            serde_json::from_str::<Value>(line).unwrap();
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn texts_are_written_as_they_were_read() {
    for text in [
        "",
        "a \"b\" \\ \n\r\t\u{8}\u{c}\u{1}\u{7f}\u{2028}",
        "🙂 مرحبا é e\u{301}",
        "undefined",
    ] {
        let message =
            json!({"message_id": "m", "date_time": "2024-01-01T00:00:00Z", "message": text});
        assert_eq!(row_of(&message, Grain::Message)["message"], text);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn pages_and_messages_keep_their_order_and_their_duplicates() {
    let page = |ids: &[&str]| {
        let message = |id: &&str| json!({"message_id": id, "date_time": "2024-01-01T00:00:00Z"});
        json!({"sms_histories": ids.iter().map(message).collect::<Vec<_>>()})
    };
    let pages = json!([page(&["a", "b"]), page(&[]), page(&["b", "c"])]);
    let rows = rows(&serde_json::to_vec(&pages).unwrap(), Grain::Message);
    let ids: Vec<_> = rows
        .iter()
        .map(|row| row["message_id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["a", "b", "b", "c"]);
}
