//! Endpoints of Zoom's API, one file each: what a request asks for, where it goes, what its answer is
//! and what its refusals mean. How requests are sent, paced and retried is the same for all
//! ([`crate::client`]).

mod interface;
mod message;
mod session_messages;

pub use interface::{Endpoint, Request};
pub use message::{Message, MessageId, MessagePage};
pub use session_messages::{SESSIONS_PATH, SessionId, SessionMessages};
