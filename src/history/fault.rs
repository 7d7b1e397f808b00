//! Why a history cannot continue although every response was valid.

use crate::error::{ErrorKind, SmsError};

/// What is wrong with the pages of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// A page token repeats.
    Cycle,
    /// More pages than `maxPages`.
    TooMany,
    /// Too many pages bring nothing new.
    Barren,
    /// The pages are not in the requested order.
    Unordered,
}

impl Fault {
    pub(super) fn error(self) -> SmsError {
        let endless = |why: &str| {
            let start = "The pages of this history never end: ";
            let end = ". Messages returned so far are correct. Continue from the checkpoint.";
            [start, why, end].concat()
        };
        let message = match self {
            Self::Cycle => endless("a page token was repeated"),
            Self::TooMany => endless("there are more than `maxPages` in one window"),
            Self::Barren => endless("page after page has nothing new"),
            Self::Unordered => String::from(
                "The server does not sort messages as `sort` asks, so some messages of this window may be missing. If very many are arriving right now, continue from the checkpoint. Otherwise use the other `sort`, or a range that fits in one page, which may be in any order.",
            ),
        };
        SmsError::new(ErrorKind::Paging, message)
    }
}
