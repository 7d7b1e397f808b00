//! Waiting for a permit of the rate limiter: how long, when to check again, and when to report the wait.

use super::action::Env;
use super::deadline::Deadline;
use crate::error::{ErrorKind, Issue, IssueCode, IssueFields, SmsError};
use crate::rate_limit::Admission;
use crate::response::written;
use crate::retry::RetryPolicy;

/// Shorter waits are not reported to the caller.
const WORTH_TELLING_MS: f64 = 250.0;

/// A long wait checks the limiter again this often: limits may change, and timers have a maximum.
const LOOK_AGAIN_MS: f64 = 60_000.0;

/// A wait for a permit.
#[derive(Debug, Clone)]
pub struct PermitWait {
    policy: RetryPolicy,
    deadline: Deadline,
    /// A queue spreads the waiting requests; without one, jitter does.
    is_queued: bool,
    /// When to report the wait to the caller; `None` if that is done.
    tell_at_ms: Option<f64>,
}

/// What to do while waiting for a permit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NextLook {
    /// Send: there is a permit.
    Go,
    /// Wait, and check again at this time, or when another request changes the queue.
    At {
        /// Milliseconds since 1970; infinite while others are ahead in the queue.
        look_at_ms: f64,
        /// The end of the wait, if it is to be reported to the caller.
        tell: Option<f64>,
    },
}

impl PermitWait {
    /// A wait that begins now. If it takes some time, it is reported to a caller with `onProgress`.
    #[must_use]
    pub fn new(
        policy: RetryPolicy,
        deadline: Deadline,
        is_queued: bool,
        is_watched: bool,
        now_ms: f64,
    ) -> Self {
        Self {
            policy,
            deadline,
            is_queued,
            tell_at_ms: is_watched.then_some(now_ms + WORTH_TELLING_MS),
        }
    }

    /// What to do after this decision of the limiter.
    ///
    /// # Errors
    /// [`ErrorKind::RateLimited`] if the day's requests are used up, or the time that the server named
    /// is further away than [`RetryPolicy::max_retry_wait_ms`]; [`ErrorKind::Timeout`] if it is after
    /// the deadline.
    pub fn next(&mut self, admission: Admission, env: &dyn Env) -> Result<NextLook, SmsError> {
        let now_ms = env.now_ms();
        let until_ms = match admission {
            Admission::Go => return Ok(NextLook::Go),
            Admission::Exhausted { retry_at_ms } => return Err(exhausted(retry_at_ms)),
            Admission::Refused { until_ms } => self.refused(until_ms, now_ms, env)?,
            Admission::WaitUntil(at_ms) => at_ms,
            Admission::WaitForOthers => f64::INFINITY,
        };
        let mut next = (until_ms, None);
        if until_ms.is_finite() {
            if until_ms - now_ms >= WORTH_TELLING_MS {
                self.tell_at_ms = None;
                next.1 = Some(until_ms);
            }
            next.0 = until_ms.min(now_ms + LOOK_AGAIN_MS).max(now_ms + 1.0);
        }
        let (look_at_ms, tell) = next;
        Ok(NextLook::At { look_at_ms, tell })
    }

    /// When to wake up, if the next check is at `look_at_ms`.
    #[must_use]
    pub fn wake_ms(&self, look_at_ms: f64) -> f64 {
        let at_ms = look_at_ms.min(self.deadline.at_ms);
        self.tell_at_ms.map_or(at_ms, |tell| at_ms.min(tell))
    }

    /// Whether to report the wait to the caller, after it woke up at this time.
    ///
    /// # Errors
    /// The deadline's, if it has passed.
    pub fn woken(&mut self, wake_ms: f64) -> Result<bool, SmsError> {
        if wake_ms >= self.deadline.at_ms {
            return Err(self.deadline.error());
        }
        Ok(self.tell_at_ms.take_if(|at| *at <= wake_ms).is_some())
    }

    /// Until when to wait, if the server refuses requests until then. The policy applies as if it had refused
    /// this request.
    fn refused(&self, until_ms: f64, now_ms: f64, env: &dyn Env) -> Result<f64, SmsError> {
        if until_ms - now_ms > f64::from(self.policy.max_retry_wait_ms) {
            return Err(refused(until_ms));
        }
        if self.deadline.at_ms < until_ms {
            return Err(self.deadline.error().amid(Some(refused(until_ms))));
        }
        let jitter = if self.is_queued {
            0.0
        } else {
            env.random() * f64::from(self.policy.base_delay_ms)
        };
        Ok(until_ms + jitter)
    }
}

fn refused(until_ms: f64) -> SmsError {
    let what = "The server accepts no more requests from this account for now. Try again at ";
    rate_limited(what, until_ms)
}

fn exhausted(retry_at_ms: f64) -> SmsError {
    let what = "The account has used up its requests for today, by the count of this process. Try again at ";
    rate_limited(what, retry_at_ms).with(|error| error.retryable = false)
}

fn rate_limited(what: &str, retry_at_ms: f64) -> SmsError {
    let message = [what, &written(retry_at_ms), "."].concat();
    let error = SmsError::new(ErrorKind::RateLimited, message);
    error.with(|error| error.retry_at_ms = Some(retry_at_ms))
}

