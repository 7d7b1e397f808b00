//! Awaits promises within time limits and signals.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortSignal;

use super::input::{input, member, method};
use super::object::array;
use super::promise::{ignore, pending};
use crate::error::Issue;
use crate::input::wrong_type;

#[wasm_bindgen]
extern "C" {
    /// The global functions, looked up at each call. The type of a timer depends on the platform.
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(call: &Function, ms: f64) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);
}

/// One listener per signal, however many calls wait for it.
#[wasm_bindgen(module = "/pkg-template/lib/streams.js")]
extern "C" {
    #[wasm_bindgen(js_name = onAbort)]
    fn on_abort(signal: &AbortSignal, ring: &Function);
    #[wasm_bindgen(js_name = offAbort)]
    fn off_abort(signal: &AbortSignal, ring: &Function);
}

/// The longest delay of a timer; a longer one fires at once.
const LONGEST_MS: f64 = 2_147_483_647.0;

/// What ended a wait.
pub(super) enum Woken {
    /// The promise: its value or its rejection.
    Settled(Result<JsValue, JsValue>),
    /// The time is over.
    TimeOver,
    /// A signal is aborted.
    Aborted,
}

/// The signals that end waits: the caller's own, and one that is aborted when the result is no longer
/// wanted.
#[derive(Clone, Copy)]
pub(super) struct Signals<'s>(pub(super) [Option<&'s AbortSignal>; 2]);

impl Signals<'_> {
    /// Whether one of them is aborted. Tolerates any object that resembles a signal.
    pub(super) fn are_aborted(&self) -> bool {
        self.0.iter().flatten().any(|signal| is_aborted(signal))
    }

    /// Adds or removes a listener for the abort of each.
    fn each(&self, on_or_off: fn(&AbortSignal, &Function), ring: &Function) {
        for signal in self.0.iter().flatten() {
            on_or_off(signal, ring);
        }
    }

    /// Waits for a promise, if there is one, up to this time. Ends at once on time or a signal, even if
    /// the promise never settles, and leaves no listener or timer behind.
    pub(super) async fn wait(&self, work: Option<&Promise>, ms: f64) -> Woken {
        if self.are_aborted() {
            // The operation itself may have aborted the signal. Its promise is still handled: an
            // unhandled rejection ends a Node process.
            ignore(Ok(work.into()));
            return Woken::Aborted;
        }
        let alarm = Alarm::set(*self, ms);
        let first = match work {
            Some(work) => Promise::race(&array(&[work, &alarm.promise], |promise| {
                JsValue::from(*promise)
            })),
            None => alarm.promise.clone(),
        };
        let settled = first.await;
        // A signal that accepts no listener still works: it is checked at every other event.
        if self.are_aborted() {
            Woken::Aborted
        } else if settled.as_ref() == Ok(alarm.sign.as_ref()) {
            Woken::TimeOver
        } else {
            Woken::Settled(settled)
        }
    }
}

pub(super) fn is_aborted(signal: &AbortSignal) -> bool {
    member(signal, "aborted").as_bool() == Some(true)
}

/// A promise that resolves when time is over or a signal is aborted, to a unique value: its own
/// resolving function.
struct Alarm<'s> {
    signals: Signals<'s>,
    timer: JsValue,
    ring: Function,
    sign: Function,
    promise: Promise,
}

impl<'s> Alarm<'s> {
    fn set(signals: Signals<'s>, ms: f64) -> Self {
        let (promise, sign) = pending();
        let ring = method(&sign, "bind").call2(&sign, &JsValue::UNDEFINED, &sign);
        let ring: Function = ring.unwrap_or_default().unchecked_into();
        signals.each(on_abort, &ring);
        Self {
            signals,
            // A timer keeps a Node process running; a wait without a limit has none, which would do so
            // for weeks. Timers truncate fractions of a millisecond.
            timer: if ms < f64::INFINITY {
                set_timeout(&ring, ms.clamp(0.0, LONGEST_MS).ceil())
            } else {
                JsValue::UNDEFINED
            },
            ring,
            sign,
            promise,
        }
    }
}

impl Drop for Alarm<'_> {
    fn drop(&mut self) {
        clear_timeout(&self.timer);
        self.signals.each(off_abort, &self.ring);
    }
}

/// Checks the option `signal`: an `AbortSignal` from any realm.
pub(super) fn validate_signal(signal: &JsValue) -> Result<Option<AbortSignal>, Issue> {
    let found = input(signal);
    let is_signal = signal.is_object()
        && member(signal, "aborted").as_bool().is_some()
        && member(signal, "addEventListener").is_function()
        && member(signal, "removeEventListener").is_function();
    if found.is_absent() {
        Ok(None)
    } else if is_signal {
        Ok(Some(signal.clone().unchecked_into()))
    } else {
        Err(wrong_type("signal", &found, "an AbortSignal"))
    }
}
