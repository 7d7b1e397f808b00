//! The options of a client that are not the transport's own business.

use crate::error::{Issue, IssueCode};
use crate::input::{Input, Options, issue, wrong_type};

/// The names of a client's options.
pub const CLIENT_NAMES: &[&str] = &["token", "baseUrl", "fetch", "timeoutMs"];

/// The names of a call's options, beside its query's.
pub const CALL_NAMES: &[&str] = &["signal"];

/// How long a call may take unless `timeoutMs` says otherwise: token, headers and body together.
pub const DEFAULT_TIMEOUT_MS: u32 = 30_000;

/// The longest time a JavaScript timer can wait; above it, it fires at once.
const LONGEST_TIMEOUT_MS: u32 = 2_147_483_647;

/// Checks the option `timeoutMs`.
///
/// # Errors
/// An issue for anything but a whole number of milliseconds that a timer can wait.
pub fn timeout_ms(options: &Options<'_>) -> Result<u32, Issue> {
    let accepted = format!("a whole number of milliseconds from 1 to {LONGEST_TIMEOUT_MS}");
    match options.get("timeoutMs") {
        Input::Absent => Ok(DEFAULT_TIMEOUT_MS),
        Input::Number(ms) => {
            let whole = ms.fract() == 0.0 && (1.0..=f64::from(LONGEST_TIMEOUT_MS)).contains(ms);
            if !whole {
                return Err(issue(
                    IssueCode::OutOfBounds,
                    "timeoutMs",
                    &format!("is {ms}"),
                    &accepted,
                ));
            }
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "checked above"
            )]
            Ok(*ms as u32)
        }
        other @ (Input::Text(_) | Input::IllFormedText | Input::Date(_) | Input::Other(_)) => {
            Err(wrong_type("timeoutMs", other, &accepted))
        }
    }
}
