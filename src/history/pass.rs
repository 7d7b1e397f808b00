//! A pass: consecutive pages from one place.
//!
//! A page shows the server at one moment: between its beginning and its last message, nothing is missing.
//! Between two pages, messages may be deleted, and a token that encodes an offset then skips as many. So
//! reading continues by time, without a token, wherever that makes progress. If a page is full before it
//! does, tokens are followed, and the same pages are read again until one pass shows everything that the
//! pass before it showed: then nothing was deleted, and nothing skipped.
//!
//! This relies on the requested order. Until the server has shown that it keeps it (`evidence`), a window
//! that was read by time is read once more by its tokens. So nothing is lost with other servers either.

use std::ops::RangeInclusive;

use super::hash::{Fingerprints, fingerprint};
use super::left_behind::LeftBehind;
use super::recent::Mark;
use super::sequence::Entry;
use super::window::{MARGIN_SECONDS, ORDER_SPAN_SECONDS};

/// The pages from one place, as far as they have been read.
#[derive(Debug, Clone)]
pub(super) struct Pass {
    /// Where it starts, in the server's sorting time.
    pub(super) start: i64,
    /// An unknown message before this place is late.
    pub(super) limit: i64,
    /// The token of the next page; `None` for the first.
    pub(super) token: Option<String>,
    tokens: Fingerprints,
    /// The messages shown so far.
    pub(super) shown: Vec<Mark>,
    /// Those inside the window, by place.
    left_behind: LeftBehind,
    identities: Fingerprints,
    /// The furthest of them.
    pub(super) reach: Option<i64>,
    /// The messages that the pass before showed.
    expected: Vec<Mark>,
    /// Those of them that this pass has not shown yet.
    missing: Fingerprints,
    /// The furthest message that the pass before showed.
    pub(super) goal: Option<i64>,
    /// The pass before reached the end of the window.
    pub(super) has_ended: bool,
    /// Whether tokens are followed although time would make progress.
    pub(super) follows: bool,
    /// The number of pages that showed anything.
    pages: u32,
}

impl Pass {
    pub(super) fn new(start: i64, limit: i64) -> Self {
        Self {
            start,
            limit,
            token: None,
            tokens: Fingerprints::default(),
            shown: Vec::new(),
            left_behind: LeftBehind::default(),
            identities: Fingerprints::default(),
            reach: None,
            expected: Vec::new(),
            missing: Fingerprints::default(),
            goal: None,
            has_ended: false,
            follows: false,
            pages: 0,
        }
    }

    /// Another pass from the same place that must show all of these, up to `goal`.
    pub(super) fn expecting(&self, marks: Vec<Mark>, goal: Option<i64>) -> Self {
        let mut missing = Fingerprints::default();
        for (_, identity) in &marks {
            missing.insert(*identity);
        }
        Self {
            expected: marks,
            missing,
            goal,
            follows: self.follows,
            ..Self::new(self.start, self.limit)
        }
    }

    /// Another pass, after this one reached the end of the window.
    pub(super) fn after_end(&self) -> Self {
        let mut again = self.expecting(self.shown.clone(), self.reach);
        again.has_ended = true;
        again
    }

    /// Another pass, after this one made its progress.
    pub(super) fn again(&self) -> Self {
        if self.is_refuted() {
            return self.expecting(self.shown.clone(), self.reach);
        }
        let mut again = self.expecting(self.to_be_shown(), self.reach.max(self.goal));
        again.has_ended = self.has_ended && !self.is_complete();
        again
    }

    /// Another pass, after this one met a page behind it: now tokens must lead to an end.
    pub(super) fn set_back(&self) -> Self {
        Self {
            follows: true,
            ..Self::new(self.start, self.limit)
        }
    }

    /// What another pass must show: everything this one has shown or may still show.
    pub(super) fn to_be_shown(&self) -> Vec<Mark> {
        let mut marks = self.shown.clone();
        if !self.is_refuted() {
            let unseen = self.expected.iter();
            marks.extend(unseen.filter(|(_, identity)| self.missing.contains(*identity)));
        }
        marks
    }

    /// Whether a message that the pass before showed is gone: that pass may have skipped as many.
    fn is_refuted(&self) -> bool {
        let is_gone =
            |(place, identity): &Mark| self.missing.contains(*identity) && self.has_passed(*place);
        self.expected.iter().any(is_gone)
    }

    /// Whether it has shown everything that the pass before showed.
    pub(super) fn is_complete(&self) -> bool {
        self.missing.len() == 0
    }

    /// Continues with this token's page; `false` if the token is a repeated one.
    pub(super) fn follow(&mut self, token: String) -> bool {
        let is_new = self.tokens.insert(fingerprint(&token));
        self.token = Some(token);
        is_new
    }

    /// Whether a message has been shown.
    fn has(&self, identity: u64) -> bool {
        self.identities.contains(identity)
    }

    /// Whether a whole page requested by token is far behind the messages shown so far.
    pub(super) fn is_behind(&self, entries: &[Entry], zone: &RangeInclusive<i64>) -> bool {
        let (Some(reach), Some(_)) = (self.reach, &self.token) else {
            return false;
        };
        let is_behind =
            |entry: &&Entry| reach - entry.place > ORDER_SPAN_SECONDS && !self.has(entry.identity);
        let of_window = entries.iter().filter(|entry| zone.contains(&entry.place));
        let count = of_window.clone().count();
        count > 0 && of_window.filter(is_behind).count() == count
    }

    /// Records a shown message. Returns whether it is new to this pass.
    pub(super) fn show(&mut self, entry: &Entry, is_in_place: bool) -> bool {
        if is_in_place {
            self.reach = self.reach.max(Some(entry.place));
        }
        let is_new = self.identities.insert(entry.identity);
        if is_new {
            self.shown.push((entry.place, entry.identity));
            self.missing.remove(entry.identity);
            if is_in_place {
                self.left_behind.insert(entry.place);
            }
        }
        is_new
    }

    /// Records the end of a page.
    pub(super) fn end_page(&mut self) {
        self.pages += u32::from(!self.shown.is_empty());
    }

    /// Whether all messages came from one page, and so from one moment.
    pub(super) fn is_one_page(&self) -> bool {
        self.pages < 2
    }

    /// The place up to which nothing can be missing, according to the pages read.
    pub(super) fn sure(&self) -> Option<i64> {
        if self.is_one_page() && !self.follows {
            self.reach
        } else if self.is_complete() {
            self.goal
        } else {
            None
        }
    }

    /// Whether a pass that starts `lead` behind the furthest message leaves at least half of this one's
    /// messages behind, so that it repeats little.
    pub(super) fn is_far(&mut self, lead: i64) -> bool {
        let Some(next) = self.reach.map(|reach| reach - lead) else {
            return false;
        };
        let left = self.left_behind.up_to(next - MARGIN_SECONDS);
        next > self.start && left * 2 >= self.shown.len()
    }

    /// Whether every message of the pass before has been shown or is gone.
    pub(super) fn is_decided(&self) -> bool {
        self.is_complete() || self.goal.is_some_and(|goal| self.has_passed(goal))
    }

    /// Whether a message at this place would already have been shown.
    fn has_passed(&self, place: i64) -> bool {
        self.reach > Some(place + ORDER_SPAN_SECONDS + 1)
    }
}
