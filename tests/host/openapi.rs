//! The model against Zoom's published description (`tests/data`): every field, every value of
//! every enumeration, every parameter.

use crate::suite::values::{as_value, of};
use serde_json::{Value, json};
use zoom_phone_sms::decode;
use zoom_phone_sms::endpoint::{Endpoint, Message, SessionMessages};
use zoom_phone_sms::input::{Input, Options};
use zoom_phone_sms::model::{AttachmentType, DeliveryStatus, Known, MessageType, OwnerType};
use zoom_phone_sms::query::{Query, SmsSessionQuery};
use zoom_phone_sms::request::BaseUrl;

const SESSION: &str = "/phone/sms/sessions/{sessionId}";
const MESSAGE: &str = "/phone/sms/sessions/{sessionId}/messages/{messageId}";

fn described(path: &str) -> Value {
    let description: Value =
        serde_json::from_str(include_str!("../data/zoom-phone-sms.openapi.json")).unwrap();
    description["paths"][path]["get"].clone()
}

fn endpoint() -> Value {
    described(SESSION)
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
    let mut described = Vec::new();
    for parameter in endpoint()["parameters"].as_array().unwrap() {
        if parameter["in"] != "query" {
            continue;
        }
        let (name, schema) = (parameter["name"].as_str().unwrap(), &parameter["schema"]);
        described.push(name.to_owned());
        let accepts = |value: &Value| {
            let number = || Input::Number(value.as_f64().unwrap());
            let text = value.as_str().map(|text| Input::Text(text.to_owned()));
            let input = text.unwrap_or_else(number);
            let mut given = vec![(name.to_owned(), input.clone())];
            if name == "from" || name == "to" {
                given = vec![("from".to_owned(), input.clone()), ("to".to_owned(), input)];
            }
            Query::validate(&Options::new(given).read()).is_ok()
        };
        assert!(accepts(&schema["example"]), "{name}");
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
    let mut known = Options::names_of::<SmsSessionQuery>();
    known.sort_unstable();
    described.sort_unstable();
    assert_eq!(known, described);
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
}

/// Checks a request with the ids `s` and `m`.
fn check_endpoint<E: Endpoint>(path: &str, request: &E) {
    let label = &described(path)["x-rate-limit-label"];
    let label = label.as_str().map(str::to_lowercase);
    assert_eq!(label.as_deref(), Some(E::LABEL.name()));
    let path = path.replace("{sessionId}", "s").replace("{messageId}", "m");
    let url = request.request().path.below(&BaseUrl::default());
    assert_eq!(url, format!("https://api.zoom.us/v2{path}"));
}
