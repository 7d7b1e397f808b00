//! What a client needs to know about an endpoint.

use crate::decode::Undecodable;
use crate::rate_limit::Label;
use crate::request::Path;
use crate::response::ErrorHints;

/// A checked request to one endpoint.
///
/// ```
/// use zoom_phone_sms::endpoint::{Endpoint, SessionMessages};
/// use zoom_phone_sms::{input::Input, query::SmsSessionQuery, request::BaseUrl};
/// let query = SmsSessionQuery { page_size: Input::Number(50.0).into(), ..SmsSessionQuery::default() };
/// let request = SessionMessages::validate(&Input::Text("35cc".to_owned()), &query).unwrap();
/// assert_eq!(
///     request.request().path.below(&BaseUrl::default()),
///     "https://api.zoom.us/v2/phone/sms/sessions/35cc?page_size=50",
/// );
/// ```
pub trait Endpoint {
    /// The decoded body of its response.
    type Page;

    /// The label of Zoom's rate limit that applies to it.
    const LABEL: Label;

    /// What its refusals mean, where endpoints differ.
    const HINTS: &'static ErrorHints;

    /// The path of the request, with its ids.
    fn path(&self) -> Path;

    /// The query of the request: names and values, in the order in which they are sent.
    fn query(&self) -> Vec<(&'static str, String)>;

    /// Decodes the body of a response.
    ///
    /// # Errors
    /// With the path to the problem.
    fn decode(body: Vec<u8>) -> Result<Self::Page, Undecodable>;

    /// The request, as a client sends it.
    fn request(&self) -> Request {
        Request {
            path: self.path().query(&self.query()),
            hints: Self::HINTS,
        }
    }
}

/// A `GET` request of any endpoint.
#[derive(Debug, Clone)]
pub struct Request {
    /// Where it goes, below the base URL.
    pub path: Path,
    /// What its refusals mean.
    pub hints: &'static ErrorHints,
}
