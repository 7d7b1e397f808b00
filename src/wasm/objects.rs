//! Objects of JavaScript, made by `page.js` and `rows.js` of what [`crate::objects`] wrote.

use alloc::vec::Vec;

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::decode::Undecodable;
use crate::error::SmsError;
use crate::model::SmsSession;
use crate::objects;
use crate::rows::{RowOptions, Rows};

#[wasm_bindgen(module = "/src/wasm/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = pageOf, catch)]
    fn page_of(numbers: &[i32], ascii: &[u8], wide: &[u8], json: &[u8])
    -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(module = "/src/wasm/rows.js")]
extern "C" {
    #[wasm_bindgen(js_name = rowsOf, catch)]
    fn rows_of(
        numbers: &[i32],
        ascii: &[u8],
        wide: &[u8],
        json: &[u8],
        grain: u32,
    ) -> Result<JsValue, JsValue>;
}

/// What both import, which is put beside them for being named here.
#[wasm_bindgen(module = "/src/wasm/heap.js")]
extern "C" {
    type Heap;
}

/// A page with all of its messages.
///
/// # Errors
/// Like [`page`].
pub(super) fn whole_page(session: &SmsSession) -> Result<JsValue, JsValue> {
    let all: Vec<usize> = (0..session.sms_histories.len()).collect();
    page(session, &all)
}

/// A page with the messages that are picked.
///
/// # Errors
/// What the engine's JSON parser throws for a body that it cannot hold, such as one with a value of
/// a million brackets.
pub(super) fn page(session: &SmsSession, picked: &[usize]) -> Result<JsValue, JsValue> {
    match objects::page(session, picked) {
        Some(heap) => page_of(&heap.numbers, &heap.ascii, heap.wide.as_bytes(), &heap.json),
        None => as_parsed(session, picked),
    }
}

/// The same where only the engine's own parser can tell what a page is.
fn as_parsed(session: &SmsSession, picked: &[usize]) -> Result<JsValue, JsValue> {
    let body = core::str::from_utf8(&session.store.bytes).unwrap_or_default();
    let page = JSON::parse(body.trim_start_matches('\u{FEFF}'))?;
    let messages: Array = Reflect::get(&page, &"sms_histories".into())?.into();
    let picked = picked.iter().filter_map(|index| u32::try_from(*index).ok());
    let picked: Array = picked.map(|index| messages.get(index)).collect();
    Reflect::set(&page, &"sms_histories".into(), &picked)?;
    Ok(page)
}

/// The rows of all messages.
///
/// # Errors
/// Like [`page`].
pub(super) fn all_rows(session: &SmsSession, options: &RowOptions) -> Result<JsValue, JsValue> {
    let all: Vec<usize> = (0..session.sms_histories.len()).collect();
    rows(session, options, &all)
}

/// The rows of the messages that are picked.
///
/// # Errors
/// Likewise.
pub(super) fn rows(
    session: &SmsSession,
    options: &RowOptions,
    picked: &[usize],
) -> Result<JsValue, JsValue> {
    let rows = fitting(session, options)?;
    let heap = objects::rows(&rows, picked);
    rows_of(
        &heap.numbers,
        &heap.ascii,
        heap.wide.as_bytes(),
        &heap.json,
        options.grain as u32,
    )
}

/// The rows of a page, before they are made.
///
/// # Errors
/// Of kind `decode` for more than fit into memory.
pub(super) fn fitting<'p>(
    session: &'p SmsSession,
    options: &RowOptions,
) -> Result<Rows<'p>, SmsError> {
    if !Rows::fit(session, options) {
        return Err(SmsError::from(Undecodable::too_much()));
    }
    Ok(Rows::of(session, options))
}
