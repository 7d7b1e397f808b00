//! Waiting for what a caller's function gave back: a promise, or anything else.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

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
