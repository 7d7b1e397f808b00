//! What JavaScript hands over, however strange, and what it gets back. No network is needed: the
//! `fetch` of these tests is a function.

use js_sys::{Array, Date, Function, JSON, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use zoom_phone_sms::wasm::{
    SmsClient, flatten_sms_histories, get_sms_session, split_date_range, validate_date_range,
};

use super::SAMPLE;

fn member(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap()
}

fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        Reflect::set(&object, &(*name).into(), value).unwrap();
    }
    object.into()
}

fn script(body: &str) -> JsValue {
    Function::new_no_args(body)
        .call0(&JsValue::UNDEFINED)
        .unwrap()
}

fn kind(error: &JsValue) -> String {
    member(error, "kind").as_string().unwrap()
}

fn sample() -> String {
    String::from_utf8(SAMPLE.to_vec()).unwrap()
}

/// Options whose `fetch` runs this body with the argument `request`.
fn with_fetch(body: &str) -> JsValue {
    let fetch = Function::new_with_args("request", body);
    object(&[("token", "sesame".into()), ("fetch", fetch.into())])
}

async fn session(options: JsValue) -> Result<JsValue, JsValue> {
    get_sms_session("s1".into(), options)
        .await
        .map(|session| session.js_value().clone())
}

fn stringified(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}

#[wasm_bindgen_test]
async fn a_session_is_the_object_that_zoom_sent() {
    let body = format!(
        "return Promise.resolve(new Response({}));",
        stringified(&sample().into())
    );
    let session = session(with_fetch(&body)).await.unwrap();
    assert_eq!(
        stringified(&session),
        stringified(&JSON::parse(&sample()).unwrap())
    );
}

#[wasm_bindgen_test]
async fn the_request_is_a_get_with_the_token_that_follows_no_redirect() {
    let seen = script("return globalThis.seenRequests = [];");
    let body =
        "globalThis.seenRequests.push(request); return new Response('{\"sms_histories\":[]}');";
    session(with_fetch(body)).await.unwrap();
    let request: web_sys::Request = seen.unchecked_into::<Array>().get(0).unchecked_into();
    assert_eq!(
        request.url(),
        "https://api.zoom.us/v2/phone/sms/sessions/s1"
    );
    assert_eq!(request.method(), "GET");
    assert_eq!(request.redirect(), web_sys::RequestRedirect::Manual);
}

#[wasm_bindgen_test]
async fn whatever_fetch_does_the_promise_settles_with_an_error_that_keeps_its_cause() {
    for (body, expected, cause) in [
        ("throw 'thrown'", "network", Some("thrown")),
        (
            "return Promise.reject('rejected')",
            "network",
            Some("rejected"),
        ),
        ("return Promise.reject(undefined)", "network", None),
        ("return undefined", "network", None),
        ("return null", "network", None),
        ("return 7", "network", None),
        ("return {}", "network", None),
        (
            "return {status: 'x', headers: new Headers()}",
            "network",
            None,
        ),
        (
            "return {status: 200, headers: new Headers(), arrayBuffer: () => 'text'}",
            "network",
            None,
        ),
        (
            "return {status: 200, headers: new Headers(), arrayBuffer() { throw 'broke off' }}",
            "network",
            Some("broke off"),
        ),
        (
            "return {get status() { throw 'no' }}",
            "network",
            Some("no"),
        ),
        (
            "return new Response('<html>', {status: 502})",
            "server",
            None,
        ),
        (
            "return new Response('{}', {status: 302, headers: {location: '/'}})",
            "unexpected-status",
            None,
        ),
        ("return new Response('<html>')", "decode", None),
        ("return new Promise(() => {})", "timeout", None),
        (
            "return {status: 200, headers: new Headers(), arrayBuffer: () => new Promise(() => {})}",
            "timeout",
            None,
        ),
    ] {
        let options = with_fetch(body);
        Reflect::set(&options, &"timeoutMs".into(), &50.into()).unwrap();
        let error = session(options).await.unwrap_err();
        assert_eq!(kind(&error), expected, "{body}");
        if let Some(cause) = cause {
            assert_eq!(member(&error, "cause"), JsValue::from(cause), "{body}");
        }
        assert!(!stringified(&error).contains("sesame"));
    }
}

#[wasm_bindgen_test]
async fn a_signal_ends_the_call_at_once_and_its_reason_is_the_cause() {
    for reason in ["'why'", "undefined", "new Error('why')", "42"] {
        let options = with_fetch("return new Promise(() => {})");
        let controller = script("return globalThis.testController = new AbortController()");
        Reflect::set(&options, &"signal".into(), &member(&controller, "signal")).unwrap();
        script(&format!(
            "const c = globalThis.testController; setTimeout(() => c.abort({reason}), 10)"
        ));
        let error = session(options).await.unwrap_err();
        assert_eq!(kind(&error), "aborted");
        assert_eq!(
            member(&error, "cause"),
            member(&member(&controller, "signal"), "reason")
        );
    }
    let options = with_fetch("globalThis.wasAsked = true");
    Reflect::set(
        &options,
        &"signal".into(),
        &script("return AbortSignal.abort('early')"),
    )
    .unwrap();
    let error = session(options).await.unwrap_err();
    assert_eq!(member(&error, "cause"), JsValue::from("early"));
    assert!(script("return globalThis.wasAsked").is_undefined());
}

