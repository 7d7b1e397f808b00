//! What a client asks its environment to do, and what it hears back.

use crate::rate_limit::{Report, Ticket};
use crate::response::Response;
use crate::token::{Grant, Token, Why};

/// What the client needs to know at once, between two actions.
pub trait Env {
    /// Milliseconds since 1970.
    fn now_ms(&self) -> f64;

    /// A number from 0 to 1.
    fn random(&self) -> f64;

    /// Whether another token is possible.
    fn can_refresh(&self) -> bool;

    /// Reports to the rate limiter that a request has ended, with its response.
    fn release(&self, permit: Option<Ticket>, report: Option<&Report>);
}

/// What to do next.
#[derive(Debug)]
pub enum Action {
    /// Get an access token.
    GetToken(Why),
    /// Wait until the rate limit permits a request.
    AcquirePermit {
        /// The request was sent before and failed: it waits at the head of the queue.
        again: bool,
    },
    /// Send `GET url` with the token as its bearer, without following redirects, and read the whole
    /// response, whatever its status.
    Send {
        /// The address.
        url: String,
        /// The token.
        token: Token,
    },
    /// Wait for this many milliseconds.
    Sleep(u32),
    /// Nothing: the page source has a page.
    Finish,
    /// Nothing: the page source has no more pages.
    End,
}

/// What an action that succeeded has given.
#[derive(Debug)]
pub enum Outcome {
    /// Of [`Action::GetToken`].
    Token(Grant),
    /// Of [`Action::AcquirePermit`]: the place among the requests under way, if they are counted.
    Permit(Option<Ticket>),
    /// Of [`Action::Send`].
    Answer(Response),
    /// Of [`Action::Sleep`].
    Slept,
}
