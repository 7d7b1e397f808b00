//! Whose turn it is: a limiter that the clients of an account share, or one of the caller's.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::{Rc, Weak};
use std::task::{Poll, Waker};

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};

use super::input::{Members, input, member};
use super::object::object;
use super::promise::settled;
use crate::error::Issue;
use crate::input::{Input, wrong_type};
use crate::rate_limit::{self, Limiter, RateLimit, Report, Ticket};

/// How requests are paced.
pub(super) enum Pacing {
    /// Not at all.
    Off,
    /// By a limiter that all clients with the same key share.
    Shared(Rc<Shared>),
    /// By an object of the caller's with `acquire(signal)` and `report(answer)`.
    Foreign(JsValue),
}

/// A limiter, and who waits for it to change.
pub(super) struct Shared {
    pub(super) limiter: RefCell<Limiter>,
    changes: Cell<u32>,
    waiting: RefCell<Vec<Waker>>,
}

thread_local! {
    /// The limiters in use, by their keys.
    static LIMITERS: RefCell<Vec<(String, Weak<Shared>)>> = const { RefCell::new(Vec::new()) };
}

impl Pacing {
    /// Checks the option `rateLimit`. Without a `key`, all clients with one base URL and one
    /// setting share a limiter.
    pub(super) fn validate(value: &JsValue, base_url: &str) -> Result<Self, Vec<Issue>> {
        if value.as_bool() == Some(false) {
            return Ok(Self::Off);
        }
        if value.is_object() && member(value, "acquire").is_function() {
            return Ok(Self::Foreign(value.clone()));
        }
        let members = Members::of(value, "rateLimit").map_err(|issue| vec![issue])?;
        let known = [rate_limit::NAMES, &["key"]].concat();
        let setting = RateLimit::validate(&members.options(&known))?;
        let key = match input(&members.get("key")) {
            Input::Absent => base_url.to_owned(),
            Input::Text(key) => key,
            other
            @ (Input::IllFormedText | Input::Number(_) | Input::Date(_) | Input::Other(_)) => {
                return Err(vec![wrong_type(
                    "rateLimit.key",
                    &other,
                    "a name for the account",
                )]);
            }
        };
        Ok(Self::Shared(shared(&key, setting)))
    }

    /// Waits for the caller's own limiter.
    pub(super) async fn acquire(limiter: &JsValue, signal: &JsValue) -> Result<(), JsValue> {
        let acquire: Function = member(limiter, "acquire").unchecked_into();
        settled(&acquire.call1(limiter, signal)?).await.map(|_| ())
    }

    /// Tells the caller's own limiter what an answer said.
    pub(super) fn report(limiter: &JsValue, report: &Report) {
        let Ok(tell) = member(limiter, "report").dyn_into::<Function>() else {
            return;
        };
        let count = |count: Option<u32>| count.map_or(JsValue::NULL, JsValue::from);
        let retry_at_ms = report.named_ms().map_or(JsValue::NULL, JsValue::from);
        let answer = object(&[
            ("status", report.status.into()),
            ("limit", count(report.limit)),
            ("remaining", count(report.remaining)),
            ("retryAtMs", retry_at_ms),
        ]);
        // Whoever counts must not break what is counted.
        let _ = tell.call1(limiter, &answer);
    }
}

/// The limiter with this key and setting: one that is in use, or a new one.
fn shared(key: &str, setting: RateLimit) -> Rc<Shared> {
    let (rate, share) = (setting.per_second().to_bits(), setting.share().to_bits());
    let (day, concurrency) = (setting.per_day().unwrap_or(0), setting.concurrency());
    let key = format!("{key} {rate} {day} {concurrency} {share}");
    LIMITERS.with_borrow_mut(|limiters| {
        limiters.retain(|(_, limiter)| limiter.strong_count() > 0);
        let found = limiters.iter().find(|(name, _)| *name == key);
        if let Some(limiter) = found.and_then(|(_, limiter)| limiter.upgrade()) {
            return limiter;
        }
        let limiter = Rc::new(Shared {
            limiter: RefCell::new(Limiter::new(setting)),
            changes: Cell::new(0),
            waiting: RefCell::default(),
        });
        limiters.push((key, Rc::downgrade(&limiter)));
        limiter
    })
}

impl Shared {
    /// Gives up a ticket, and tells what the answer to its request said.
    pub(super) fn done(&self, ticket: Ticket, report: Option<&Report>, now_ms: f64) {
        let mut limiter = self.limiter.borrow_mut();
        if let Some(report) = report {
            limiter.report(ticket, report, now_ms);
        }
        limiter.release(ticket);
        drop(limiter);
        self.changed();
    }

    /// Wakes all who wait: one of them may be the next.
    pub(super) fn changed(&self) {
        self.changes.set(self.changes.get().wrapping_add(1));
        for waker in self.waiting.take() {
            waker.wake();
        }
    }

    /// Waits until something changes.
    pub(super) async fn change(&self) {
        let before = self.changes.get();
        poll_fn(|context| {
            if self.changes.get() != before {
                return Poll::Ready(());
            }
            self.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}
