//! What holds for every input: laws of splitting and of decoding, with `jiff` and `serde_json` as
//! the second opinion.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use zoom_phone_sms::date_range::{DateRange, parse, validate};
use zoom_phone_sms::decode;
use zoom_phone_sms::input::Input;
use zoom_phone_sms::ndjson;
use zoom_phone_sms::rows::{Grain, RowOptions, Rows};

use crate::suite::values::as_value;

fn text(text: &str) -> Input {
    Input::Text(text.to_owned())
}

fn zoom(at: DateTime) -> String {
    format!("{at:.0}Z")
}

fn range(from: &str, to: &str) -> DateRange {
    parse(&text(from), &text(to)).unwrap().unwrap()
}

fn any_time() -> impl Strategy<Value = DateTime> {
    let seconds = 0_i64..7_257_000_000;
    seconds.prop_map(|second| jiff::civil::datetime(1970, 1, 1, 0, 0, 0, 0) + second.seconds())
}

/// The windows of a split as jiff's times.
fn windows(range: &DateRange) -> Vec<(DateTime, DateTime)> {
    let read = |text: &str| text.trim_end_matches('Z').parse::<DateTime>().unwrap();
    let windows = range.split();
    let written = windows.iter().map(DateRange::written);
    written
        .map(|window| (read(&window.from), read(&window.to)))
        .collect()
}

fn check_split(range: &DateRange, from: DateTime, to: DateTime) -> Result<(), TestCaseError> {
    let windows = windows(range);
    prop_assert_eq!(windows.first().unwrap().0, from);
    prop_assert_eq!(windows.last().unwrap().1, to);
    for pair in windows.windows(2) {
        prop_assert_eq!(pair[0].1, pair[1].0, "neighbours meet");
    }
    for (start, end) in &windows {
        prop_assert!(start < end || windows.len() == 1, "none is empty");
        prop_assert!(*end <= *start + 1.month());
        prop_assert!(*end <= *start + 30.days());
    }
    for window in range.split() {
        let written = window.written();
        let checked = validate(&text(&written.from), &text(&written.to));
        prop_assert_eq!(checked, Ok(Some(window)), "each window is right on its own");
    }
    // As few as possible: every window but the last is as long as it may be.
    for (start, end) in windows.iter().rev().skip(1) {
        let longest = (*start + 1.month()).min(*start + 30.days());
        prop_assert_eq!(*end, longest);
    }
    Ok(())
}

