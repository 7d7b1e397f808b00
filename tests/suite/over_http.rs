//! Real requests to the simulator, whose address is `ZOOM_SMS_SIMULATOR_URL` when the suite is
//! compiled. Without one, as under a bare `wasm-pack test`, each of these says so and ends.

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{console_log, wasm_bindgen_test};
use zoom_phone_sms::wasm::{SmsClient, get_sms_session};

use super::SAMPLE;

/// Asks the simulator for a session; `None` if there is no simulator.
async fn ask(id: &str, more: &[(&str, JsValue)]) -> Option<Result<JsValue, JsValue>> {
    let Some(address) = option_env!("ZOOM_SMS_SIMULATOR_URL") else {
        console_log!("not run: ZOOM_SMS_SIMULATOR_URL was not set when this was compiled");
        return None;
    };
    let options = Object::new();
    let base = format!("{address}/v2");
    let given = [
        ("baseUrl", base.as_str().into()),
        ("token", "simulator-token".into()),
    ];
    for (name, value) in given.iter().chain(more) {
        Reflect::set(&options, &(*name).into(), value).unwrap();
    }
    let answer = get_sms_session(&id.into(), &options.into()).await;
    Some(answer)
}

fn text(object: &JsValue, name: &str) -> Option<String> {
    Reflect::get(object, &name.into()).unwrap().as_string()
}

#[wasm_bindgen_test]
async fn the_documented_session_arrives_as_it_was_sent() {
    let Some(answer) = ask("seed", &[]).await else {
        return;
    };
    let sample = JSON::parse(std::str::from_utf8(SAMPLE).unwrap()).unwrap();
    let stringified = |value: &JsValue| String::from(JSON::stringify(value).unwrap());
    assert_eq!(stringified(&answer.unwrap()), stringified(&sample));
}

#[wasm_bindgen_test]
async fn an_id_with_every_unusual_character_reaches_its_own_session() {
    let Some(answer) = ask("odd/id ?#%✓", &[]).await else {
        return;
    };
    assert!(answer.is_ok());
}

#[wasm_bindgen_test]
async fn every_failure_has_its_kind_and_shows_no_token() {
    for (id, kind) in [
        ("no-such-session", "not-found"),
        ("error-2001", "not-found"),
        ("error-7013", "not-found"),
        ("error-124", "authentication"),
        ("error-scope", "missing-scope"),
        ("error-2031", "forbidden"),
        ("error-page-token", "invalid-page-token"),
        ("error-429-qps", "rate-limited"),
        ("error-429-daily", "rate-limited"),
        ("error-500", "server"),
        ("error-502-html", "server"),
        ("redirect", "unexpected-status"),
        ("html", "decode"),
        ("truncated", "decode"),
        ("broken", "network"),
    ] {
        let Some(answer) = ask(id, &[]).await else {
            return;
        };
        let error = answer.unwrap_err();
        assert_eq!(text(&error, "kind").as_deref(), Some(kind), "{id}");
        let message = text(&error, "message").unwrap();
        assert!(!message.contains("simulator-token"), "{message}");
    }
}

#[wasm_bindgen_test]
async fn a_slow_body_exceeds_the_time_limit() {
    let Some(answer) = ask("slow", &[("timeoutMs", 200.into())]).await else {
        return;
    };
    assert_eq!(
        text(&answer.unwrap_err(), "kind").as_deref(),
        Some("timeout")
    );
}

#[wasm_bindgen_test]
async fn a_wrong_token_is_an_authentication_error_with_zooms_tracking_id() {
    let Some(answer) = ask("seed", &[("token", "wrong".into())]).await else {
        return;
    };
    let error = answer.unwrap_err();
    assert_eq!(text(&error, "kind").as_deref(), Some("authentication"));
    assert!(text(&error, "trackingId").is_some());
}

/// Reads a history to its end; `None` if there is no simulator.
async fn read(id: &str, query: &[(&str, JsValue)]) -> Option<Result<Vec<String>, JsValue>> {
    let address = option_env!("ZOOM_SMS_SIMULATOR_URL")?;
    let object = |members: &[(&str, JsValue)]| {
        let object = Object::new();
        for (name, value) in members {
            Reflect::set(&object, &(*name).into(), value).unwrap();
        }
        JsValue::from(object)
    };
    let options = object(&[
        ("baseUrl", format!("{address}/v2").into()),
        ("token", "simulator-token".into()),
        ("retry", object(&[("baseDelayMs", 10.into())])),
        ("rateLimit", JsValue::FALSE),
    ]);
    let client = SmsClient::new(&options).unwrap();
    let history = client
        .history(&id.into(), &object(query), None, None)
        .unwrap();
    let mut ids = Vec::new();
    loop {
        let step = match history.next().await {
            Ok(step) if step.is_undefined() => return Some(Ok(ids)),
            Ok(step) => step,
            Err(error) => return Some(Err(error)),
        };
        let page = Reflect::get(&step, &"page".into()).unwrap();
        let messages = Reflect::get(&page, &"sms_histories".into()).unwrap();
        let messages: Array = messages.unchecked_into();
        ids.extend(
            messages
                .iter()
                .map(|message| text(&message, "message_id").unwrap()),
        );
    }
}

#[wasm_bindgen_test]
async fn a_history_of_a_year_gives_every_message_once() {
    // The simulator's year ends with the last midnight: all of it, at any time of the day.
    let now = js_sys::Date::now();
    let year = [
        (
            "from",
            js_sys::Date::new(&(now - 366.0 * 86_400_000.0).into()).into(),
        ),
        ("to", js_sys::Date::new(&now.into()).into()),
    ];
    let Some(ids) = read("history-500", &year).await else {
        return;
    };
    let ids = ids.unwrap();
    let distinct: std::collections::BTreeSet<&String> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len());
    assert_eq!(ids.len(), 500);
}

#[wasm_bindgen_test]
async fn temporary_failures_are_hidden_and_lasting_ones_have_a_checkpoint() {
    for id in [
        "flaky-error-500",
        "flaky-truncated",
        "flaky-html",
        "flaky-error-502-html",
    ] {
        let Some(ids) = read(id, &[]).await else {
            return;
        };
        assert!(!ids.unwrap().is_empty(), "{id}");
    }
    let Some(error) = read("error-500", &[]).await else {
        return;
    };
    let error = error.unwrap_err();
    assert_eq!(text(&error, "kind").as_deref(), Some("server"));
    assert!(text(&error, "checkpoint").is_some());
}
