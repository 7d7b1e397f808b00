//! A client's access token, for requests made elsewhere.

use std::rc::Rc;

use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::client::SmsClient;
use super::context::Context;
use super::error::to_js;
use super::promise::promise_of;
use super::secrets::texts;
use super::wait::Signals;
use crate::response::is_tracking_id;
use crate::secrets::Secrets;
use crate::token::Token;

#[wasm_bindgen]
impl SmsClient {
    /// The token that the client's next request would use.
    ///
    /// # Errors
    /// `SmsError` of kind `authentication` or `timeout`.
    #[wasm_bindgen(js_name = accessToken, unchecked_return_type = "Promise<string>")]
    pub fn access_token(&self) -> Promise {
        let account = Rc::clone(&self.account);
        promise_of(async move {
            let context = Context::of_call(&account, Signals([None, None]));
            match context.token().await {
                Ok(token) => Ok(JsValue::from_str(token.secret())),
                Err(error) => Err(to_js(&error, context.cause.take())),
            }
        })
    }

    /// Whether a text, such as a header of a response, contains the client's token, one of the `known` secrets, or
    /// any other secret.
    #[wasm_bindgen(js_name = hasSecret)]
    #[must_use]
    pub fn has_secret(
        &self,
        text: &str,
        #[wasm_bindgen(unchecked_param_type = "readonly string[]")] known: &Array,
    ) -> bool {
        let known = texts(known);
        let token = self.account.tokens.fixed().cloned();
        let token = token.or_else(|| self.account.client.last_token());
        let token = token.as_ref().map(Token::secret);
        let known: Vec<&str> = known.iter().map(String::as_str).chain(token).collect();
        Secrets::new(&known, Vec::new()).has_any(text)
    }

    /// Whether a text has the form of Zoom's `x-zm-trackingid`.
    #[wasm_bindgen(js_name = isTrackingId)]
    #[must_use]
    pub fn is_tracking_id(text: &str) -> bool {
        is_tracking_id(text)
    }
}
