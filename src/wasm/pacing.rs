//! When requests may be sent: a limiter that the clients of an account share, or the caller's own.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::{JsCast, JsValue};

use super::input::{Members, input, member};
use super::out::plain;
use super::promise::{ignore, pending};
use crate::endpoint::{Endpoint, SessionMessages};
use crate::error::{Issue, Issues};
use crate::input::{text, wrong_type};
use crate::rate_limit::{Admission, Gate, Limiter, Permit, RateLimit, RateLimitOptions, Report};
use crate::written::hexadecimal;

/// The name of the option.
const NAME: &str = "rateLimit";

/// How requests are paced. Without our own limiter, a gate holds the client's requests while the
/// server accepts none.
pub(super) enum Pacing {
    /// Not at all.
    Off(RefCell<Gate>),
    /// By a limiter shared by all clients with the same key.
    Shared(Rc<Shared>),
    /// By the caller's object with `acquire(signal)` and `report(answer)`.
    Foreign(JsValue, RefCell<Gate>),
}

/// What a response said about the account's limits.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
#[tsify(missing_as_null)]
struct SmsRateLimitReport {
    /// The HTTP status; 429 is a refusal.
    status: u16,
    /// The number of requests in the limit.
    limit: Option<u32>,
    /// The number of requests left.
    remaining: Option<u32>,
    /// When more are available, in milliseconds since 1970; after a refusal, when the next may be
    /// sent.
    retry_at_ms: Option<f64>,
    /// Whether the numbers are for the day.
    daily: bool,
}

/// A limiter and its waiters.
pub(super) struct Shared {
    limiter: RefCell<Limiter>,
    /// Resolves at the next change; and the function that resolves it.
    change: RefCell<Option<(Promise, Function)>>,
}

thread_local! {
    /// The limiters by key, also those of released clients: their requests still count.
    static LIMITERS: RefCell<Vec<(String, Rc<Shared>)>> = const { RefCell::new(Vec::new()) };
}

impl Default for Pacing {
    fn default() -> Self {
        Self::Off(RefCell::default())
    }
}

impl Pacing {
    /// Checks the option `rateLimit`. Clients with the same base URL and `key` share a limiter;
    /// without a key, those with the same base URL and setting.
    pub(super) fn validate(value: &JsValue, base_url: &str) -> Result<Self, Issues> {
        if value.as_bool() == Some(false) {
            return Ok(Self::Off(RefCell::default()));
        }
        if !member(value, "acquire").is_undefined() {
            let wrong = ["acquire", "report"].map(|name| wrong_method(value, name));
            let wrong: Issues = wrong.into_iter().flatten().collect();
            return wrong
                .within(NAME)
                .unless(Some(Self::Foreign(value.clone(), RefCell::default())));
        }
        let mut members = Members::of(value, NAME)?;
        let options: RateLimitOptions = members.read();
        let mut issues = members.unknown();
        let setting = RateLimit::validate(&options, SessionMessages::LABEL).map(Some);
        let setting = issues.note_all(setting);
        let setting = issues.unless(setting);
        let setting = setting.map_err(|issues| issues.within(NAME))?;
        let key = text(&options.key, "key", "a name for the account");
        let key = match key.map_err(|issue| Issues::from(issue).within(NAME))? {
            None => setting_key(setting),
            Some(key) => ["key ", key].concat(),
        };
        Ok(Self::Shared(shared(
            &[base_url, " ", &key].concat(),
            setting,
        )))
    }

    /// Takes a place in the queue, if there is one; at its head if the request is sent `again`.
    pub(super) fn enqueue(&self, again: bool) -> Option<Permit> {
        let Self::Shared(shared) = self else {
            return None;
        };
        let mut limiter = shared.limiter.borrow_mut();
        Some(if again {
            limiter.enqueue_again()
        } else {
            limiter.enqueue()
        })
    }

    /// Counts a request that is sent without waiting.
    pub(super) fn start_at_once(&self, now_ms: f64) -> Option<Permit> {
        match self {
            Self::Shared(shared) => Some(shared.limiter.borrow_mut().start_at_once(now_ms)),
            Self::Off(_) | Self::Foreign(..) => None,
        }
    }