#[wasm_bindgen_test]
async fn what_is_wrong_is_refused_with_every_issue_and_nothing_is_asked() {
    let asked = "globalThis.tokenAsked = true; return 'sesame'";
    let options = object(&[
        ("token", Function::new_no_args(asked).into()),
        (
            "fetch",
            Function::new_no_args("globalThis.tokenAsked = true").into(),
        ),
        ("pageSize", 10.into()),
        ("page_size", 101.into()),
        ("sort", "1".into()),
        ("from", "2024-02-30".into()),
        ("timeoutMs", 0.into()),
        ("baseUrl", "http://api.zoom.us/v2".into()),
    ]);
    let error = get_sms_session("..".into(), options)
        .await
        .map(|_| ())
        .unwrap_err();
    assert_eq!(kind(&error), "invalid-request");
    let issues: Array = member(&error, "issues").unchecked_into();
    let fields: Vec<String> = issues
        .iter()
        .map(|issue| member(&issue, "field").as_string().unwrap())
        .collect();
    for field in [
        "sessionId",
        "pageSize",
        "page_size",
        "sort",
        "from",
        "to",
        "timeoutMs",
        "baseUrl",
    ] {
        assert!(
            fields.iter().any(|found| found == field),
            "{field} in {fields:?}"
        );
    }
    assert!(stringified(&error).contains("Did you mean `page_size`?"));
    assert!(script("return globalThis.tokenAsked").is_undefined());
}

#[wasm_bindgen_test]
async fn calls_in_flight_share_one_token_and_a_refused_one_is_asked_for_again() {
    script("globalThis.whys = []; globalThis.refuse = false");
    let token = "globalThis.whys.push(why); await null; return {access_token: 't' + globalThis.whys.length, expires_in: 3599}";
    let token = format!("return (async () => {{ {token} }})()");
    let fetch =
        "return new Response('{\"sms_histories\":[]}', {status: globalThis.refuse ? 401 : 200})";
    let options = object(&[
        ("token", Function::new_with_args("why", &token).into()),
        ("fetch", Function::new_no_args(fetch).into()),
    ]);
    let client = SmsClient::new(&options).unwrap();
    let ask = || client.get_sms_session("s1".into(), JsValue::UNDEFINED);
    let (first, second) = futures_join(ask(), ask()).await;
    assert!(first.is_ok() && second.is_ok());
    script("globalThis.refuse = true");
    assert_eq!(
        kind(&ask().await.map(|_| ()).unwrap_err()),
        "authentication"
    );
    script("globalThis.refuse = false");
    assert!(ask().await.is_ok());
    assert_eq!(
        stringified(&script("return globalThis.whys")),
        r#"["initial","rejected"]"#
    );
}

/// Polls two futures at once.
async fn futures_join<A, B>(a: impl Future<Output = A>, b: impl Future<Output = B>) -> (A, B) {
    let (mut a, mut b) = (Box::pin(a), Box::pin(b));
    let (mut first, mut second) = (None, None);
    std::future::poll_fn(move |context| {
        if first.is_none()
            && let std::task::Poll::Ready(value) = a.as_mut().poll(context)
        {
            first = Some(value);
        }
        if second.is_none()
            && let std::task::Poll::Ready(value) = b.as_mut().poll(context)
        {
            second = Some(value);
        }
        match (first.take(), second.take()) {
            (Some(a), Some(b)) => std::task::Poll::Ready((a, b)),
            (a, b) => {
                (first, second) = (a, b);
                std::task::Poll::Pending
            }
        }
    })
    .await
}

#[wasm_bindgen_test]
async fn a_token_function_that_fails_is_an_authentication_error_with_its_cause() {
    for (body, cause) in [
        ("throw 'thrown'", "thrown"),
        ("return Promise.reject('rejected')", "rejected"),
    ] {
        let options = object(&[("token", Function::new_no_args(body).into())]);
        let error = session(options).await.unwrap_err();
        assert_eq!(kind(&error), "authentication");
        assert_eq!(member(&error, "cause"), JsValue::from(cause));
    }
    for body in [
        "return 7",
        "return ''",
        "return {access_token: 'a b'}",
        "return {access_token: 'a', expires_in: 'b'}",
    ] {
        let options = object(&[("token", Function::new_no_args(body).into())]);
        assert_eq!(
            kind(&session(options).await.unwrap_err()),
            "invalid-request",
            "{body}"
        );
    }
}

