//! The source of tokens: a string, or a caller's function.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};

use super::input::{input, member};
use super::promise::{promise_of, settled};
use crate::error::{ErrorKind, Issue, IssueCode, SmsError};
use crate::input::{Input, issue};
use crate::token::{Grant, Token, TokenReason};

/// Pages learn here that they need a proxy: the credentials of a server have no place in them.
const WHERE_FROM: &str = "an access token of Zoom's, or a function that gets one; a page needs a \
    proxy: its address as `baseUrl`, and any text as `token`";

/// The option `token` of a client.
pub(super) enum TokenSource {
    /// A fixed token.
    Fixed(Token),
    /// A function and its call in flight, which all calls of the client share.
    Function {
        function: Function,
        flight: Rc<RefCell<Flight>>,
    },
}

/// The call in flight, if any, and the result of one that outlasted its callers.
#[derive(Default)]
pub(super) struct Flight {
    started_ms: f64,
    promise: Option<Promise>,
    unclaimed: Option<(JsValue, f64)>,
}

/// Why there is no token, with the error of the caller's function.
pub(super) type Failure = (SmsError, Option<JsValue>);

/// The result of requesting a token.
pub(super) enum Asked {
    /// It is available.
    Has(Result<Grant, Failure>),
    /// It is the result of this promise, for [`TokenSource::got`].
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
            None if token.is_undefined() => {
                Err(issue(IssueCode::Missing, "token", "is missing", WHERE_FROM))
            }
            None => Token::validate(&input(token)).map(Self::Fixed),
        }
    }

    /// The fixed token, if it is one.
    pub(super) fn fixed(&self) -> Option<&Token> {
        match self {
            Self::Fixed(token) => Some(token),
            Self::Function { .. } => None,
        }
    }

    /// Whether another token is possible.
    pub(super) fn can_refresh(&self) -> bool {
        matches!(self, Self::Function { .. })
    }

    /// Requests a token. Does not join a call in flight for longer than `patience_ms`: its callers
    /// have given up on it, and it may never settle. A late result is still used.
    pub(super) fn ask(&self, why: TokenReason, now_ms: f64, patience_ms: f64) -> Asked {
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

    /// Records that a call timed out on this promise, so that no later call joins it. Its age is
    /// not enough, because timers and `Date.now()` use different clocks.
    pub(super) fn give_up(&self, promise: &Promise) {
        if let Self::Function { flight, .. } = self {
            let mut flight = flight.borrow_mut();
            let is_it = |joined: &mut Promise| JsValue::from(&*joined) == JsValue::from(promise);
            let _ = flight.promise.take_if(is_it);
        }
    }

    /// The token from the function's settled promise.
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

/// Calls the function. The call is over when its promise settles, whether or not anything still
/// waits for it.
fn start(
    function: &Function,
    flight: &Rc<RefCell<Flight>>,
    why: TokenReason,
    now_ms: f64,
) -> Promise {
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

/// Waits for the function's result, and ends the call in flight.
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

/// Reads the function's result at `at_ms`.
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
        let start = "The `token` function returned no access token, so nothing was sent: ";
        let message = [start, &issue.message].concat();
        let error = SmsError::new(ErrorKind::Authentication, message)
            .with(|error| error.issues = issue.into());
        (error, None)
    })
}
