//! What is read of an answer's headers.

use proptest::prelude::*;
use zoom_phone_sms::rate_limit::{HEADERS, LimitType, Report};

use super::world::{MIDNIGHT, NOW};

const PER_SECOND: &str =
    "You have reached the maximum per-second rate limit for this API. Try again later.";
const DAILY: &str = "You have reached the maximum daily rate limit for this API. Refer to the \
    response header for details on when you can make another request.";

fn read(headers: &[(&str, &str)], message: &str) -> Report {
    let header = |name: &str| {
        assert!(HEADERS.contains(&name), "{name}");
        let found = headers.iter().find(|(given, _)| *given == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    Report::read(429, header, message, NOW)
}

#[test]
fn every_header_is_read() {
    let report = read(
        &[
            ("x-ratelimit-category", "Heavy"),
            ("x-ratelimit-type", "Daily-limit"),
            ("x-ratelimit-limit", "15000"),
            ("x-ratelimit-remaining", " 0 "),
            ("x-ratelimit-reset", "1737331200"),
            ("retry-after", "2025-01-20T00:00:00Z"),
        ],
        "",
    );
    let expected = Report {
        status: 429,
        limit_type: Some(LimitType::Day),
        category: Some("heavy"),
        limit: Some(15_000),
        remaining: Some(0),
        reset_at_ms: Some(MIDNIGHT),
        retry_at_ms: Some(MIDNIGHT),
        ahead_ms: 0.0,
    };
    assert_eq!(report, expected);
}

#[test]
fn the_limit_comes_from_the_header_or_else_the_category_or_message() {
    let (second, day) = (Some(LimitType::Second), Some(LimitType::Day));
    let concurrency = Some(LimitType::Concurrency);
    for (header, category, message, expected) in [
        ("QPS", "Heavy", "", second),
        ("Daily-limit", "Heavy", "", day),
        ("daily-limit", "", PER_SECOND, day),
        ("QPS", "", DAILY, second),
        ("", "", PER_SECOND, second),
        ("", "", DAILY, day),
        ("", "Daily", "", day),
        (" ", "Heavy", DAILY, day),
        ("", "", "Too many concurrent requests.", concurrency),
        ("QPS", "", "Too many concurrent requests.", concurrency),
        ("", "", "", None),
        ("", "Heavy", "Too many requests.", None),
        ("Per-second-limit", "Heavy", DAILY, second),
        ("Monthly", "Heavy", DAILY, day),
        ("Monthly", "Heavy", "", None),
    ] {
        let headers = [
            ("x-ratelimit-type", header),
            ("x-ratelimit-category", category),
        ];
        let report = read(&headers, message);
        assert_eq!(report.limit_type, expected, "{header} {category} {message}");
    }
}

#[test]
fn a_label_is_recognized_in_either_case() {
    for (category, label) in [
        ("Light", Some("light")),
        (" MEDIUM ", Some("medium")),
        ("heavy", Some("heavy")),
        ("Resource-intensive", None),
        ("", None),
    ] {
        let report = read(&[("x-ratelimit-category", category)], "");
        assert_eq!(report.category, label, "{category}");
    }
}

#[test]
fn invalid_numbers_and_past_times_are_ignored() {
    for value in ["", "-1", "NaN", "1e9", "ten", "99999999999999999999"] {
        let report = read(
            &[
                ("x-ratelimit-limit", value),
                ("x-ratelimit-remaining", value),
                ("x-ratelimit-reset", value),
                ("retry-after", value),
            ],
            "",
        );
        let nothing = Report {
            status: 429,
            ..Report::default()
        };
        assert_eq!(report, nothing, "{value}");
    }
}

#[test]
fn times_of_another_clock_are_converted_to_ours() {
    for ahead in [-3_600.0, -10.0, 0.0, 10.0, 3_600.0] {
        let ahead_ms = ahead * 1_000.0;
        let second = (NOW / 1_000.0).floor() + ahead;
        let date = |second: f64| {
            let time = (second - MIDNIGHT / 1_000.0 + 86_400.0) as u32;
            let (hour, minute) = (time / 3_600, time / 60 % 60);
            format!(
                "Sun, 19 Jan 2025 {hour:02}:{minute:02}:{:02} GMT",
                time % 60
            )
        };
        let report = read(
            &[
                ("date", &date(second)),
                ("retry-after", &date(second + 30.0)),
                ("x-ratelimit-reset", &format!("{}", second + 40.0)),
                ("x-ratelimit-type", "Daily-limit"),
            ],
            "",
        );
        let now = (NOW / 1_000.0).floor() * 1_000.0;
        assert_eq!(report.ahead_ms, ahead_ms);
        assert_eq!(report.retry_at_ms, Some(now + 30_000.0), "{ahead}");
        assert_eq!(report.reset_at_ms, Some(now + 40_000.0));
        let unnamed = Report {
            retry_at_ms: None,
            reset_at_ms: None,
            ..report
        };
        let midnight = MIDNIGHT + 2_000.0 - ahead_ms;
        assert_eq!(unnamed.refused_until_ms(NOW), Some(midnight));
    }
    let seconds = read(
        &[
            ("date", "Sun, 19 Jan 2025 12:00:00 GMT"),
            ("retry-after", "5"),
        ],
        "",
    );
    assert_eq!(seconds.retry_at_ms, Some(NOW + 5_000.0));
}

proptest! {
    #[test]
    fn no_header_makes_reading_panic(value in "\\PC{0,30}", now in any::<f64>()) {
        let _ = Report::read(429, |_| Some(value.clone()), &value, now);
    }
}
