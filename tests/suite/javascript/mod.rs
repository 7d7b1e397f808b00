//! What JavaScript hands over, however strange, and what it gets back. No network is needed: the
//! `fetch` of these tests is a function.

mod calls;
mod helpers;
mod tokens;

use js_sys::{Function, JSON, Object, Reflect};
use wasm_bindgen::JsValue;
use zoom_phone_sms::wasm::get_sms_session;

use super::SAMPLE;

pub(super) fn member(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap()
}

pub(super) fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        Reflect::set(&object, &(*name).into(), value).unwrap();
    }
    object.into()
}

pub(super) fn script(body: &str) -> JsValue {
    Function::new_no_args(body)
        .call0(&JsValue::UNDEFINED)
        .unwrap()
}

pub(super) fn kind(error: &JsValue) -> String {
    member(error, "kind").as_string().unwrap()
}

pub(super) fn sample() -> String {
    String::from_utf8(SAMPLE.to_vec()).unwrap()
}

/// Options whose `fetch` runs this body with the argument `request`.
pub(super) fn with_fetch(body: &str) -> JsValue {
    let fetch = Function::new_with_args("request", body);
    object(&[("token", "open-sesame".into()), ("fetch", fetch.into())])
}

pub(super) async fn session(options: JsValue) -> Result<JsValue, JsValue> {
    get_sms_session(&"s1".into(), &options).await
}

pub(super) fn stringified(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}
