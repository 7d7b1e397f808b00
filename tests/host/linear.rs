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
use zoom_phone_sms::endpoint::{Endpoint, SessionId, SessionMessages};
use zoom_phone_sms::history::{Checkpoint, History, HistoryQuery};
use zoom_phone_sms::input::{Input, Options, nearest};
use zoom_phone_sms::ndjson;
use zoom_phone_sms::query::{Query, SmsSessionQuery};
use zoom_phone_sms::request::BaseUrl;
use zoom_phone_sms::response::Response;
use zoom_phone_sms::retry_after::{date_ms, reset_at_ms, retry_at_ms};
use zoom_phone_sms::rows::{Grain, RowOptions, Rows};
use zoom_phone_sms::secrets::Secrets;
use zoom_phone_sms::token::Token;

/// What one of the functions or another may look for.
const PIECES: [&str; 25] = [
    "http:",
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
            let text = [start, piece.repeat(LENGTH / piece.len()).as_str()].concat();
            in_time(&format!("{name}: {start:?} and {piece:?}"), move || {
                work(&text);
            });
        }
    }
}

fn in_time(what: &str, work: impl FnOnce() + Send + 'static) {
    let (done, is_done) = channel();
    thread::spawn(move || {
        work();
        done.send(())
    });
    let ended = is_done.recv_timeout(LIMIT);
    assert_ne!(
        ended,
        Err(RecvTimeoutError::Timeout),
        "{what} takes far longer than it is long"
    );
    assert_eq!(ended, Ok(()), "{what}");
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
        let members = text.as_bytes().chunks(7).map(|name| {
            let name = String::from_utf8_lossy(name).into_owned();
            (name, Input::Number(1.0))
        });
        let mut given = Options::new(members.collect());
        let query: SmsSessionQuery = given.read();
        let _ = nearest(text, &Options::names_of::<SmsSessionQuery>());
        let _ = (given.unknown(), Query::validate(&query).is_ok());
    });
}

#[test]
fn addresses() {
    try_all("addresses", &["", ".."], |text| {
        let token = ("next_page_token".to_owned(), Input::Text(text.into()));
        let query = Options::new(vec![token]).read();
        let _ = SessionId::validate("id", &Input::Text(text.into()));
        let request = SessionMessages::validate(&Input::Text("id".into()), &query);
        let _ = request.map(|request| request.request().path.below(&BaseUrl::default()));
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
    try_all("Response::read", &["", "{\"message\":\""], |text| {
        let token = Token::validate(&Input::Text("abcdefgh".into())).unwrap();
        for status in [400, 429] {
            let _ = answer(status, text, text).read(&token, SessionMessages::HINTS);
            let _ =
                answer(status, &[text, "\"}"].concat(), text).read(&token, SessionMessages::HINTS);
        }
    });
}

#[test]
fn secrets() {
    try_all("Secrets", &["", "https://", "secret-token"], find_secrets);
    // Where many links end at one place.
    for piece in [
        "http:",
        "http:@",
        "http:é",
        "http:1",
        "http:%40",
        "\\",
        "\\\\u0065",
        "\"x://?",
    ] {
        let text = piece.repeat(LENGTH / piece.len());
        in_time(piece, move || find_secrets(&text));
    }
}

fn find_secrets(text: &str) {
    let secrets = Secrets::new(&["secret-token"], vec!["files.example".to_owned()]);
    let _ = (secrets.without(text), secrets.without_known(text));
    let _ = (secrets.has_any(text), secrets.has_credentials(text));
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

/// A server may answer with far more messages than a page has, and all of a window in any order.
#[test]
fn pages_of_histories() {
    const MESSAGES: u32 = 500_000;
    for is_reversed in [false, true] {
        in_time("a page of messages", move || {
            let message = |index: u32| {
                let second = if is_reversed { MESSAGES - index } else { index };
                let (day, time) = (1 + second / 86_400, second % 86_400);
                let (hour, minute, second) = (time / 3_600, time / 60 % 60, time % 60);
                format!(
                    r#"{{"message_id":"{index}","date_time":"2024-01-{day:02}T{hour:02}:{minute:02}:{second:02}Z"}}"#
                )
            };
            let messages: Vec<String> = (0..MESSAGES).map(message).collect();
            let body = format!(r#"{{"sms_histories":[{}]}}"#, messages.join(","));
            let page = decode::session(body.into_bytes()).unwrap();
            let range = [("from", "2024-01-01"), ("to", "2024-01-20")];
            let range = range.map(|(name, date)| (name.to_owned(), Input::Text(date.into())));
            let query = HistoryQuery::validate(&Options::new(range.to_vec()).read(), 0).unwrap();
            let given = History::new(query, None, 0).take(&page);
            let mut indexes: Vec<usize> = (0..page.messages.len()).collect();
            if is_reversed {
                indexes.reverse();
            }
            assert_eq!(given, indexes);
        });
    }
}

/// Where very many messages crowd in a minute, their pages are read one after another by their tokens.
#[test]
fn pages_that_follow_one_another_in_a_crowd() {
    const PAGES: u32 = 200_000;
    in_time("a crowd in pages of one message", || {
        let range = [("from", "2024-01-01"), ("to", "2024-01-20")];
        let mut options: Vec<(String, Input)> = range
            .map(|(name, date)| (name.to_owned(), Input::Text(date.into())))
            .to_vec();
        options.push(("maxPages".to_owned(), Input::Number(f64::from(PAGES))));
        let query = HistoryQuery::validate(&Options::new(options).read(), 0).unwrap();
        let mut history = History::new(query, None, 0);
        for index in 0..PAGES - 1 {
            let second = u64::from(index) * 60 / u64::from(PAGES);
            let body = format!(
                r#"{{"next_page_token":"{index}","sms_histories":[{{"message_id":"{index}","date_time":"2024-01-02T00:00:{second:02}Z"}}]}}"#
            );
            assert!(history.next().unwrap().is_some());
            let given = history.take(&decode::session(body.into_bytes()).unwrap());
            assert_eq!(given, [0]);
        }
    });
}
