//! Which queries are right, and how they are written.

use wasm_bindgen_test::wasm_bindgen_test;
use zoom_phone_sms::error::{IssueCode, Issues};
use zoom_phone_sms::input::{Input, Options};
use zoom_phone_sms::query::Query;

fn text(text: &str) -> Input {
    Input::Text(text.to_owned())
}

fn validate(given: &[(&str, Input)]) -> Result<Query, Issues> {
    let given = given
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()));
    Query::validate(&Options::new(given.collect()).read())
}

#[wasm_bindgen_test(unsupported = test)]
fn a_query_is_written_in_a_fixed_order_without_absent_options() {
    let query = validate(&[
        ("next_page_token", text("t&=")),
        ("page_size", Input::Number(100.0)),
        ("sort", Input::Number(2.0)),
        ("to", text("2024-01-31")),
        ("from", text("2024-01-01")),
        ("delivery_status", text("all")),
    ]);
    let pairs = query.unwrap().pairs();
    let written: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    assert_eq!(
        written.join(" "),
        "from=2024-01-01 to=2024-01-31 sort=2 page_size=100 delivery_status=all next_page_token=t&="
    );
    assert_eq!(validate(&[]).unwrap().pairs(), []);
    let empty = validate(&[("next_page_token", text("")), ("sort", Input::Absent)]);
    assert_eq!(empty.unwrap().pairs(), []);
}

#[wasm_bindgen_test(unsupported = test)]
fn values_that_zoom_does_not_accept_are_refused() {
    for (name, value, code) in [
        ("page_size", Input::Number(0.0), IssueCode::OutOfBounds),
        ("page_size", Input::Number(101.0), IssueCode::OutOfBounds),
        ("page_size", Input::Number(-1.0), IssueCode::OutOfBounds),
        ("page_size", Input::Number(1.5), IssueCode::OutOfBounds),
        ("page_size", Input::Number(f64::NAN), IssueCode::OutOfBounds),
        (
            "page_size",
            Input::Number(f64::INFINITY),
            IssueCode::OutOfBounds,
        ),
        (
            "page_size",
            Input::Number(4_294_967_297.0),
            IssueCode::OutOfBounds,
        ),
        ("page_size", text("30"), IssueCode::WrongType),
        ("sort", Input::Number(0.0), IssueCode::OutOfBounds),
        ("sort", Input::Number(3.0), IssueCode::OutOfBounds),
        ("sort", text("asc"), IssueCode::WrongType),
        (
            "delivery_status",
            text("Delivered"),
            IssueCode::UnknownValue,
        ),
        ("delivery_status", text(""), IssueCode::UnknownValue),
        ("delivery_status", Input::Number(1.0), IssueCode::WrongType),
        ("next_page_token", Input::Number(1.0), IssueCode::WrongType),
        (
            "next_page_token",
            Input::IllFormedText,
            IssueCode::WrongType,
        ),
        ("next_page_token", text("a\r\nb"), IssueCode::InvalidFormat),
        (
            "next_page_token",
            text(&"t".repeat(4_097)),
            IssueCode::OutOfBounds,
        ),
    ] {
        let issues = validate(&[(name, value.clone())]).unwrap_err();
        let found: Vec<_> = issues
            .iter()
            .map(|it| (it.field.as_str(), it.code))
            .collect();
        assert_eq!(found, [(name, code)], "{value:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn no_issue_repeats_what_may_be_a_number_or_a_token() {
    let mut given = Options::new(vec![
        ("page_size".to_owned(), Input::Number(12_092_693_625.0)),
        ("+12092693625".to_owned(), Input::Number(1.0)),
        ("eyJhbGciOiJIUzI1NiJ9.x".to_owned(), Input::Number(1.0)),
    ]);
    let mut issues = Query::validate(&given.read()).unwrap_err();
    issues.extend(given.unknown());
    assert_eq!(issues.len(), 3);
    let shown = format!("{issues:?}");
    assert!(
        !shown.contains("2092693625") && !shown.contains("eyJ"),
        "{shown}"
    );
}
