//! Pages of Zoom Phone SMS messages, from their bytes to what people want of them.
//!
//! A body is checked and read once ([`decode`], into the [`model`]), and laid out as flat rows ([`rows`]), which go out as
//! [`csv`], [`ndjson`] or [`columns`], or as numbers that JavaScript makes objects of ([`objects`]). All of it is done for
//! each message. So it is compiled to be quick, and stands apart from what is done for each request, which is compiled to be
//! small: the crate `zoom-phone-sms`, of which this one is a part.
//!
//! The modules stand in the order of that way; each imports only what stands before it.

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
