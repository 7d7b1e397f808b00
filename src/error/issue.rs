//! One thing that is wrong with a request.

use std::ops::Deref;

use serde::Serialize;
use tsify::Tsify;

use super::named::named;

/// One thing that is wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Issue(Box<IssueFields>);

/// The fields of an [`Issue`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Tsify)]
#[tsify(rename = "SmsIssue")]
pub struct IssueFields {
    /// A name for programs, such as `"missing"` or `"impossible-date"`.
    #[tsify(type = "SmsIssueCode")]
    pub code: IssueCode,
    /// The option or argument that is wrong, such as `"from"` or `"page_size"`.
    pub field: String,
    /// One sentence for users.
    pub message: String,
    /// What is accepted instead.
    pub accepted: String,
}

named! {
    /// The kinds of issues with a request, for programs.
    pub enum IssueCode as "SmsIssueCode" {
        /// Required but not given.
        Missing = "missing",
        /// A value of the wrong type, for example a number instead of a string.
        WrongType = "wrong-type",
        /// Not in the required format.
        InvalidFormat = "invalid-format",
        /// A date that does not exist (`2023-02-29`), or an impossible time of day.
        ImpossibleDate = "impossible-date",
        /// An invalid JavaScript `Date`.
        InvalidDate = "invalid-date",
        /// A number, length or year outside its bounds.
        OutOfBounds = "out-of-bounds",
        /// `from` is a date and `to` a date with time, or the reverse.
        MixedFormats = "mixed-formats",
        /// `from` is after `to`.
        Reversed = "reversed",
        /// `from` and `to` are more than one month apart.
        LongerThanAMonth = "longer-than-a-month",
        /// Not one of the known values.
        UnknownValue = "unknown-value",
        /// No such option; the message names the nearest one.
        UnknownOption = "unknown-option",
        /// Not safe to use, such as plain `http` to another machine.
        Insecure = "insecure",
        /// No longer valid: an attachment's link.
        Expired = "expired",
    }
}

impl From<IssueFields> for Issue {
    fn from(fields: IssueFields) -> Self {
        Self(Box::new(fields))
    }
}

impl Issue {
    /// The same for a member of an option.
    #[must_use]
    pub fn within(mut self, option: &str) -> Self {
        self.0.field = [option, ".", &self.0.field].concat();
        // Each message starts with its field.
        if let Some(rest) = self.0.message.strip_prefix('`') {
            self.0.message = ["`", option, ".", rest].concat();
        }
        self
    }
}

impl Deref for Issue {
    type Target = IssueFields;

    fn deref(&self) -> &IssueFields {
        &self.0
    }
}
