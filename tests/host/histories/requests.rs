//! What a history is asked with: the checkpoint that it goes on from, its plan, and when its checkpoint
//! moves.

use zoom_phone_sms::client::PageSource;
use zoom_phone_sms::endpoint::SessionId;
use zoom_phone_sms::error::{IssueCode, Issues};
use zoom_phone_sms::input::{Input, Options};
use zoom_phone_sms::reading::{HistoryRequest, Reading};
use zoom_phone_sms::request::BaseUrl;

use super::{DAY, NOW, NOW_MS, date_time};

fn id(id: &str) -> SessionId {
    SessionId::validate("sessionId", &Input::Text(id.to_owned())).unwrap()
}

fn validate(mut given: Options) -> Result<HistoryRequest, Issues> {
    HistoryRequest::validate(&given.read(), &given.read(), None, NOW_MS)
}

fn request(given: &[(&str, &str)]) -> Result<HistoryRequest, Issues> {
    let given = given.iter();
    let given = given.map(|(name, value)| ((*name).to_owned(), Input::Text((*value).to_owned())));
    validate(Options::new(given.collect()))
}

const JANUARY: [(&str, &str); 2] = [("from", "2024-01-01"), ("to", "2024-01-31")];

fn begin(given: &[(&str, &str)]) -> Reading {
    request(given).unwrap().begin(id("one")).unwrap()
}

/// The address of the next request.
fn next(reading: &mut Reading) -> String {
    let request = reading.next_request().unwrap().unwrap();
    request.path.below(&BaseUrl::default())
}

fn with_resume<'a>(resume: &'a str, range: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [&[("resume", resume)], range].concat()
}

#[test]
fn a_history_goes_on_with_the_range_of_its_checkpoint() {
    let mut first = begin(&JANUARY);
    let checkpoint = first.checkpoint().to_owned();
    let mut resumed = begin(&with_resume(&checkpoint, &[]));
    assert_eq!(resumed.progress().range, first.progress().range);
    assert_eq!(next(&mut resumed), next(&mut first));
}

#[test]
fn a_checkpoint_of_anything_else_is_refused_and_says_why() {
    let checkpoint = begin(&JANUARY).checkpoint().to_owned();
    let damaged = checkpoint.replace(' ', "  ");
    let other_version = checkpoint.replacen("sms-checkpoint-", "sms-checkpoint-9", 1);
    let february = [("from", "2024-02-01"), ("to", "2024-02-29")];
    for (session, given, says) in [
        (
            "two",
            with_resume(&checkpoint, &[]),
            "belongs to another session",
        ),
        (
            "one",
            with_resume(&checkpoint, &february),
            "belongs to another session, range",
        ),
        (
            "one",
            with_resume(&damaged, &[]),
            "is not a checkpoint, or was changed",
        ),
        ("one", with_resume("", &[]), "is not a checkpoint"),
    ] {
        let issue = request(&given).unwrap().begin(id(session)).unwrap_err();
        assert_eq!(
            (issue.field.as_str(), issue.code),
            ("resume", IssueCode::InvalidFormat)
        );
        assert!(issue.message.contains(says), "{}", issue.message);
    }
    let issue = request(&with_resume(&other_version, &[]))
        .unwrap()
        .begin(id("one"));
    assert!(issue.unwrap_err().message.contains("resume"));
}

#[test]
fn a_plan_needs_no_session_and_its_checkpoint_only_has_to_be_text() {
    let plan = request(&with_resume("anything", &JANUARY)).unwrap().plan();
    assert_eq!((plan.windows.len(), plan.requests), (2, 2));
    let number = Options::new(vec![("resume".to_owned(), Input::Number(1.0))]);
    let issues = validate(number).unwrap_err();
    assert_eq!(issues[0].field, "resume");
}

#[test]
fn a_checkpoint_stays_before_a_page_until_that_is_given() {
    let from = date_time(NOW - 5 * DAY);
    let mut reading = begin(&[("from", &from), ("to", &date_time(NOW))]);
    let before = reading.checkpoint().to_owned();
    let body = serde_json::json!({"next_page_token": "", "sms_histories": [
        {"message_id": "m", "date_time": date_time(NOW - 2 * DAY)},
    ]});
    next(&mut reading);
    assert_eq!(reading.take(serde_json::to_vec(&body).unwrap()), Ok(true));
    assert_eq!(reading.checkpoint(), before);
    let page = reading.take_page().unwrap();
    assert_eq!(page.new, [0]);
    reading.commit();
    assert_ne!(reading.checkpoint(), before);
    // Resumed, the same message is not given again.
    let mut resumed = begin(&with_resume(reading.checkpoint(), &[]));
    next(&mut resumed);
    assert_eq!(resumed.take(serde_json::to_vec(&body).unwrap()), Ok(false));
    assert!(resumed.take_page().is_none());
}
