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
            let start = "The pages of this history do not come to an end: ";
            let end = ". What was given before is right; go on from the checkpoint.";
            [start, why, end].concat()
        };
        let message = match self {
            Self::Cycle => endless("a page token came twice"),
            Self::TooMany => endless("there are more than `maxPages` in one window"),
            Self::Barren => endless("page after page brings nothing new"),
            Self::Unordered => String::from(
                "The server does not keep to the order of time that `sort` asks for, so that it cannot be told which messages of this window have been given: some may be missing. If very many are arriving at this moment, go on from the checkpoint. Otherwise ask with the other `sort`, or for a range that fits in one page, which may come in any order.",
            ),
        };
        SmsError::new(ErrorKind::Paging, message)
    }
}
