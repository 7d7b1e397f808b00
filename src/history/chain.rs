//! Pages that follow one another by their tokens.

use alloc::string::String;

use super::hash::{Fingerprints, fingerprint};
use super::window::Window;

/// The most messages beside the range that are noted: a page that shows others gets no further.
const MOST_OUTSIDE: usize = 1_024;

/// The pages of one range, as far as they have been followed.
#[derive(Debug, Clone, Default)]
pub(super) struct Chain {
    /// What is asked for: `None` after the last window.
    pub(super) range: Option<Window>,
    /// The token of the next page; `None` for the first.
    pub(super) token: Option<String>,
    tokens: Fingerprints,
    /// Messages of the margin, beside the range.
    outside: Fingerprints,
    /// The furthest place of a message in it.
    furthest: Option<i64>,
    /// How many of its messages have been known, since the last one that was new.
    known: usize,
}

impl Chain {
    /// The pages of a range from the first on.
    pub(super) fn of(range: Option<Window>) -> Self {
        Self {
            range,
            ..Self::default()
        }
    }

    /// Goes on with the page of this token; `false` if it has been there before.
    pub(super) fn follow(&mut self, token: String) -> bool {
        let is_new = self.tokens.insert(fingerprint(&token));
        self.token = Some(token);
        is_new
    }

    /// Notes a message of the margin, beside the range; whether it was not noted before.
    pub(super) fn see_outside(&mut self, identity: u64) -> bool {
        self.outside.len() < MOST_OUTSIDE && self.outside.insert(identity)
    }

    /// Whether a page without anything new gets further nonetheless: because it reaches a place
    /// where no page before it was, or because it shows again what is `remembered`, as pages do
    /// after a window was started again.
    pub(super) fn advances(&mut self, place: Option<i64>, known: usize, remembered: usize) -> bool {
        self.known += known;
        let reaches = place > self.furthest;
        self.furthest = self.furthest.max(place);
        reaches || known > 0 && self.known <= remembered
    }

    /// Notes that something new has come.
    pub(super) fn renew(&mut self) {
        self.known = 0;
    }
}
