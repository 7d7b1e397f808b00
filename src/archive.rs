//! Every message of every session of an account once: decides what to list, which session to read from
//! where to where, and what to remember. Sends nothing itself.
//!
//! An archive is read in legs. A leg gives all messages after its base and up to its target, which lies
//! behind every clock; the next leg starts from there. It first lists the sessions that may have such
//! messages ([`crate::listing`]), then reads each with a history, in the order of their ids. So its state
//! ([`State`]) needs no list of sessions: ids up to a cursor are done, except for those it names.

mod leg;
mod request;
mod state;

pub use leg::{Archive, ArchiveProgress, ArchiveQuery, Start};
pub use request::{ArchiveRequest, SETTLE_MS, SmsArchiveRange};
pub use state::State;
