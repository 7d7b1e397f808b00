//! Where tokens come from, and when.

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use zoom_phone_sms::wasm::SmsClient;

use super::{kind, member, object, script, session, stringified};

#[wasm_bindgen_test]
async fn calls_in_flight_share_one_token_and_a_refused_one_is_replaced() {
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
    let ask = || client.get_sms_session(&"s1".into(), &JsValue::UNDEFINED);
    let (first, second) = futures_join(ask().into_future(), ask().into_future()).await;
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
        "return {error: 'invalid_client'}",
        "return {access_token: 'a b'}",
        "return {access_token: 'a', expires_in: 'b'}",
        "return {access_token: 'a', expires_in: 0}",
    ] {
        let options = object(&[("token", Function::new_no_args(body).into())]);
        let error = session(options).await.unwrap_err();
        assert_eq!(kind(&error), "authentication", "{body}");
        let message = member(&error, "message").as_string().unwrap();
        assert!(message.contains("`token` function"), "{message}");
    }
}

/// Has the next timer fire at once, so that a call times out while the clock stands still: timers and
/// `Date.now()` are not of one clock, and either may be ahead by a millisecond.
const EXPIRE_NEXT: &str = "
    const {setTimeout} = globalThis;
    globalThis.setTimeout = (call) => {
        globalThis.setTimeout = setTimeout;
        return setTimeout(call);
    }";

#[wasm_bindgen_test]
async fn a_token_function_that_hangs_once_does_not_block_the_client() {
    script("globalThis.tries = 0");
    let token = "return ++globalThis.tries === 1 ? new Promise(() => {}) : 'sesame'";
    let options = object(&[
        ("token", Function::new_no_args(token).into()),
        ("fetch", Function::new_no_args(EMPTY_PAGE).into()),
    ]);
    let client = SmsClient::new(&options).unwrap();
    let ask = || client.get_sms_session(&"s1".into(), &JsValue::UNDEFINED);
    script(EXPIRE_NEXT);
    assert_eq!(kind(&ask().await.map(|_| ()).unwrap_err()), "timeout");
    assert!(ask().await.is_ok());
}

#[wasm_bindgen_test]
async fn a_late_token_is_used_by_the_next_call() {
    script("globalThis.tries = 0; globalThis.late = new Promise((give) => globalThis.give = give)");
    let token = "globalThis.tries++; return globalThis.late";
    let options = object(&[
        ("token", Function::new_no_args(token).into()),
        ("fetch", Function::new_no_args(EMPTY_PAGE).into()),
    ]);
    let client = SmsClient::new(&options).unwrap();
    let ask = || client.get_sms_session(&"s1".into(), &JsValue::UNDEFINED);
    script(EXPIRE_NEXT);
    assert_eq!(kind(&ask().await.map(|_| ()).unwrap_err()), "timeout");
    let arrived = "globalThis.give('sesame'); return new Promise((turn) => setTimeout(turn))";
    JsFuture::from(Promise::from(script(arrived)))
        .await
        .unwrap();
    assert!(ask().await.is_ok());
    assert_eq!(script("return globalThis.tries").as_f64(), Some(1.0));
}

const EMPTY_PAGE: &str = "return new Response('{\"sms_histories\":[]}')";

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
