//! From a checked request to a checked page: decides the next action, and performs none itself. It is the
//! same for every endpoint ([`crate::endpoint`]).
//!
//! The caller performs each [`Action`] and reports its [`Outcome`]: `wasm` with JavaScript's `fetch` and
//! timers, the tests with a script.

mod action;
mod deadline;
mod page_fetch;
mod page_source;
mod permit;

use std::cell::RefCell;

use crate::error::{ErrorKind, SmsError};
use crate::request::BaseUrl;
use crate::response::Response;
use crate::retry::{Decision, RetryBudget};
use crate::token::{self, Grant, Token, TokenReason, TokenSlot};
pub use action::{Action, Env, Outcome};
pub use deadline::{Deadline, TimeLimit};
pub use page_fetch::PageFetch;
pub use page_source::{PageSource, Single};
pub use permit::{NextLook, PermitWait, limiter_exhausted, limiter_failed};

/// A client of one account.
#[derive(Debug, Default)]
pub struct Client {
    base: BaseUrl,
    tokens: RefCell<TokenSlot>,
    budget: RefCell<RetryBudget>,
}

impl Client {
    /// A client that sends requests below `base`.
    #[must_use]
    pub fn new(base: BaseUrl) -> Self {
        Self {
            base,
            tokens: RefCell::default(),
            budget: RefCell::default(),
        }
    }

    /// The base URL.
    #[must_use]
    pub fn base(&self) -> &BaseUrl {
        &self.base
    }

    /// The first action of a page fetch.
    ///
    /// # Errors
    /// As [`PageSource::next_request`].
    pub fn start(&self, env: &dyn Env, fetch: &mut PageFetch<'_>) -> Result<Action, SmsError> {
        if fetch.next_request()? {
            Ok(self.ask(env, fetch))
        } else {
            Ok(Action::End)
        }
    }

    /// The action that follows this outcome.
    ///
    /// # Errors
    /// A failure that is not retried: of an action, of a status other than 2xx by its meaning, or
    /// [`ErrorKind::Decode`] for a body that is not a page.
    // Inlined into the future that performs the actions, all of this would be larger.
    #[inline(never)]
    pub fn go_on(
        &self,
        env: &dyn Env,
        fetch: &mut PageFetch<'_>,
        outcome: Result<Outcome, SmsError>,
    ) -> Result<Action, SmsError> {
        let has_page = match outcome {
            Ok(Outcome::Token(grant)) => {
                let token = grant.token.clone();
                self.keep(grant);
                return Ok(self.acquire_or_send(env, fetch, token));
            }
            Ok(Outcome::Permit(permit)) => {
                fetch.permit = permit;
                return Ok(self.send_with_permit(env, fetch));
            }
            Ok(Outcome::Slept) => {
                fetch.sleeps = false;
                return Ok(self.ask(env, fetch));
            }
            Ok(Outcome::Answer(answer)) => self.read(env, fetch, answer),
            Err(error) => Err(error),
        };
        match has_page {
            Ok(has_page) => {
                if fetch.policy.is_some() {
                    self.budget.borrow_mut().earn();
                }
                if has_page {
                    Ok(Action::Finish)
                } else {
                    self.start(env, fetch)
                }
            }
            Err(error) => {
                if let Some(permit) = fetch.permit.take() {
                    env.release(Some(permit), None);
                }
                self.recover(env, fetch, error)
            }
        }
    }

    /// The current token, or the reason why a new one is needed.
    #[must_use]
    pub fn token(&self, now_ms: f64) -> token::Step {
        self.tokens.borrow().step(now_ms)
    }

    /// The last token, valid or not.
    #[must_use]
    pub fn last_token(&self) -> Option<Token> {
        self.tokens.borrow().last().cloned()
    }

    /// Stores a token for later requests.
    pub fn keep(&self, grant: Grant) {
        self.tokens.borrow_mut().keep(grant);
    }

