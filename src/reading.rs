//! Reading the history of one session: what it is asked with, and its pages as a client fetches them.

mod pages;
mod request;

pub use pages::{NewPage, Reading};
pub use request::{HistoryRequest, Plan};
