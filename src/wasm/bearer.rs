//! The access token of a client, for requests that are made outside of it.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::client::{Parts, SmsClient};
use super::error::to_js;
use super::run::{Limit, Run};
use super::task::Task;
use super::wait::Signals;
use crate::client::World;
use crate::error::SmsError;
use crate::redact::has_secret;
use crate::response::is_tracking_id;
use crate::token::{Step, Token};

#[wasm_bindgen]
impl SmsClient {
    /// The token that the client's next request would have.
    ///
    /// # Errors
    /// `SmsError` of kind `authentication` or `timeout`.
    #[wasm_bindgen(js_name = accessToken, unchecked_return_type = "Promise<string>")]
    pub fn access_token(&self) -> Promise {
        Task::Token(Rc::clone(&self.parts)).promise()
    }

    /// Whether a text, as of an answer, has this secret, the client's token or a JWT in it.
    #[wasm_bindgen(js_name = hasSecret)]
    #[must_use]
    pub fn has_secret(&self, text: &str, secret: &str) -> bool {
        let token = self.parts.tokens.fixed().cloned();
        let token = token.or_else(|| self.parts.client.last_token());
        let repeats = |token: Token| has_secret(text, token.secret());
        has_secret(text, secret) || token.is_some_and(repeats)
    }

    /// Whether a text has the form of Zoom's `x-zm-trackingid`.
    #[wasm_bindgen(js_name = isTrackingId)]
    #[must_use]
    pub fn is_tracking_id(text: &str) -> bool {
        is_tracking_id(text)
    }
}

/// The token at hand, or another if that is due.
pub(super) async fn token(parts: &Parts) -> Result<JsValue, JsValue> {
    let limit = Limit::Timeout(parts.timeout_ms);
    let run = Run {
        parts,
        signals: Signals([None, None]),
        end: Some((js_sys::Date::now() + f64::from(parts.timeout_ms), limit)),
        watcher: None,
        cause: RefCell::default(),
    };
    match current(&run).await {
        Ok(token) => Ok(JsValue::from_str(token.secret())),
        Err(error) => Err(to_js(&error, run.cause.take())),
    }
}

async fn current(run: &Run<'_>) -> Result<Token, SmsError> {
    let client = &run.parts.client;
    match client.token(run.now_ms()) {
        Step::Use(token) => Ok(token),
        Step::Ask(why) => {
            let grant = run.token(why).await?;
            let token = grant.token.clone();
            client.keep(grant);
            Ok(token)
        }
    }
}
