//! What reads foreign texts takes time in proportion to their length.
//!
//! Each function is given texts of 300,000 characters that repeat what it looks for. Steps are not counted:
//! where each character is looked at once, that is a moment, and where it is compared with all before it, many
//! minutes. The limit lies far from both.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use zoom_phone_sms::csv::{self, Form};
use zoom_phone_sms::date_range;
use zoom_phone_sms::date_time::parse_rfc3339_ms;
use zoom_phone_sms::decode;
use zoom_phone_sms::history::Checkpoint;
use zoom_phone_sms::input::{Input, Options, nearest};
use zoom_phone_sms::ndjson;
use zoom_phone_sms::query::{NAMES, Query};
use zoom_phone_sms::request::{BaseUrl, SessionId, session_url};
use zoom_phone_sms::response::Response;
use zoom_phone_sms::retry_after::{date_ms, reset_at_ms, retry_at_ms};
use zoom_phone_sms::rows::{Grain, RowOptions, Rows};
use zoom_phone_sms::token::Token;

/// What one of the functions or another may look for.
const PIECES: [&str; 24] = [
    "a",
    "0",
    "1,",
    ", ",
    "-",
    "20 Jan 2025 ",
    "2025-01-20T",
    ".",
    ":",
    "eyJ",
    "eyJa.",
    "%41",
    "+1 ",
    "\\\"",
    "'",
    "\u{3000}",
    "=",
    "é",
    "😀",
    "{",
    "[",
    "\u{200B}",
    "\"a\":0,",
    "scopes:[",
];

const LENGTH: usize = 300_000;

const LIMIT: Duration = Duration::from_secs(60);

/// Calls the function with each text of pieces that repeat, after each start.
fn try_all(name: &'static str, starts: &[&'static str], work: fn(&str)) {
    for start in starts {
        for piece in PIECES {
            let (done, is_done) = channel();
            let text = [start, piece.repeat(LENGTH / piece.len()).as_str()].concat();
            thread::spawn(move || {
                work(&text);
                done.send(())
            });
            let ended = is_done.recv_timeout(LIMIT);
            assert_ne!(
                ended,
                Err(RecvTimeoutError::Timeout),
                "{name}: {start:?} and {piece:?} take far longer than they are long"
            );
            assert_eq!(ended, Ok(()), "{name}: {start:?} and {piece:?}");
        }
    }
}

fn answer(status: u16, body: &str, header: &str) -> Response {
    Response {
        status,
        tracking_id: Some(header.to_owned()),
        limits: vec![("retry-after", header.to_owned())],
        at_ms: 1_737_300_000_000.0,
        body: body.as_bytes().to_vec(),
    }
}

#[test]
fn times_of_headers() {
    try_all("retry_at_ms", &["", "1", "Mon, 20 Jan 2025 "], |text| {
        let _ = (retry_at_ms(text, 0), reset_at_ms(text, 0), date_ms(text, 0));
    });
}

#[test]
fn dates_and_options() {
    try_all("parse_rfc3339_ms", &["2024-01-01T00:00:00.", ""], |text| {
        let _ = parse_rfc3339_ms(text);
        let _ = date_range::validate(&Input::Text(text.into()), &Input::Text("2024-01-01".into()));
    });
    try_all("options", &["", "page_"], |text| {
        let _ = nearest(text, NAMES);
        let given = text.as_bytes().chunks(7).map(|name| {
            let name = String::from_utf8_lossy(name).into_owned();
            (name, Input::Number(1.0))
        });
        let options = Options::new(given.collect(), NAMES);
        let _ = (options.unknown(), Query::validate(&options).is_ok());
    });
}

#[test]
fn addresses() {
    try_all("session_url", &["", ".."], |text| {
        let token = ("next_page_token".to_owned(), Input::Text(text.into()));
        let query = Query::validate(&Options::new(vec![token], NAMES));
        let _ = SessionId::validate("id", &Input::Text(text.into()));
        let id = SessionId::validate("id", &Input::Text("id".into())).unwrap();
        let _ = query.map(|query| session_url(&BaseUrl::default(), &id, &query));
    });
}

#[test]
fn checkpoints() {
    try_all("Checkpoint::read", &["", "sms-checkpoint-1 0 "], |text| {
        let _ = Checkpoint::read(text, "id");
        let _ = Checkpoint::read("", text);
    });
}

#[test]
fn sentences_of_servers() {
    try_all("to_error", &["", "{\"message\":\""], |text| {
        let token = Token::validate(&Input::Text("abcdefgh".into())).unwrap();
        for status in [400, 429] {
            let _ = answer(status, text, text).to_error(&token);
            let _ = answer(status, &[text, "\"}"].concat(), text).to_error(&token);
        }
    });
}

#[test]
fn bodies() {
    let starts = [
        "",
        "{\"sms_histories\":[],\"a\":",
        "[{\"message_id\":\"",
        "{\"sms_histories\":[{",
    ];
    try_all("decode", &starts, |text| {
        let _ = decode::messages(vec![text.as_bytes().to_vec()]);
        let _ = decode::session(text.as_bytes().to_vec());
    });
}

#[test]
fn rows() {
    try_all("rows", &[""], |text| {
        let text = serde_json::to_string(text).unwrap();
        let party = format!(r#"{{"phone_number":{text},"display_name":{text}}}"#);
        let message = format!(
            r#"[{{"message_id":{text},"date_time":"2024-01-01T00:00:00Z","message":{text},"to_members":[{party}]}}]"#
        );
        let page = decode::messages(vec![message.into_bytes()]).unwrap();
        for grain in [Grain::Message, Grain::Recipient] {
            let options = RowOptions {
                grain,
                ..RowOptions::default()
            };
            let rows = Rows::of(&page, &options);
            let form = Form {
                header: true,
                guard: true,
                bom: true,
            };
            let _ = (
                csv::write(&rows, form).unwrap(),
                ndjson::write(&rows).unwrap(),
            );
        }
    });
}