proptest! {
    #[test]
    fn windows_of_days_cover_the_range_and_each_is_legal(from in any_time(), days in 0_i64..4_000) {
        let from = from.date();
        let to = (from + days.days()).min(Date::constant(2199, 12, 31));
        let range = range(&from.to_string(), &to.to_string());
        check_split(&range, from.into(), to.into())?;
    }

    #[test]
    fn windows_of_seconds_cover_the_range_and_each_is_legal(from in any_time(), seconds in 0_i64..200_000_000) {
        let last = jiff::civil::datetime(2199, 12, 31, 23, 59, 59, 0);
        let to = (from + seconds.seconds()).min(last);
        let range = range(&zoom(from), &zoom(to));
        check_split(&range, from, to)?;
    }

    #[test]
    fn a_range_is_a_month_exactly_when_jiff_says_so(from in any_time(), days in 25_i64..35) {
        let (from, to) = (from.date(), from.date() + days.days());
        prop_assume!(to.year() < 2200);
        let checked = validate(&text(&from.to_string()), &text(&to.to_string()));
        prop_assert_eq!(checked.is_ok(), to <= from + 1.month(), "{} {}", from, to);
    }

    #[test]
    fn a_date_is_right_exactly_when_jiff_has_it(year in 1970_i16..2200, month in 0_i8..14, day in 0_i8..33) {
        let written = format!("{year:04}-{month:02}-{day:02}");
        let right = validate(&text(&written), &text(&written)).is_ok();
        prop_assert_eq!(right, Date::new(year, month, day).is_ok(), "{}", written);
    }

    #[test]
    fn no_text_breaks_the_validation(from in "\\PC{0,30}", to in "[0-9TZ:-]{0,21}") {
        let _ = validate(&text(&from), &text(&to));
    }

    #[test]
    fn what_serde_json_reads_is_what_is_decoded(messages in prop::collection::vec(any_message(), 0..5)) {
        let body = serde_json::to_vec(&json!({"page_size": 30, "sms_histories": messages})).unwrap();
        let decoded = decode::session(body.clone()).unwrap();
        for message in &decoded.messages {
            prop_assert_eq!(message.date_time.epoch_ms, 1_704_067_200_000);
        }
        let expected: Value = serde_json::from_slice(&body).unwrap();
        prop_assert_eq!(as_value(&decoded), expected);
    }

    #[test]
    fn no_body_breaks_the_decoder(body in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode::messages(vec![body]);
    }

    #[test]
    fn one_wrong_byte_is_refused_or_read_as_serde_json_reads_it(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut body = include_bytes!("../data/sms-session.sample.json").to_vec();
        let at = at.index(body.len());
        body[at] = byte;
        if let Ok(decoded) = decode::session(body.clone()) {
            let oracle: Value = serde_json::from_slice(&body).unwrap();
            prop_assert_eq!(decoded.messages.len(), oracle["sms_histories"].as_array().unwrap().len());
        }
    }

    #[test]
    fn rows_that_share_cells_are_those_of_each_message_alone(
        messages in prop::collection::vec(any_message(), 0..5)
    ) {
        for grain in Grain::OF_MESSAGES {
            let lines = |messages: &[Value]| {
                let body = serde_json::to_vec(messages).unwrap();
                let page = decode::messages(vec![body]).unwrap();
                let options = RowOptions { grain, ..RowOptions::default() };
                String::from_utf8(ndjson::write(&Rows::of(&page, &options)).unwrap()).unwrap()
            };
            let alone = messages.iter().map(|message| lines(std::slice::from_ref(message)));
            prop_assert_eq!(lines(&messages), alone.collect::<String>());
        }
    }

    #[test]
    fn every_grain_has_a_row_for_each_item_and_at_least_one_for_each_message(
        messages in prop::collection::vec(any_message(), 0..5)
    ) {
        let body = serde_json::to_vec(&messages).unwrap();
        let decoded = decode::messages(vec![body]).unwrap();
        let count = |grain| {
            let options = RowOptions { grain, ..RowOptions::default() };
            let lines = ndjson::write(&Rows::of(&decoded, &options)).unwrap();
            String::from_utf8(lines).unwrap().lines().count()
        };
        let items = |field: &str| -> usize {
            let length = |message: &Value| message[field].as_array().map_or(0, Vec::len).max(1);
            messages.iter().map(length).sum()
        };
        prop_assert_eq!(count(Grain::Message), messages.len());
        prop_assert_eq!(count(Grain::Recipient), items("to_members"));
        prop_assert_eq!(count(Grain::Attachment), items("attachments"));
    }
}

/// A message with any of its fields absent, null, or filled with any text.
fn any_message() -> BoxedStrategy<Value> {
    let parties = prop::collection::vec(any_party(), 0..4);
    let files = prop::collection::vec(any_file(), 0..4);
    let fields = (
        any_text().prop_map(|id| json!(format!("m{}", id.as_str().unwrap_or_default()))),
        maybe(any_text()),
        maybe(any_text()),
        maybe(any_party()),
        maybe(parties.prop_map(Value::from).boxed()),
        maybe(files.prop_map(Value::from).boxed()),
    );
    fields
        .prop_map(|(id, text, direction, sender, to_members, attachments)| {
            object([
                ("message_id", Some(id)),
                ("date_time", Some(json!("2024-01-01T00:00:00Z"))),
                ("message", text),
                ("direction", direction),
                ("sender", sender),
                ("to_members", to_members),
                ("attachments", attachments),
                ("something_new", Some(json!([{"a": null}]))),
            ])
        })
        .boxed()
}

fn any_party() -> BoxedStrategy<Value> {
    let kind = any_text().prop_map(|kind| json!({"type": kind})).boxed();
    (maybe(any_text()), maybe(any_text()), maybe(kind))
        .prop_map(|(number, name, owner)| {
            object([
                ("phone_number", number),
                ("display_name", name),
                ("owner", owner),
            ])
        })
        .boxed()
}

fn any_file() -> BoxedStrategy<Value> {
    let size = (0_i64..1 << 53).prop_map(Value::from).boxed();
    (maybe(any_text()), maybe(size))
        .prop_map(|(name, size)| object([("name", name), ("size", size)]))
        .boxed()
}

fn any_text() -> BoxedStrategy<Value> {
    any::<String>().prop_map(Value::from).boxed()
}

/// Absent, null, or there.
fn maybe(value: BoxedStrategy<Value>) -> BoxedStrategy<Option<Value>> {
    prop_oneof![Just(None), Just(Some(Value::Null)), value.prop_map(Some)].boxed()
}

fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let given = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(given.collect::<Map<_, _>>())
}
