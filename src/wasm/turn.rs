//! Waiting for the rate limit: in the queue of a limiter, for the caller's own, and while the server
//! wants no requests.

use std::cell::{Cell, RefCell};
use std::future::{Future, pending, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;

use gloo_timers::future::TimeoutFuture;
use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};

use super::call::Call;
use super::input::member;
use super::pacing::{Pacing, Shared};
use super::run::{Run, whole};
use crate::client::Transport;
use crate::error::{ErrorKind, Issue, IssueCode, IssueFields, SmsError};
use crate::rate_limit::{Admission, Gate};

/// A wait for the rate limit that is shorter is a matter of course.
const WORTH_TELLING_MS: u32 = 250;

/// Long waits are looked at again now and then; timers reach no further anyway.
const LOOK_AGAIN_MS: f64 = 60_000.0;

/// A wait for the rate limit, and whether the caller has been told of it.
#[derive(Default)]
pub(super) struct Wait {
    told: Cell<bool>,
}

impl Run<'_> {
    /// Does what waits for the rate limit, and tells the caller if that takes a while.
    pub(super) async fn told<T>(&self, wait: &Wait, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        let mut timer = None;
        poll_fn(|context| {
            let done = work.as_mut().poll(context);
            if done.is_pending() && self.is_watched() && !wait.told.get() {
                let timer = timer.get_or_insert_with(|| TimeoutFuture::new(WORTH_TELLING_MS));
                if Pin::new(timer).poll(context).is_ready() {
                    wait.told.set(true);
                    self.tell("rate-limit", None);
                }
            }
            done
        })
        .await
    }

    /// Waits until a request may start, as far as `poll` says; `shared` says when to ask again.
    pub(super) async fn admitted(
        &self,
        wait: &Wait,
        poll: impl Fn(f64) -> Admission,
        shared: Option<&Shared>,
    ) -> Result<(), SmsError> {
        loop {
            let now = self.now_ms();
            let until = match poll(now) {
                Admission::Go => return Ok(()),
                Admission::Exhausted { retry_at_ms } => {
                    let message = "The account's requests for today are used up, as far as this process knows. Try again at `retryAt`.";
                    return Err(refused(retry_at_ms, message).with(|error| error.retryable = false));
                }
                Admission::Refused { until_ms } => self.bear(until_ms, now, shared)?,
                Admission::WaitUntil(at) => at,
                Admission::WaitForOthers => {
                    if let Some(shared) = shared {
                        shared.change().await;
                    }
                    continue;
                }
            };
            if until - now >= f64::from(WORTH_TELLING_MS) {
                wait.told.set(true);
                self.tell("rate-limit", Some(until));
            }
            let ms = whole((until - now).ceil().clamp(1.0, LOOK_AGAIN_MS));
            let mut timer = pin!(TimeoutFuture::new(ms));
            let mut change = pin!(async {
                match shared {
                    Some(shared) => shared.change().await,
                    None => pending().await,
                }
            });
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

    /// Until when to wait, where the server has refused requests until then: it is waited for as
    /// after a refusal of one's own.
    fn bear(&self, until_ms: f64, now_ms: f64, shared: Option<&Shared>) -> Result<f64, SmsError> {
        let retry = &self.parts.retry;
        let message =
            "The server has refused requests of this account until `retryAt`. Try again then.";
        if until_ms - now_ms > f64::from(retry.max_retry_wait_ms) {
            return Err(refused(until_ms, message));
        }
        if let Some((_, limit)) = self.end.filter(|(at_ms, _)| *at_ms < until_ms) {
            return Err(limit.error().amid(Some(refused(until_ms, message))));
        }
        // A queue spreads those who wait; without one, chance does.
        let jitter = match shared {
            Some(_) => 0.0,
            None => self.random() * f64::from(retry.base_delay_ms),
        };
        Ok(until_ms + jitter)
    }

    /// Waits while the server wants no requests, without a limiter of ours.
    pub(super) async fn open(&self, wait: &Wait, gate: &RefCell<Gate>) -> Result<(), SmsError> {
        self.admitted(wait, |now| gate.borrow_mut().poll(now), None)
            .await
    }

    /// Waits for the caller's own limiter. A turn that came while the server wants no requests is
    /// lost.
    pub(super) async fn acquired(
        &self,
        limiter: &JsValue,
        gate: &RefCell<Gate>,
        call: &Call<'_>,
    ) -> Result<(), SmsError> {
        loop {
            let wait = Wait::default();
            let turn = async {
                self.open(&wait, gate).await?;
                let acquired = Pacing::acquire(limiter, &call.signal()).await;
                acquired.map_err(|thrown| self.not_acquired(thrown))
            };
            self.told(&wait, turn).await?;
            if gate.borrow_mut().poll(self.now_ms()) == Admission::Go {
                return Ok(());
            }
        }
    }

    /// The error of a caller's own limiter that gives no turn: that there are none left, which it
    /// says with an error of this package's, or that it is broken.
    fn not_acquired(&self, thrown: JsValue) -> SmsError {
        let kind = member(&thrown, "kind").as_string();
        let at = member(&member(&thrown, "retryAt"), "getTime");
        let error = if kind.as_deref() == Some("rate-limited") {
            let at = at.dyn_ref::<Function>().and_then(|get_time| {
                let at = get_time.call0(&member(&thrown, "retryAt")).ok()?;
                at.as_f64().filter(|at| at.is_finite())
            });
            let message = "The `rateLimit` object says that there are no requests left; its error is the cause.";
            SmsError::new(ErrorKind::RateLimited, message).with(|error| {
                error.retryable = false;
                error.retry_at_ms = at;
            })
        } else {
            SmsError::invalid(vec![Issue::from(IssueFields {
                code: IssueCode::InvalidFormat,
                field: String::from("rateLimit"),
                message: String::from(
                    "The acquire() of the `rateLimit` object failed, and nothing was sent; its error is the cause.",
                ),
                accepted: String::from(
                    "an acquire() that resolves when a request may be sent, and rejects with a RateLimitError if none may",
                ),
            })])
        };
        self.cause.replace(Some(thrown));
        error
    }
}

fn refused(retry_at_ms: f64, message: &str) -> SmsError {
    let error = SmsError::new(ErrorKind::RateLimited, message);
    error.with(|error| error.retry_at_ms = Some(retry_at_ms))
}
