//! How refusals become errors: their kind, their message, and what may be shown.

use zoom_phone_sms::endpoint::{Endpoint, SessionMessages};
use zoom_phone_sms::error::SmsError;
use zoom_phone_sms::input::Input;
use zoom_phone_sms::response::{ErrorHints, Response};
use zoom_phone_sms::token::Token;

const HINTS: &ErrorHints = SessionMessages::HINTS;

fn token() -> Token {
    Token::validate(&Input::Text("open-sesame".to_owned())).unwrap()
}

fn explain(status: u16, body: &str) -> SmsError {
    let response = Response {
        status,
        body: body.as_bytes().to_vec(),
        ..Response::default()
    };
    response.read(&token(), HINTS).1.unwrap()
}

/// Status, kind, retryability, and body.
const ANSWERS: &str = r#"
400 invalid-page-token final {"code":400,"message":"The next page token is invalid or expired."}
400 invalid-page-token final {"code":300,"message":"bad","errors":[{"field":"next_page_token","message":"x"}]}
400 invalid-request final {"code":400,"message":"The from and to fields are required."}
400 authentication final {"code":124,"message":"Invalid access token."}
401 authentication final {"code":"124","message":"Access token is expired."}
401 authentication final
400 missing-scope final {"code":4711,"message":"Invalid access token, does not contain scopes:[a:b]."}
401 missing-scope final {"code":1,"message":"Invalid access token, does not contain scopes:[a:b]."}
403 missing-scope final {"code":104,"message":"Does not contain scope: a:b"}
400 missing-scope final {"code":124,"message":"does not contain scopes:[a:b]"}
401 authentication final {"code":4700,"message":"Token cannot be empty."}
401 authentication final {"code":4711,"message":"The scopes of the token and of the client differ."}
401 authentication final {"code":104,"message":"Invalid access token."}
400 authentication final {"code":4700,"message":"Token cannot be empty."}
403 authentication final {"code":4700,"message":"Token cannot be empty."}
400 authentication final {"code":4741,"message":"The token has been revoked."}
400 authentication final {"code":4711,"message":"x"}
403 authentication final {"code":104,"message":"x"}
400 forbidden final {"code":1004,"message":"Not allow to access this account."}
404 not-found final {"code":4700,"message":"x"}
404 not-found final {"code":2300,"message":"This API endpoint is not recognized."}
403 forbidden final {"code":2031,"message":"Zoom Phone is not enabled."}
404 not-found final {"code":2001,"message":"Account does not exist."}
404 not-found final {"code":7013,"message":"Error retrieving SMS history."}
429 rate-limited retryable {"code":429,"message":"You have reached the maximum per-second rate limit for this API. Try again later."}
429 rate-limited final {"code":429,"message":"You have reached the maximum daily rate limit for this API."}
400 authentication final {"code":4700,"message":"x"}
400 not-found final {"code":2001,"message":"x"}
400 not-found final {"code":7013,"message":"x"}
400 invalid-request final {"code":9007199254740993}
408 server retryable
500 server retryable <html>
503 server retryable {"code":503
302 unexpected-status final
304 unexpected-status final
0 unexpected-status final
418 unexpected-status final
"#;

#[test]
fn every_documented_error_has_its_kind() {
    for line in ANSWERS.trim().lines() {
        let mut parts = line.splitn(4, ' ');
        let mut next = || parts.next().unwrap_or_default();
        let (status, kind, retryable, body) = (next(), next(), next(), next());
        let error = explain(status.parse().unwrap(), body);
        assert_eq!(
            (error.kind.name(), error.retryable),
            (kind, retryable == "retryable"),
            "{line}"
        );
    }
}

#[test]
fn a_missing_scope_is_named() {
    let error = explain(
        400,
        r#"{"code":4711,"message":"Invalid access token, does not contain scopes:[phone_sms:read, phone_sms:read:admin]."}"#,
    );
    assert_eq!(error.scopes, ["phone_sms:read", "phone_sms:read:admin"]);
    assert!(
        error.message.contains("phone_sms:read:admin"),
        "{}",
        error.message
    );
}

#[test]
fn the_sub_account_address_is_explained_where_zoom_asks_for_a_master_scope() {
    for (scopes, says) in [("phone_sms:master", true), ("phone_sms:read", false)] {
        let body = format!(r#"{{"code":4711,"message":"does not contain scopes:[{scopes}]"}}"#);
        let message = &explain(400, &body).message;
        assert_eq!(
            message.contains("/v2/accounts/{accountId}"),
            says,
            "{message}"
        );
    }
}

#[test]
fn a_message_says_who_answered_and_what_to_do() {
    for (status, body, says) in [
        (
            401,
            "{}",
            "The server refused the access token (status 401). Get a new one",
        ),
        (
            401,
            r#"{"code":124}"#,
            "Zoom refused the access token (status 401, code 124).",
        ),
        (
            403,
            r#"{"message":"Sign in."}"#,
            "The server does not allow this (status 403). Check that you are signed in",
        ),
        (
            403,
            r#"{"message":"Sign in."}"#,
            " The server says: Sign in.",
        ),
        (403, r#"{"code":2031,"message":"No."}"#, " Zoom says: No."),
        (
            404,
            r#"{"code":2300,"message":"This API endpoint is not recognized."}"#,
            "There is nothing at this address (status 404, code 2300). Check `baseUrl`: Zoom's ends in /v2,",
        ),
        (
            404,
            "",
            "There is nothing at this address (status 404). Check `baseUrl`",
        ),
        (
            404,
            r#"{"code":7013}"#,
            "Zoom has no such account or SMS session",
        ),
        (302, "", "answered with a redirect"),
        (0, "", "answered with a redirect"),
        (304, "", "a status that Zoom does not document (status 304)"),
        (300, "", "a status that Zoom does not document (status 300)"),
    ] {
        let message = &explain(status, body).message;
        assert!(message.contains(says), "{message}");
    }
}

#[test]
fn zooms_field_errors_are_kept() {
    let error = explain(
        400,
        r#"{"code":300,"message":"Validation Failed.","errors":[7,{"field":"from","message":"bad date"}]}"#,
    );
    assert_eq!(
        (error.code, error.errors[0].field.as_str()),
        (Some(300), "from")
    );
    assert_eq!(error.errors[0].message, "bad date");
}

#[test]
fn secrets_that_a_server_repeats_are_not_shown() {
    let error = explain(
        400,
        r#"{"message":"open-sesame of 12092693625","errors":[{"field":"open-sesame","message":"eyJh.eyJi.c"}]}"#,
    );
    let shown = format!("{error:?}");
    for secret in ["open-sesame", "12092693625", "eyJh"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn the_type_header_decides_whether_a_limit_is_daily_and_not_the_message() {
    for (rate_limit_type, message, retryable) in [
        (Some("Daily-limit"), "Too many requests.", false),
        (Some("QPS"), "Not the daily limit.", true),
        (None, "the maximum daily rate limit", false),
        (None, "", true),
        (Some(""), "the maximum daily rate limit", false),
    ] {
        let response = Response {
            status: 429,
            limits: (rate_limit_type.into_iter())
                .map(|named| ("x-ratelimit-type", named.to_owned()))
                .collect(),
            body: format!(r#"{{"message":"{message}"}}"#).into_bytes(),
            ..Response::default()
        };
        let (report, error) = response.read(&token(), HINTS);
        assert_eq!(error.unwrap().retryable, retryable, "{message}");
        assert_eq!(report.is_daily(), !retryable, "{message}");
    }
}

#[test]
fn a_tracking_id_is_shown_only_if_it_has_the_form_of_one() {
    for (id, shown) in [
        (
            "v=2.0;clid=us06;rid=WEB_0123456789abcdef0123456789abcdef",
            true,
        ),
        ("rid=open-sesame", false),
        ("tel 12092693625", false),
        ("eyJhbGciOiJIUzI1NiJ9.x.y", false),
        // The same in Base64.
        ("rid=ZXlKaGJHY2lPaUpJVXpJMU5pSjkuZXlKbGVIQWlPakY5", false),
        ("rid=a/b", false),
    ] {
        let response = Response {
            tracking_id: Some(id.to_owned()),
            ..Response::default()
        };
        assert_eq!(
            response.without(&token()).tracking_id.is_some(),
            shown,
            "{id}"
        );
    }
}

#[test]
fn only_texts_in_the_form_of_scopes_become_scopes() {
    let body = r#"{"code":4711,"message":"does not contain scopes:[a:b, open-sesame:x, tel:12092693625]"}"#;
    assert_eq!(explain(400, body).scopes, ["a:b"]);
}

#[test]
fn scopes_are_read_from_any_form_of_list() {
    for list in [
        "[a:b, c:d:e]",
        "[a:b,c:d:e]",
        "['a:b', 'c:d:e']",
        "a:b c:d:e.",
    ] {
        let body = format!(r#"{{"message":"does not contain scopes:{list}"}}"#);
        assert_eq!(explain(400, &body).scopes, ["a:b", "c:d:e"], "{list}");
    }
    let body = r#"{"message":"does not contain scopes:\"a:b\", \"c:d:e\""}"#;
    assert_eq!(explain(400, body).scopes, ["a:b", "c:d:e"]);
}

#[test]
fn nested_errors_are_ignored_at_any_depth() {
    let deep = r#"{"errors":["#.repeat(100_000);
    assert!(explain(400, &deep).errors.is_empty());
    let body = r#"{"errors":[{"field":"a","message":"b","errors":[{"field":"c"}]}]}"#;
    assert_eq!(explain(400, body).errors.len(), 1);
}

#[test]
fn a_truncated_message_yields_only_whole_scopes() {
    let all: Vec<String> = (10..60).map(|n| format!("phone:read:n{n}")).collect();
    let list = all.join(", ");
    let message = format!("Invalid access token, does not contain scopes:[{list}].");
    let body = format!(r#"{{"code":4711,"message":"{message}"}}"#);
    let error = explain(400, &body);
    let scopes = &error.scopes;
    assert!(scopes.len() > 10 && all.starts_with(scopes), "{scopes:?}");
}
