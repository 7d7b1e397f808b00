//! Where tokens come from: a string, or a function of the caller's.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};

use super::input::{input, member};
use super::promise::{promise_of, settled};
use crate::error::{ErrorKind, Issue, SmsError};
use crate::input::Input;
use crate::token::{Grant, Token, Why};

/// What a client was given as `token`.
pub(super) enum TokenSource {
    /// One token for all time.
    Fixed(Token),
    /// A function, and its call in flight: calls of the client that need a token share it.
    Function {
        function: Function,
        flight: Rc<RefCell<Flight>>,
    },
}

/// The call in flight, if there is one, and the result of one that outlasted its callers.
#[derive(Default)]
pub(super) struct Flight {
    started_ms: f64,
    promise: Option<Promise>,
    unclaimed: Option<(JsValue, f64)>,
}

/// Why there is no token; with what the caller's function threw.
pub(super) type Failure = (SmsError, Option<JsValue>);

/// What comes of asking for a token.
pub(super) enum Asked {
    /// It is at hand.
    Has(Result<Grant, Failure>),
    /// It is what this promise gives, for [`TokenSource::got`].
    Waits(Promise),
}

impl TokenSource {
    /// Checks the option `token`.
    pub(super) fn validate(token: &JsValue) -> Result<Self, Issue> {
        match token.dyn_ref::<Function>() {
            Some(function) => Ok(Self::Function {
                function: function.clone(),
                flight: Rc::default(),
            }),
            None => Token::validate(&input(token)).map(Self::Fixed),
        }
    }

    /// The one token for all time, if it is that.
    pub(super) fn fixed(&self) -> Option<&Token> {
        match self {
            Self::Fixed(token) => Some(token),
            Self::Function { .. } => None,
        }
    }

    /// Whether there can be another token than the one at hand.
    pub(super) fn can_refresh(&self) -> bool {
        matches!(self, Self::Function { .. })
    }

    /// Asks for a token. A call in flight for longer than `patience_ms` is not joined: its callers
    /// have given up on it, and it may never end. What it gives in the end is not lost, though.
    pub(super) fn ask(&self, why: Why, now_ms: f64, patience_ms: f64) -> Asked {
        let (function, flight) = match self {
            Self::Fixed(token) => {
                return Asked::Has(Ok(Grant {
                    token: token.clone(),
                    expires_at_ms: None,
                }));
            }
            Self::Function { function, flight } => (function, flight),
        };
        let unclaimed = flight.borrow_mut().unclaimed.take();
        if let Some((given, at_ms)) = unclaimed {
            return Asked::Has(grant(&given, at_ms));
        }
        let joined = {
            let flight = flight.borrow();
            let young = now_ms - flight.started_ms < patience_ms;
            flight.promise.clone().filter(|_| young)
        };
        Asked::Waits(joined.unwrap_or_else(|| start(function, flight, why, now_ms)))
    }

    /// Notes that a call waited for this promise until its time was over: no later call joins it. Its age
    /// does not tell, since timers and `Date.now()` are not of one clock.
    pub(super) fn give_up(&self, promise: &Promise) {
        if let Self::Function { flight, .. } = self {
            let mut flight = flight.borrow_mut();
            let is_it = |joined: &mut Promise| JsValue::from(&*joined) == JsValue::from(promise);
            let _ = flight.promise.take_if(is_it);
        }
    }

    /// The token that the function's promise gave, which was waited for.
    pub(super) fn got(&self, given: Result<JsValue, JsValue>) -> Result<Grant, Failure> {
        if let Self::Function { flight, .. } = self {
            flight.borrow_mut().unclaimed = None;
        }
        match given {
            Ok(given) => grant(&given, js_sys::Date::now()),
            Err(thrown) => {
                let message =
                    "The `token` function failed; its error is the cause. Nothing was sent.";
                let error = SmsError::new(ErrorKind::Authentication, message);
                Err((error, Some(thrown)))
            }
        }
    }
}

/// Calls the function. The flight ends when its promise settles, whether or not it is still waited for.
fn start(function: &Function, flight: &Rc<RefCell<Flight>>, why: Why, now_ms: f64) -> Promise {
    let called = function.call1(&JsValue::UNDEFINED, &JsValue::from_str(why.as_str()));
    let landing = Rc::clone(flight);
    let promise = promise_of(async move { landed(&landing, called).await });
    *flight.borrow_mut() = Flight {
        started_ms: now_ms,
        promise: Some(promise.clone()),
        unclaimed: None,
    };
    promise
}

/// Waits for what the function gave, and ends the flight.
async fn landed(
    flight: &RefCell<Flight>,
    called: Result<JsValue, JsValue>,
) -> Result<JsValue, JsValue> {
    let given = match called {
        Ok(value) => settled(&value).await,
        Err(thrown) => Err(thrown),
    };
    *flight.borrow_mut() = Flight {
        unclaimed: given.clone().ok().map(|given| (given, js_sys::Date::now())),
        ..Flight::default()
    };
    given
}

/// Reads what the function gave at `at_ms`.
fn grant(given: &JsValue, at_ms: f64) -> Result<Grant, Failure> {
    let (token, expires_in) = if given.is_object() {
        (
            input(&member(given, "access_token")),
            input(&member(given, "expires_in")),
        )
    } else {
        (input(given), Input::Absent)
    };
    Grant::validate(&token, &expires_in, at_ms).map_err(|issue| {
        let start = "The `token` function gave no access token, and nothing was sent: ";
        let message = [start, &issue.message].concat();
        let error = SmsError::new(ErrorKind::Authentication, message)
            .with(|error| error.issues = issue.into());
        (error, None)
    })
}
