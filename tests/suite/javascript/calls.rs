//! One call: its request, its answer, its end.

use js_sys::{Array, Function, JSON, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use zoom_phone_sms::wasm::{SmsClient, get_sms_session};

use super::{kind, member, object, sample, script, session, stringified, with_fetch};

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
async fn every_fetch_failure_settles_with_an_error_and_its_cause() {
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
        // All others end by themselves, and may take their time on a busy machine.
        if expected == "timeout" {
            Reflect::set(&options, &"timeoutMs".into(), &50.into()).unwrap();
        }
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
async fn invalid_requests_are_refused_with_every_issue_before_sending() {
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
    let error = get_sms_session(&"..".into(), &options)
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
async fn a_client_works_after_every_error() {
    let options = with_fetch(
        "if (request.url.endsWith('bad')) throw 1; return new Response('{\"sms_histories\":[]}')",
    );
    let client = SmsClient::new(&options).unwrap();
    for _ in 0..3 {
        assert!(
            client
                .get_sms_session(&"bad".into(), &JsValue::UNDEFINED)
                .await
                .is_err()
        );
        assert!(
            client
                .get_sms_session(&"".into(), &JsValue::UNDEFINED)
                .await
                .is_err()
        );
        assert!(
            client
                .get_sms_session(&"good".into(), &JsValue::UNDEFINED)
                .await
                .is_ok()
        );
    }
    // Let what was started settle before the test ends.
    JsFuture::from(Promise::resolve(&JsValue::UNDEFINED))
        .await
        .unwrap();
}

#[wasm_bindgen_test]
async fn a_call_that_ends_early_ends_its_request_and_leaves_nothing_behind() {
    let signal = "
        const signal = new AbortController().signal;
        globalThis.listeners = 0;
        const {addEventListener, removeEventListener} = signal;
        signal.addEventListener = (...a) => { globalThis.listeners++; addEventListener.apply(signal, a) };
        signal.removeEventListener = (...a) => { globalThis.listeners--; removeEventListener.apply(signal, a) };
        return signal";
    for fetch in [
        "globalThis.sent = request; return new Promise(() => {})",
        "globalThis.sent = request; return new Response('{\"sms_histories\":[]}')",
    ] {
        let options = with_fetch(fetch);
        Reflect::set(&options, &"signal".into(), &script(signal)).unwrap();
        Reflect::set(&options, &"timeoutMs".into(), &30.into()).unwrap();
        let ended_early = session(options).await.is_err();
        let aborted = script("return globalThis.sent.signal.aborted");
        assert_eq!(aborted.as_bool(), Some(ended_early));
        assert_eq!(script("return globalThis.listeners").as_f64(), Some(0.0));
    }
}

#[wasm_bindgen_test]
async fn a_signal_that_can_be_read_only_once_does_not_block_the_call() {
    let signal = "
        let reads = 0;
        return {get aborted() { if (reads++) throw 1; return false },
            addEventListener() {}, removeEventListener() {}}";
    let options = with_fetch("return new Response('{\"sms_histories\":[]}')");
    Reflect::set(&options, &"signal".into(), &script(signal)).unwrap();
    assert!(session(options).await.is_ok());
}

#[wasm_bindgen_test]
async fn unreadable_options_are_refused_and_never_count_as_absent() {
    let ask = |query: &str| {
        let options = with_fetch("globalThis.wasSent = true; return new Response('{}')");
        let client = SmsClient::new(&options).unwrap();
        let query = script(query);
        async move {
            client
                .get_sms_session(&"s1".into(), &query)
                .await
                .map(|_| ())
        }
    };
    for query in [
        "return {get from() { throw 1 }}",
        "return {get next_page_token() { throw 1 }}",
        "return new Map([['from', '2024-01-01']])",
        "return new URLSearchParams('from=2024-01-01')",
        "return Object.create({from: '2024-01-01'})",
        "return new Proxy({}, {ownKeys() { throw 1 }})",
        "return []",
        "return 'from=2024-01-01'",
        "return () => {}",
    ] {
        let error = ask(query).await.unwrap_err();
        assert_eq!(kind(&error), "invalid-request", "{query}");
        assert!(
            script("return globalThis.wasSent").is_undefined(),
            "{query}"
        );
    }
}

#[wasm_bindgen_test]
async fn a_cause_is_the_thrown_error_itself_unless_it_carries_data() {
    let plain = "throw globalThis.thrown = new TypeError('failed', {cause: Object.assign(new Error('x'), {code: 'ECONNRESET'})})";
    let error = session(with_fetch(plain)).await.unwrap_err();
    assert_eq!(member(&error, "cause"), script("return globalThis.thrown"));
    for carrying in [
        "throw new TypeError('failed', {cause: Object.assign(new Error('parse'), {code: 'HPE', data: 'my secret text'})})",
        "throw Object.assign(new Error('failed'), {body: {text: 'my secret text'}})",
        "throw new AggregateError([Object.assign(new Error('failed'), {data: 'my secret text'})])",
        "throw new Error('with open-sesame')",
        "throw 'with open-sesame'",
    ] {
        let error = session(with_fetch(carrying)).await.unwrap_err();
        Reflect::set(&script("return globalThis"), &"caught".into(), &error).unwrap();
        let seen = script(
            "const seen = [];
            const look = (value) => {
                if (typeof value !== 'object' || value === null) return seen.push(String(value));
                for (const name of Object.getOwnPropertyNames(value)) look(value[name]);
            };
            look(globalThis.caught);
            return seen.join()",
        );
        let seen = seen.as_string().unwrap();
        assert!(
            !seen.contains("secret") && !seen.contains("sesame"),
            "{seen}"
        );
    }
}

#[wasm_bindgen_test]
async fn an_error_keeps_its_fields_with_any_code() {
    for code in [
        "9007199254740993",
        "-9223372036854775808",
        "1e999",
        "\"124x\"",
    ] {
        let body = format!("return new Response('{{\"code\":{code}}}', {{status: 500}})");
        let error = session(with_fetch(&body)).await.unwrap_err();
        assert_eq!(kind(&error), "server", "{code}");
        assert_eq!(member(&error, "status").as_f64(), Some(500.0));
    }
}