    /// Whether the request with this place may start, according to this process.
    pub(super) fn poll(&self, permit: Option<Permit>, now_ms: f64) -> Admission {
        match (self, permit) {
            (Self::Shared(shared), Some(permit)) => {
                shared.limiter.borrow_mut().poll(permit, now_ms)
            }
            (Self::Shared(_), None) => Admission::Go,
            (Self::Off(gate) | Self::Foreign(_, gate), _) => gate.borrow_mut().poll(now_ms),
        }
    }

    /// Records the end of a request, with its response.
    pub(super) fn release(&self, permit: Option<Permit>, report: Option<&Report>, now_ms: f64) {
        match (self, permit, report) {
            (Self::Shared(shared), Some(permit), report) => shared.release(permit, report, now_ms),
            (Self::Off(gate), _, Some(report)) => gate.borrow_mut().report(report, now_ms),
            (Self::Foreign(limiter, gate), _, Some(report)) => {
                gate.borrow_mut().report(report, now_ms);
                Self::report(limiter, report);
            }
            _ => {}
        }
    }

    /// Resolves after a change in the queue: the waiter may be next.
    pub(super) fn change(&self) -> Option<Promise> {
        match self {
            Self::Shared(shared) => Some(shared.change()),
            Self::Off(_) | Self::Foreign(..) => None,
        }
    }

    /// Wakes the waiters in the queue.
    pub(super) fn changed(&self) {
        if let Self::Shared(shared) = self {
            shared.changed();
        }
    }

    /// Reports a response to the caller's own limiter.
    fn report(limiter: &JsValue, report: &Report) {
        let Ok(tell) = member(limiter, "report").dyn_into::<Function>() else {
            return;
        };
        let until_ms = report.refused_until_ms(js_sys::Date::now());
        let answer = plain(&SmsRateLimitReport {
            status: report.status,
            limit: report.limit,
            remaining: report.remaining,
            retry_at_ms: until_ms.or(report.named_ms()),
            daily: report.is_daily(),
        });
        // A caller's limiter must not break the history that it paces.
        ignore(answer.and_then(|answer| tell.call1(limiter, &answer)));
    }
}

/// The issue with a method of the caller's own limiter; `report` is optional.
fn wrong_method(limiter: &JsValue, name: &str) -> Option<Issue> {
    let found = member(limiter, name);
    let is_fine = found.is_function() || name == "report" && input(&found).is_absent();
    (!is_fine).then(|| wrong_type(name, &input(&found), "a function"))
}

/// The numbers of a setting, as a key.
fn setting_key(setting: RateLimit) -> String {
    let mut key = String::new();
    for number in &[
        setting.per_second().to_bits(),
        setting.per_day().unwrap_or(0),
        u64::from(setting.concurrency()),
        setting.share().to_bits(),
    ] {
        key.push_str(&hexadecimal(*number));
        key.push(' ');
    }
    key
}

/// The limiter with this key, with this setting applied too; or a new one. Drops unused limiters
/// without state.
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
            change: RefCell::new(None),
        });
        limiters.push((key.to_owned(), Rc::clone(&shared)));
        shared
    })
}

impl Shared {
    /// Releases a permit and reports the response to its request.
    fn release(&self, permit: Permit, report: Option<&Report>, now_ms: f64) {
        let mut limiter = self.limiter.borrow_mut();
        if let Some(report) = report {
            limiter.report(permit, report, now_ms);
        }
        limiter.release(permit);
        drop(limiter);
        self.changed();
    }

    /// Wakes all waiters: one of them may be next.
    fn changed(&self) {
        let wake = self.change.borrow_mut().take().map(|(_, wake)| wake);
        if let Some(wake) = wake {
            let _ = wake.call0(&JsValue::UNDEFINED);
        }
    }

    fn change(&self) -> Promise {
        let mut change = self.change.borrow_mut();
        if let Some((promise, _)) = &*change {
            return promise.clone();
        }
        let (promise, wake) = pending();
        *change = Some((promise.clone(), wake));
        promise
    }
}
