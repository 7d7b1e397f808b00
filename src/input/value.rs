//! A value from the caller, by its type.

/// A value from the caller.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Input {
    /// `undefined`, `null`, or absent.
    #[default]
    Absent,
    /// A string.
    Text(String),
    /// A string with an unpaired surrogate, which UTF-8 cannot hold.
    IllFormedText,
    /// A number.
    Number(f64),
    /// A boolean.
    Boolean(bool),
    /// A `Date`, as milliseconds since 1970; `NaN` if it is invalid.
    Date(f64),
    /// Anything else, described by one of [`KINDS`].
    Other(&'static str),
}

impl Input {
    /// Whether nothing was given.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The type, for the sentence "… found a number".
    #[must_use]
    pub fn described(&self) -> &'static str {
        match self {
            Self::Absent => "nothing",
            Self::Text(_) => "a string",
            Self::IllFormedText => "a string with an unpaired surrogate",
            Self::Number(_) => "a number",
            Self::Boolean(_) => "a boolean",
            Self::Date(_) => "a Date",
            Self::Other(what) => what,
        }
    }
}

/// The kinds of values for which [`Input`] has no variant of their own.
pub const KINDS: [&str; 6] = [
    "a function",
    "an array",
    "an object",
    "a bigint",
    "a symbol",
    "a string of more than 16 million characters",
];
