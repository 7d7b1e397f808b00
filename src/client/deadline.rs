//! Deadlines.

use crate::error::{ErrorKind, SmsError};
use crate::written::number;

/// The option that sets a time limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeLimit {
    /// `timeoutMs`, with its milliseconds.
    Timeout(u32),
    /// `deadlineMs`.
    Deadline,
}

/// The time by which something has to be done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deadline {
    /// Milliseconds since 1970.
    pub at_ms: f64,
    /// The option that sets it.
    pub limit: TimeLimit,
}

impl Deadline {
    /// The deadline of something that may take `ms` milliseconds from now on, within `outer`.
    ///
    /// # Errors
    /// The error of `outer`, if that is over.
    pub fn within(
        outer: Option<Self>,
        now_ms: f64,
        ms: f64,
        limit: TimeLimit,
    ) -> Result<Self, SmsError> {
        match outer {
            Some(outer) if outer.at_ms - now_ms < 1.0 => Err(outer.error()),
            Some(outer) if outer.at_ms < now_ms + ms => Ok(outer),
            _ => Ok(Self {
                at_ms: now_ms + ms,
                limit,
            }),
        }
    }

    /// The error of exceeding the limit.
    #[must_use]
    pub fn error(self) -> SmsError {
        match self.limit {
            TimeLimit::Timeout(ms) => {
                let message = [
                    "No complete response arrived within ",
                    &number(i64::from(ms)),
                    " ms. Try again, or set a longer `timeoutMs`.",
                ];
                SmsError::new(ErrorKind::Timeout, message.concat())
            }
            TimeLimit::Deadline => SmsError::out_of_time(),
        }
    }
}
