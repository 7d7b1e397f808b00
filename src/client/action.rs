//! The actions that a client asks its environment to perform, and their outcomes.

use crate::rate_limit::{Permit, Report};
use crate::response::Response;
use crate::token::{Grant, Token, TokenReason};

/// What the client needs from its environment between two actions.
pub trait Env {
    /// Milliseconds since 1970.
    fn now_ms(&self) -> f64;

    /// A number from 0 to 1.
    fn random(&self) -> f64;

    /// Whether a new token can be requested.
    fn can_refresh(&self) -> bool;

    /// Tells the rate limiter that a request is sent without waiting. Returns its permit, if a limiter counts requests.
    fn start_at_once(&self) -> Option<Permit>;

    /// Reports to the rate limiter that a request has ended, with its response.
    fn release(&self, permit: Option<Permit>, report: Option<&Report>);
}

/// What to do next.
#[derive(Debug)]
pub enum Action {
    /// Get an access token.
    GetToken(TokenReason),
    /// Wait until the rate limit permits a request.
    AcquirePermit {
        /// The request was sent before and failed: it waits at the head of the queue.
        again: bool,
    },
    /// Send `GET url` with the token as its bearer, without following redirects, and read the whole
    /// response, for any status.
    Send {
        /// The address.
        url: String,
        /// The token.
        token: Token,
    },
    /// Wait for this many milliseconds.
    Sleep(u32),
    /// Stop: the page source has a page.
    Finish,
    /// Stop: the page source has no more pages.
    End,
}

/// The result of a successful action.
#[derive(Debug)]
pub enum Outcome {
    /// Of [`Action::GetToken`].
    Token(Grant),
    /// Of [`Action::AcquirePermit`]: the permit, if a limiter counts requests.
    Permit(Option<Permit>),
    /// Of [`Action::Send`].
    Answer(Response),
    /// Of [`Action::Sleep`].
    Slept,
}
