//! Where tokens come from: a string, or a function of the caller's.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::input::{input, member};
use crate::error::{ErrorKind, Issue, SmsError};
use crate::input::Input;
use crate::token::{Grant, Token, Why};

/// What a client was given as `token`.
pub(super) enum TokenSource {
    /// One token for all time.
    Fixed(Token),
    /// A function, and its promise while it is at work: calls in flight share it.
    Function {
        function: Function,
        pending: Rc<RefCell<Option<Promise>>>,
    },
}

/// Why there is no token; with what the caller's function threw.
pub(super) type Failure = (SmsError, Option<JsValue>);

impl TokenSource {
    /// Checks the option `token`.
    pub(super) fn validate(token: &JsValue) -> Result<Self, Issue> {
        match token.dyn_ref::<Function>() {
            Some(function) => Ok(Self::Function {
                function: function.clone(),
                pending: Rc::default(),
            }),
            None => Token::validate(&input(token)).map(Self::Fixed),
        }
    }

    /// Gets a token.
    pub(super) async fn get(&self, why: Why, now_ms: f64) -> Result<Grant, Failure> {
        let (function, pending) = match self {
            Self::Fixed(token) => {
                return Ok(Grant {
                    token: token.clone(),
                    expires_at_ms: None,
                });
            }
            Self::Function { function, pending } => (function, pending),
        };
        let flight = pending.borrow().clone();
        let flight = flight.unwrap_or_else(|| start(function, pending, why));
        let given = JsFuture::from(flight).await.map_err(|thrown| {
            let message = "The `token` function failed; its error is the cause. Nothing was sent.";
            (
                SmsError::new(ErrorKind::Authentication, message),
                Some(thrown),
            )
        })?;
        let (token, expires_in) = if given.is_object() {
            (
                input(&member(&given, "access_token")),
                input(&member(&given, "expires_in")),
            )
        } else {
            (input(&given), Input::Absent)
        };
        Grant::validate(&token, &expires_in, now_ms).map_err(|issue| (issue.into(), None))
    }
}

/// Calls the function. The promise clears itself away when it settles, whether or not the call
/// that started it still waits.
fn start(function: &Function, pending: &Rc<RefCell<Option<Promise>>>, why: Why) -> Promise {
    let called = function.call1(&JsValue::UNDEFINED, &JsValue::from_str(why.as_str()));
    let settled = Rc::clone(pending);
    let flight = future_to_promise(async move {
        let given = match called {
            Ok(value) => JsFuture::from(Promise::resolve(&value)).await,
            Err(thrown) => Err(thrown),
        };
        settled.replace(None);
        given
    });
    pending.replace(Some(flight.clone()));
    flight
}
