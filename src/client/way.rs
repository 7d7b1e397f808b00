//! The way to a page.

use crate::error::SmsError;
use crate::history::History;
use crate::query::Query;
use crate::rate_limit::Ticket;
use crate::request::SessionId;
use crate::retry::{Retries, RetryPolicy};
use crate::token::Token;

/// The way to one page, as far as it has been gone.
#[derive(Debug)]
pub struct Way<'w> {
    pub(super) id: &'w SessionId,
    pub(super) query: Query,
    /// Of a page of a history: it is asked for in turn and with patience.
    pub(super) history: Option<(&'w mut History, RetryPolicy)>,
    pub(super) token: Option<Token>,
    pub(super) turn: Option<Ticket>,
    pub(super) retries: Retries,
    pub(super) refreshed: bool,
    pub(super) sleeps: bool,
    /// The error that is being retried.
    pub(super) last: Option<SmsError>,
}

impl<'w> Way<'w> {
    /// To one page, by one request.
    #[must_use]
    pub fn to_page(id: &'w SessionId, query: Query) -> Self {
        Self {
            id,
            query,
            history: None,
            token: None,
            turn: None,
            retries: Retries::default(),
            refreshed: false,
            sleeps: false,
            last: None,
        }
    }

    /// To the next page of a history that has anything new, with patience: failures that may pass
    /// are tried again, an expired page token starts its window again, and a refused access token
    /// is replaced once.
    #[must_use]
    pub fn to_next_page(id: &'w SessionId, history: &'w mut History, policy: RetryPolicy) -> Self {
        Self {
            history: Some((history, policy)),
            ..Self::to_page(id, Query::default())
        }
    }

    /// What the history asks for next; whether there is anything.
    pub(super) fn turn_page(&mut self) -> Result<bool, SmsError> {
        let Some((history, _)) = &self.history else {
            return Ok(true);
        };
        let Some(query) = history.next()? else {
            return Ok(false);
        };
        self.query = query;
        (self.retries, self.refreshed, self.last) = (Retries::default(), false, None);
        Ok(true)
    }
}
