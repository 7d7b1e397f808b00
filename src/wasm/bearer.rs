//! The access token of a client, for requests that are made outside of it.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::call::Limit;
use super::client::SmsClient;
use super::run::Run;

#[wasm_bindgen]
impl SmsClient {
    /// The token that the client's next request would have.
    ///
    /// # Errors
    /// `SmsError` of kind `authentication` or `timeout`.
    #[wasm_bindgen(js_name = accessToken, unchecked_return_type = "string")]
    pub async fn access_token(&self) -> Result<String, JsValue> {
        let limit = Limit::Timeout(self.parts.timeout_ms);
        let end_ms = js_sys::Date::now() + f64::from(self.parts.timeout_ms);
        let run = Run::new(&self.parts, None, Some((end_ms, limit)), None);
        match self.parts.client.token(&run).await {
            Ok(token) => Ok(token.secret().to_owned()),
            Err(error) => Err(run.to_js(&error)),
        }
    }
}
