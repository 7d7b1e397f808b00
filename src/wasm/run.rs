//! The world of a history: many calls, and waits between them, under one signal and one deadline.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::AbortSignal;

use super::call::Call;
use super::client::Parts;
use super::pacing::{Pacing, Shared};
use crate::client::Transport;
use crate::error::{ErrorKind, SmsError};
use crate::history::Progress;
use crate::rate_limit::{Admission, Report, Ticket};
use crate::response::Response;
use crate::token::{Grant, Token, Why};

/// The longest time a JavaScript timer can wait: a queue has no limit of its own.
const LONGEST_MS: u32 = 2_147_483_647;

/// A wait in the queue that is shorter is a matter of course.
const WORTH_TELLING_MS: f64 = 1_000.0;

/// How much longer than a wait its own time limit is: the wait ends first.
const SLACK_MS: u32 = 60_000;

/// One step of a history.
pub(super) struct Run<'r> {
    parts: &'r Parts,
    signal: Option<&'r AbortSignal>,
    deadline_at_ms: Option<f64>,
    on_progress: Option<&'r Function>,
    requests: &'r Cell<u32>,
    progress: RefCell<Progress>,
    cause: RefCell<Option<JsValue>>,
}

impl<'r> Run<'r> {
    pub(super) fn new(
        parts: &'r Parts,
        signal: Option<&'r AbortSignal>,
        deadline_at_ms: Option<f64>,
        on_progress: Option<&'r Function>,
        requests: &'r Cell<u32>,
        progress: Progress,
    ) -> Self {
        Self {
            parts,
            signal,
            deadline_at_ms,
            on_progress,
            requests,
            progress: RefCell::new(progress),
            cause: RefCell::new(None),
        }
    }

    /// What JavaScript threw when this step failed.
    pub(super) fn take_cause(&self) -> Option<JsValue> {
        self.cause.take()
    }

    /// Tells the caller how far the history is.
    pub(super) fn show(&self, progress: Progress) {
        self.progress.replace(progress);
        self.tell(None);
    }

    /// Tells the caller how far the history is, and what is waited for until when.
    fn tell(&self, waiting: Option<(&str, f64)>) {
        let Some(on_progress) = self.on_progress else {
            return;
        };
        let progress = self.progress.borrow().clone();
        let shown = Object::new();
        let set = |name: &str, value: JsValue| {
            // A fresh object takes any property.
            let _ = Reflect::set(&shown, &name.into(), &value);
        };
        let count = |count: u64| JsValue::from(u32::try_from(count).unwrap_or(u32::MAX));
        set("from", progress.range.from.into());
        set("to", progress.range.to.into());
        set("window", progress.window.into());
        set("windows", progress.windows.into());
        set("pages", count(progress.pages));
        set("messages", count(progress.messages));
        set("requests", self.requests.get().into());
        let (what, until) = waiting.unzip();
        set("waitingFor", what.map_or(JsValue::NULL, JsValue::from_str));
        set(
            "waitingUntil",
            until.map_or(JsValue::NULL, JsValue::from_f64),
        );
        // Whoever watches must not break what is watched.
        let _ = on_progress.call1(&JsValue::UNDEFINED, &shown);
    }