#[wasm_bindgen_test]
fn validating_a_range_never_throws() {
    let strange = [
        JsValue::TRUE,
        1.into(),
        JsValue::symbol(Some("s")),
        JsValue::bigint_from_str("1"),
        Array::new().into(),
        Object::new().into(),
        Function::new_no_args("").into(),
        script("return new Date(NaN)"),
        script("return Object.create(null)"),
        script(
            "return new Proxy({}, {get() { throw 1 }, ownKeys() { throw 2 }, getPrototypeOf() { throw 3 }})",
        ),
        script("const {proxy, revoke} = Proxy.revocable({}, {}); revoke(); return proxy"),
        script("return 'a\\ud800'"),
    ];
    for from in &strange {
        for to in [&JsValue::UNDEFINED, &"2024-01-31".into(), from] {
            let check = validate_date_range(from, to);
            assert_eq!(member(&check, "ok"), JsValue::FALSE);
            assert!(member(&check, "issues").unchecked_into::<Array>().length() > 0);
            assert!(split_date_range(from, to).is_err());
        }
    }
}

#[wasm_bindgen_test]
fn a_right_range_is_given_back_as_zoom_reads_it() {
    let from: JsValue = Date::new(&"2024-01-31T00:00:00.000Z".into()).into();
    let check = validate_date_range(&from, &"2024-02-29T00:00:00Z".into());
    assert_eq!(
        stringified(&check),
        r#"{"ok":true,"range":{"from":"2024-01-31T00:00:00Z","to":"2024-02-29T00:00:00Z"}}"#
    );
    let check = validate_date_range(&JsValue::UNDEFINED, &JsValue::NULL);
    assert_eq!(stringified(&check), r#"{"ok":true,"range":null}"#);
}

#[wasm_bindgen_test]
fn a_session_its_messages_its_text_and_its_bytes_give_the_same_rows() {
    let parsed = JSON::parse(&sample()).unwrap();
    let bytes = Uint8Array::from(SAMPLE);
    let with_margins = Uint8Array::new_with_length(bytes.length() + 7);
    with_margins.set(&bytes, 3);
    let pages: JsValue = Array::of1(&bytes).into();
    let options = object(&[("grain", "recipient".into())]);
    let expected = stringified(&flatten_sms_histories(&parsed, &options).unwrap());
    for input in [
        member(&parsed, "sms_histories"),
        sample().into(),
        bytes.buffer().into(),
        with_margins.subarray(3, 3 + bytes.length()).into(),
        bytes.into(),
        pages,
        Array::of1(&parsed).into(),
    ] {
        assert_eq!(
            stringified(&flatten_sms_histories(&input, &options).unwrap()),
            expected
        );
    }
}

#[wasm_bindgen_test]
fn half_a_surrogate_pair_survives() {
    let message =
        script(r"return {message_id: 'm', date_time: '2024-01-01T00:00:00Z', message: 'a\ud83d'}");
    let histories: JsValue = Array::of1(&message).into();
    let text = script(
        r#"return '[{"message_id":"m","date_time":"2024-01-01T00:00:00Z","message":"a\ud83d"}]'"#,
    );
    for input in [histories, text] {
        let rows: Array = flatten_sms_histories(&input, &JsValue::UNDEFINED)
            .unwrap()
            .unchecked_into();
        assert_eq!(
            stringified(&member(&rows.get(0), "message")),
            r#""a\ud83d""#
        );
    }
}

#[wasm_bindgen_test]
fn what_cannot_be_flattened_is_refused() {
    for (input, expected) in [
        (JsValue::UNDEFINED, "invalid-request"),
        (JsValue::NULL, "invalid-request"),
        (7.into(), "invalid-request"),
        (script("return () => {}"), "invalid-request"),
        (script("return new Date()"), "invalid-request"),
        (script("const a = {}; a.a = a; return a"), "invalid-request"),
        (
            script(
                "const b = new Uint8Array(8); structuredClone(b.buffer, {transfer: [b.buffer]}); return b",
            ),
            "invalid-request",
        ),
        (script("return {sms_histories: [{}]}"), "decode"),
        (script("return [1]"), "decode"),
        ("".into(), "decode"),
        ("<html>".into(), "decode"),
        (Object::new().into(), "decode"),
    ] {
        let error = flatten_sms_histories(&input, &JsValue::UNDEFINED).unwrap_err();
        assert_eq!(kind(&error), expected, "{input:?}");
    }
    for options in [
        object(&[("grain", "rows".into())]),
        object(&[("grane", "message".into())]),
        7.into(),
    ] {
        let error = flatten_sms_histories(&sample().into(), &options).unwrap_err();
        assert_eq!(kind(&error), "invalid-request");
    }
}

#[wasm_bindgen_test]
async fn a_client_survives_every_error_it_has_thrown() {
    let options = with_fetch(
        "if (request.url.endsWith('bad')) throw 1; return new Response('{\"sms_histories\":[]}')",
    );
    let client = SmsClient::new(&options).unwrap();
    for _ in 0..3 {
        assert!(
            client
                .get_sms_session("bad".into(), JsValue::UNDEFINED)
                .await
                .is_err()
        );
        assert!(
            client
                .get_sms_session("".into(), JsValue::UNDEFINED)
                .await
                .is_err()
        );
        assert!(
            client
                .get_sms_session("good".into(), JsValue::UNDEFINED)
                .await
                .is_ok()
        );
    }
    // Let what was started settle before the test ends.
    JsFuture::from(Promise::resolve(&JsValue::UNDEFINED))
        .await
        .unwrap();
}
