//! The tests on the host: the suite, and what needs a second opinion or the sources.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::too_many_lines,
    reason = "in a test a panic is a failure, and a table of cases is long"
)]

mod archive;
mod client;
mod histories;
mod laws;
mod layers;
mod linear;
mod listing;
mod owned;
mod openapi;
mod rate_limit;
mod redaction;
mod refusals;
mod secrets;
mod session_rows;
#[path = "../suite/mod.rs"]
mod suite;
