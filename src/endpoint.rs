//! Endpoints of Zoom's API, one file each: what a request asks for, where it goes, its page and what
//! its refusals mean. How requests are sent, paced and retried is the same for all
//! ([`crate::client`]).

mod account_sessions;
mod filter_type;
mod interface;
mod message;
mod session_list;
mod session_messages;
mod session_sync;
mod user_sessions;

pub use account_sessions::{ACCOUNT_SESSIONS_PATH, AccountSessions};
pub use filter_type::Filter;
pub use interface::{Endpoint, Request};
pub use message::{MESSAGES_NAME, Message, MessageId, MessagePage};
pub use session_list::{ListQuery, SmsSessionListQuery, filter_type, phone_number, session_type};
pub use session_messages::{SESSIONS_PATH, SessionId, SessionMessages};
pub use session_sync::{SessionSync, SmsSyncQuery};
pub use user_sessions::{USER_SESSIONS_PATH, UserId, UserSessions};
