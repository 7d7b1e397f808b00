//! What a caller's function gave back: a promise, or anything else.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};

use super::object::array;

/// A promise, and the function that resolves it.
pub(super) fn pending() -> (Promise, Function) {
    let mut resolve = JsValue::UNDEFINED;
    let promise = Promise::new_typed::<JsValue>(&mut |function, _| resolve = function.into());
    (promise, resolve.unchecked_into())
}

/// A promise of a value, as `await` would wait for it.
///
/// A promise is made around it, which catches whatever reading it throws: `Promise.resolve` reads
/// a promise's `constructor`, and would let a throwing one escape and this wait never end.
pub(super) fn settled(value: &JsValue) -> Promise {
    let (promise, resolve) = pending();
    // A promise's own resolve function does not throw.
    let _ = resolve.call1(&JsValue::UNDEFINED, value);
    promise
}

/// Takes no notice of what a watcher of the caller's gave back or threw, nor of a promise that it
/// rejects later.
pub(super) fn ignore(called: Result<JsValue, JsValue>) {
    if let Ok(value) = called
        && value.is_object()
    {
        let _ = Promise::all_settled(&array(&[settled(&value)], |promise| promise.into()));
    }
}
