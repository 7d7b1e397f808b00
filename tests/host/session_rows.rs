//! Rows of lists of sessions, compared with a second flattening, of what `serde_json` reads.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use zoom_phone_sms::csv::{self, Form};
use zoom_phone_sms::decode;
use zoom_phone_sms::model::SmsSessionList;
use zoom_phone_sms::ndjson;
use zoom_phone_sms::rows::{CallingCode, Grain, RowOptions, Rows};

use super::owned::any_object;

fn options(grain: Grain) -> RowOptions {
    RowOptions {
        grain,
        ..RowOptions::default()
    }
}

fn rows_of(bodies: Vec<Vec<u8>>, options: &RowOptions) -> Vec<Value> {
    let page = decode::session_lists(bodies).unwrap();
    let lines = ndjson::write(&Rows::bounded(&page, options).unwrap()).unwrap();
    let lines = String::from_utf8(lines).unwrap();
    let rows = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    rows.collect()
}

/// The times that are generated; any other text is none.
fn epoch_ms(text: &Value) -> Value {
    match text.as_str() {
        Some("2024-01-01T00:00:00Z") => json!(1_704_067_200_000_i64),
        Some("2022-03-23T02:58:01.5Z") => json!(1_648_004_281_500_i64),
        Some("2016-12-31T23:59:60Z") => json!(1_483_228_800_000_i64),
        _ => Value::Null,
    }
}

fn joined(participants: &[&Value], field: &str) -> Value {
    let texts = participants.iter().map(|one| one[field].as_str());
    let texts: Vec<Option<&str>> = texts.collect();
    if texts.iter().all(Option::is_none) {
        return Value::Null;
    }
    let texts: Vec<&str> = texts.into_iter().map(Option::unwrap_or_default).collect();
    json!(texts.join("; "))
}

/// The rows of a session, without the columns of numbers in E.164.
fn expected(session: &Value, grain: Grain) -> Vec<Value> {
    let time = &session["last_access_time"];
    let start = json!({
        "session_id": session["session_id"],
        "session_type": session["session_type"],
        "last_access_time": time,
        "last_access_epoch_ms": epoch_ms(time),
    });
    let all: Vec<&Value> = session["participants"]
        .as_array()
        .into_iter()
        .flatten()
        .collect();
    let others = all.iter().copied();
    let others: Vec<&Value> = others
        .filter(|one| one["is_session_owner"] == false)
        .collect();
    let own = if grain == Grain::Session {
        vec![json!({
            "participant_count": all.len(),
            "participant_phone_numbers": joined(&all, "phone_number"),
            "participant_display_names": joined(&all, "display_name"),
            "counterparty_phone_number": joined(&others, "phone_number"),
            "counterparty_name": joined(&others, "display_name"),
        })]
    } else {
        let nobody = Value::Null;
        let places = all
            .iter()
            .copied()
            .zip(0..)
            .map(|(one, index)| (one, json!(index)));
        let mut places: Vec<(&Value, Value)> = places.collect();
        if places.is_empty() {
            places.push((&nobody, Value::Null));
        }
        let row = |(one, index): (&Value, Value)| {
            let deleted = &one["extension_deleted_time"];
            json!({
                "participant_index": index,
                "is_session_owner": one["is_session_owner"],
                "participant_phone_number": one["phone_number"],
                "participant_display_name": one["display_name"],
                "participant_owner_id": one["owner"]["id"],
                "participant_owner_type": one["owner"]["type"],
                "extension_status": one["extension_status"],
                "extension_deleted_time": deleted,
                "extension_deleted_epoch_ms": epoch_ms(deleted),
            })
        };
        places.into_iter().map(row).collect()
    };
    let whole = |own: Value| {
        let parts = [&start, &own].map(|part| part.as_object().unwrap().clone());
        Value::Object(parts.into_iter().flatten().collect::<Map<_, _>>())
    };
    own.into_iter().map(whole).collect()
}