    /// Waits in the queue until it is this ticket's turn.
    async fn queue(&self, shared: &Shared, ticket: Ticket) -> Result<(), SmsError> {
        loop {
            let now = self.now_ms();
            let admission = shared.limiter.borrow_mut().poll(ticket, now);
            match admission {
                Admission::Go => {
                    shared.changed();
                    return Ok(());
                }
                Admission::Exhausted { retry_at_ms } => {
                    let message = "The account's requests for today are used up, as far as this process has used them. Try again at `retryAt`.";
                    let error = SmsError::new(ErrorKind::RateLimited, message);
                    return Err(error.with(|error| {
                        error.retryable = false;
                        error.retry_at_ms = Some(retry_at_ms);
                    }));
                }
                Admission::WaitForOthers => shared.change().await,
                Admission::WaitUntil(at) => {
                    if at - now > WORTH_TELLING_MS {
                        self.tell(Some(("rate-limit", at)));
                    }
                    // Long waits are looked at again now and then; timers reach no further anyway.
                    let wait = (at - now).ceil().clamp(1.0, 60_000.0);
                    #[allow(
                        clippy::cast_possible_truncation,
                        clippy::cast_sign_loss,
                        reason = "1 to 60000"
                    )]
                    let mut timer = pin!(TimeoutFuture::new(wait as u32));
                    let mut change = pin!(shared.change());
                    let first = poll_fn(|context| {
                        let over = timer.as_mut().poll(context).is_ready();
                        if over || change.as_mut().poll(context).is_ready() {
                            Poll::Ready(())
                        } else {
                            Poll::Pending
                        }
                    });
                    first.await;
                }
            }
        }
    }

    /// Does one thing within the time that is left.
    async fn within<T>(
        &self,
        most_ms: u32,
        work: impl AsyncFnOnce(&Call<'_>) -> Result<T, SmsError>,
    ) -> Result<T, SmsError> {
        let left = self.deadline_at_ms.map(|at| at - self.now_ms());
        if left.is_some_and(|left| left < 1.0) {
            return Err(out_of_time());
        }
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at least 1, and saturates"
        )]
        let limit = left.map_or(most_ms, |left| most_ms.min(left as u32));
        let parts = self.parts;
        let call = Call::new(
            &parts.tokens,
            parts.fetch.as_ref(),
            limit,
            self.signal.cloned(),
        );
        let call = call.map_err(|cause| {
            self.cause.replace(Some(cause));
            SmsError::new(ErrorKind::Network, "This platform cannot make requests.")
        })?;
        let result = call.run(work(&call)).await;
        if let Some(cause) = call.take_cause() {
            self.cause.replace(Some(cause));
        }
        match result {
            Err(error) if error.kind == ErrorKind::Timeout && limit < most_ms => Err(out_of_time()),
            other => other,
        }
    }
}

impl Transport for Run<'_> {
    fn now_ms(&self) -> f64 {
        js_sys::Date::now()
    }

    async fn token(&self, why: Why) -> Result<Grant, SmsError> {
        let limit = self.parts.timeout_ms;
        self.within(limit, async |call: &Call<'_>| call.token(why).await)
            .await
    }

    async fn send(&self, url: &str, token: &Token) -> Result<Response, SmsError> {
        self.requests.set(self.requests.get().saturating_add(1));
        let limit = self.parts.timeout_ms;
        self.within(limit, async |call: &Call<'_>| call.send(url, token).await)
            .await
    }

    async fn turn(&self) -> Result<Option<Ticket>, SmsError> {
        match &self.parts.pacing {
            Pacing::Off => Ok(None),
            Pacing::Foreign(limiter) => {
                let wait = async |call: &Call<'_>| {
                    let acquired = Pacing::acquire(limiter, &call.signal()).await;
                    acquired.map_err(|thrown| {
                        self.cause.replace(Some(thrown));
                        let message =
                            "The `rateLimit` object's acquire() failed; its error is the cause.";
                        SmsError::new(ErrorKind::RateLimited, message)
                            .with(|error| error.retryable = false)
                    })
                };
                let waited = self.within(LONGEST_MS, wait).await;
                waited.map(|()| None)
            }
            Pacing::Shared(shared) => {
                let ticket = shared.limiter.borrow_mut().enqueue();
                let wait = async |_: &Call<'_>| self.queue(shared, ticket).await;
                let waited = self.within(LONGEST_MS, wait).await;
                if waited.is_err() {
                    shared.done(ticket, None, self.now_ms());
                }
                waited.map(|()| Some(ticket))
            }
        }
    }

    fn done(&self, turn: Option<Ticket>, report: Option<&Report>) {
        match (&self.parts.pacing, turn, report) {
            (Pacing::Shared(shared), Some(ticket), report) => {
                shared.done(ticket, report, self.now_ms());
            }
            (Pacing::Foreign(limiter), _, Some(report)) => Pacing::report(limiter, report),
            _ => {}
        }
    }

    async fn sleep(&self, ms: u32) -> Result<(), SmsError> {
        let until = self.now_ms() + f64::from(ms);
        if self.deadline_at_ms.is_some_and(|at| at < until) {
            return Err(out_of_time());
        }
        self.tell(Some(("retry", until)));
        let wait = async |_: &Call<'_>| {
            TimeoutFuture::new(ms).await;
            Ok(())
        };
        self.within(ms.saturating_add(SLACK_MS), wait).await
    }

    fn random(&self) -> f64 {
        js_sys::Math::random()
    }

    fn can_refresh(&self) -> bool {
        self.parts.tokens.can_refresh()
    }
}

/// The error of a history whose `deadlineMs` is over.
fn out_of_time() -> SmsError {
    let message =
        "The history was not read to its end within `deadlineMs`. Go on from the checkpoint.";
    SmsError::new(ErrorKind::Timeout, message).with(|error| error.retryable = false)
}
