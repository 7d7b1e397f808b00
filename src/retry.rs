//! Decides whether and when to retry a failed request.

use serde::Deserialize;
use tsify::Tsify;

use crate::error::{ErrorKind, Issues, SmsError};
use crate::input::{Given, whole_number};

/// How often to retry, and how long to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// The most retries after the first request.
    pub max: u32,
    /// The longest wait before the first retry, in milliseconds. It doubles with each further one.
    pub base_delay_ms: u32,
    /// The longest backoff, in milliseconds.
    pub max_delay_ms: u32,
    /// The longest wait until a time that a server names, in milliseconds: limits hostile headers,
    /// and leaves waiting for tomorrow to the caller.
    pub max_retry_wait_ms: u32,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max: 3,
            base_delay_ms: 500,
            max_delay_ms: 8_000,
            max_retry_wait_ms: 60_000,
        }
    }
}

/// How a request of a history is retried.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct SmsRetryOptions {
    /// The most retries after the first request.
    /// @default 3
    #[tsify(optional, type = "number | undefined")]
    pub max: Given,
    /// The longest wait before the first retry, in milliseconds. It doubles with each further one.
    /// @default 500
    #[tsify(optional, type = "number | undefined")]
    pub base_delay_ms: Given,
    /// The longest backoff, in milliseconds.
    /// @default 8000
    #[tsify(optional, type = "number | undefined")]
    pub max_delay_ms: Given,
    /// The longest wait until a time that the server names, in milliseconds. A longer wait, such as
    /// for a daily limit, is an error with `retryAt`.
    /// @default 60000
    #[tsify(optional, type = "number | undefined")]
    pub max_retry_wait_ms: Given,
}

/// Upper bounds of the options: the longest sensible wait is a day.
const MOST_RETRIES: u32 = 100;
const LONGEST_MS: u32 = 86_400_000;

/// The retries that a client may make beyond those its successes have earned.
const BUDGET: f64 = 20.0;
/// What a success earns: a third of all requests may fail forever.
const EARNED: f64 = 0.5;

/// A retry budget, which keeps a client from hammering a server that is down: retries spend it, and
/// successes earn it back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RetryBudget(f64);

impl Default for RetryBudget {
    fn default() -> Self {
        Self(BUDGET)
    }
}

impl RetryBudget {
    /// Spends a retry if any are left.
    pub fn spend(&mut self) -> bool {
        let left = self.0 >= 1.0;
        if left {
            self.0 -= 1.0;
        }
        left
    }

    /// Earns a fraction of a retry.
    pub fn earn(&mut self) {
        self.0 = (self.0 + EARNED).min(BUDGET);
    }
}

/// The retries of a request so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Retries {
    /// After failures.
    pub failed: u32,
    /// After bodies that were not JSON: one retry, independent of other failures.
    pub no_json: u32,
}

impl Retries {
    /// Counts one more retry after this error.
    pub fn count(&mut self, error: &SmsError) {
        let of_its_kind = if error.no_json {
            &mut self.no_json
        } else {
            &mut self.failed
        };
        *of_its_kind = of_its_kind.saturating_add(1);
    }
}

/// What to do after a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Retry after this many milliseconds.
    Wait(u32),
    /// Return the error to the caller.
    GiveUp,
}

impl RetryPolicy {
    /// Checks the options of `retry`.
    ///
    /// # Errors
    /// Every issue.
    pub fn validate(given: &SmsRetryOptions) -> Result<Self, Issues> {
        let mut issues = Issues::default();
        let mut read =
            |given, name, most, unit| issues.note(whole_number(given, name, 0..=most, unit));
        let unit = " of milliseconds";
        let max = read(&given.max, "max", MOST_RETRIES, "");
        let base = read(&given.base_delay_ms, "baseDelayMs", LONGEST_MS, unit);
        let most = read(&given.max_delay_ms, "maxDelayMs", LONGEST_MS, unit);
        let longest = read(&given.max_retry_wait_ms, "maxRetryWaitMs", LONGEST_MS, unit);
        let standard = Self::default();
        issues.unless(Some(Self {
            max: max.unwrap_or(standard.max),
            base_delay_ms: base.unwrap_or(standard.base_delay_ms),
            max_delay_ms: most.unwrap_or(standard.max_delay_ms),
            max_retry_wait_ms: longest.unwrap_or(standard.max_retry_wait_ms),
        }))
    }

    /// Decides after these retries, at `now_ms`, with a `random` number from 0 to 1.
    ///
    /// The backoff is exponential with full jitter, so that clients that failed together do not
    /// retry together. It never ends before the time that the server named.
    #[must_use]
    pub fn decide(&self, error: &SmsError, retries: Retries, now_ms: f64, random: f64) -> Decision {
        let (done, most) = if error.kind == ErrorKind::Decode && error.no_json {
            // A truncated body, or a gateway's.
            (retries.no_json, self.max.min(1))
        } else if error.retryable {
            (retries.failed, self.max)
        } else {
            return Decision::GiveUp;
        };
        if done >= most {
            return Decision::GiveUp;
        }
        let jittered = f64::from(self.backoff_ms(done)) * random.clamp(0.0, 1.0);
        let Some(retry_at_ms) = error.retry_at_ms else {
            return Decision::Wait(whole(jittered));
        };
        // Adds some jitter: the server named the same time to all clients.
        let named = (retry_at_ms - now_ms).max(0.0);
        if named > f64::from(self.max_retry_wait_ms) {
            return Decision::GiveUp;
        }
        Decision::Wait(whole(named + jittered.min(f64::from(self.base_delay_ms))))
    }

