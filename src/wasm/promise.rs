//! Promises: those that this package returns, and those that the caller's functions return.

use std::pin::Pin;

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;

use super::object::array;

/// Work that ends in a JavaScript value or error.
type Work = Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>;

/// A promise of the result of the work. All work has one type, so that its polling is compiled once.
pub(super) fn promise_of(
    work: impl Future<Output = Result<JsValue, JsValue>> + 'static,
) -> Promise {
    let work: Work = Box::pin(work);
    future_to_promise(work)
}

/// A promise, and the function that resolves it.
pub(super) fn pending() -> (Promise, Function) {
    let mut resolve = JsValue::UNDEFINED;
    let promise = Promise::new_typed::<JsValue>(&mut |function, _| resolve = function.into());
    (promise, resolve.unchecked_into())
}

/// A promise of a value, like `await`.
///
/// Wraps it in a new promise, which catches errors from reading it: `Promise.resolve` reads a
/// promise's `constructor`, and a throwing one would escape and leave this wait pending forever.
pub(super) fn settled(value: &JsValue) -> Promise {
    let (promise, resolve) = pending();
    // A promise's own resolve function does not throw.
    let _ = resolve.call1(&JsValue::UNDEFINED, value);
    promise
}

/// Ignores what a caller's callback returned or threw, and a promise that it rejects later.
pub(super) fn ignore(called: Result<JsValue, JsValue>) {
    if let Ok(value) = called
        && value.is_object()
    {
        let _ = Promise::all_settled(&array(&[settled(&value)], |promise| promise.into()));
    }
}
