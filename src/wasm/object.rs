//! Small objects of JavaScript.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

/// A new object with these members.
pub(super) fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new().into();
    for (name, value) in members {
        set(&object, name, value);
    }
    object
}

/// Sets a member of an object that takes any, as fresh ones and errors do.
pub(super) fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}
