//! Pages that follow one another from one place on.
//!
//! A page is as the server had it at one moment: from where it begins to its last message, nothing
//! is missing. Between two pages messages may be deleted, and a token that stands for a number of
//! messages then skips as many. So reading goes on by time, without a token, wherever that gets it
//! further. Where a page is full before it does, tokens are followed; and then the same pages are read
//! again, until a pass shows everything that the one before it had shown: then nothing had been
//! deleted, and nothing skipped.
//!
//! All this holds of a server that keeps the order that was asked for. Until it has shown that it does
//! (`evidence`), a window that was read by time is read once more by its tokens: so nothing is lost of
//! one that does not, either.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::RangeInclusive;

use super::hash::{Fingerprints, fingerprint};
use super::left_behind::LeftBehind;
use super::recent::Mark;
use super::sequence::Entry;
use super::window::{MARGIN_SECONDS, ORDER_SPAN_SECONDS};

/// The pages from one place on, as far as they have been followed.
#[derive(Debug, Clone)]
pub(super) struct Pass {
    /// From where is asked, by the time that the server sorts by.
    pub(super) start: i64,
    /// A message before this place that is not known is late.
    pub(super) limit: i64,
    /// The token of the next page; `None` for the first.
    pub(super) token: Option<String>,
    tokens: Fingerprints,
    /// What was shown.
    pub(super) shown: Vec<Mark>,
    /// Those of it that are in the window, by their places.
    left_behind: LeftBehind,
    identities: Fingerprints,
    /// The furthest of it.
    pub(super) reach: Option<i64>,
    /// What the pass before showed.
    expected: Vec<Mark>,
    /// Of that, what this one has not shown yet.
    missing: Fingerprints,
    /// The furthest of what the pass before showed.
    pub(super) goal: Option<i64>,
    /// The pass before came to the end of the window.
    pub(super) has_ended: bool,
    /// Whether tokens are followed, though time would get further.
    pub(super) follows: bool,
    /// How many pages have shown anything.
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

    /// Another pass from the same place on, which is to show all of these, up to `goal`.
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

    /// Another pass, after this one has come to the end of the window.
    pub(super) fn after_end(&self) -> Self {
        let mut again = self.expecting(self.shown.clone(), self.reach);
        again.has_ended = true;
        again
    }

    /// Another pass, after this one has come as far as it has.
    pub(super) fn again(&self) -> Self {
        if self.is_refuted() {
            return self.expecting(self.shown.clone(), self.reach);
        }
        let mut again = self.expecting(self.to_be_shown(), self.reach.max(self.goal));
        again.has_ended = self.has_ended && !self.is_complete();
        again
    }

    /// Another pass, after this one has met a page that is behind it: tokens must lead on to an end.
    pub(super) fn set_back(&self) -> Self {
        Self {
            follows: true,
            ..Self::new(self.start, self.limit)
        }
    }

    /// What another pass is to show: what this one has shown, and what it may still show.
    pub(super) fn to_be_shown(&self) -> Vec<Mark> {
        let mut marks = self.shown.clone();
        if !self.is_refuted() {
            let unseen = self.expected.iter();
            marks.extend(unseen.filter(|(_, identity)| self.missing.contains(*identity)));
        }
        marks
    }

    /// Whether something that the pass before showed is not there any more: it may have skipped as
    /// much.
    fn is_refuted(&self) -> bool {
        let is_gone =
            |(place, identity): &Mark| self.missing.contains(*identity) && self.has_passed(*place);
        self.expected.iter().any(is_gone)
    }

    /// Whether it has shown all that the pass before had shown.
    pub(super) fn is_complete(&self) -> bool {
        self.missing.len() == 0
    }

    /// Goes on with the page of this token; `false` if it has been there before.
    pub(super) fn follow(&mut self, token: String) -> bool {
        let is_new = self.tokens.insert(fingerprint(&token));
        self.token = Some(token);
        is_new
    }

    /// Whether a message has been shown.
    fn has(&self, identity: u64) -> bool {
        self.identities.contains(identity)
    }

    /// Whether a page that was asked for by a token is far behind what was shown, all of it.
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

    /// Notes that a message is shown; whether it had not been shown before.
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

    /// Notes that a page has been shown to its end.
    pub(super) fn end_page(&mut self) {
        self.pages += u32::from(!self.shown.is_empty());
    }

    /// Whether all that was shown is of one page, and so of one moment.
    pub(super) fn is_one_page(&self) -> bool {
        self.pages < 2
    }

    /// The place up to which nothing can be missing, as far as the pages that were read tell.
    pub(super) fn sure(&self) -> Option<i64> {
        if self.is_one_page() && !self.follows {
            self.reach
        } else if self.is_complete() {
            self.goal
        } else {
            None
        }
    }

    /// Whether a pass that starts `lead` behind the furthest message leaves behind at least half of
    /// what this one showed, and so is not too dear.
    pub(super) fn is_far(&mut self, lead: i64) -> bool {
        let Some(next) = self.reach.map(|reach| reach - lead) else {
            return false;
        };
        let left = self.left_behind.up_to(next - MARGIN_SECONDS);
        next > self.start && left * 2 >= self.shown.len()
    }

    /// Whether all of the pass before has been shown, or is not there any more.
    pub(super) fn is_decided(&self) -> bool {
        self.is_complete() || self.goal.is_some_and(|goal| self.has_passed(goal))
    }

    /// Whether what is at this place would have been shown.
    fn has_passed(&self, place: i64) -> bool {
        self.reach > Some(place + ORDER_SPAN_SECONDS + 1)
    }
}
