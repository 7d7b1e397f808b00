//! Real requests to the simulator, whose address is `ZOOM_SMS_SIMULATOR_URL` when the suite is
//! compiled. Without one, as under a bare `wasm-pack test`, each of these says so and ends.

use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};
use zoom_phone_sms::wasm::get_sms_session;

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
    let answer = get_sms_session(id.into(), options.into()).await;
    Some(answer.map(|session| session.js_value().clone()))
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
async fn an_id_with_every_odd_character_reaches_its_own_session() {
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
async fn a_slow_body_runs_into_the_time_limit() {
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
