//! What the requests of one call or one history share: the account, the signals, the deadline, and the
//! caller's `onProgress`. It is the environment of the client's decisions.

use std::cell::RefCell;

use js_sys::Promise;
use wasm_bindgen::JsValue;

use super::account::Account;
use super::input::member;
use super::wait::{Signals, Woken};
use super::watcher::Watcher;
use crate::client::{Deadline, Env, TimeLimit};
use crate::error::SmsError;
use crate::rate_limit::{Permit, Report};

/// The context in which a page is fetched.
pub(super) struct Context<'c> {
    pub(super) account: &'c Account,
    pub(super) signals: Signals<'c>,
    /// The deadline for all of it.
    pub(super) deadline: Option<Deadline>,
    pub(super) watcher: Option<&'c Watcher>,
    /// The JavaScript error of the last failure.
    pub(super) cause: RefCell<Option<JsValue>>,
}

impl<'c> Context<'c> {
    /// A context for one call, which may take as long as the account's `timeoutMs` says.
    pub(super) fn of_call(account: &'c Account, signals: Signals<'c>) -> Self {
        let timeout_ms = account.timeout_ms;
        let deadline = Deadline {
            at_ms: js_sys::Date::now() + f64::from(timeout_ms),
            limit: TimeLimit::Timeout(timeout_ms),
        };
        Self {
            account,
            signals,
            deadline: Some(deadline),
            watcher: None,
            cause: RefCell::default(),
        }
    }

    /// The deadline of a task that may take this long, or the rest of the total.
    pub(super) fn begin(&self, ms: f64, limit: TimeLimit) -> Result<Deadline, SmsError> {
        let deadline = Deadline::within(self.deadline, self.now_ms(), ms, limit)?;
        // Earlier failures no longer matter.
        self.cause.replace(None);
        if self.signals.are_aborted() {
            return Err(self.aborted());
        }
        Ok(deadline)
    }

    /// Begins one request of the account, or one call for a token.
    pub(super) fn begin_request(&self) -> Result<Deadline, SmsError> {
        let timeout_ms = self.account.timeout_ms;
        self.begin(f64::from(timeout_ms), TimeLimit::Timeout(timeout_ms))
    }

    /// The result of a promise by this time.
    pub(super) async fn settled(
        &self,
        promise: &Promise,
        deadline: Deadline,
    ) -> Result<Result<JsValue, JsValue>, SmsError> {
        let left_ms = deadline.at_ms - self.now_ms();
        let settled = self.wait(Some(promise), left_ms).await?;
        settled.ok_or_else(|| deadline.error())
    }

    /// The same, or `None` if it takes longer.
    pub(super) async fn wait(
        &self,
        promise: Option<&Promise>,
        ms: f64,
    ) -> Result<Option<Result<JsValue, JsValue>>, SmsError> {
        match self.signals.wait(promise, ms).await {
            Woken::Settled(settled) => Ok(Some(settled)),
            Woken::TimeOver => Ok(None),
            Woken::Aborted => Err(self.aborted()),
        }
    }

    fn aborted(&self) -> SmsError {
        let [signal, _] = self.signals.0;
        let reason = signal.map(|signal| member(signal, "reason"));
        self.cause.replace(reason);
        SmsError::aborted()
    }

    /// Reports to the caller what is awaited, and until when if known.
    pub(super) fn tell(&self, what: &'static str, until_ms: Option<f64>) {
        if let Some(watcher) = self.watcher {
            watcher.wait(what, until_ms);
        }
    }
}

impl Env for Context<'_> {
    fn now_ms(&self) -> f64 {
        js_sys::Date::now()
    }

    fn random(&self) -> f64 {
        js_sys::Math::random()
    }

    fn can_refresh(&self) -> bool {
        self.account.tokens.can_refresh()
    }

    fn start_at_once(&self) -> Option<Permit> {
        self.account.pacing.start_at_once(self.now_ms())
    }

    fn release(&self, permit: Option<Permit>, report: Option<&Report>) {
        self.account.pacing.release(permit, report, self.now_ms());
    }
}
