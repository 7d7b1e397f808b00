//! Reads JSON quickly and without changing anything.
//!
//! Strings stay in the body: a [`Place`] locates one, and a [`Text`] is a checked view of it, still
//! escaped. Even half an emoji (an unpaired surrogate, which JavaScript's strings can hold and Rust's
//! `str` cannot) arrives unchanged.

mod bytes;
mod kind;
mod number;
mod place;
mod reader;
mod string;
mod text;

pub use bytes::{has, same};
pub use kind::{Kind, Malformed};
pub use place::Place;
pub use reader::Reader;
pub use text::Text;

/// The largest whole number that JavaScript and JSON readers agree on: 2⁵³ − 1.
pub(crate) const LARGEST: i64 = 9_007_199_254_740_991;
