//! Several histories at once: their arguments, and what ends all of them.

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortSignal;

use super::client::SmsClient;
use super::error::to_js;
use super::history::HistoryOptions;
use super::input::{Members, input, is_array, items, member};
use super::object::Made;
use super::options::SmsHistoriesOptions;
use super::promise::promise_of;
use super::wait::{Signals, Woken, is_aborted, validate_signal};
use crate::endpoint::SessionId;
use crate::error::{Issue, IssueCode, Issues, SmsError};
use crate::input::{Input, issue, whole_number, wrong_type};
use crate::options::deadline_ms;
use crate::written::number;

/// The default number of sessions to read at once.
const CONCURRENCY: u32 = 4;
/// Far above any rate limit.
const MOST_AT_ONCE: u32 = 10_000;

#[wasm_bindgen]
impl SmsClient {
    /// Checks the arguments of several histories. Returns the concurrency, and, if anything can end
    /// all of them, a promise that rejects when the signal is aborted or the deadline is over, and
    /// resolves when `stop` is aborted. A `query` function is called later.
    ///
    /// # Errors
    /// `SmsError` of kind `invalid-request` with everything that is wrong, or of kind `aborted` if
    /// the signal is already aborted.
    #[wasm_bindgen(unchecked_return_type = "{ concurrency: number; ended?: Promise<void> }")]
    pub fn histories(
        &self,
        #[wasm_bindgen(js_name = sessionIds, unchecked_param_type = "unknown")]
        session_ids: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "unknown")] query: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "unknown")] options: &JsValue,
        stop: AbortSignal,
    ) -> Result<JsValue, JsValue> {
        let mut issues = wrong_ids(session_ids);
        let is_asked_later = query.is_function();
        let none = JsValue::UNDEFINED;
        let query = Members::of(if is_asked_later { &none } else { query }, "query");
        let options = Members::of(options, "options");
        let query = issues.note(query.map(Some));
        let options = issues.note(options.map(Some));
        let (Some(query), Some(mut members)) = (query, options) else {
            return Err(SmsError::invalid(issues).into());
        };
        let mut query = HistoryOptions::read(query, true);
        let options: SmsHistoriesOptions = members.read();
        let signals = [
            members.value(options.signal),
            query.members.value(std::mem::take(&mut query.run.signal)),
        ];
        let signal = once(&mut issues, "signal", signals, |end| input(end).is_absent());
        let deadlines = [
            options.deadline_ms,
            std::mem::take(&mut query.run.deadline_ms),
        ];
        let deadline = once(&mut issues, "deadlineMs", deadlines, |end| end.is_absent());
        issues.extend(members.unknown());
        if !is_asked_later && let Err(wrong) = query.validate() {
            issues.extend(wrong);
        }
        let signal = issues.note(validate_signal(&signal));
        let deadline = issues.note(deadline_ms(&deadline));
        let concurrency = issues.note(concurrency(&options.concurrency));
        issues.unless(Some(())).map_err(SmsError::invalid)?;
        if let Some(signal) = signal.as_ref().filter(|signal| is_aborted(signal)) {
            return Err(aborted(signal));
        }
        Ok(Made::new()
            .with("concurrency", concurrency)
            .with("ended", ended(signal, deadline, stop))
            .into())
    }
}

/// Checks the option `concurrency`.
pub(super) fn concurrency(given: &Input) -> Result<u32, Issue> {
    let read = whole_number(given, "concurrency", 1..=MOST_AT_ONCE, " of sessions");
    read.map(|concurrency| concurrency.unwrap_or(CONCURRENCY))
}

/// A promise that rejects when the signal is aborted or the deadline is over, and resolves when `stop` is
/// aborted; `undefined` if there is neither.
pub(super) fn ended(
    signal: Option<AbortSignal>,
    deadline_ms: Option<u32>,
    stop: AbortSignal,
) -> JsValue {
    if signal.is_none() && deadline_ms.is_none() {
        return JsValue::UNDEFINED;
    }
    let deadline_ms = deadline_ms.map_or(f64::INFINITY, f64::from);
    let ends = Ends {
        signal,
        deadline_at_ms: js_sys::Date::now() + deadline_ms,
        stop,
    };
    promise_of(ends.ended()).into()
}

/// What was given in the options or in the query.
fn once<T>(
    issues: &mut Issues,
    name: &str,
    [here, there]: [T; 2],
    is_absent: impl Fn(&T) -> bool,
) -> T {
    if is_absent(&here) {
        return there;
    }
    if !is_absent(&there) {
        let problem = "is in both the query and the options";
        let accepted = "it once; it applies to all histories";
        issues.push(issue(IssueCode::InvalidFormat, name, problem, accepted));
    }
    here
}

/// The error that ends all histories.
struct Ends {
    signal: Option<AbortSignal>,
    deadline_at_ms: f64,
    stop: AbortSignal,
}

impl Ends {
    /// Rejects with the error that ends all histories.
    async fn ended(self) -> Result<JsValue, JsValue> {
        let signals = Signals([self.signal.as_ref(), Some(&self.stop)]);
        let mut left_ms = self.deadline_at_ms - js_sys::Date::now();
        // Timers are limited to some days.
        while left_ms > 0.0 && matches!(signals.wait(None, left_ms).await, Woken::TimeOver) {
            left_ms = self.deadline_at_ms - js_sys::Date::now();
        }
        if is_aborted(&self.stop) {
            return Ok(JsValue::UNDEFINED);
        }
        match self.signal {
            Some(signal) if is_aborted(&signal) => Err(aborted(&signal)),
            _ => Err(SmsError::out_of_time().into()),
        }
    }
}

fn aborted(signal: &AbortSignal) -> JsValue {
    to_js(&SmsError::aborted(), Some(member(signal, "reason")))
}

/// An issue for each invalid id.
fn wrong_ids(session_ids: &JsValue) -> Issues {
    if !is_array(session_ids) {
        let accepted =
            "an array, a Set or another iterable of session ids; collect an async iterable first";
        return wrong_type("sessionIds", &input(session_ids), accepted).into();
    }
    let mut wrong = Issues::default();
    for (id, index) in items(session_ids.unchecked_ref()).zip(0..) {
        let field = ["sessionIds[", &number(index), "]"].concat();
        if let Err(issue) = SessionId::validate(&field, &input(&id)) {
            wrong.push(issue);
        }
    }
    wrong
}
