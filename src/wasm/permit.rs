//! Waiting for a permit: in the queue of a limiter, for the caller's own limiter, and while the server accepts
//! no requests.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};

use super::context::Context;
use super::fetch::{abort, controller};
use super::input::{member, method};
use super::pacing::Pacing;
use super::promise::settled;
use crate::client::{Env, NextLook, PermitWait, TimeLimit, limiter_exhausted, limiter_failed};
use crate::error::SmsError;
use crate::rate_limit::{Admission, Permit};

impl Context<'_> {
    /// Waits until a request may start; `again` if it was sent before and refused. Queueing has no
    /// time limit of its own.
    pub(super) async fn acquire(&self, again: bool) -> Result<Option<Permit>, SmsError> {
        let deadline = self.begin(f64::INFINITY, TimeLimit::Deadline)?;
        let pacing = &self.account.pacing;
        let permit = pacing.enqueue(again);
        loop {
            let mut wait = PermitWait::new(
                self.account.retry,
                deadline,
                permit.is_some(),
                self.watcher.is_some(),
                self.now_ms(),
            );
            let mut admitted = self.admitted(&mut wait, permit).await;
            if let (Ok(()), Pacing::Foreign(limiter, _)) = (&admitted, pacing) {
                admitted = self.acquired(&mut wait, limiter).await;
                // The caller's limiter has given a permit, but the server accepts no requests now.
                if admitted.is_ok() && pacing.poll(None, self.now_ms()) != Admission::Go {
                    continue;
                }
            }
            if admitted.is_err() {
                pacing.release(permit, None, self.now_ms());
            } else {
                // The next in line may look when it may start.
                pacing.changed();
            }
            return admitted.map(|()| permit);
        }
    }

    /// Waits until this process allows a request.
    async fn admitted(
        &self,
        wait: &mut PermitWait,
        permit: Option<Permit>,
    ) -> Result<(), SmsError> {
        let pacing = &self.account.pacing;
        loop {
            match wait.next(pacing.poll(permit, self.now_ms()), self)? {
                NextLook::Go => return Ok(()),
                NextLook::At { look_at_ms, tell } => {
                    if tell.is_some() {
                        self.tell("rate-limit", tell);
                    }
                    self.pause(wait, pacing.change().as_ref(), look_at_ms)
                        .await?;
                }
            }
        }
    }

    /// Waits for the caller's own limiter.
    async fn acquired(&self, wait: &mut PermitWait, limiter: &JsValue) -> Result<(), SmsError> {
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

    /// Waits for a promise until the next check, and reports to the caller when due. `None` if the
    /// promise has not settled.
    async fn pause(
        &self,
        wait: &mut PermitWait,
        promise: Option<&Promise>,
        look_at_ms: f64,
    ) -> Result<Option<Result<JsValue, JsValue>>, SmsError> {
        let wake_ms = wait.wake_ms(look_at_ms);
        let settled = self.wait(promise, wake_ms - self.now_ms()).await?;
        if settled.is_none() && wait.woken(wake_ms)? {
            self.tell("rate-limit", None);
        }
        Ok(settled)
    }

    /// The error of a caller's own limiter that gave no permit. If it threw one of this package's errors, no
    /// requests are left; any other error means that it is broken.
    fn not_acquired(&self, thrown: JsValue) -> SmsError {
        let error = if member(&thrown, "kind").as_string().as_deref() == Some("rate-limited") {
            let at = member(&thrown, "retryAt");
            let get_time = member(&at, "getTime");
            let get_time = get_time.dyn_ref::<Function>();
            let at_ms = get_time.and_then(|get_time| get_time.call0(&at).ok()?.as_f64());
            limiter_exhausted(at_ms.filter(|at_ms| at_ms.is_finite()))
        } else {
            limiter_failed()
        };
        self.cause.replace(Some(thrown));
        error
    }
}
