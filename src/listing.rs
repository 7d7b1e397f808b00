//! The sessions of an account or a user, each once: decides which part of the list to request next. Sends nothing
//! itself.
//!
//! A session that gets a message moves in the list, so page tokens can skip sessions. So the list is requested in
//! windows of time that fit one page each ([`Listing`]). [`SessionList`] returns the sessions that it finds; an
//! archive reads them.

mod request;
mod sealed;
mod session_list;
mod sessions;
mod source;
mod windows;

pub use request::{
    AccountQuery, SessionsRequest, SmsAccountRange, SmsSessionFilters, refusal, state_text,
};
pub use sealed::{Kind, NONE, Refused, seal, unseal};
pub use session_list::{ListProgress, ListQuery, SessionList};
pub use sessions::{Entry, Sessions, escape, unescape};
pub use source::{ListSource, Lister, NewSessions, Whose};
pub use windows::{ListRequest, ListedPage, Listing, PAGE_SIZE, Place};
