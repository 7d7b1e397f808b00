//! The world of a page or of a history: calls, and waits between them, under one signal and one
//! time limit.

use std::cell::RefCell;

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsValue;
use web_sys::AbortSignal;

use super::call::{Call, Limit};
use super::client::Parts;
use super::error::to_js;
use super::pacing::Pacing;
use super::turn::Wait;
use super::watcher::Watcher;
use crate::client::Transport;
use crate::error::SmsError;
use crate::rate_limit::{Report, Ticket};
use crate::response::Response;
use crate::token::{Grant, Token, Why};

/// The longest time a JavaScript timer can wait: a queue has no limit of its own.
const LONGEST_MS: u32 = 2_147_483_647;

/// How much longer than a wait its own time limit is: the wait ends first.
const SLACK_MS: u32 = 60_000;

/// What is done for one page, or for one step of a history.
pub(super) struct Run<'r> {
    pub(super) parts: &'r Parts,
    signal: Option<&'r AbortSignal>,
    /// When all of it has to be done, and what says so.
    pub(super) end: Option<(f64, Limit)>,
    watcher: Option<&'r Watcher>,
    pub(super) cause: RefCell<Option<JsValue>>,
}

impl<'r> Run<'r> {
    pub(super) fn new(
        parts: &'r Parts,
        signal: Option<&'r AbortSignal>,
        end: Option<(f64, Limit)>,
        watcher: Option<&'r Watcher>,
    ) -> Self {
        Self {
            parts,
            signal,
            end,
            watcher,
            cause: RefCell::new(None),
        }
    }

    /// The error as JavaScript gets it, with what was thrown when this failed.
    pub(super) fn to_js(&self, error: &SmsError) -> JsValue {
        to_js(error, self.cause.take())
    }

    pub(super) fn is_watched(&self) -> bool {
        self.watcher.is_some()
    }

    /// Tells the caller what is waited for until when, if that is known.
    pub(super) fn tell(&self, what: &str, until_ms: Option<f64>) {
        if let Some(watcher) = self.watcher {
            watcher.tell(Some((what, until_ms)));
        }
    }

    /// A call that takes no longer than this, nor than what is left.
    fn call(&self, most_ms: u32) -> Result<Call<'_>, SmsError> {
        let (mut ms, mut limit) = (most_ms, Limit::Timeout(most_ms));
        if let Some((at_ms, last)) = self.end {
            let left_ms = at_ms - self.now_ms();
            if left_ms < 1.0 {
                return Err(last.error());
            }
            if left_ms < f64::from(most_ms) {
                (ms, limit) = (whole(left_ms), last);
            }
        }
        // What failed before this is got over.
        self.cause.replace(None);
        let stop = self.parts.stop.as_ref();
        Call::new(limit, ms, self.signal, stop, &self.cause)
    }
}

impl Transport for Run<'_> {
    fn now_ms(&self) -> f64 {
        js_sys::Date::now()
    }

    async fn token(&self, why: Why) -> Result<Grant, SmsError> {
        let timeout_ms = self.parts.timeout_ms;
        let patience_ms = f64::from(timeout_ms);
        let tokens = &self.parts.tokens;
        let token = async {
            let got = tokens.get(why, self.now_ms(), patience_ms).await;
            got.map_err(|(error, cause)| {
                self.cause.replace(cause);
                error
            })
        };
        self.call(timeout_ms)?.run(token).await
    }

    async fn send(&self, url: &str, token: &Token) -> Result<Response, SmsError> {
        if let Some(watcher) = self.watcher {
            watcher.count_request();
        }
        let call = self.call(self.parts.timeout_ms)?;
        let fetch = self.parts.fetch.as_ref();
        call.run(call.send(fetch, url, token)).await
    }

    async fn turn(&self, again: bool) -> Result<Option<Ticket>, SmsError> {
        let wait = Wait::default();
        match &*self.parts.pacing {
            Pacing::Off(gate) => {
                let call = self.call(LONGEST_MS)?;
                call.run(self.told(&wait, self.open(&wait, gate))).await?;
                Ok(None)
            }
            Pacing::Foreign(limiter, gate) => {
                let call = self.call(LONGEST_MS)?;
                call.run(self.acquired(limiter, gate, &call)).await?;
                Ok(None)
            }
            Pacing::Shared(shared) => {
                let call = self.call(LONGEST_MS)?;
                let ticket = {
                    let mut limiter = shared.limiter.borrow_mut();
                    if again {
                        limiter.enqueue_again()
                    } else {
                        limiter.enqueue()
                    }
                };
                let poll = |now| shared.limiter.borrow_mut().poll(ticket, now);
                let queue = self.admitted(&wait, poll, Some(shared));
                let waited = call.run(self.told(&wait, queue)).await;
                if waited.is_err() {
                    shared.done(ticket, None, self.now_ms());
                } else {
                    // Whoever is next may look when its own turn is.
                    shared.changed();
                }
                waited.map(|()| Some(ticket))
            }
        }
    }

    fn done(&self, turn: Option<Ticket>, report: Option<&Report>) {
        let now = self.now_ms();
        match (&*self.parts.pacing, turn, report) {
            (Pacing::Shared(shared), Some(ticket), report) => shared.done(ticket, report, now),
            (Pacing::Off(gate), _, Some(report)) => gate.borrow_mut().report(report, now),
            (Pacing::Foreign(limiter, gate), _, Some(report)) => {
                gate.borrow_mut().report(report, now);
                Pacing::report(limiter, report);
            }
            _ => {}
        }
    }

    async fn sleep(&self, ms: u32) -> Result<(), SmsError> {
        let until_ms = self.now_ms() + f64::from(ms);
        match self.end {
            Some((at_ms, limit)) if at_ms < until_ms => return Err(limit.error()),
            _ => self.tell("retry", Some(until_ms)),
        }
        let wait = async {
            TimeoutFuture::new(ms).await;
            Ok(())
        };
        self.call(ms.saturating_add(SLACK_MS))?.run(wait).await
    }

    fn random(&self) -> f64 {
        js_sys::Math::random()
    }

    fn can_refresh(&self) -> bool {
        self.parts.tokens.can_refresh()
    }
}

/// Milliseconds for a timer, which takes no others.
pub(super) fn whole(ms: f64) -> u32 {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "positive, and saturates"
    )]
    let ms = ms as u32;
    ms
}
