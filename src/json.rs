//! Reading and writing JSON where it matters that nothing changes on the way.
//!
//! A string of Zoom's goes from a response to a row as the very bytes that came: [`Text`] is never
//! unescaped and escaped again. Even half an emoji (an unpaired surrogate, which Rust's `str`
//! cannot hold and JavaScript's strings can) arrives as it was sent.

mod reader;
mod text;

pub use reader::{Kind, Malformed, Reader};
pub use text::Text;
