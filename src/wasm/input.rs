//! Converts JavaScript values to what this crate's rules can check.

use js_sys::{Array, Function, JsString, Reflect};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::bytes::is_well_formed;
use super::object::object_tag;
use crate::error::{Issue, IssueCode, Issues};
use crate::input::{Input, Options, Reference, issue, wrong_type};

#[wasm_bindgen]
extern "C" {
    /// Succeeds exactly for `Date`s, from any realm (a frame, a test runner).
    #[wasm_bindgen(js_namespace = ["Date", "prototype", "getTime"], js_name = call, catch)]
    fn date_get_time(value: &JsValue) -> Result<f64, JsValue>;

    /// A `Proxy` may throw at any access; js-sys's own bindings would not catch that.
    #[wasm_bindgen(js_namespace = Array, js_name = isArray, catch)]
    fn array_is_array(value: &JsValue) -> Result<bool, JsValue>;
}

#[wasm_bindgen(module = "/src/wasm/bytes.js")]
extern "C" {
    #[wasm_bindgen(js_name = namesOf, catch)]
    fn names_of(object: &JsValue) -> Result<Array, JsValue>;
}

/// The longest text of an option that is read. The longest valid one is a checkpoint, which grows
/// with the messages of a few minutes.
const LONGEST_TEXT: u32 = 1 << 24;

/// Converts a value.
pub(super) fn input(value: &JsValue) -> Input {
    if value.is_undefined() || *value == JsValue::NULL {
        return Input::Absent;
    }
    if let Some(number) = value.as_f64() {
        return Input::Number(number);
    }
    if let Some(text) = value.dyn_ref::<JsString>() {
        return if text.length() > LONGEST_TEXT {
            Input::Other("a string of more than 16 million characters")
        } else if is_well_formed(text) {
            Input::Text(text.into())
        } else {
            Input::IllFormedText
        };
    }
    if let Some(is_on) = value.as_bool() {
        return Input::Boolean(is_on);
    }
    if let Ok(ms) = date_get_time(value) {
        return Input::Date(ms);
    }
    Input::Other(if value.is_function() {
        "a function"
    } else if is_array(value) {
        "an array"
    } else if value.is_object() {
        "an object"
    } else if value.is_bigint() {
        "a bigint"
    } else {
        "a symbol"
    })
}

/// An object of options: its enumerable members, inherited ones too.
#[derive(Default)]
pub(super) struct Members {
    values: Vec<JsValue>,
    options: Options,
}

impl Members {
    /// Reads the members; `undefined` and `null` count as an empty object.
    ///
    /// # Errors
    /// An issue for anything but an options object: a `Map` or `URLSearchParams` holds its entries
    /// elsewhere, and a member that throws would pass for a missing one.
    pub(super) fn of(options: &JsValue, field: &str) -> Result<Self, Issue> {
        let found = input(options);
        if found.is_absent() {
            return Ok(Self::default());
        }
        let accepted = "an object of options";
        if !matches!(found, Input::Other("an object")) {
            return Err(wrong_type(field, &found, accepted));
        }
        if !object_tag(options).is_ok_and(|tag| tag == "[object Object]") {
            let problem = "is an object of another kind, such as a Map";
            return Err(issue(IssueCode::WrongType, field, problem, accepted));
        }
        let unreadable = |_| issue(IssueCode::WrongType, field, "cannot be read", accepted);
        let (mut values, mut members) = (Vec::new(), Vec::new());
        for name in items(&names_of(options).map_err(unreadable)?) {
            let value = Reflect::get(options, &name).map_err(unreadable)?;
            members.push((name.as_string().unwrap_or_default(), input(&value)));
            values.push(value);
        }
        Ok(Self {
            values,
            options: Options::new(members),
        })
    }

    /// The options that a type declares.
    pub(super) fn read<T: DeserializeOwned + Default>(&mut self) -> T {
        self.options.read()
    }

    /// An issue for each name that none of the types declares that were read.
    pub(super) fn unknown(&self) -> Issues {
        self.options.unknown()
    }

    /// The value at this place; `undefined` if it was not given.
    pub(super) fn value(&self, place: Reference) -> JsValue {
        let value = self.values.get(place.0 as usize);
        value.cloned().unwrap_or_default()
    }
}

/// Whether this is an array from any realm.
pub(super) fn is_array(value: &JsValue) -> bool {
    array_is_array(value).unwrap_or(false)
}

/// The items of an array.
pub(super) fn items(array: &Array) -> impl Iterator<Item = JsValue> {
    (0..array.length()).map(|index| array.get(index))
}

/// A member of any object; reading it may throw.
pub(super) fn get(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(object, &JsValue::from_str(name))
}

/// The same; `undefined` if reading it throws.
pub(super) fn member(object: &JsValue, name: &str) -> JsValue {
    get(object, name).unwrap_or(JsValue::UNDEFINED)
}

/// A method of any object. Calling a missing one throws, which the call returns as an error.
pub(super) fn method(object: &JsValue, name: &str) -> Function {
    member(object, name).unchecked_into()
}

/// Checks an option that is a function.
pub(super) fn function(value: &JsValue, field: &str) -> Result<Option<Function>, Issue> {
    let found = input(value);
    if found.is_absent() {
        return Ok(None);
    }
    let function = value.dyn_ref::<Function>().cloned();
    function
        .map(Some)
        .ok_or_else(|| wrong_type(field, &found, "a function"))
}
