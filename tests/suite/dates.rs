//! Which date ranges are right, and what is said of the others.

use wasm_bindgen_test::wasm_bindgen_test;
use zoom_phone_sms::date_range::{DateRange, missing, parse, validate};
use zoom_phone_sms::error::IssueCode;
use zoom_phone_sms::input::Input;

fn text(text: &str) -> Input {
    Input::Text(text.to_owned())
}

/// A JavaScript `Date` at a time given as Zoom writes it.
fn date(time: &str) -> Input {
    let ms = zoom_phone_sms::date_time::parse_rfc3339_ms(time).unwrap();
    #[allow(clippy::cast_precision_loss, reason = "far below 2^53")]
    Input::Date(ms as f64)
}

#[wasm_bindgen_test(unsupported = test)]
fn a_month_or_less_in_either_format_is_valid_and_unchanged() {
    for (from, to) in [
        ("2024-01-01", "2024-02-01"),
        ("2024-01-31", "2024-02-29"),
        ("2023-01-31", "2023-02-28"),
        ("2024-02-29", "2024-03-29"),
        ("2024-12-31", "2025-01-31"),
        ("2024-05-05", "2024-05-05"),
        ("2024-01-31T23:59:59Z", "2024-02-29T23:59:59Z"),
        ("2024-07-01T00:00:00Z", "2024-08-01T00:00:00Z"),
        ("1970-01-01", "1970-01-31"),
        ("2199-12-01", "2199-12-31"),
    ] {
        let range = validate(&text(from), &text(to)).unwrap().unwrap().written();
        assert_eq!((range.from.as_str(), range.to.as_str()), (from, to));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn without_either_end_the_range_is_zooms_past_thirty_days() {
    assert_eq!(validate(&Input::Absent, &Input::Absent), Ok(None));
    let fields: Vec<String> = missing().iter().map(|issue| issue.field.clone()).collect();
    assert_eq!(fields, ["from", "to"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_javascript_date_means_its_instant_in_utc() {
    let range = validate(
        &date("2024-01-01T00:00:00.999Z"),
        &date("2024-01-31T12:00:00+12:00"),
    );
    let range = range.unwrap().unwrap().written();
    assert_eq!(range.from, "2024-01-01T00:00:00Z");
    assert_eq!(range.to, "2024-01-31T00:00:00Z");
    let mixed = validate(&date("2024-01-01T00:00:00Z"), &text("2024-01-31T00:00:00Z"));
    assert!(
        mixed.is_ok(),
        "a Date and a time with seconds are one format"
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn every_issue_is_found_and_says_what_is_accepted() {
    let ok = || text("2024-01-31");
    for (from, to, expected) in [
        (ok(), Input::Absent, &[("to", IssueCode::Missing)][..]),
        (Input::Absent, ok(), &[("from", IssueCode::Missing)]),
        (text(""), ok(), &[("from", IssueCode::InvalidFormat)]),
        (
            text("2024-1-31"),
            ok(),
            &[("from", IssueCode::InvalidFormat)],
        ),
        (
            text("2024-031"),
            ok(),
            &[("from", IssueCode::InvalidFormat)],
        ),
        (
            text("2024-01-31 00:00:00Z"),
            ok(),
            &[("from", IssueCode::InvalidFormat)],
        ),
        (
            text("2024-01-31t00:00:00z"),
            ok(),
            &[("from", IssueCode::InvalidFormat)],
        ),
        (
            text("2024-01-31T00:00:00"),
            ok(),
            &[("from", IssueCode::InvalidFormat)],
        ),
        (
            text("2024-01-31T00:00:00+00:00"),
            ok(),
            &[("from", IssueCode::InvalidFormat)],
        ),
        (
            text("2024-01-31T00:00:00.000Z"),
            ok(),
            &[("from", IssueCode::InvalidFormat)],
        ),
        (
            text("2024-01-31T00:00Z"),
            ok(),
            &[("from", IssueCode::InvalidFormat)],
        ),
        (
            text(" 2024-01-31"),
            ok(),
            &[("from", IssueCode::InvalidFormat)],
        ),
        (
            text("2024/01/31"),
            ok(),
            &[("from", IssueCode::InvalidFormat)],
        ),
        (
            text("12024-01-31"),
            ok(),
            &[("from", IssueCode::InvalidFormat)],
        ),
        (
            text("２024-01-31"),
            ok(),
            &[("from", IssueCode::InvalidFormat)],
        ),
        (
            text("2023-02-29"),
            ok(),
            &[("from", IssueCode::ImpossibleDate)],
        ),
        (
            text("1900-02-29"),
            ok(),
            &[("from", IssueCode::ImpossibleDate)],
        ),
        (
            text("2024-00-10"),
            ok(),
            &[("from", IssueCode::ImpossibleDate)],
        ),
        (
            text("2024-13-10"),
            ok(),
            &[("from", IssueCode::ImpossibleDate)],
        ),
        (
            text("2024-04-31"),
            ok(),
            &[("from", IssueCode::ImpossibleDate)],
        ),
        (
            text("2024-01-31T24:00:00Z"),
            ok(),
            &[("from", IssueCode::ImpossibleDate)],
        ),
        (
            text("2024-01-31T23:59:60Z"),
            ok(),
            &[("from", IssueCode::ImpossibleDate)],
        ),
        (
            text("0000-01-01"),
            ok(),
            &[("from", IssueCode::OutOfBounds)],
        ),
        (
            text("1969-12-31"),
            ok(),
            &[("from", IssueCode::OutOfBounds)],
        ),
        (
            text("2200-01-01"),
            ok(),
            &[("from", IssueCode::OutOfBounds)],
        ),
        (
            Input::Date(f64::NAN),
            ok(),
            &[("from", IssueCode::InvalidDate)],
        ),
        (
            Input::Date(8.64e15),
            ok(),
            &[("from", IssueCode::OutOfBounds)],
        ),
        (
            Input::Number(20_240_131.0),
            ok(),
            &[("from", IssueCode::WrongType)],
        ),
        (
            Input::Other("an object"),
            ok(),
            &[("from", IssueCode::WrongType)],
        ),
        (
            Input::IllFormedText,
            ok(),
            &[("from", IssueCode::WrongType)],
        ),
        (
            ok(),
            text("2024-02-10T00:00:00Z"),
            &[("to", IssueCode::MixedFormats)],
        ),
        (
            ok(),
            date("2024-02-10T00:00:00Z"),
            &[("to", IssueCode::MixedFormats)],
        ),
        (ok(), text("2024-01-30"), &[("to", IssueCode::Reversed)]),
        (
            ok(),
            text("2024-03-01"),
            &[("to", IssueCode::LongerThanAMonth)],
        ),
        (
            text("2023-01-31"),
            text("2023-03-01"),
            &[("to", IssueCode::LongerThanAMonth)],
        ),
        (
            text("2024-01-01T00:00:00Z"),
            text("2024-02-01T00:00:01Z"),
            &[("to", IssueCode::LongerThanAMonth)],
        ),
        (
            text("yesterday"),
            text("2023-02-30"),
            &[
                ("from", IssueCode::InvalidFormat),
                ("to", IssueCode::ImpossibleDate),
            ],
        ),
    ] {
        let issues = validate(&from, &to).unwrap_err();
        let found: Vec<_> = issues
            .iter()
            .map(|issue| (issue.field.as_str(), issue.code))
            .collect();
        assert_eq!(found, expected, "{from:?} {to:?}");
        for issue in issues.iter() {
            assert!(!issue.accepted.is_empty() && issue.message.contains(&issue.field));
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_longer_range_is_split_into_adjoining_windows() {
    let range = parse(&text("2024-01-31"), &text("2024-04-01"))
        .unwrap()
        .unwrap();
    let windows: Vec<_> = range.split().iter().map(DateRange::written).collect();
    let windows: Vec<_> = windows
        .iter()
        .map(|it| (it.from.as_str(), it.to.as_str()))
        .collect();
    assert_eq!(
        windows,
        [
            ("2024-01-31", "2024-02-29"),
            ("2024-02-29", "2024-03-29"),
            ("2024-03-29", "2024-04-01"),
        ]
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_fraction_of_a_second_has_its_own_message() {
    for (given, is_part) in [
        ("2024-01-31T10:00:00.000Z", true),
        ("2024-01-31T10:00:00.5+01:00", true),
        ("31.01.2024", false),
        ("2024-01-31T10:00.5Z", false),
        ("2024.01.31", false),
    ] {
        let issues = validate(&text(given), &text("2024-02-01T00:00:00Z")).unwrap_err();
        let message = &issues[0].message;
        assert_eq!(message.contains("part of a second"), is_part, "{message}");
    }
}
