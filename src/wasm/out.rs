//! Values of this crate, as JavaScript gets them. Pages and rows go another way, which is seven times as quick:
//! see `objects.rs`.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use tsify::{Ts, Tsify};
use wasm_bindgen::JsValue;

/// A value as its TypeScript type declares it.
pub(super) fn typed<T: Serialize + Tsify>(value: &T) -> Result<Ts<T>, JsValue> {
    Ok(Ts::new_unchecked(value.into_js()?.into()))
}

/// The same, for what needs no declaration of its own; `null` where there is nothing.
pub(super) fn plain<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    let nulls = Serializer::new().serialize_missing_as_null(true);
    Ok(value.serialize(&nulls)?)
}
