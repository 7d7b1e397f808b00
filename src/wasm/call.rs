//! One call in the world of JavaScript: its clock, its fetch, its time limit and its signal.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use gloo_net::http::Request;
use gloo_timers::future::TimeoutFuture;
use js_sys::Function;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortController, AbortSignal, RequestRedirect};

use super::cause;
use super::input::{input, member};
use super::promise::settled;
use super::response::{self, Unread};
use super::token::TokenSource;
use crate::client::Transport;
use crate::error::{ErrorKind, Issue, SmsError};
use crate::input::{Input, wrong_type};
use crate::rate_limit::{Report, Ticket};
use crate::response::Response;
use crate::token::{Grant, Token, Why};

#[wasm_bindgen]
extern "C" {
    /// The global `fetch`, looked up when it is called, so that one put there later is used. Our
    /// own binding catches what it throws; gloo-net's would let it escape.
    #[wasm_bindgen(js_name = fetch, catch)]
    fn global_fetch(request: &web_sys::Request) -> Result<JsValue, JsValue>;
}

/// One call: it ends when its work ends, its time is over, or its signal says so.
pub(super) struct Call<'c> {
    pub(super) tokens: &'c TokenSource,
    pub(super) fetch: Option<&'c Function>,
    pub(super) timeout_ms: u32,
    signal: Option<AbortSignal>,
    /// Ends it too, when nobody wants what comes of it any more.
    stop: Option<AbortSignal>,
    controller: AbortController,
    cause: RefCell<Option<JsValue>>,
}

impl<'c> Call<'c> {
    pub(super) fn new(
        tokens: &'c TokenSource,
        fetch: Option<&'c Function>,
        timeout_ms: u32,
        signal: Option<AbortSignal>,
        stop: Option<AbortSignal>,
    ) -> Result<Self, JsValue> {
        let (controller, cause) = (AbortController::new()?, RefCell::new(None));
        Ok(Self {
            tokens,
            fetch,
            timeout_ms,
            signal,
            stop,
            controller,
            cause,
        })
    }

    /// A signal that is aborted when this call ends early, for whatever reason.
    pub(super) fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// What JavaScript threw when this call failed.
    pub(super) fn take_cause(&self) -> Option<JsValue> {
        self.cause.take()
    }

    /// Does the work, unless the signal or the clock is faster. Whoever waits is told at once,
    /// even if a `fetch` or `token` function of the caller's never settles.
    pub(super) async fn run<T>(
        &self,
        work: impl Future<Output = Result<T, SmsError>>,
    ) -> Result<T, SmsError> {
        let signals = self.signal.iter().chain(&self.stop);
        let aborts: Vec<Abort<'_>> = signals.map(Abort::watch).collect();
        let mut timeout = pin!(TimeoutFuture::new(self.timeout_ms));
        let mut work = pin!(work);
        let result = poll_fn(|context| {
            let waker = context.waker();
            if aborts.iter().any(|abort| abort.is_aborted_or_wakes(waker)) {
                return Poll::Ready(Err(ErrorKind::Aborted));
            }
            if timeout.as_mut().poll(context).is_ready() {
                return Poll::Ready(Err(ErrorKind::Timeout));
            }
            work.as_mut().poll(context).map(Ok)
        });
        match result.await {
            Ok(result) => result,
            Err(kind) => {
                self.controller.abort();
                Err(self.stopped(kind))
            }
        }
    }

    fn stopped(&self, kind: ErrorKind) -> SmsError {
        if kind == ErrorKind::Aborted {
            let reason = self.signal.as_ref().map(|signal| member(signal, "reason"));
            self.cause.replace(reason);
            return SmsError::aborted();
        }
        let message = format!(
            "There was no complete answer within {} ms. Try again, or give a longer `timeoutMs`.",
            self.timeout_ms
        );
        SmsError::new(kind, message)
    }

    /// The error of a `fetch` that failed as `fetch` fails.
    fn network(&self, thrown: &JsValue, token: &Token) -> SmsError {
        self.cause.replace(Some(cause::shown(thrown, token)));
        let message = if self.fetch.is_some() {
            "There was no complete answer: the `fetch` that was given failed; the cause says why. Try again."
        } else {
            "There was no complete answer: the server could not be reached, or the connection broke off. In a browser, \
             a server without CORS looks the same: Zoom has none, so ask it through a server of your page's own \
             origin. The cause says more. Try again."
        };
        SmsError::new(ErrorKind::Network, message)
    }