    /// Starts a request with the current token, or gets one first.
    fn ask(&self, env: &dyn Env, fetch: &mut PageFetch<'_>) -> Action {
        match self.token(env.now_ms()) {
            token::Step::Use(token) => self.acquire_or_send(env, fetch, token),
            token::Step::Ask(why) => Action::GetToken(why),
        }
    }

    /// A permit is valid for this moment only, so the token comes first: a request that waited for a token
    /// while holding a permit would be sent later, together with others.
    fn acquire_or_send(&self, env: &dyn Env, fetch: &mut PageFetch<'_>, token: Token) -> Action {
        if fetch.policy.is_none() {
            fetch.permit = env.start_at_once();
            return self.send(fetch, token);
        }
        fetch.token = Some(token);
        let again = fetch.last.is_some();
        Action::AcquirePermit { again }
    }

    fn send_with_permit(&self, env: &dyn Env, fetch: &mut PageFetch<'_>) -> Action {
        // The token may have been replaced or refused in the meantime.
        match (self.token(env.now_ms()), fetch.token.take()) {
            (token::Step::Ask(TokenReason::Initial | TokenReason::Expiring), Some(token))
            | (token::Step::Use(token), _) => self.send(fetch, token),
            (token::Step::Ask(why), _) => {
                env.release(fetch.permit.take(), None);
                Action::GetToken(why)
            }
        }
    }

    fn send(&self, fetch: &mut PageFetch<'_>, token: Token) -> Action {
        fetch.token = Some(token.clone());
        match &fetch.request {
            Some(request) => Action::Send {
                url: request.path.below(&self.base),
                token,
            },
            None => Action::End,
        }
    }

    /// Reports the response to the rate limiter and passes its body to the source. Returns whether there is a
    /// page to return. A body that is not a page is a failure like any other.
    fn read(
        &self,
        env: &dyn Env,
        fetch: &mut PageFetch<'_>,
        answer: Response,
    ) -> Result<bool, SmsError> {
        let (Some(token), Some(request)) = (fetch.token.take(), &fetch.request) else {
            return Err(SmsError::new(ErrorKind::Network, "Nothing was sent."));
        };
        let mut answer = answer.without(&token);
        let (report, error) = answer.read(&token, request.hints);
        let is_refused = |error: &SmsError| error.kind == ErrorKind::Authentication;
        if error.as_ref().is_some_and(is_refused) {
            self.tokens.borrow_mut().reject(&token);
        }
        env.release(fetch.permit.take(), Some(&report));
        let source = &mut fetch.source;
        source.set_clock(answer.came_ms(), answer.date_ms());
        if let Some(error) = error {
            return Err(error);
        }
        let body = std::mem::take(&mut answer.body);
        let has_page = source.take(body);
        has_page.map_err(|undecodable| answer.annotate(undecodable.into()))
    }

    /// Decides what to do after a failure.
    fn recover(
        &self,
        env: &dyn Env,
        fetch: &mut PageFetch<'_>,
        error: SmsError,
    ) -> Result<Action, SmsError> {
        let Some(policy) = fetch.policy else {
            return Err(error);
        };
        let error = error.amid(fetch.last.take());
        if fetch.sleeps {
            return Err(error);
        }
        let is_refused = error.kind == ErrorKind::Authentication && error.status.is_some();
        if is_refused && !fetch.refreshed && env.can_refresh() {
            fetch.refreshed = true;
            return Ok(self.ask(env, fetch));
        }
        let decision = policy.decide(&error, fetch.retries, env.now_ms(), env.random());
        // After a 429 the server asked for the wait, so the retry budget does not apply, only `max`.
        let affordable =
            || error.kind == ErrorKind::RateLimited || self.budget.borrow_mut().spend();
        match decision {
            Decision::Wait(ms) if affordable() => {
                fetch.retries.count(&error);
                fetch.sleeps = true;
                fetch.last = Some(error);
                Ok(Action::Sleep(ms))
            }
            Decision::Wait(_) | Decision::GiveUp => {
                fetch.source.restart(error)?;
                self.start(env, fetch)
            }
        }
    }
}
