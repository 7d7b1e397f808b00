//! What becomes of a body, or of histories that a caller has at hand.

use alloc::vec::Vec;

use js_sys::{BigInt64Array, Int32Array, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::list;
use super::input::Members;
use super::object::Made;
use super::{bodies, objects};
use crate::columns::{Column, Columns, Texts, Values};
use crate::csv::{self, Form};
use crate::decode;
use crate::error::SmsError;
use crate::input::Issues;
use crate::model::SmsSession;
use crate::ndjson;
use crate::options::flag;
use crate::rows::{Grain, Rows};

/// Checks the body of a response: the page, as Zoom sent it.
///
/// # Errors
/// `SmsError` of kind `decode` for a page that is not as Zoom documents it, and of kind
/// `invalid-request` for what is no body.
#[wasm_bindgen(js_name = decodeSmsSession, unchecked_return_type = "SmsSession")]
pub fn decode_sms_session(
    #[wasm_bindgen(unchecked_param_type = "string | Uint8Array | ArrayBuffer")] body: &JsValue,
) -> Result<JsValue, JsValue> {
    let body = bodies::one(body).map_err(SmsError::from)?;
    objects::whole_page(&decode::session(body)?)
}

/// Flattens message histories into rows, in their order; nothing is left out and nothing merged.
///
/// # Errors
/// `SmsError` of kind `invalid-request` for what cannot be flattened, and of kind `decode` for a
/// history that is not as Zoom documents it.
#[wasm_bindgen(js_name = flattenSmsHistories, unchecked_return_type = "SmsRows[SmsGrain][]")]
pub fn flatten_sms_histories(
    #[wasm_bindgen(unchecked_param_type = "SmsHistories")] histories: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "{ grain?: SmsGrain | undefined } | null")]
    options: &JsValue,
) -> Result<JsValue, JsValue> {
    let given = Given::read(histories, options, &["grain"])?;
    objects::all_rows(&given.page, given.grain)
}

/// The rows of message histories as columns.
///
/// # Errors
/// Like [`flatten_sms_histories`].
#[wasm_bindgen(js_name = toColumns, unchecked_return_type = "SmsColumns")]
pub fn to_columns(
    #[wasm_bindgen(unchecked_param_type = "SmsHistories")] histories: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "{ grain?: SmsGrain | undefined } | null")]
    options: &JsValue,
) -> Result<JsValue, JsValue> {
    let given = Given::read(histories, options, &["grain"])?;
    Ok(columns(&Columns::of(&given.rows())))
}

/// The rows of message histories as CSV.
///
/// # Errors
/// Like [`flatten_sms_histories`].
#[wasm_bindgen(js_name = toCsv)]
pub fn to_csv(
    #[wasm_bindgen(unchecked_param_type = "SmsHistories")] histories: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "SmsCsvOptions | null")] options: &JsValue,
) -> Result<Vec<u8>, JsValue> {
    let given = Given::read(histories, options, &["grain", "header", "guard"])?;
    Ok(csv::write(&given.rows(), given.form))
}

/// The rows of message histories as NDJSON.
///
/// # Errors
/// Like [`flatten_sms_histories`].
#[wasm_bindgen(js_name = toNdjson)]
pub fn to_ndjson(
    #[wasm_bindgen(unchecked_param_type = "SmsHistories")] histories: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "{ grain?: SmsGrain | undefined } | null")]
    options: &JsValue,
) -> Result<Vec<u8>, JsValue> {
    let given = Given::read(histories, options, &["grain"])?;
    Ok(ndjson::write(&given.rows()))
}

/// Histories and what to make of them, checked.
struct Given {
    page: SmsSession,
    grain: Grain,
    form: Form,
}

impl Given {
    /// # Errors
    /// With everything that is wrong with the options, before the histories are decoded.
    fn read(histories: &JsValue, options: &JsValue, known: &[&str]) -> Result<Self, JsValue> {
        let members = Members::of(options, "options").map_err(SmsError::from)?;
        let options = members.options(known);
        let mut issues = Issues(options.unknown());
        let grain = issues.note(Grain::validate(options.get("grain")));
        let mut is_on = |name| {
            issues.note(flag(&options, name));
            members.get(name).as_bool().unwrap_or(true)
        };
        let form = Form {
            header: is_on("header"),
            guard: is_on("guard"),
        };
        let bodies = issues.note(bodies::all(histories));
        let bodies = issues.unless(Some(bodies)).map_err(SmsError::invalid)?;
        Ok(Self {
            page: decode::messages(bodies)?,
            grain,
            form,
        })
    }

    fn rows(&self) -> Rows<'_> {
        Rows::of(&self.page, self.grain)
    }
}

fn columns(columns: &Columns) -> JsValue {
    Made::new()
        .with("length", count(columns.length))
        .with("dictionary", texts(Made::new(), &columns.dictionary))
        .with("columns", list(&columns.columns, column))
        .into()
}

fn column(column: &Column) -> JsValue {
    let validity = match column.null_count {
        0 => JsValue::NULL,
        _ => Uint8Array::from(&*column.validity).into(),
    };
    let kind = match &column.values {
        Values::Texts(_) => "utf8",
        Values::Indices(_) => "dictionary",
        Values::Integers(_) => "int64",
    };
    let made = Made::new()
        .with("type", kind)
        .with("name", column.name)
        .with("nullCount", count(column.null_count))
        .with("validity", validity);
    match &column.values {
        Values::Texts(of) => texts(made, of),
        Values::Indices(indices) => made.with("indices", Int32Array::from(&**indices)),
        Values::Integers(integers) => made.with("values", BigInt64Array::from(&**integers)),
    }
    .into()
}

fn texts(made: Made, texts: &Texts) -> Made {
    made.with("offsets", Int32Array::from(&*texts.offsets))
        .with("values", Uint8Array::from(&*texts.values))
}

fn count(count: usize) -> JsValue {
    u32::try_from(count).unwrap_or(u32::MAX).into()
}
