//! Decodes bodies into messages, and checks lists of sessions: tolerant where Zoom is loose, strict
//! where a record would be wrong.
//!
//! Fields may be absent, `null`, unknown or in any order; enumerations are open. A value of the
//! wrong type, a message without an id or time, and anything that is not JSON are refused with the
//! path, never with the content.
//!
//! A page is read once, without copying. Repetition is recognized before it is read: messages with
//! the same keys, direction, status and type (`template`), keys in their order
//! ([`crate::model::Shapes`]), and people (`memo`).

mod body;
mod decoder;
mod fault;
mod integer;
mod kinds;
mod memo;
mod sessions;
mod template;
mod value;

use crate::model::Page;
use body::{each, joined, open};
use decoder::Decoder;
use fault::Fault;
pub use fault::Undecodable;
pub use kinds::{OF_ROWS, OF_SESSION_ROWS};
pub use sessions::{SessionPage, session_lists, sessions};

/// Decodes the body of a response.
///
/// ```
/// use zoom_phone_sms_messages::decode;
/// let body = br#"{"sms_histories":[{"date_time":"2022-03-23T02:58:01Z","message_id":null}]}"#;
/// let error = decode::session(body.to_vec()).unwrap_err();
/// assert_eq!(error.path, "sms_histories[0].message_id");
/// assert!(error.message.contains("expected a string, found null"));
/// ```
///
/// # Errors
/// With the `path` to the problem.
pub fn session(body: Vec<u8>) -> Result<Page, Undecodable> {
    let end = body.len();
    decode(body, &[end], Expected::Session)
}

/// Decodes the body of a response that is one message: a page with only this message.
///
/// ```
/// use zoom_phone_sms_messages::decode;
/// let body = br#"{"date_time":"2022-03-23T02:58:01Z","message_id":"m1"}"#;
/// assert_eq!(decode::message(body.to_vec()).unwrap().messages.len(), 1);
/// ```
///
/// # Errors
/// With the `path` to the problem.
pub fn message(body: Vec<u8>) -> Result<Page, Undecodable> {
    let end = body.len();
    decode(body, &[end], Expected::Message)
}

/// Decodes the caller's bodies as one page: each is a session, an array of sessions, or an array of
/// messages.
///
/// # Errors
/// With the `path` to the problem; for several bodies, it starts with an index.
pub fn messages(bodies: Vec<Vec<u8>>) -> Result<Page, Undecodable> {
    let (all, ends) = joined(bodies);
    decode(all, &ends, Expected::Any)
}

/// The expected type of a body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    Session,
    Message,
    /// A session, an array of sessions, or an array of messages.
    Any,
}

/// Decodes concatenated bodies.
fn decode(bodies: Vec<u8>, ends: &[usize], expected: Expected) -> Result<Page, Undecodable> {
    let mut page = Page::default();
    each(&bodies, ends, &mut |body, start| {
        whole(body, start, &mut page, expected)
    })?;
    page.store.bytes = bodies;
    Ok(page)
}

/// Decodes the body from this byte to the end.
fn whole(body: &[u8], start: usize, page: &mut Page, expected: Expected) -> Result<(), Fault> {
    let mut decoder = Decoder::new(open(body, start)?, page);
    decoder.may_have_rows = expected == Expected::Any;
    let read = match expected {
        Expected::Session => decoder.session(),
        Expected::Message => decoder.message(),
        Expected::Any => decoder.any(),
    };
    read.and_then(|()| decoder.end())
}
