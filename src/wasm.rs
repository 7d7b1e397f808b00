//! The JavaScript bindings: the only module that names JavaScript's types.
//!
//! The exports are complete on their own, as `wasm-pack build` leaves them. The npm package adds a
//! thin facade for what JavaScript does better: error classes and lazy loading.

use rlsf::SmallGlobalTlsf;

mod account;
mod archive;
mod bearer;
mod bodies;
mod bytes;
mod call;
mod cause;
mod client;
mod columns;
mod context;
mod dates;
mod endpoints;
mod error;
mod fetch;
mod flatten;
mod histories;
mod history;
mod input;
mod object;
mod objects;
mod options;
mod out;
mod pacing;
mod permit;
mod platform;
mod promise;
mod proxy;
mod response;
mod run;
mod secrets;
mod sessions;
mod token;
mod types;
mod wait;
mod watcher;

/// The standard library's own allocator is three times as large.
#[global_allocator]
static MEMORY: SmallGlobalTlsf = SmallGlobalTlsf::new();

pub use archive::SmsArchiveRun;
pub use client::SmsClient;
pub use dates::{same_message_id, split_date_range, validate_date_range};
pub use endpoints::get_sms_session;
pub use flatten::{
    decode_sms_session, flatten_sms_histories, row_schema, to_columns, to_csv, to_ndjson,
};
pub use history::SmsHistory;
pub use proxy::{http_retry_after, is_token_refused};
pub use secrets::{has_secret, without_secrets};
pub use sessions::SmsSessionsList;
