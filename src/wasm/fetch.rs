//! Sends one request with the caller's `fetch` or the platform's.

use gloo_net::http;
use js_sys::TypeError;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{AbortController, AbortSignal, Request, RequestRedirect};

use super::cause;
use super::context::Context;
use super::input::method;
use super::promise::settled;
use super::response::{Head, Unread};
use crate::client::Deadline;
use crate::error::{ErrorKind, SmsError};
use crate::response::Response;
use crate::token::Token;

#[wasm_bindgen]
extern "C" {
    /// The global `fetch`, looked up at each call, in case it is replaced later. It may throw
    /// anything.
    #[wasm_bindgen(js_name = fetch, catch)]
    fn global_fetch(request: &Request) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(module = "/src/wasm/bytes.js")]
extern "C" {
    /// Throws what the platform throws when gloo-net makes a request.
    #[wasm_bindgen(js_name = tryRequest, catch)]
    fn try_request(url: &str, signal: &AbortSignal) -> Result<(), JsValue>;
}

/// Cancels a request whose response is no longer wanted.
pub(super) fn controller(context: &Context<'_>) -> Result<AbortController, SmsError> {
    AbortController::new().map_err(|thrown| {
        context.cause.replace(Some(thrown));
        SmsError::new(ErrorKind::Network, "This platform cannot make requests.")
    })
}

/// Ends it.
pub(super) fn abort(controller: &AbortController) {
    let _ = method(controller, "abort").call0(controller);
}

impl Context<'_> {
    /// Sends a request and reads the whole response.
    pub(super) async fn send(&self, url: &str, token: &Token) -> Result<Response, SmsError> {
        if let Some(watcher) = self.watcher {
            watcher.count_request();
        }
        let deadline = self.begin_request()?;
        let controller = controller(self)?;
        let answer = self.answer(url, token, &controller, deadline).await;
        if answer.is_err() {
            abort(&controller);
        }
        answer
    }

    async fn answer(
        &self,
        url: &str,
        token: &Token,
        controller: &AbortController,
        deadline: Deadline,
    ) -> Result<Response, SmsError> {
        let signal = controller.signal();
        let request =
            request(url, token, &signal).map_err(|thrown| self.no_answer(&thrown, token, false))?;
        let fetch = self.account.fetch.as_ref();
        let sent = match fetch {
            Some(fetch) => fetch.call1(&JsValue::UNDEFINED, &request),
            None => global_fetch(&request),
        };
        let sent = sent.map_err(|thrown| {
            self.no_fetch(
                "threw an error instead of returning a promise",
                &thrown,
                token,
            )
        })?;
        let unread = |unread| self.unread(unread, token);
        let thrown = |thrown| self.unread(Unread::Thrown(thrown), token);
        let sent = self
            .settled(&settled(&sent), deadline)
            .await?
            .map_err(thrown)?;
        let (head, body) = Head::read(&sent, &signal).map_err(unread)?;
        let body = self.settled(&body, deadline).await?.map_err(thrown)?;
        head.with(&body).map_err(unread)
    }

    fn unread(&self, unread: Unread, token: &Token) -> SmsError {
        match unread {
            Unread::Thrown(thrown) => self.no_answer(&thrown, token, self.account.fetch.is_some()),
            Unread::NoResponse(why) => self.no_fetch("did not return a Response", &why, token),
            Unread::TooLong => SmsError::new(
                ErrorKind::Decode,
                "The response is larger than any page of messages, so it was not read. Check `baseUrl`.",
            ),
        }
    }

    /// A caller's `fetch` may not know CORS.
    fn no_answer(&self, thrown: &JsValue, token: &Token, is_own_fetch: bool) -> SmsError {
        self.cause.replace(Some(cause::shown(thrown, token)));
        let why = if is_own_fetch {
            ": the `fetch` that was given failed. The cause says why. Try again."
        } else {
            ": it could not be reached, or the connection broke off. In a browser, a server without CORS looks the \
             same; Zoom has none, so let the page ask a server of its own origin. The cause says more. Try again."
        };
        let origin = self.account.client.base().origin();
        let message = ["No complete response arrived from ", origin, why].concat();
        SmsError::new(ErrorKind::Network, message)
    }

    /// The error of a broken `fetch` function: retrying would not help.
    fn no_fetch(&self, what: &str, thrown: &JsValue, token: &Token) -> SmsError {
        self.cause.replace(Some(cause::shown(thrown, token)));
        let message = [
            "`fetch` ",
            what,
            "; the cause says more. Correct the `fetch` that was given.",
        ]
        .concat();
        SmsError::new(ErrorKind::Network, message).with(|error| error.retryable = false)
    }
}

/// Never sets `mode` or `credentials`: Cloudflare Workers refuse them.
fn request(url: &str, token: &Token, signal: &AbortSignal) -> Result<Request, JsValue> {
    // gloo-net panics where a platform refuses one with an error of another realm, as in Jest's jsdom.
    try_request(url, signal)?;
    let bearer = ["Bearer ", token.secret()].concat();
    let built = http::Request::get(url)
        .header("accept", "application/json")
        .header("authorization", &bearer)
        .redirect(RequestRedirect::Manual)
        .abort_signal(Some(signal))
        .build();
    built.map(Request::from).map_err(|error| match error {
        gloo_net::Error::JsError(error) => TypeError::new(&error.message).into(),
        gloo_net::Error::GlooError(message) => TypeError::new(&message).into(),
    })
}
