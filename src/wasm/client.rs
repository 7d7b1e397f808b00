//! The client.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::account::Account;
use super::input::Members;
use crate::error::SmsError;

/// Reads SMS sessions of one Zoom account.
#[wasm_bindgen]
pub struct SmsClient {
    pub(super) account: Rc<Account>,
}

#[wasm_bindgen]
impl SmsClient {
    /// Checks the options.
    ///
    /// # Errors
    /// `SmsError` of kind `invalid-request` with everything that is wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "SmsClientOptions")] options: &JsValue,
    ) -> Result<SmsClient, JsValue> {
        let mut members = Members::of(options, "options").map_err(SmsError::from)?;
        let account = Account::validate(&mut members).map(Some);
        let mut issues = members.unknown();
        let account = issues.note_all(account);
        let account = issues.unless(account).map_err(SmsError::invalid)?;
        Ok(Self { account })
    }

    /// The absolute base URL.
    #[wasm_bindgen(getter, js_name = baseUrl, unchecked_return_type = "string")]
    #[must_use]
    pub fn base_url(&self) -> JsValue {
        JsValue::from_str(self.account.client.base().as_str())
    }
}
