//! Converts small results to JavaScript values. Pages and rows are converted in `objects.rs`, which is seven
//! times as fast.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use tsify::{Ts, Tsify};
use wasm_bindgen::JsValue;

/// A value as its TypeScript type declares it.
pub(super) fn typed<T: Serialize + Tsify>(value: &T) -> Result<Ts<T>, JsValue> {
    Ok(Ts::new_unchecked(value.into_js()?.into()))
}

/// The same for values without a declared type; `None` becomes `null`.
pub(super) fn plain<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    let nulls = Serializer::new().serialize_missing_as_null(true);
    Ok(value.serialize(&nulls)?)
}

/// A count, or a time in milliseconds, as JavaScript's number.
#[allow(
    clippy::cast_precision_loss,
    reason = "counts and times are below 2^53"
)]
pub(super) fn count(count: impl TryInto<i64>) -> f64 {
    count.try_into().map_or(f64::MAX, |count| count as f64)
}
