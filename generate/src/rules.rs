//! The rules of requests and answers that JavaScript applies too.

use std::iter;

use serde_json::{Value, json};
use zoom_phone_sms::endpoint::SmsSessionListQuery;
use zoom_phone_sms::input::Options;
use zoom_phone_sms::query::{self, SmsSessionQuery};
use zoom_phone_sms::{endpoint, options, rate_limit, request, response, secrets};

/// `lib/rules.js`: what the client and the proxy need.
pub(crate) fn shared() -> String {
    module(&[
        (
            "How long a call may take, in milliseconds.",
            "DEFAULT_TIMEOUT_MS",
            json!(options::DEFAULT_TIMEOUT_MS),
        ),
        (
            "The hosts that Zoom keeps attachments at.",
            "ATTACHMENT_HOSTS",
            json!(secrets::ATTACHMENT_HOSTS),
        ),
        (
            "The header with Zoom's own id of an answer.",
            "TRACKING_ID",
            json!(response::TRACKING_ID),
        ),
    ])
}

/// `lib/proxy/rules.js`: what only the proxy needs.
pub(crate) fn of_proxy() -> String {
    let headers = rate_limit::HEADERS.iter();
    let limit_headers: Vec<_> = headers.filter(|name| **name != rate_limit::DATE).collect();
    module(&[
        (
            "Where Zoom's API is, unless a token response names another host.",
            "DEFAULT_BASE_URL",
            json!(request::DEFAULT_BASE_URL),
        ),
        (
            "The path of a session's messages: what is before and after its id.",
            "SESSION_PATH",
            json!([endpoint::SESSIONS_PATH, ""]),
        ),
        (
            "The path of one message: what is around the ids of its session and of itself.",
            "MESSAGE_PATH",
            json!([endpoint::SESSIONS_PATH, endpoint::MESSAGES_NAME, ""]),
        ),
        (
            "The path of the account's sessions, which has no id.",
            "ACCOUNT_SESSIONS_PATH",
            json!([endpoint::ACCOUNT_SESSIONS_PATH]),
        ),
        (
            "The path of a user's sessions: what is before and after the user.",
            "USER_SESSIONS_PATH",
            json!(endpoint::USER_SESSIONS_PATH),
        ),
        (
            "The names of the query of a session's messages.",
            "QUERY_NAMES",
            json!(Options::names_of::<SmsSessionQuery>()),
        ),
        (
            "The names of the query of a list of sessions.",
            "LIST_QUERY_NAMES",
            json!(Options::names_of::<SmsSessionListQuery>()),
        ),
        (
            "The longest id, in bytes of UTF-8.",
            "LONGEST_ID",
            json!(request::LONGEST_ID),
        ),
        (
            "The longest value of a query, in characters.",
            "LONGEST_QUERY_VALUE",
            json!(query::LONGEST_PAGE_TOKEN),
        ),
        (
            "The headers that say something about rate limits.",
            "LIMIT_HEADERS",
            json!(limit_headers),
        ),
    ])
}

/// A module of constants: what each is, its name and its value. Lists are frozen, as users may see them.
fn module(constants: &[(&str, &str, Value)]) -> String {
    let constants = constants.iter().map(|(what, name, value)| {
        let value = if value.is_array() {
            format!("Object.freeze({value})")
        } else {
            value.to_string()
        };
        format!("\n/** {what} */\nexport const {name} = {value};\n")
    });
    let head = String::from("// Generated from Rust by `npm run build`.\n");
    iter::once(head).chain(constants).collect()
}
