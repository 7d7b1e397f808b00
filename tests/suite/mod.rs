//! The crate's behaviour, the same on the host and in wasm.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::too_many_lines,
    reason = "in a test a panic is a failure, and a table of cases is long"
)]

mod dates;
mod decoding;
mod flattening;
mod queries;
pub(crate) mod values;
#[cfg(target_arch = "wasm32")]
mod javascript;
#[cfg(target_arch = "wasm32")]
mod over_http;

/// The response that Zoom documents for *Get SMS session details*.
const SAMPLE: &[u8] = include_bytes!("../data/sms-session.sample.json");