    fn backoff_ms(&self, retries: u32) -> u32 {
        let doubled = 2_u32
            .saturating_pow(retries)
            .saturating_mul(self.base_delay_ms);
        doubled.min(self.max_delay_ms)
    }
}

fn whole(ms: f64) -> u32 {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates; a wait is bounded by the policy"
    )]
    let ms = ms.ceil() as u32;
    ms
}

#[cfg(test)]
mod tests {
    use super::{Decision, Retries, RetryBudget, RetryPolicy};
    use crate::error::{ErrorKind, SmsError};

    const NOW: f64 = 1_737_300_000_000.0;

    fn failed(kind: ErrorKind) -> SmsError {
        SmsError::new(kind, "failed")
    }

    fn told_to_wait(ms: f64) -> SmsError {
        failed(ErrorKind::RateLimited).with(|error| error.retry_at_ms = Some(NOW + ms))
    }

    fn after(failed: u32) -> Retries {
        Retries { failed, no_json: 0 }
    }

    fn decide(error: &SmsError, failed: u32, random: f64) -> Decision {
        RetryPolicy::default().decide(error, after(failed), NOW, random)
    }

    #[test]
    fn the_backoff_doubles_up_to_its_maximum_with_full_jitter() {
        let policy = RetryPolicy {
            max: 10,
            ..RetryPolicy::default()
        };
        let error = failed(ErrorKind::Server);
        for (retries, longest) in [(0, 500), (1, 1_000), (2, 2_000), (4, 8_000), (9, 8_000)] {
            let wait = |random| policy.decide(&error, after(retries), NOW, random);
            assert_eq!(wait(1.0), Decision::Wait(longest));
            assert_eq!(wait(0.5), Decision::Wait(longest / 2));
            assert_eq!(wait(0.0), Decision::Wait(0));
        }
    }

    #[test]
    fn nothing_is_sent_before_the_time_that_the_server_named() {
        for random in [0.0, 0.3, 1.0] {
            let Decision::Wait(ms) = decide(&told_to_wait(2_000.0), 0, random) else {
                panic!("the server's wait is short");
            };
            assert!((2_000..=2_500).contains(&ms), "{ms}");
        }
    }

    #[test]
    fn a_wait_that_is_too_long_is_left_to_the_caller() {
        assert_eq!(decide(&told_to_wait(60_001.0), 0, 0.5), Decision::GiveUp);
        assert_ne!(decide(&told_to_wait(60_000.0), 0, 0.0), Decision::GiveUp);
    }

    #[test]
    fn only_temporary_failures_are_retried_and_not_forever() {
        for kind in [
            ErrorKind::Network,
            ErrorKind::Timeout,
            ErrorKind::Server,
            ErrorKind::RateLimited,
        ] {
            assert_ne!(decide(&failed(kind), 2, 0.5), Decision::GiveUp, "{kind:?}");
            assert_eq!(decide(&failed(kind), 3, 0.5), Decision::GiveUp, "{kind:?}");
        }
        for kind in [
            ErrorKind::InvalidRequest,
            ErrorKind::Authentication,
            ErrorKind::MissingScope,
            ErrorKind::Forbidden,
            ErrorKind::NotFound,
            ErrorKind::InvalidPageToken,
            ErrorKind::UnexpectedStatus,
            ErrorKind::Aborted,
            ErrorKind::Decode,
        ] {
            assert_eq!(decide(&failed(kind), 0, 0.5), Decision::GiveUp, "{kind:?}");
        }
    }

    #[test]
    fn a_server_that_is_down_is_not_hammered_and_a_flaky_one_is_still_used() {
        let mut budget = RetryBudget::default();
        assert_eq!((0..100).filter(|_| budget.spend()).count(), 20);
        for _ in 0..100 {
            budget.earn();
            budget.earn();
            assert!(budget.spend());
        }
    }

    #[test]
    fn a_body_that_is_not_json_is_requested_once_more() {
        let no_json = failed(ErrorKind::Decode).with(|error| error.no_json = true);
        let policy = RetryPolicy::default();
        let mut retries = after(2);
        assert_ne!(policy.decide(&no_json, retries, NOW, 0.5), Decision::GiveUp);
        retries.count(&no_json);
        assert_eq!(policy.decide(&no_json, retries, NOW, 0.5), Decision::GiveUp);
        let failure = failed(ErrorKind::Server);
        assert_ne!(policy.decide(&failure, retries, NOW, 0.5), Decision::GiveUp);
        retries.count(&failure);
        assert_eq!(policy.decide(&failure, retries, NOW, 0.5), Decision::GiveUp);
        let none = RetryPolicy { max: 0, ..policy };
        let first = Retries::default();
        assert_eq!(none.decide(&no_json, first, NOW, 0.5), Decision::GiveUp);
    }
}
