//! The model against Zoom's published description (`tests/data`): every field, every value of
//! every enumeration, every parameter.

use crate::suite::values::{as_value, of};
use serde_json::{Value, json};
use zoom_phone_sms::decode;
use zoom_phone_sms::endpoint::{
    AccountSessions, Endpoint, ListQuery, Message, SessionMessages, SessionSync,
    SmsSessionListQuery, SmsSyncQuery, UserSessions,
};
use zoom_phone_sms::input::{Input, Options};
use zoom_phone_sms::model::{
    AttachmentType, DeliveryStatus, ExtensionStatus, Known, MessageType, Open, OwnerType,
    SessionType, SmsSessionList,
};
use zoom_phone_sms::query::{Query, SmsSessionQuery};
use zoom_phone_sms::request::BaseUrl;

const SESSION: &str = "/phone/sms/sessions/{sessionId}";
const ACCOUNT_SESSIONS: &str = "/phone/sms/sessions";
const USER_SESSIONS: &str = "/phone/users/{userId}/sms/sessions";
const SYNC: &str = "/phone/sms/sessions/{sessionId}/sync";
const MESSAGE: &str = "/phone/sms/sessions/{sessionId}/messages/{messageId}";

fn described(path: &str) -> Value {
    let description: Value =
        serde_json::from_str(include_str!("../data/zoom-phone-sms.openapi.json")).unwrap();
    description["paths"][path]["get"].clone()
}

fn schema_of(path: &str) -> Value {
    described(path)["responses"]["200"]["content"]["application/json"]["schema"].clone()
}

fn schema() -> Value {
    schema_of(SESSION)
}

/// A value with every property of a schema, at its example.
fn example(schema: &Value) -> Value {
    match schema["type"].as_str().unwrap() {
        "object" => {
            let properties = schema["properties"].as_object().unwrap();
            properties
                .iter()
                .map(|(name, schema)| (name.clone(), example(schema)))
                .collect()
        }
        "array" => json!([example(&schema["items"])]),
        _ => schema["example"].clone(),
    }
}

#[test]
fn every_described_field_is_in_the_model() {
    let body = example(&schema());
    let bytes = serde_json::to_vec(&body).unwrap();
    let session = decode::session(bytes).unwrap();
    assert_eq!(as_value(&session), body);
    let others = &session.store.others;
    assert!(others.is_empty(), "{} fields are not known", others.len());
}

#[test]
fn every_described_value_is_known() {
    let message = &schema()["properties"]["sms_histories"]["items"]["properties"];
    let names = |schema: &Value| -> Vec<String> {
        let values = schema["enum"].as_array().unwrap().iter();
        values
            .map(|value| value.as_str().unwrap().to_owned())
            .collect()
    };
    for name in names(&message["delivery_status"]) {
        assert!(DeliveryStatus::from_name(&name).is_some(), "{name}");
    }
    for name in names(&message["attachments"]["items"]["properties"]["type"]) {
        assert!(AttachmentType::from_name(&name).is_some(), "{name}");
    }
    for name in names(&message["sender"]["properties"]["owner"]["properties"]["type"]) {
        assert!(OwnerType::from_name(&name).is_some(), "{name}");
    }
    for code in message["message_type"]["enum"].as_array().unwrap() {
        assert!(
            MessageType::from_code(code.as_i64().unwrap()).is_some(),
            "{code}"
        );
    }
}

#[test]
fn every_described_parameter_is_an_option_with_its_values_and_bounds() {
    check_parameters::<SmsSessionQuery>(SESSION, &|options| {
        Query::validate(&options.read()).is_ok()
    });
    for path in [ACCOUNT_SESSIONS, USER_SESSIONS] {
        check_parameters::<SmsSessionListQuery>(path, &|options| {
            ListQuery::validate(&options.read()).is_ok()
        });
    }
    check_parameters::<SmsSyncQuery>(SYNC, &|options| {
        let mut query: SmsSyncQuery = options.read();
        if query.count.is_absent() {
            query.count = Input::Number(1.0).into();
        }
        // Only the first sync has none.
        if query.sync_token.is_absent() {
            query.sync_token = Input::Text("token".to_owned()).into();
        }
        SessionSync::validate(&Input::Text("s".to_owned()), &query).is_ok()
    });
}

