//! Pages of Zoom Phone SMS messages: decoding, and conversion to rows and exports.
//!
//! A body is checked and read once ([`decode`], into the [`model`]), and turned into flat rows
//! ([`rows`]), written as [`csv`], [`ndjson`] or [`columns`], or into numbers from which JavaScript
//! builds objects ([`objects`]). This work is done per message, so this crate is compiled for
//! speed. The crate `zoom-phone-sms`, which it is part of, does the work per request and is
//! compiled for size.
//!
//! The modules are listed in that order; each imports only modules before it.

pub mod written;
pub mod json;
pub mod date_time;
pub mod model;
pub mod decode;
pub mod rows;
pub mod csv;
pub mod ndjson;
pub mod columns;
pub mod batch;
pub mod objects;
