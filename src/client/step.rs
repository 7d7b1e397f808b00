//! What a client and the world say to each other.

use crate::model::SmsSession;
use crate::rate_limit::{Report, Ticket};
use crate::response::Response;
use crate::token::{Grant, Token, Why};

/// What is asked of the world between two steps, and answered at once.
pub trait World {
    /// Milliseconds since 1970.
    fn now_ms(&self) -> f64;

    /// A number from 0 to 1.
    fn random(&self) -> f64;

    /// Whether there can be another token than the one at hand.
    fn can_refresh(&self) -> bool;

    /// Tells the rate limit that a request is over, and what its answer says.
    fn done(&self, turn: Option<Ticket>, report: Option<&Report>);
}

/// What to do next.
#[derive(Debug)]
pub enum Step {
    /// Get an access token.
    GetToken(Why),
    /// Wait until the rate limit lets a request start; `again`, if it was sent before and failed.
    WaitForTurn {
        /// It was sent before.
        again: bool,
    },
    /// Send `GET url` with the token as its bearer, follow no redirect, and read the answer to its
    /// end, whatever its status.
    Send {
        /// The address.
        url: String,
        /// The token.
        token: Token,
    },
    /// Wait for so many milliseconds.
    Sleep(u32),
    /// Nothing: here is the page, or none if a history has been read to its end.
    Finish(Option<Box<NewPage>>),
}

/// What came of a step that went well.
#[derive(Debug)]
pub enum Outcome {
    /// Of [`Step::GetToken`].
    Token(Grant),
    /// Of [`Step::WaitForTurn`].
    Turn(Option<Ticket>),
    /// Of [`Step::Send`].
    Answer(Response),
    /// Of [`Step::Sleep`].
    Slept,
}

/// A page, and which of its messages are new, in the order of the query.
#[derive(Debug, Clone)]
pub struct NewPage {
    /// The page.
    pub page: SmsSession,
    /// Indexes of `sms_histories`.
    pub new: Vec<usize>,
}
