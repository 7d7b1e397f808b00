//! What a JSON text is made of, and that something is none.

/// The kind of a JSON value, named as an error message names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number.
    Number,
    /// A string.
    String,
    /// `[…]`
    Array,
    /// `{…}`
    Object,
}

impl Kind {
    /// The kind with its article, for a sentence such as "expected a string, found null".
    #[must_use]
    pub fn described(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// The text is not JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed {
    /// The byte, counted from 0, where it stops being JSON.
    pub at: usize,
    /// Whether it stops because the text ends, as a body that was cut off does.
    pub truncated: bool,
    /// Whether it stops because this is not UTF-8.
    pub no_utf8: bool,
}