/// Checks that the options `Q` are the parameters of a path, and which of their values are accepted.
fn check_parameters<Q: serde::de::DeserializeOwned + Default>(
    path: &str,
    is_accepted: &dyn Fn(&mut Options) -> bool,
) {
    let mut names = Vec::new();
    for parameter in described(path)["parameters"].as_array().unwrap() {
        if parameter["in"] != "query" {
            continue;
        }
        let (name, schema) = (parameter["name"].as_str().unwrap(), &parameter["schema"]);
        names.push(name.to_owned());
        let accepts = |value: &Value| {
            let number = || Input::Number(value.as_f64().unwrap());
            let text = value.as_str().map(|text| Input::Text(text.to_owned()));
            let input = text.unwrap_or_else(number);
            let mut given = vec![(name.to_owned(), input.clone())];
            if name == "from" || name == "to" {
                given = vec![("from".to_owned(), input.clone()), ("to".to_owned(), input)];
            }
            is_accepted(&mut Options::new(given))
        };
        assert!(accepts(&schema["example"]), "{path} {name}");
        for value in schema["enum"].as_array().into_iter().flatten() {
            assert!(accepts(value), "{name} {value}");
        }
        if let Some(maximum) = schema["maximum"].as_i64() {
            assert!(
                accepts(&json!(maximum)) && !accepts(&json!(maximum + 1)),
                "{name}"
            );
        }
    }
    let mut known = Options::names_of::<Q>();
    known.sort_unstable();
    names.sort_unstable();
    assert_eq!(known, names);
}

#[test]
fn a_message_by_itself_is_one_of_a_page() {
    let body = example(&schema_of(MESSAGE));
    let page = Message::decode(serde_json::to_vec(&body).unwrap())
        .unwrap()
        .0;
    assert_eq!(of(&page, &page.messages[0]), body);
}

#[test]
fn each_endpoint_has_the_path_and_the_label_that_are_described() {
    let [session, message] = ["s", "m"].map(|id| Input::Text(id.to_owned()));
    let query = SmsSessionQuery::default();
    check_endpoint(
        SESSION,
        &SessionMessages::validate(&session, &query).unwrap(),
    );
    check_endpoint(MESSAGE, &Message::validate(&session, &message).unwrap());
    let list = SmsSessionListQuery::default();
    check_endpoint(ACCOUNT_SESSIONS, &AccountSessions::validate(&list).unwrap());
    let user = Input::Text("u".to_owned());
    check_endpoint(
        USER_SESSIONS,
        &UserSessions::validate(&user, &list).unwrap(),
    );
    let count = Input::Number(1.0).into();
    let sync = SmsSyncQuery {
        count,
        ..SmsSyncQuery::default()
    };
    check_endpoint(SYNC, &SessionSync::validate(&session, &sync).unwrap());
}

#[test]
fn every_described_field_of_a_list_is_in_the_model() {
    for path in [ACCOUNT_SESSIONS, USER_SESSIONS] {
        let body = example(&schema_of(path));
        let page = AccountSessions::decode(serde_json::to_vec(&body).unwrap()).unwrap();
        let ids: Vec<_> = page.ids().map(|id| id.to_str().into_owned()).collect();
        assert_eq!(json!(ids), json!([body["sms_sessions"][0]["session_id"]]));
        assert_eq!(
            page.token().unwrap().to_str(),
            body["next_page_token"].as_str().unwrap()
        );
        let list: SmsSessionList = serde_json::from_value(body.clone()).unwrap();
        assert_eq!(serde_json::to_value(&list).unwrap(), body);
        let [session] = &list.sms_sessions[..] else {
            panic!("{path}")
        };
        let participant = &session.participants.as_ref().unwrap()[0];
        assert!(list.unknown.0.is_empty() && session.unknown.0.is_empty());
        assert!(participant.unknown.0.is_empty());
        let known = participant.extension_status.as_ref().map(Open::known);
        assert_eq!(
            known,
            (path == ACCOUNT_SESSIONS).then_some(Some(ExtensionStatus::Deleted))
        );
    }
    let types = &described(ACCOUNT_SESSIONS)["parameters"];
    let types = types
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["name"] == "session_type");
    for name in types.unwrap()["schema"]["enum"].as_array().unwrap() {
        let name = name.as_str().unwrap();
        assert!(
            name == "all" || SessionType::from_name(name).is_some(),
            "{name}"
        );
    }
}

/// Checks a request with the ids `s`, `m` and `u`.
fn check_endpoint<E: Endpoint>(path: &str, request: &E) {
    let label = &described(path)["x-rate-limit-label"];
    let label = label.as_str().map(str::to_lowercase);
    assert_eq!(label.as_deref(), Some(E::LABEL.name()));
    let path = path.replace("{sessionId}", "s").replace("{messageId}", "m");
    let path = path.replace("{userId}", "u");
    let url = request.request().path.below(&BaseUrl::default());
    let (url, _) = url.split_once('?').unwrap_or((&url, ""));
    assert_eq!(url, format!("https://api.zoom.us/v2{path}"));
}
