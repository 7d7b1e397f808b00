//! What `rateLimit` may be.

use zoom_phone_sms::error::{IssueCode, Issues};
use zoom_phone_sms::input::Input;
use zoom_phone_sms::rate_limit::{Label, RateLimit};

use super::world::{given, options};

fn text(text: &str) -> Input {
    Input::Text(text.to_owned())
}

use Input::Number;

/// All that is wrong with the options, and with their names.
fn wrong(members: &[(&str, Input)]) -> Issues {
    let mut given = given(members);
    let limit = RateLimit::validate(&given.read(), Label::Medium).map(Some);
    let mut issues = given.unknown();
    issues.note_all(limit);
    issues
}

#[test]
fn a_plan_and_a_label_have_the_limits_of_zooms_table() {
    for (plan, label, per_second, per_day) in [
        ("pro", "light", 20.0, None),
        ("pro", "medium", 10.0, None),
        ("pro", "heavy", 5.0, Some(15_000)),
        ("business", "light", 40.0, None),
        ("business", "medium", 20.0, None),
        ("business", "heavy", 10.0, Some(30_000)),
    ] {
        let options = options(&[("plan", text(plan)), ("label", text(label))]);
        let limit = RateLimit::validate(&options, Label::Medium).unwrap();
        assert_eq!(limit.per_second(), per_second, "{plan} {label}");
        assert_eq!(limit.per_day(), per_day, "{plan} {label}");
        assert_eq!(f64::from(limit.concurrency()), 2.0 * per_second);
        assert_eq!(limit.share(), 1.0);
    }
}

#[test]
fn the_defaults_are_the_pro_plan_and_the_label_of_the_endpoint() {
    for given in [
        &[][..],
        &[("share", Number(1.0))],
        &[("perSecond", Input::Absent), ("plan", Input::Absent)],
    ] {
        let limit = RateLimit::validate(&options(given), Label::Medium).unwrap();
        assert_eq!(limit, RateLimit::of(Label::Medium), "{given:?}");
    }
    for given in [
        &[][..],
        &[("plan", text("pro"))],
        &[("label", text("medium")), ("plan", Input::Absent)],
    ] {
        let limit = RateLimit::validate(&options(given), Label::Medium).unwrap();
        assert_eq!((limit.per_second(), limit.per_day()), (10.0, None));
    }
}

#[test]
fn only_heavy_has_a_daily_limit() {
    for (plan, per_day) in [("pro", 15_000), ("business", 30_000)] {
        for label in ["light", "medium", "heavy"] {
            let options = options(&[("plan", text(plan)), ("label", text(label))]);
            let limit = RateLimit::validate(&options, Label::Medium)
                .unwrap()
                .per_day();
            assert_eq!(
                limit,
                (label == "heavy").then_some(per_day),
                "{plan} {label}"
            );
        }
    }
}

#[test]
fn a_share_applies_to_every_limit_and_never_rounds_to_zero() {
    for (share, per_second, per_day, concurrency) in [
        (1.0, 10.0, 30_000, 20),
        (0.5, 5.0, 15_000, 10),
        (0.05, 0.5, 1_500, 2),
        (0.0001, 0.01, 3, 2),
        (1e-300, 0.01, 1, 2),
    ] {
        let options = options(&[
            ("plan", text("business")),
            ("label", text("heavy")),
            ("share", Number(share)),
        ]);
        let limit = RateLimit::validate(&options, Label::Medium).unwrap();
        assert_eq!(limit.per_second(), per_second, "{share}");
        assert_eq!(limit.per_day(), Some(per_day), "{share}");
        assert_eq!(limit.concurrency(), concurrency, "{share}");
        assert_eq!(limit.share(), share);
    }
}

#[test]
fn custom_limits_may_be_fractional() {
    for (per_second, concurrency) in [(0.01, 2), (0.5, 2), (2.5, 5), (1_000.0, 1_000)] {
        let options = options(&[("perSecond", Number(per_second))]);
        let limit = RateLimit::validate(&options, Label::Medium).unwrap();
        assert_eq!(limit.per_second(), per_second);
        assert_eq!(limit.per_day(), None);
        assert_eq!(limit.concurrency(), concurrency);
    }
    let options = options(&[
        ("perSecond", Number(3.0)),
        ("perDay", Number(7.0)),
        ("concurrency", Number(1.0)),
    ]);
    let limit = RateLimit::validate(&options, Label::Medium).unwrap();
    assert_eq!((limit.per_day(), limit.concurrency()), (Some(7), 1));
}

