//! Whose turn it is: a limiter that the clients of an account share, or one of the caller's.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};

use super::input::{Members, input, member};
use super::object::object;
use super::promise::{ignore, settled};
use crate::error::Issue;
use crate::input::{Input, wrong_type};
use crate::rate_limit::{self, Gate, Limiter, RateLimit, Report, Ticket};

/// How requests are paced. Without a limiter of ours, a gate keeps the client's requests back while
/// the server wants none.
pub(super) enum Pacing {
    /// Not at all.
    Off(RefCell<Gate>),
    /// By a limiter that all clients with the same key share.
    Shared(Rc<Shared>),
    /// By an object of the caller's with `acquire(signal)` and `report(answer)`.
    Foreign(JsValue, RefCell<Gate>),
}

/// A limiter, and who waits for it to change.
pub(super) struct Shared {
    pub(super) limiter: RefCell<Limiter>,
    changes: Cell<u32>,
    waiting: RefCell<Vec<Waker>>,
}

thread_local! {
    /// The limiters by their keys, also of clients that are gone: what was sent still counts.
    static LIMITERS: RefCell<Vec<(String, Rc<Shared>)>> = const { RefCell::new(Vec::new()) };
}

impl Pacing {
    /// Checks the option `rateLimit`. All clients with one base URL and one `key` share a limiter;
    /// without a key, those with one base URL and one setting.
    pub(super) fn validate(value: &JsValue, base_url: &str) -> Result<Self, Vec<Issue>> {
        if value.as_bool() == Some(false) {
            return Ok(Self::Off(RefCell::default()));
        }
        if value.is_object() && member(value, "acquire").is_function() {
            return Ok(Self::Foreign(value.clone(), RefCell::default()));
        }
        let members = Members::of(value, "rateLimit").map_err(|issue| vec![issue])?;
        let known = [rate_limit::NAMES, &["key"]].concat();
        let setting = RateLimit::validate(&members.options(&known))?;
        let key = match input(&members.get("key")) {
            Input::Absent => setting_key(setting),
            Input::Text(key) => format!("key {key}"),
            other
            @ (Input::IllFormedText | Input::Number(_) | Input::Date(_) | Input::Other(_)) => {
                return Err(vec![wrong_type(
                    "rateLimit.key",
                    &other,
                    "a name for the account",
                )]);
            }
        };
        Ok(Self::Shared(shared(&format!("{base_url} {key}"), setting)))
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
        let until_ms = report.refused_until_ms(js_sys::Date::now());
        let retry_at_ms = until_ms
            .or(report.named_ms())
            .map_or(JsValue::NULL, JsValue::from);
        let answer = object(&[
            ("status", report.status.into()),
            ("limit", count(report.limit)),
            ("remaining", count(report.remaining)),
            ("retryAtMs", retry_at_ms),
            ("daily", report.is_daily().into()),
        ]);
        // Whoever counts must not break what is counted.
        ignore(tell.call1(limiter, &answer));
    }
}

/// The numbers of a setting, as a key.
fn setting_key(setting: RateLimit) -> String {
    let (rate, share) = (setting.per_second().to_bits(), setting.share().to_bits());
    let (day, concurrency) = (setting.per_day().unwrap_or(0), setting.concurrency());
    format!("{rate} {day} {concurrency} {share}")
}

/// The limiter with this key, which keeps to this setting too; or a new one. Those that nobody has
/// and that remember nothing are dropped.
fn shared(key: &str, setting: RateLimit) -> Rc<Shared> {
    let now_ms = js_sys::Date::now();
    LIMITERS.with_borrow_mut(|limiters| {
        limiters.retain(|(_, shared)| {
            Rc::strong_count(shared) > 1 || !shared.limiter.borrow_mut().is_forgettable(now_ms)
        });
        let found = limiters.iter().find(|(name, _)| *name == key);
        if let Some((_, shared)) = found {
            shared.limiter.borrow_mut().restrict(setting);
            return Rc::clone(shared);
        }
        let shared = Rc::new(Shared {
            limiter: RefCell::new(Limiter::new(setting)),
            changes: Cell::new(0),
            waiting: RefCell::default(),
        });
        limiters.push((key.to_owned(), Rc::clone(&shared)));
        shared
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