/// The error if the caller's own limiter has no requests left until this time.
#[must_use]
pub fn limiter_exhausted(retry_at_ms: Option<f64>) -> SmsError {
    let message =
        "The `rateLimit` object has no requests left; its error is the cause. Try again later.";
    SmsError::new(ErrorKind::RateLimited, message).with(|error| {
        error.retryable = false;
        error.retry_at_ms = retry_at_ms;
    })
}

/// The error if the caller's own limiter fails.
#[must_use]
pub fn limiter_failed() -> SmsError {
    SmsError::invalid(Issue::from(IssueFields {
        code: IssueCode::InvalidFormat,
        field: String::from("rateLimit"),
        message: String::from(
            "The acquire() method of the `rateLimit` object failed, so nothing was sent; its error is the cause.",
        ),
        accepted: String::from(
            "an acquire() that resolves when a request may be sent, and rejects with a RateLimitError if no requests are left",
        ),
    }))
}

#[cfg(test)]
mod tests {
    use super::{NextLook, PermitWait};
    use crate::client::{Deadline, Env, TimeLimit};
    use crate::error::ErrorKind;
    use crate::rate_limit::{Admission, Permit, Report};
    use crate::retry::RetryPolicy;

    const NOW_MS: f64 = 1_737_300_000_000.0;

    struct HalfWay;

    impl Env for HalfWay {
        fn now_ms(&self) -> f64 {
            NOW_MS
        }

        fn random(&self) -> f64 {
            0.5
        }

        fn can_refresh(&self) -> bool {
            false
        }

        fn start_at_once(&self) -> Option<Permit> {
            None
        }

        fn release(&self, _: Option<Permit>, _: Option<&Report>) {}
    }

    /// A wait that may take so long.
    fn wait(ms: f64, is_queued: bool) -> PermitWait {
        let deadline = Deadline::within(None, NOW_MS, ms, TimeLimit::Deadline).unwrap();
        PermitWait::new(RetryPolicy::default(), deadline, is_queued, true, NOW_MS)
    }

    fn refused(ms: f64) -> Admission {
        Admission::Refused {
            until_ms: NOW_MS + ms,
        }
    }

    #[test]
    fn a_refusal_is_waited_for_with_jitter_unless_a_queue_spreads_the_requests() {
        for (is_queued, at_ms) in [(true, 1_000.0), (false, 1_250.0)] {
            let next = wait(f64::INFINITY, is_queued).next(refused(1_000.0), &HalfWay);
            let expected = NextLook::At {
                look_at_ms: NOW_MS + at_ms,
                tell: Some(NOW_MS + at_ms),
            };
            assert_eq!(next, Ok(expected));
        }
    }

    #[test]
    fn a_refusal_longer_than_the_policy_waits_is_an_error_with_its_time() {
        let error = wait(f64::INFINITY, true).next(refused(60_001.0), &HalfWay);
        let error = error.unwrap_err();
        assert_eq!(error.kind, ErrorKind::RateLimited);
        assert_eq!(error.retry_at_ms, Some(NOW_MS + 60_001.0));
        assert!(error.retryable);
        assert!(
            wait(f64::INFINITY, true)
                .next(refused(60_000.0), &HalfWay)
                .is_ok()
        );
    }

    #[test]
    fn a_refusal_that_outlasts_the_deadline_ends_the_wait_at_once_and_is_the_cause() {
        let error = wait(500.0, true)
            .next(refused(1_000.0), &HalfWay)
            .unwrap_err();
        assert_eq!(error.kind, ErrorKind::Timeout);
        let cause = error.cause.as_ref().unwrap();
        assert_eq!(cause.retry_at_ms, Some(NOW_MS + 1_000.0));
    }

    #[test]
    fn a_day_that_is_used_up_is_a_final_error() {
        let retry_at_ms = NOW_MS + 1.0;
        let error = wait(f64::INFINITY, true).next(Admission::Exhausted { retry_at_ms }, &HalfWay);
        let error = error.unwrap_err();
        assert_eq!(
            (error.kind, error.retryable),
            (ErrorKind::RateLimited, false)
        );
    }

    #[test]
    fn a_long_wait_is_checked_every_minute_and_a_short_one_is_not_reported() {
        for (at_ms, look, tell) in [
            (90_000.0, 60_000.0, Some(NOW_MS + 90_000.0)),
            (249.0, 249.0, None),
            (0.0, 1.0, None),
        ] {
            let next =
                wait(f64::INFINITY, true).next(Admission::WaitUntil(NOW_MS + at_ms), &HalfWay);
            let look_at_ms = NOW_MS + look;
            assert_eq!(next, Ok(NextLook::At { look_at_ms, tell }));
        }
    }

    #[test]
    fn a_wait_in_the_queue_is_reported_once_and_ends_at_its_deadline() {
        let mut wait = wait(1_000.0, true);
        let next = wait.next(Admission::WaitForOthers, &HalfWay);
        let look_at_ms = f64::INFINITY;
        assert_eq!(
            next,
            Ok(NextLook::At {
                look_at_ms,
                tell: None
            })
        );
        let wake_ms = wait.wake_ms(look_at_ms);
        assert_eq!((wake_ms, wait.woken(wake_ms)), (NOW_MS + 250.0, Ok(true)));
        let wake_ms = wait.wake_ms(look_at_ms);
        let over = wait.woken(wake_ms).map_err(|error| error.kind);
        assert_eq!((wake_ms, over), (NOW_MS + 1_000.0, Err(ErrorKind::Timeout)));
    }
}
