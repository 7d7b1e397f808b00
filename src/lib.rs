//! Typed access to Zoom Phone SMS sessions, for JavaScript through WebAssembly.
//!
//! Zoom lists SMS sessions and gives their messages, a page at a time. This crate checks a request
//! before it is sent ([`date_range`], [`query`], [`endpoint`]), runs it ([`client`], with its
//! [`options`]), explains what was refused ([`response`]), checks the response ([`decode`]) and lays
//! messages out as flat rows ([`rows`]), written as [`csv`], [`ndjson`] or [`columns`]. `wasm` gives
//! all of it to JavaScript, whose objects are made from what [`objects`] writes.
//!
//! The modules are listed in that order; each imports only modules before it. Everything except
//! `wasm` is plain Rust, without a clock, randomness or I/O of its own.

pub use zoom_phone_sms_messages::{
    batch, columns, csv, date_time, decode, json, model, ndjson, objects, rows, written,
};

pub mod error;
pub mod secrets;
pub mod redact;
pub mod input;
pub mod message_id;
pub mod date_range;
pub mod query;
pub mod request;
pub mod token;
pub mod retry_after;
pub mod rate_limit;
pub mod response;
pub mod retry;
pub mod endpoint;
pub mod options;
pub mod history;
pub mod client;
pub mod reading;
pub mod listing;
pub mod archive;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
