//! Reading JSON where it matters that nothing changes on the way, and that it is quick.
//!
//! A string stays where it came, in the body: a [`Place`] says where, and a [`Text`] is the view of
//! it, checked and still escaped. Even half an emoji (an unpaired surrogate, which Rust's `str`
//! cannot hold and JavaScript's strings can) arrives as it was sent.

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
