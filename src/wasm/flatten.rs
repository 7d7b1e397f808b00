//! Decodes bodies and flattens histories and lists of sessions.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::input::{Members, input};
use super::object::{Made, array};
use super::{bodies, columns, objects};
use crate::columns::Columns;
use crate::csv::{self, Form};
use crate::decode::{self, Undecodable};
use crate::error::SmsError;
use crate::model::Page;
use crate::ndjson;
use crate::options::{SmsCsvForm, csv_form, flatten_options, grain_of};
use crate::rows::{ColumnKind, RowOptions, Rows};

/// Decodes and checks the body of a response. Returns the page as Zoom sent it.
///
/// # Errors
/// `SmsError` of kind `decode` for a page that Zoom does not document, and of kind
/// `invalid-request` for any other input.
#[wasm_bindgen(js_name = decodeSmsSession, unchecked_return_type = "SmsSession")]
pub fn decode_sms_session(
    #[wasm_bindgen(unchecked_param_type = "string | Uint8Array | ArrayBuffer")] body: &JsValue,
) -> Result<JsValue, JsValue> {
    let body = bodies::one(body).map_err(SmsError::from)?;
    objects::whole_page(&decode::session(body).map_err(SmsError::from)?)
}

/// Flattens message histories into rows. Keeps the order; drops and merges nothing.
///
/// # Errors
/// `SmsError` of kind `invalid-request` for input that cannot be flattened, and of kind `decode`
/// for a history that Zoom does not document.
#[wasm_bindgen(js_name = flattenSmsHistories, unchecked_return_type = "SmsRows[keyof SmsRows][]")]
pub fn flatten_sms_histories(
    #[wasm_bindgen(unchecked_param_type = "SmsHistories | SmsSessionLists")] histories: &JsValue,
    #[wasm_bindgen(
        unchecked_optional_param_type = "SmsFlattenOptions<SmsGrain | SmsSessionGrain> | null"
    )]
    options: &JsValue,
) -> Result<JsValue, JsValue> {
    let given = Given::read(histories, options, false)?;
    objects::all_rows(&given.page, &given.options)
}

/// The rows of message histories as columns.
///
/// # Errors
/// Like [`flatten_sms_histories`].
#[wasm_bindgen(js_name = toColumns, unchecked_return_type = "SmsColumns")]
pub fn to_columns(
    #[wasm_bindgen(unchecked_param_type = "SmsHistories | SmsSessionLists")] histories: &JsValue,
    #[wasm_bindgen(
        unchecked_optional_param_type = "SmsFlattenOptions<SmsGrain | SmsSessionGrain> | null"
    )]
    options: &JsValue,
) -> Result<JsValue, JsValue> {
    let given = Given::read(histories, options, false)?;
    let seed = js_sys::Math::random().to_bits();
    let columns = Columns::of(&given.rows()?, seed).map_err(SmsError::from)?;
    objects::made(columns::columns(&columns))
}

/// The columns of a grain's rows, in order.
///
/// # Errors
/// `SmsError` of kind `invalid-request` for an unknown grain.
#[wasm_bindgen(js_name = rowSchema, unchecked_return_type = "SmsColumnSchema[]")]
pub fn row_schema(
    #[wasm_bindgen(unchecked_optional_param_type = "SmsGrain | SmsSessionGrain | null")]
    grain: &JsValue,
) -> Result<JsValue, JsValue> {
    let grain = grain_of(&input(grain)).map_err(SmsError::from)?;
    Ok(array(grain.schema(), |column| {
        let kind = match column.kind {
            ColumnKind::Text | ColumnKind::Word => "utf8",
            ColumnKind::Integer => "int64",
            ColumnKind::Boolean => "bool",
        };
        let made = Made::new()
            .with("name", column.name)
            .with("type", kind)
            .with("nullable", column.nullable);
        match column.epoch_column {
            Some(name) => made.with("epochColumn", name).into(),
            None => made.into(),
        }
    }))
}

/// The rows of message histories as CSV.
///
/// # Errors
/// Like [`flatten_sms_histories`].
#[wasm_bindgen(js_name = toCsv, unchecked_return_type = "SmsBytes")]
pub fn to_csv(
    #[wasm_bindgen(unchecked_param_type = "SmsHistories | SmsSessionLists")] histories: &JsValue,
    #[wasm_bindgen(
        unchecked_optional_param_type = "SmsCsvOptions<SmsGrain | SmsSessionGrain> | null"
    )]
    options: &JsValue,
) -> Result<Vec<u8>, JsValue> {
    let given = Given::read(histories, options, true)?;
    Ok(csv::write(&given.rows()?, given.form).map_err(SmsError::from)?)
}

/// The rows of message histories as NDJSON.
///
/// # Errors
/// Like [`flatten_sms_histories`].
#[wasm_bindgen(js_name = toNdjson, unchecked_return_type = "SmsBytes")]
pub fn to_ndjson(
    #[wasm_bindgen(unchecked_param_type = "SmsHistories | SmsSessionLists")] histories: &JsValue,
    #[wasm_bindgen(
        unchecked_optional_param_type = "SmsFlattenOptions<SmsGrain | SmsSessionGrain> | null"
    )]
    options: &JsValue,
) -> Result<Vec<u8>, JsValue> {
    let given = Given::read(histories, options, false)?;
    Ok(ndjson::write(&given.rows()?).map_err(SmsError::from)?)
}

/// Decodes the caller's bodies.
type Decode = fn(Vec<Vec<u8>>) -> Result<Page, Undecodable>;

/// Checked histories or lists of sessions, and options.
struct Given {
    page: Page,
    options: RowOptions,
    form: Form,
}

impl Given {
    /// Reads the options of rows, and how CSV is written if it is.
    ///
    /// # Errors
    /// With everything that is wrong with the options, before decoding.
    fn read(histories: &JsValue, options: &JsValue, is_csv: bool) -> Result<Self, JsValue> {
        let mut members = Members::of(options, "options").map_err(SmsError::from)?;
        let row_options = flatten_options(&members.read(), &members.read());
        let form = if is_csv {
            members.read()
        } else {
            SmsCsvForm::default()
        };
        let mut issues = members.unknown();
        let row_options = issues.note_all(row_options);
        let form = issues.note_all(csv_form(&form));
        let (items, decode): (_, Decode) = if row_options.grain.is_of_sessions() {
            (&bodies::SESSIONS, decode::session_lists)
        } else {
            (&bodies::MESSAGES, decode::messages)
        };
        let bodies = issues.note(bodies::all(histories, items));
        let bodies = issues.unless(Some(bodies)).map_err(SmsError::invalid)?;
        let page = decode(bodies).map_err(SmsError::from)?;
        Ok(Self {
            page,
            options: row_options,
            form,
        })
    }

    fn rows(&self) -> Result<Rows<'_>, SmsError> {
        Ok(Rows::bounded(&self.page, &self.options)?)
    }
}
