//! One call in the world of JavaScript: its time limit, its signal and its fetch.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

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
use crate::error::{ErrorKind, Issue, SmsError};
use crate::input::{Input, wrong_type};
use crate::response::Response;
use crate::token::Token;

#[wasm_bindgen]
extern "C" {
    /// The global `fetch`, looked up when it is called, so that one put there later is used. Our
    /// own binding catches what it throws; gloo-net's would let it escape.
    #[wasm_bindgen(js_name = fetch, catch)]
    fn global_fetch(request: &web_sys::Request) -> Result<JsValue, JsValue>;
}

/// The option that says how long something may take.
#[derive(Clone, Copy)]
pub(super) enum Limit {
    /// `timeoutMs`, with its milliseconds.
    Timeout(u32),
    /// `deadlineMs`.
    Deadline,
}

/// One call: it ends when its work ends, its time is over, or its signal says so.
pub(super) struct Call<'c> {
    limit: Limit,
    ms: u32,
    signal: Option<&'c AbortSignal>,
    /// Ends it too, when nobody wants what comes of it any more.
    stop: Option<&'c AbortSignal>,
    controller: AbortController,
    /// What JavaScript threw when a call failed.
    cause: &'c RefCell<Option<JsValue>>,
}

impl Limit {
    /// The error of what took longer.
    pub(super) fn error(self) -> SmsError {
        match self {
            Self::Timeout(ms) => {
                let message = format!(
                    "There was no complete answer within {ms} ms. Try again, or give a longer `timeoutMs`."
                );
                SmsError::new(ErrorKind::Timeout, message)
            }
            Self::Deadline => SmsError::out_of_time(),
        }
    }
}

impl<'c> Call<'c> {
    pub(super) fn new(
        limit: Limit,
        ms: u32,
        signal: Option<&'c AbortSignal>,
        stop: Option<&'c AbortSignal>,
        cause: &'c RefCell<Option<JsValue>>,
    ) -> Result<Self, SmsError> {
        let controller = AbortController::new().map_err(|thrown| {
            cause.replace(Some(thrown));
            SmsError::new(ErrorKind::Network, "This platform cannot make requests.")
        })?;
        Ok(Self {
            limit,
            ms,
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

    /// Does the work, unless the signal or the clock is faster. Whoever waits is told at once,
    /// even if a `fetch` or `token` function of the caller's never settles.
    pub(super) async fn run<T>(
        &self,
        work: impl Future<Output = Result<T, SmsError>>,
    ) -> Result<T, SmsError> {
        let mut end = End::of(self);
        let mut work = pin!(work);
        poll_fn(|context| match end.poll(context) {
            Poll::Ready(error) => Poll::Ready(Err(error)),
            Poll::Pending => work.as_mut().poll(context),
        })
        .await
    }

    /// Waits until the signal or the clock ends it: the error that it ends with.
    pub(super) async fn ended(&self) -> SmsError {
        let mut end = End::of(self);
        poll_fn(|context| end.poll(context)).await
    }

    /// Sends a request, and reads the answer to its end.
    pub(super) async fn send(
        &self,
        fetch: Option<&Function>,
        url: &str,
        token: &Token,
    ) -> Result<Response, SmsError> {
        let request = Request::get(url)
            .header("accept", "application/json")
            .header("authorization", &format!("Bearer {}", token.secret()))
            .redirect(RequestRedirect::Manual)
            .abort_signal(Some(&self.signal()))
            .build()
            .map_err(|error| self.network(&js_sys::Error::new(&error.to_string()), token))?;
        let request = web_sys::Request::from(request);
        let sent = match fetch {
            Some(fetch) => fetch.call1(&JsValue::UNDEFINED, &request),
            None => global_fetch(&request),
        };
        let sent = sent.map_err(|thrown| {
            self.no_fetch("threw an error instead of giving a promise", &thrown, token)
        })?;
        let answer = async { response::read(settled(&sent).await?).await };
        answer.await.map_err(|unread| match unread {
            Unread::Thrown(thrown) if fetch.is_some() => self.own_fetch(&thrown, token),
            Unread::Thrown(thrown) => self.network(&thrown, token),
            Unread::NoResponse(why) => self.no_fetch("gave no Response", &why, token),
            Unread::TooLong => SmsError::new(
                ErrorKind::Decode,
                "The answer is larger than any page of messages, and was not read. Check `baseUrl`.",
            ),
        })
    }

    fn network(&self, thrown: &JsValue, token: &Token) -> SmsError {
        self.cause.replace(Some(cause::shown(thrown, token)));
        SmsError::new(
            ErrorKind::Network,
            "There was no complete answer: the server could not be reached, or the connection broke off. In a browser, \
             a server without CORS looks the same: Zoom has none, so ask it through a server of your page's own \
             origin. The cause says more. Try again.",
        )
    }

    /// The same of a `fetch` of the caller's, which may know nothing of CORS.
    fn own_fetch(&self, thrown: &JsValue, token: &Token) -> SmsError {
        self.cause.replace(Some(cause::shown(thrown, token)));
        SmsError::new(
            ErrorKind::Network,
            "There was no complete answer: the `fetch` that was given failed; the cause says why. Try again.",
        )
    }

    /// The error of a `fetch` that does what none does: to try again would not help.
    fn no_fetch(&self, what: &str, thrown: &JsValue, token: &Token) -> SmsError {
        self.cause.replace(Some(cause::shown(thrown, token)));
        let message =
            format!("`fetch` {what}; the cause says more. Correct the `fetch` that was given.");
        SmsError::new(ErrorKind::Network, message).with(|error| error.retryable = false)
    }

    fn aborted(&self) -> SmsError {
        let reason = self.signal.map(|signal| member(signal, "reason"));
        self.cause.replace(reason);
        SmsError::aborted()
    }
}

/// What can end a call before its work is done.
struct End<'c> {
    call: &'c Call<'c>,
    aborts: Vec<Abort<'c>>,
    timeout: TimeoutFuture,
}

impl<'c> End<'c> {
    fn of(call: &'c Call<'c>) -> Self {
        Self {
            call,
            aborts: call
                .signal
                .into_iter()
                .chain(call.stop)
                .map(Abort::watch)
                .collect(),
            timeout: TimeoutFuture::new(call.ms),
        }
    }

    /// The error that the call ends with, if it is to end now.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<SmsError> {
        let call = self.call;
        let aborts = |abort: &Abort<'_>| abort.is_aborted_or_wakes(context.waker());
        let error = if self.aborts.iter().any(aborts) {
            call.aborted()
        } else if Pin::new(&mut self.timeout).poll(context).is_ready() {
            call.limit.error()
        } else {
            return Poll::Pending;
        };
        call.controller.abort();
        Poll::Ready(error)
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
