//! Waiting for what a caller's function gave back: a promise, or anything else.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Waits for a value as `await` does.
///
/// A promise is made around it, which catches whatever reading it throws: `Promise.resolve` reads
/// a promise's `constructor`, and would let a throwing one escape and this wait never end.
pub(super) fn settled(value: &JsValue) -> JsFuture {
    let promise = Promise::new(&mut |resolve, _| {
        // A promise's own resolve function does not throw.
        let _ = resolve.call1(&JsValue::UNDEFINED, value);
    });
    JsFuture::from(promise)
}

/// Takes no notice of what a watcher of the caller's gave back or threw, nor of a promise that it
/// rejects later.
pub(super) fn ignore(called: Result<JsValue, JsValue>) {
    if let Ok(value) = called
        && value.is_object()
    {
        spawn_local(async move {
            let _ = settled(&value).await;
        });
    }
}
