//! The state of fetching one page.

use super::page_source::PageSource;
use crate::endpoint::Request;
use crate::error::SmsError;
use crate::rate_limit::Permit;
use crate::retry::{Retries, RetryPolicy};
use crate::token::Token;

/// The fetch of a source's next page.
pub struct PageFetch<'f> {
    pub(super) source: &'f mut dyn PageSource,
    /// `None` for a single request, which is neither retried nor waits for the rate limit.
    pub(super) policy: Option<RetryPolicy>,
    /// The current request.
    pub(super) request: Option<Request>,
    pub(super) token: Option<Token>,
    pub(super) permit: Option<Permit>,
    pub(super) retries: Retries,
    pub(super) refreshed: bool,
    pub(super) sleeps: bool,
    /// The error that is being retried.
    pub(super) last: Option<SmsError>,
}

impl<'f> PageFetch<'f> {
    /// A fetch of one request, which is sent at once.
    #[must_use]
    pub fn once(source: &'f mut dyn PageSource) -> Self {
        Self {
            source,
            policy: None,
            request: None,
            token: None,
            permit: None,
            retries: Retries::default(),
            refreshed: false,
            sleeps: false,
            last: None,
        }
    }

    /// A fetch within the rate limit. Temporary failures are retried as `policy` says, a refused access token
    /// is replaced once, and after a refused page token the source starts again.
    #[must_use]
    pub fn paced(source: &'f mut dyn PageSource, policy: RetryPolicy) -> Self {
        Self {
            policy: Some(policy),
            ..Self::once(source)
        }
    }

    /// Advances to the source's next request. Returns whether there is one.
    pub(super) fn next_request(&mut self) -> Result<bool, SmsError> {
        self.request = self.source.next_request()?;
        (self.retries, self.refreshed, self.last) = (Retries::default(), false, None);
        Ok(self.request.is_some())
    }
}
