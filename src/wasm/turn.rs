//! Waiting for the rate limit: in the queue of a limiter, for the caller's own, and while the server
//! wants no requests.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};

use super::fetch::{abort, controller};
use super::input::{member, method};
use super::pacing::Pacing;
use super::promise::settled;
use super::run::{End, Limit, Run};
use crate::client::World;
use crate::error::{ErrorKind, Issue, IssueCode, IssueFields, SmsError};
use crate::rate_limit::{Admission, Ticket};
use crate::response::written;

/// A wait for the rate limit that is shorter is a matter of course.
const WORTH_TELLING_MS: f64 = 250.0;

/// Long waits are looked at again now and then; timers reach no further anyway.
const LOOK_AGAIN_MS: f64 = 60_000.0;

/// A wait for the rate limit.
struct Wait {
    end: End,
    /// When the caller is told of it, unless that has been done.
    tell_at_ms: Option<f64>,
}

impl Run<'_> {
    /// Waits until a request may start; `again`, if it was sent before and refused. A queue has no
    /// time limit of its own.
    pub(super) async fn turn(&self, again: bool) -> Result<Option<Ticket>, SmsError> {
        let end = self.begin(f64::INFINITY, Limit::Deadline)?;
        let pacing = &self.parts.pacing;
        let ticket = pacing.enqueue(again);
        loop {
            let mut wait = Wait {
                end,
                tell_at_ms: self.watcher.map(|_| self.now_ms() + WORTH_TELLING_MS),
            };
            let mut admitted = self.admitted(&mut wait, ticket).await;
            if let (Ok(()), Pacing::Foreign(limiter, _)) = (&admitted, pacing) {
                admitted = self.acquired(&mut wait, limiter).await;
                // A turn that came while the server wants no requests is lost.
                if admitted.is_ok() && pacing.poll(None, self.now_ms()) != Admission::Go {
                    continue;
                }
            }
            if admitted.is_err() {
                pacing.done(ticket, None, self.now_ms());
            } else {
                // The next in line may look when its own turn is.
                pacing.changed();
            }
            return admitted.map(|()| ticket);
        }
    }

    /// Waits until a request may start, as far as this process knows.
    async fn admitted(&self, wait: &mut Wait, ticket: Option<Ticket>) -> Result<(), SmsError> {
        let pacing = &self.parts.pacing;
        loop {
            let now_ms = self.now_ms();
            let until_ms = match pacing.poll(ticket, now_ms) {
                Admission::Go => return Ok(()),
                Admission::Exhausted { retry_at_ms } => {
                    let what = "The account has used up its requests for today, as far as this process has counted them. Try again at ";
                    return Err(refused(retry_at_ms, what).with(|error| error.retryable = false));
                }
                Admission::Refused { until_ms } => self.bear(until_ms, now_ms, ticket.is_some())?,
                Admission::WaitUntil(at_ms) => at_ms,
                Admission::WaitForOthers => f64::INFINITY,
            };
            let mut look_at_ms = until_ms;
            if until_ms.is_finite() {
                if until_ms - now_ms >= WORTH_TELLING_MS {
                    wait.tell_at_ms = None;
                    self.tell("rate-limit", Some(until_ms));
                }
                look_at_ms = until_ms.min(now_ms + LOOK_AGAIN_MS).max(now_ms + 1.0);
            }
            self.pause(wait, pacing.change().as_ref(), look_at_ms)
                .await?;
        }
    }

    /// Until when to wait, where the server has refused requests until then: it is waited for as
    /// after a refusal of one's own.
    fn bear(&self, until_ms: f64, now_ms: f64, is_queued: bool) -> Result<f64, SmsError> {
        let retry = &self.parts.retry;
        let what = "The server does not take more requests of this account for now. Try again at ";
        if until_ms - now_ms > f64::from(retry.max_retry_wait_ms) {
            return Err(refused(until_ms, what));
        }
        if let Some((_, limit)) = self.end.filter(|(at_ms, _)| *at_ms < until_ms) {
            return Err(limit.error().amid(Some(refused(until_ms, what))));
        }
        // A queue spreads those who wait; without one, chance does.
        let jitter = if is_queued {
            0.0
        } else {
            self.random() * f64::from(retry.base_delay_ms)
        };
        Ok(until_ms + jitter)
    }

    /// Waits for the caller's own limiter.
    async fn acquired(&self, wait: &mut Wait, limiter: &JsValue) -> Result<(), SmsError> {
        let controller = controller(self)?;
        let acquire = method(limiter, "acquire");
        let promise = match acquire.call1(limiter, &member(&controller, "signal")) {
            Ok(promise) => settled(&promise),
            Err(thrown) => return Err(self.not_acquired(thrown)),
        };
        loop {
            match self.pause(wait, Some(&promise), f64::INFINITY).await {
                Ok(None) => {}
                Ok(Some(Ok(_))) => return Ok(()),
                Ok(Some(Err(thrown))) => return Err(self.not_acquired(thrown)),
                Err(error) => {
                    abort(&controller);
                    return Err(error);
                }
            }
        }
    }

    /// Waits for a promise until it is time to look again, and tells the caller if it is time for
    /// that. `None`: the promise has not settled.
    async fn pause(
        &self,
        wait: &mut Wait,
        promise: Option<&Promise>,
        look_at_ms: f64,
    ) -> Result<Option<Result<JsValue, JsValue>>, SmsError> {
        let (end_ms, limit) = wait.end;
        let first_ms = look_at_ms
            .min(end_ms)
            .min(wait.tell_at_ms.unwrap_or(end_ms));
        let settled = self.wait(promise, first_ms - self.now_ms()).await?;
        if settled.is_none() && first_ms >= end_ms {
            return Err(limit.error());
        }
        if settled.is_none() && wait.tell_at_ms == Some(first_ms) {
            wait.tell_at_ms = None;
            self.tell("rate-limit", None);
        }
        Ok(settled)
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
            SmsError::invalid(Issue::from(IssueFields {
                code: IssueCode::InvalidFormat,
                field: String::from("rateLimit"),
                message: String::from(
                    "The acquire() of the `rateLimit` object failed, and nothing was sent; its error is the cause.",
                ),
                accepted: String::from(
                    "an acquire() that resolves when a request may be sent, and rejects with a RateLimitError if none may",
                ),
            }))
        };
        self.cause.replace(Some(thrown));
        error
    }
}

/// What happened, with the time after it.
fn refused(retry_at_ms: f64, what: &str) -> SmsError {
    let message = [what, &written(retry_at_ms), "."].concat();
    let error = SmsError::new(ErrorKind::RateLimited, message);
    error.with(|error| error.retry_at_ms = Some(retry_at_ms))
}
