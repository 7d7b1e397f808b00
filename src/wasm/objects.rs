//! Objects of JavaScript, which `objects.js` builds from the batches of [`crate::objects`].

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::to_js;
use crate::decode::{SessionPage, Undecodable};
use crate::endpoint::MessagePage;
use crate::error::SmsError;
use crate::model::Page;
use crate::objects;
use crate::rows::{RowOptions, Rows};

#[wasm_bindgen(module = "/src/wasm/objects.js")]
extern "C" {
    #[wasm_bindgen(js_name = pageOf, catch)]
    fn page_of(numbers: &[i32], ascii: &[u8], wide: &[u8], json: &[u8])
    -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = rowsOf, catch)]
    fn rows_of(
        numbers: &[i32],
        ascii: &[u8],
        wide: &[u8],
        json: &[u8],
        grain: u32,
    ) -> Result<JsValue, JsValue>;
}

/// `objects.js` imports this file: naming it here makes wasm-bindgen copy it too.
#[wasm_bindgen(module = "/src/wasm/batch.js")]
extern "C" {
    type Batch;
}

/// A response as an object of JavaScript.
pub(super) trait ToJs {
    /// Builds the object.
    ///
    /// # Errors
    /// Like [`page`].
    fn to_js(&self) -> Result<JsValue, JsValue>;
}

impl ToJs for Page {
    fn to_js(&self) -> Result<JsValue, JsValue> {
        whole_page(self)
    }
}

/// One message, as the engine's own parser reads it: it is too small for anything else to be faster.
impl ToJs for MessagePage {
    fn to_js(&self) -> Result<JsValue, JsValue> {
        made(parsed(&self.0.store.bytes))
    }
}

/// A list of sessions, likewise.
impl ToJs for SessionPage {
    fn to_js(&self) -> Result<JsValue, JsValue> {
        made(parsed(&self.page.store.bytes))
    }
}

/// A page with all of its messages.
///
/// # Errors
/// Like [`page`].
pub(super) fn whole_page(session: &Page) -> Result<JsValue, JsValue> {
    let all: Vec<usize> = (0..session.messages.len()).collect();
    page(session, &all)
}

/// A page with the selected messages.
///
/// # Errors
/// Of kind `decode` for a body that the engine's JSON parser cannot handle, such as a million
/// nested brackets.
pub(super) fn page(session: &Page, picked: &[usize]) -> Result<JsValue, JsValue> {
    match objects::page(session, picked) {
        Some(batch) => made(page_of(
            &batch.numbers,
            &batch.ascii,
            batch.wide.as_bytes(),
            &batch.json,
        )),
        None => made(as_parsed(session, picked)),
    }
}

/// What the engine's own parser makes of a body.
fn parsed(body: &[u8]) -> Result<JsValue, JsValue> {
    let body = std::str::from_utf8(body).unwrap_or_default();
    JSON::parse(body.trim_start_matches('\u{FEFF}'))
}

/// The selected sessions of a list.
///
/// # Errors
/// Like [`page`].
pub(super) fn sessions(page: &SessionPage, picked: &[usize]) -> Result<JsValue, JsValue> {
    let list = parsed(&page.page.store.bytes);
    made(list.and_then(|list| items_of(&list, "sms_sessions", picked)))
}

/// The same for pages that only the engine's own parser can interpret.
fn as_parsed(session: &Page, picked: &[usize]) -> Result<JsValue, JsValue> {
    let page = parsed(&session.store.bytes)?;
    let picked = items_of(&page, "sms_histories", picked)?;
    Reflect::set(&page, &"sms_histories".into(), &picked)?;
    Ok(page)
}

/// The selected items of an array in an object.
fn items_of(object: &JsValue, name: &str, picked: &[usize]) -> Result<JsValue, JsValue> {
    let items: Array = Reflect::get(object, &name.into())?.into();
    let picked = picked.iter().filter_map(|index| u32::try_from(*index).ok());
    let picked: Array = picked.map(|index| items.get(index)).collect();
    Ok(picked.into())
}

/// The rows of all messages or sessions.
///
/// # Errors
/// Like [`page`].
pub(super) fn all_rows(page: &Page, options: &RowOptions) -> Result<JsValue, JsValue> {
    let rows = Rows::bounded(page, options).map_err(SmsError::from)?;
    let all: Vec<usize> = (0..rows.items()).collect();
    rows_of_items(&rows, &all)
}

/// The rows of the selected messages.
///
/// # Errors
/// Likewise.
pub(super) fn rows(
    session: &Page,
    options: &RowOptions,
    picked: &[usize],
) -> Result<JsValue, JsValue> {
    let rows = Rows::bounded(session, options).map_err(SmsError::from)?;
    rows_of_items(&rows, picked)
}

fn rows_of_items(rows: &Rows<'_>, picked: &[usize]) -> Result<JsValue, JsValue> {
    let batch = objects::rows(rows, picked).map_err(SmsError::from)?;
    made(rows_of(
        &batch.numbers,
        &batch.ascii,
        batch.wide.as_bytes(),
        &batch.json,
        rows.grain() as u32,
    ))
}

/// The object that JavaScript has built.
///
/// # Errors
/// Of kind `decode` if this engine cannot build it: it has no memory left, or lower limits.
pub(super) fn made(made: Result<JsValue, JsValue>) -> Result<JsValue, JsValue> {
    made.map_err(|thrown| {
        let problem = "this engine cannot hold what is made of it; the cause says why";
        let error = SmsError::from(Undecodable::too_much("body", problem));
        to_js(&error, Some(thrown))
    })
}
