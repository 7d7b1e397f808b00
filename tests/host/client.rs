//! What a client does next: tokens, permits and retries.

use std::cell::{Cell, RefCell};
use zoom_phone_sms::client::{Action, Client, Env, Outcome, PageFetch, Single};
use zoom_phone_sms::endpoint::{SessionId, SessionMessages};
use zoom_phone_sms::error::{ErrorKind, SmsError};
use zoom_phone_sms::history::SmsHistoryRange;
use zoom_phone_sms::history::{History, HistoryQuery};
use zoom_phone_sms::input::Input;
use zoom_phone_sms::query::SmsSessionQuery;
use zoom_phone_sms::rate_limit::{Permit, Report};
use zoom_phone_sms::reading::Reading;
use zoom_phone_sms::response::Response;
use zoom_phone_sms::retry::RetryPolicy;
use zoom_phone_sms::token::Grant;

const NOW_MS: i64 = 1_737_300_000_000;

/// An environment that responds with the given statuses and logs the actions.
#[derive(Default)]
struct Script {
    statuses: RefCell<Vec<u16>>,
    log: RefCell<Vec<String>>,
    tokens: Cell<u32>,
}

impl Env for Script {
    fn now_ms(&self) -> f64 {
        0.0
    }

    fn random(&self) -> f64 {
        1.0
    }

    fn can_refresh(&self) -> bool {
        true
    }

    fn start_at_once(&self) -> Option<Permit> {
        None
    }

    fn release(&self, _: Option<Permit>, _: Option<&Report>) {}
}

impl Script {
    fn does(&self, action: Action) -> Result<Outcome, SmsError> {
        let mut log = self.log.borrow_mut();
        match action {
            Action::GetToken(why) => {
                self.tokens.set(self.tokens.get() + 1);
                log.push(format!("token {}", why.as_str()));
                let token = Input::Text(format!("t{}", self.tokens.get()));
                let grant = Grant::validate(&token, &Input::Absent, 0.0);
                grant.map(Outcome::Token).map_err(SmsError::from)
            }
            Action::AcquirePermit { again } => {
                log.push(format!("permit, again: {again}"));
                Ok(Outcome::Permit(None))
            }
            Action::Send { url, token } => {
                let path = url.trim_start_matches("https://api.zoom.us/v2/phone/sms/sessions/");
                log.push(format!("{path} {}", token.secret()));
                Ok(Outcome::Answer(Response {
                    status: self.statuses.borrow_mut().remove(0),
                    body: br#"{"sms_histories":[]}"#.to_vec(),
                    ..Response::default()
                }))
            }
            Action::Sleep(ms) => {
                log.push(format!("sleep {ms}"));
                Ok(Outcome::Slept)
            }
            Action::Finish | Action::End => panic!("not an action to perform"),
        }
    }
}

/// Fetches a page. Returns whether there was one.
fn go(client: &Client, script: &Script, mut fetch: PageFetch<'_>) -> Result<bool, SmsError> {
    let mut action = client.start(script, &mut fetch)?;
    loop {
        match action {
            Action::Finish => return Ok(true),
            Action::End => return Ok(false),
            Action::GetToken(_)
            | Action::AcquirePermit { .. }
            | Action::Send { .. }
            | Action::Sleep(_) => {}
        }
        action = client.go_on(script, &mut fetch, script.does(action))?;
    }
}

fn run(client: &Client, script: &Script) -> Result<bool, SmsError> {
    let query = SmsSessionQuery::default();
    let request = SessionMessages::validate(&Input::Text("s".to_owned()), &query).unwrap();
    go(client, script, PageFetch::once(&mut Single::new(request)))
}

#[test]
fn a_token_is_requested_once_and_reused() {
    let (client, script) = (Client::default(), Script::default());
    script.statuses.replace(vec![200, 200]);
    assert!(run(&client, &script).is_ok() && run(&client, &script).is_ok());
    assert_eq!(*script.log.borrow(), ["token initial", "s t1", "s t1"]);
}

#[test]
fn after_a_401_the_next_call_requests_a_new_token() {
    let (client, script) = (Client::default(), Script::default());
    script.statuses.replace(vec![401, 200]);
    assert_eq!(
        run(&client, &script).unwrap_err().kind,
        ErrorKind::Authentication
    );
    assert!(run(&client, &script).is_ok());
    assert_eq!(
        *script.log.borrow(),
        ["token initial", "s t1", "token rejected", "s t2"]
    );
}

#[test]
fn another_error_keeps_the_token() {
    let (client, script) = (Client::default(), Script::default());
    script.statuses.replace(vec![404, 200]);
    assert_eq!(run(&client, &script).unwrap_err().kind, ErrorKind::NotFound);
    assert!(run(&client, &script).is_ok());
    assert_eq!(*script.log.borrow(), ["token initial", "s t1", "s t1"]);
}

#[test]
fn a_history_waits_for_permits_and_retries_temporary_failures() {
    let (client, script) = (Client::default(), Script::default());
    script.statuses.replace(vec![401, 500, 200]);
    let id = SessionId::validate("sessionId", &Input::Text("s".to_owned())).unwrap();
    let day = Input::Text("2024-01-01".to_owned());
    let range = SmsHistoryRange {
        from: day.clone().into(),
        to: day.into(),
        ..SmsHistoryRange::default()
    };
    let query = HistoryQuery::validate(&range, NOW_MS).unwrap();
    let mut reading = Reading::new(id, History::new(query, None, NOW_MS));
    let fetch = PageFetch::paced(&mut reading, RetryPolicy::default());
    assert!(!go(&client, &script, fetch).unwrap());
    let log = script.log.borrow();
    let log: Vec<&str> = log
        .iter()
        .map(|line| line.split('?').next().unwrap())
        .collect();
    assert_eq!(
        log,
        [
            "token initial",
            "permit, again: false",
            "s",
            "token rejected",
            "permit, again: false",
            "s",
            "sleep 500",
            "permit, again: true",
            "s",
        ]
    );
}
