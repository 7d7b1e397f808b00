//! Small objects and arrays of JavaScript, and what kind of object something is.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    /// The kind of an object, such as `[object Map]`. A `Proxy` may throw at any access.
    #[wasm_bindgen(js_namespace = ["Object", "prototype", "toString"], js_name = call, catch)]
    pub(super) fn object_tag(value: &JsValue) -> Result<String, JsValue>;
}

/// Builds or extends an object.
pub(super) struct Made(JsValue);

impl Made {
    /// An object with no members.
    pub(super) fn new() -> Self {
        Self(Object::new().into())
    }

    /// An object that accepts any member, such as new objects and errors.
    pub(super) fn of(object: JsValue) -> Self {
        Self(object)
    }

    /// The object with all members of another.
    pub(super) fn and(self, members: &JsValue) -> Self {
        let object: &Object = self.0.unchecked_ref();
        Object::assign(object, members.unchecked_ref());
        self
    }

    /// The object with this member.
    pub(super) fn with(self, name: &str, value: impl Into<JsValue>) -> Self {
        put(&self.0, name, value.into());
        self
    }
}

impl From<Made> for JsValue {
    fn from(made: Made) -> Self {
        made.0
    }
}

#[inline(never)]
#[allow(
    clippy::needless_pass_by_value,
    reason = "callers that build an object need not drop its members"
)]
fn put(object: &JsValue, name: &str, value: JsValue) {
    let _ = Reflect::set(object, &JsValue::from_str(name), &value);
}

/// Items as an array.
pub(super) fn array<T>(items: &[T], shown: impl Fn(&T) -> JsValue) -> JsValue {
    let array = Array::new();
    for item in items {
        array.push(&shown(item));
    }
    array.into()
}