    /// The error of a `fetch` that does what none does: to try again would not help.
    fn no_fetch(&self, what: &str, thrown: &JsValue, token: &Token) -> SmsError {
        self.cause.replace(Some(cause::shown(thrown, token)));
        let message =
            format!("`fetch` {what}; the cause says more. Correct the `fetch` that was given.");
        SmsError {
            retryable: false,
            ..SmsError::new(ErrorKind::Network, message)
        }
    }
}

impl Transport for Call<'_> {
    fn now_ms(&self) -> f64 {
        js_sys::Date::now()
    }

    async fn token(&self, why: Why) -> Result<Grant, SmsError> {
        self.tokens
            .get(why, self.now_ms(), f64::from(self.timeout_ms))
            .await
            .map_err(|(error, cause)| {
                self.cause.replace(cause);
                error
            })
    }

    async fn turn(&self) -> Result<Option<Ticket>, SmsError> {
        Ok(None)
    }

    fn done(&self, _: Option<Ticket>, _: Option<&Report>) {}

    async fn sleep(&self, ms: u32) -> Result<(), SmsError> {
        TimeoutFuture::new(ms).await;
        Ok(())
    }

    fn random(&self) -> f64 {
        js_sys::Math::random()
    }

    fn can_refresh(&self) -> bool {
        self.tokens.can_refresh()
    }

    async fn send(&self, url: &str, token: &Token) -> Result<Response, SmsError> {
        let request = Request::get(url)
            .header("accept", "application/json")
            .header("authorization", &format!("Bearer {}", token.secret()))
            .redirect(RequestRedirect::Manual)
            .abort_signal(Some(&self.controller.signal()))
            .build()
            .map_err(|error| self.network(&js_sys::Error::new(&error.to_string()), token))?;
        let request = web_sys::Request::from(request);
        let sent = match self.fetch {
            Some(fetch) => fetch.call1(&JsValue::UNDEFINED, &request),
            None => global_fetch(&request),
        };
        let sent = sent.map_err(|thrown| {
            self.no_fetch("threw an error instead of giving a promise", &thrown, token)
        })?;
        let answer = async { response::read(settled(&sent).await?).await };
        answer.await.map_err(|unread| match unread {
            Unread::Thrown(thrown) => self.network(&thrown, token),
            Unread::NoResponse(why) => self.no_fetch("gave no Response", &why, token),
            Unread::TooLong => SmsError::new(
                ErrorKind::Decode,
                "The answer is larger than any page of messages, and was not read. Check `baseUrl`.",
            ),
        })
    }
}

/// Checks the option `signal`: an `AbortSignal` of any realm.
pub(super) fn validate_signal(signal: &JsValue) -> Result<Option<AbortSignal>, Issue> {
    let found = input(signal);
    let is_signal = signal.is_object()
        && member(signal, "aborted").as_bool().is_some()
        && member(signal, "addEventListener").is_function()
        && member(signal, "removeEventListener").is_function();
    if found == Input::Absent {
        Ok(None)
    } else if is_signal {
        Ok(Some(signal.clone().unchecked_into()))
    } else {
        Err(wrong_type("signal", &found, "an AbortSignal"))
    }
}

/// Watches a signal for as long as it is kept, and leaves no listener behind.
struct Abort<'s> {
    signal: &'s AbortSignal,
    waker: Rc<Cell<Option<Waker>>>,
    listener: Closure<dyn FnMut()>,
}

impl<'s> Abort<'s> {
    fn watch(signal: &'s AbortSignal) -> Self {
        let waker: Rc<Cell<Option<Waker>>> = Rc::default();
        let woken = Rc::clone(&waker);
        let listener = Closure::<dyn FnMut()>::new(move || {
            if let Some(waker) = woken.take() {
                waker.wake();
            }
        });
        // A signal that takes no listener still works: it is asked at every other event.
        let _ = signal.add_event_listener_with_callback("abort", listener.as_ref().unchecked_ref());
        Self {
            signal,
            waker,
            listener,
        }
    }

    /// Whether the signal is aborted; if not, `waker` is woken when it is.
    fn is_aborted_or_wakes(&self, waker: &Waker) -> bool {
        self.waker.set(Some(waker.clone()));
        // Read with suspicion: a signal may be anything that looks like one.
        member(self.signal, "aborted").is_truthy()
    }
}

impl Drop for Abort<'_> {
    fn drop(&mut self) {
        let listener = self.listener.as_ref().unchecked_ref();
        let _ = self
            .signal
            .remove_event_listener_with_callback("abort", listener);
    }
}
