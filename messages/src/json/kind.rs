//! The kinds of JSON values, and the error for text that is not JSON.

/// The kind of a JSON value, as error messages name it.
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
    /// The byte where it stops being JSON, counted from 0.
    pub at: usize,
    /// Whether it stops because the text ends, such as a truncated body.
    pub truncated: bool,
    /// Whether it stops because this is not UTF-8.
    pub no_utf8: bool,
}
