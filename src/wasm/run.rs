//! The world of a page or of a history: the steps to it, done under two signals and one time limit.

use std::cell::RefCell;

use js_sys::Promise;
use wasm_bindgen::JsValue;

use super::client::Parts;
use super::error::to_js;
use super::input::member;
use super::token::Asked;
use super::wait::{Signals, Woken};
use super::watcher::Watcher;
use crate::client::{NewPage, Outcome, Step, Way, World};
use crate::error::{ErrorKind, SmsError};
use crate::rate_limit::{Report, Ticket};
use crate::token::{Grant, Why};
use crate::written::number;

/// The option that says how long something may take.
#[derive(Clone, Copy)]
pub(super) enum Limit {
    /// `timeoutMs`, with its milliseconds.
    Timeout(u32),
    /// `deadlineMs`.
    Deadline,
}

/// Until when something may take, in milliseconds since 1970, and what says so.
pub(super) type End = (f64, Limit);

/// What is done for one page, or for one step of a history.
pub(super) struct Run<'r> {
    pub(super) parts: &'r Parts,
    pub(super) signals: Signals<'r>,
    /// When all of it has to be done.
    pub(super) end: Option<End>,
    pub(super) watcher: Option<&'r Watcher>,
    /// What JavaScript threw when something failed.
    pub(super) cause: RefCell<Option<JsValue>>,
}

impl Limit {
    /// The error of what took longer.
    pub(super) fn error(self) -> SmsError {
        match self {
            Self::Timeout(ms) => {
                let message = [
                    "There was no complete answer within ",
                    &number(i64::from(ms)),
                    " ms. Try again, or give a longer `timeoutMs`.",
                ];
                SmsError::new(ErrorKind::Timeout, message.concat())
            }
            Self::Deadline => SmsError::out_of_time(),
        }
    }
}

impl Run<'_> {
    /// Goes the whole way to a page; `None` if a history has been read to its end.
    ///
    /// # Errors
    /// As JavaScript gets them, with what was thrown when this failed.
    pub(super) async fn go(&self, way: &mut Way<'_>) -> Result<Option<Box<NewPage>>, JsValue> {
        let client = &self.parts.client;
        let mut step = client.start(self, way);
        loop {
            let outcome = match step {
                Ok(Step::Finish(page)) => return Ok(page),
                Ok(Step::GetToken(why)) => self.token(why).await.map(Outcome::Token),
                Ok(Step::WaitForTurn { again }) => self.turn(again).await.map(Outcome::Turn),
                Ok(Step::Send { url, token }) => self.send(&url, &token).await.map(Outcome::Answer),
                Ok(Step::Sleep(ms)) => self.sleep(ms).await.map(|()| Outcome::Slept),
                Err(error) => return Err(to_js(&error, self.cause.take())),
            };
            step = client.go_on(self, way, outcome);
        }
    }

    pub(super) async fn token(&self, why: Why) -> Result<Grant, SmsError> {
        let timeout_ms = self.parts.timeout_ms;
        let end = self.begin(f64::from(timeout_ms), Limit::Timeout(timeout_ms))?;
        let tokens = &self.parts.tokens;
        let got = match tokens.ask(why, self.now_ms(), f64::from(timeout_ms)) {
            Asked::Has(got) => got,
            Asked::Waits(promise) => {
                let (at_ms, limit) = end;
                let waited = self.wait(Some(&promise), at_ms - self.now_ms()).await?;
                let Some(settled) = waited else {
                    if matches!(limit, Limit::Timeout(_)) {
                        tokens.give_up(&promise);
                    }
                    return Err(limit.error());
                };
                tokens.got(settled)
            }
        };
        got.map_err(|(error, cause)| {
            self.cause.replace(cause);
            error
        })
    }

    async fn sleep(&self, ms: u32) -> Result<(), SmsError> {
        let until_ms = self.now_ms() + f64::from(ms);
        match self.end {
            Some((at_ms, limit)) if at_ms < until_ms => return Err(limit.error()),
            _ => self.tell("retry", Some(until_ms)),
        }
        self.wait(None, f64::from(ms)).await.map(|_| ())
    }

    /// Begins what may take this long, or what is left: when it has to be done.
    pub(super) fn begin(&self, ms: f64, limit: Limit) -> Result<End, SmsError> {
        let now_ms = self.now_ms();
        let end = match self.end {
            Some(last) if last.0 - now_ms < 1.0 => return Err(last.1.error()),
            Some(last) if last.0 < now_ms + ms => last,
            _ => (now_ms + ms, limit),
        };
        // The failures before this one are over.
        self.cause.replace(None);
        if self.signals.are_aborted() {
            return Err(self.aborted());
        }
        Ok(end)
    }

    /// What a promise gives or rejects with, by this time.
    pub(super) async fn settled(
        &self,
        promise: &Promise,
        (at_ms, limit): End,
    ) -> Result<Result<JsValue, JsValue>, SmsError> {
        let settled = self.wait(Some(promise), at_ms - self.now_ms()).await?;
        settled.ok_or_else(|| limit.error())
    }

    /// The same, or `None` if that takes longer.
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

    /// Tells the caller what is waited for until when, if that is known.
    pub(super) fn tell(&self, what: &str, until_ms: Option<f64>) {
        if let Some(watcher) = self.watcher {
            watcher.tell(Some((what, until_ms)));
        }
    }
}

impl World for Run<'_> {
    fn now_ms(&self) -> f64 {
        js_sys::Date::now()
    }

    fn random(&self) -> f64 {
        js_sys::Math::random()
    }

    fn can_refresh(&self) -> bool {
        self.parts.tokens.can_refresh()
    }

    fn done(&self, turn: Option<Ticket>, report: Option<&Report>) {
        self.parts.pacing.done(turn, report, self.now_ms());
    }
}
