//! The error for a page that cannot be copied into the owned model.

use std::fmt;

use crate::written::count;

/// Something in a page cannot be copied into the owned model, though JSON has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncopied {
    /// Where it is, such as `sms_histories[3].reactions`.
    pub path: String,
}

impl Uncopied {
    /// The same, seen from outside the field that it is in.
    pub(super) fn under(mut self, field: &str) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') {
            ""
        } else {
            "."
        };
        self.path = [field, dot, &self.path].concat();
        self
    }

    /// The same, seen from outside the list that it is in.
    pub(super) fn at_index(self, index: usize) -> Self {
        self.under(&["[", &count(index as u64), "]"].concat())
    }
}

impl fmt::Display for Uncopied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let expected = "expected numbers that 64 bits hold, nested at most 127 deep, found others";
        write!(f, "{}: {expected}", self.path)
    }
}

impl std::error::Error for Uncopied {}
