//! What a page fetch asks for.

use crate::decode::Undecodable;
use crate::endpoint::{Endpoint, Request};
use crate::error::SmsError;

/// Where a page fetch gets its requests from, and what takes the pages: one request of an endpoint
/// ([`Single`]), or a history.
pub trait PageSource {
    /// The next request; `None` after the last page.
    ///
    /// # Errors
    /// [`crate::error::ErrorKind::Paging`] if the pages do not come to an end.
    fn next_request(&mut self) -> Result<Option<Request>, SmsError>;

    /// Takes the body of an answer with status 2xx. Whether there is a page to give; if not, the next
    /// request follows.
    ///
    /// # Errors
    /// With the path to the fault of a body that is no page.
    fn take(&mut self, body: Vec<u8>) -> Result<bool, Undecodable>;

    /// Notes what time an answer came by this machine's clock and, if it says so, by the server's:
    /// milliseconds since 1970.
    fn set_clock(&mut self, _now_ms: i64, _server_ms: Option<i64>) {}

    /// Starts again where page tokens are not needed, because one was refused.
    ///
    /// # Errors
    /// `refusal`, if that is not possible.
    fn restart(&mut self, refusal: SmsError) -> Result<(), SmsError> {
        Err(refusal)
    }
}

/// One request to an endpoint, and its page.
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

    /// The page, once it is there.
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
