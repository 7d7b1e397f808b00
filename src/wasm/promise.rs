//! What a caller's function gave back: a promise, or anything else.

use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;

/// A promise of a value, as `await` would wait for it.
///
/// A promise is made around it, which catches whatever reading it throws: `Promise.resolve` reads
/// a promise's `constructor`, and would let a throwing one escape and this wait never end.
pub(super) fn settled(value: &JsValue) -> Promise {
    Promise::new(&mut |resolve, _| {
        // A promise's own resolve function does not throw.
        let _ = resolve.call1(&JsValue::UNDEFINED, value);
    })
}

/// Takes no notice of what a watcher of the caller's gave back or threw, nor of a promise that it
/// rejects later.
pub(super) fn ignore(called: Result<JsValue, JsValue>) {
    if let Ok(value) = called
        && value.is_object()
    {
        let _ = Promise::all_settled(&Array::of1(&settled(&value)));
    }
}