#[test]
fn an_issue_names_its_option() {
    let own = ("perSecond", Number(1.0));
    for (members, code, message) in [
        (
            vec![("plan", text("proo"))],
            IssueCode::UnknownValue,
            "`plan` is not a plan that Zoom has limits for (did you mean `pro`?). Give one of pro, business.",
        ),
        (
            vec![("plan", text("Business"))],
            IssueCode::UnknownValue,
            "(did you mean `business`?)",
        ),
        (
            vec![("label", text("heavey"))],
            IssueCode::UnknownValue,
            "(did you mean `heavy`?). Give one of light, medium, heavy.",
        ),
        (
            vec![("label", text(""))],
            IssueCode::UnknownValue,
            "`label` is not a label",
        ),
        (
            vec![("label", Number(5.0))],
            IssueCode::WrongType,
            "`label` is a number",
        ),
        (
            vec![("plan", Input::IllFormedText)],
            IssueCode::WrongType,
            "`plan` is a string with",
        ),
        (
            vec![("share", Number(0.0))],
            IssueCode::OutOfBounds,
            "`share` is out of bounds",
        ),
        (
            vec![("share", Number(1.01))],
            IssueCode::OutOfBounds,
            "above 0 and up to 1",
        ),
        (
            vec![("share", Number(f64::NAN))],
            IssueCode::OutOfBounds,
            "`share`",
        ),
        (
            vec![("share", text("0.5"))],
            IssueCode::WrongType,
            "`share` is a string",
        ),
        (
            vec![("perSecond", Number(0.0))],
            IssueCode::OutOfBounds,
            "from 0.01 to 1000",
        ),
        (
            vec![("perSecond", Number(f64::NAN))],
            IssueCode::OutOfBounds,
            "`perSecond`",
        ),
        (
            vec![("perSecond", Number(f64::INFINITY))],
            IssueCode::OutOfBounds,
            "`perSecond`",
        ),
        (
            vec![("perSecond", Input::Date(5.0))],
            IssueCode::WrongType,
            "`perSecond` is a Date",
        ),
        (
            vec![own.clone(), ("perDay", Number(0.5))],
            IssueCode::OutOfBounds,
            "`perDay` is not a whole number",
        ),
        (
            vec![own.clone(), ("perDay", Number(0.0))],
            IssueCode::OutOfBounds,
            "`perDay` is 0",
        ),
        (
            vec![own.clone(), ("concurrency", Number(0.0))],
            IssueCode::OutOfBounds,
            "`concurrency` is 0",
        ),
        (
            vec![own.clone(), ("concurrency", Number(1_001.0))],
            IssueCode::OutOfBounds,
            "from 1 to 1000",
        ),
        (
            vec![("perDay", Number(5.0))],
            IssueCode::Missing,
            "`perSecond` is missing",
        ),
        (
            vec![("concurrency", Number(5.0))],
            IssueCode::Missing,
            "`perSecond` is missing",
        ),
        (
            vec![own.clone(), ("plan", text("pro"))],
            IssueCode::InvalidFormat,
            "`perSecond` cannot be combined with `plan`",
        ),
        (
            vec![own.clone(), ("share", Number(0.5))],
            IssueCode::InvalidFormat,
            "`perSecond` cannot be combined with `share`",
        ),
        (
            vec![("perDay", Number(9.0)), ("label", text("light"))],
            IssueCode::InvalidFormat,
            "`perDay` cannot be combined with `label`",
        ),
        (
            vec![("persecond", Number(5.0))],
            IssueCode::UnknownOption,
            "Did you mean `perSecond`?",
        ),
        (
            vec![("zebra", Number(5.0))],
            IssueCode::UnknownOption,
            "Options are: plan, label, share, perSecond, perDay, concurrency, key.",
        ),
    ] {
        let issues = wrong(&members);
        let [issue] = &*issues else {
            panic!("{members:?}: {issues:?}");
        };
        assert_eq!(issue.code, code, "{members:?}");
        assert!(issue.message.contains(message), "{}", issue.message);
    }
}

#[test]
fn all_issues_are_reported_at_once() {
    let issues = wrong(&[
        ("plan", text("free")),
        ("share", Number(2.0)),
        ("perSecond", Number(-1.0)),
        ("rate", Number(1.0)),
    ]);
    let fields: Vec<&str> = issues.iter().map(|issue| issue.field.as_str()).collect();
    assert_eq!(fields, ["rate", "plan", "share", "perSecond", "perSecond"]);
}
