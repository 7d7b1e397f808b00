//! Where requests come from, and where pages go.

use crate::decode::Undecodable;
use crate::endpoint::{Endpoint, Request};
use crate::error::SmsError;

/// Supplies the requests of a page fetch and takes the pages: one request to an endpoint ([`Single`]), or a
/// history.
pub trait PageSource {
    /// The next request; `None` after the last page.
    ///
    /// # Errors
    /// [`crate::error::ErrorKind::Paging`] if the pages do not come to an end.
    fn next_request(&mut self) -> Result<Option<Request>, SmsError>;

    /// Takes the body of a response with status 2xx. Returns whether there is a page to return; if not, the
    /// next request follows.
    ///
    /// # Errors
    /// For a body that is not a page, with the path to the problem.
    fn take(&mut self, body: Vec<u8>) -> Result<bool, Undecodable>;

    /// Sets the time at which a response arrived, by this machine's clock and, if it says so, by the server's,
    /// in milliseconds since 1970.
    fn set_clock(&mut self, _now_ms: i64, _server_ms: Option<i64>) {}

    /// Goes on in another way after a refusal that is not retried, such as that of a page token.
    ///
    /// # Errors
    /// `refusal`, if that is not possible.
    fn restart(&mut self, refusal: SmsError) -> Result<(), SmsError> {
        Err(refusal)
    }
}

/// A source of one request, and its page.
#[derive(Debug)]
pub struct Single<E: Endpoint> {
    request: E,
    page: Option<E::Page>,
}

impl<E: Endpoint> Single<E> {
    /// A source of one page.
    pub fn new(request: E) -> Self {
        Self {
            request,
            page: None,
        }
    }

    /// The page, if it has arrived.
    pub fn into_page(self) -> Option<E::Page> {
        self.page
    }
}

impl<E: Endpoint> PageSource for Single<E> {
    fn next_request(&mut self) -> Result<Option<Request>, SmsError> {
        Ok(self.page.is_none().then(|| self.request.request()))
    }

    fn take(&mut self, body: Vec<u8>) -> Result<bool, Undecodable> {
        self.page = Some(E::decode(body)?);
        Ok(true)
    }
}