fn without_e164(mut row: Value) -> Value {
    row.as_object_mut().unwrap().remove("participant_e164");
    row
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_024, ..ProptestConfig::default() })]

    #[test]
    fn rows_of_sessions_are_what_a_second_flattening_makes_of_what_serde_reads(
        body in any_object(SmsSessionList::INFO)
    ) {
        let Ok(page) = decode::sessions(body.as_bytes().to_vec()) else {
            return Ok(());
        };
        let value: Value = serde_json::from_str(&body).unwrap();
        let sessions = value["sms_sessions"].as_array().unwrap();
        for grain in Grain::OF_SESSIONS {
            let expected: Vec<Value> =
                sessions.iter().flat_map(|session| expected(session, grain)).collect();
            let body = body.clone().into_bytes();
            let rows = rows_of(vec![body.clone()], &options(grain));
            let rows: Vec<Value> = rows.into_iter().map(without_e164).collect();
            prop_assert_eq!(&rows, &expected, "{}", String::from_utf8_lossy(&body));
            // The same as an array of sessions, and twice as an array of pages.
            let array = serde_json::to_vec(sessions).unwrap();
            let of_array = rows_of(vec![array], &options(grain)).into_iter().map(without_e164);
            prop_assert_eq!(of_array.collect::<Vec<_>>(), expected.clone());
            let twice = rows_of(vec![body.clone(), body], &options(grain));
            let twice: Vec<Value> = twice.into_iter().map(without_e164).collect();
            prop_assert_eq!(twice, [expected.clone(), expected].concat());
            // A record of CSV for each row.
            let form = Form { header: false, ..Form::default() };
            let csv = csv::write(&Rows::of(&page.page, &options(grain)), form).unwrap();
            prop_assert_eq!(String::from_utf8(csv).unwrap().matches("\r\n").count(), rows.len());
        }
    }

    #[test]
    fn no_body_breaks_the_decoder_of_lists(body in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode::session_lists(vec![body]);
    }
}

#[test]
fn a_participant_has_its_number_in_e164_if_its_country_is_certain() {
    let body = br#"[{"session_id":"s","participants":[{"phone_number":"18108001001"},{"phone_number":"2079460958"}]}]"#;
    let options = RowOptions {
        calling_code: CallingCode::of("44"),
        ..options(Grain::Participant)
    };
    let numbers = rows_of(vec![body.to_vec()], &options);
    let numbers: Vec<&Value> = numbers.iter().map(|row| &row["participant_e164"]).collect();
    assert_eq!(numbers, ["+18108001001", "+442079460958"]);
}

#[test]
fn every_row_of_a_session_has_every_column_in_one_order() {
    for grain in Grain::OF_SESSIONS {
        let page = decode::session_lists(vec![br#"[{"session_id":"s"}]"#.to_vec()]).unwrap();
        let line = ndjson::write(&Rows::of(&page, &options(grain))).unwrap();
        let line = String::from_utf8(line).unwrap();
        let columns = grain.info().columns;
        let places = columns
            .iter()
            .map(|name| line.find(&format!("\"{name}\":")));
        let places: Vec<_> = places.collect();
        assert!(
            places.is_sorted() && places.iter().all(Option::is_some),
            "{line}"
        );
        assert!(line.starts_with(r#"{"session_id":"s","#), "{line}");
    }
}

#[test]
fn rows_in_place_of_sessions_are_refused_with_their_path() {
    let rows = r#"[{"session_id":"s","last_access_epoch_ms":null}]"#;
    let error = decode::session_lists(vec![rows.into()]).unwrap_err();
    assert_eq!(error.path, "[0]");
    assert!(error.message.contains("found a row"), "{error}");
    // Zoom may send more fields, also ones that are called like a column.
    for field in ["participant_count", "participant_index"] {
        let session = format!(r#"{{"session_id":"s","{field}":1}}"#);
        let list = format!(r#"{{"sms_sessions":[{session}]}}"#);
        for body in [format!("[{session}]"), list] {
            assert!(decode::session_lists(vec![body.into()]).is_ok());
        }
    }
}

#[test]
fn more_than_a_million_participants_are_refused() {
    let many = vec!["{}"; 1_000_001].join(",");
    let body = format!(r#"[{{"session_id":"s","participants":[{many}]}}]"#);
    let error = decode::session_lists(vec![body.into_bytes()]).unwrap_err();
    assert!(
        error.path.starts_with("[0].participants[1000000]"),
        "{error}"
    );
    assert!(error.message.contains("Take fewer at once"), "{error}");
}
