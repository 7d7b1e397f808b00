//! Checkpoints: where to continue a history. They are small, without secrets, and bound to one query.
//!
//! The text is not signed: it detects damage and mistakes, not forgery. So every number in it is checked
//! against its bounds, and a forged one does no more than another query could.

use super::hash::{self, fingerprint};
use super::query::HistoryQuery;
use super::span::Span;
use crate::date_time::{DAY, Date, FIRST_YEAR, LAST_YEAR};
use crate::written::{count, hexadecimal, integer, number};

/// The prefix of a checkpoint's text, with its version.
const VERSION: &str = "sms-checkpoint-2";
/// The common prefix of all versions.
const ANY_VERSION: &str = "sms-checkpoint-";

/// How far outside its range a history may look, in seconds: more than the longest overlap.
const BESIDE: i64 = 8 * DAY;

/// The largest count that JavaScript can represent.
const LARGEST_COUNT: u64 = (1 << 53) - 1;

/// Messages as seconds since 1970, each with its identity.
pub(super) type Marks = Vec<(i64, u64)>;

/// A position in a history. Times are seconds since 1970, except in the range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    pub(super) query: String,
    /// The range. Without `from` and `to` it depends on the clock, and would differ later.
    pub(super) range: Span,
    /// Where the next request starts.
    pub(super) from: i64,
    /// An unknown message before this is late.
    pub(super) limit: i64,
    /// The beginning of the first window, in the order of the query, that is not completely read, or
    /// was not over when it was read.
    pub(super) settled: i64,
    /// The time of that state.
    pub(super) clock: i64,
    /// The number of returned messages.
    pub(super) given: u64,
    /// The number of late messages.
    pub(super) late: u64,
    /// The messages that may come again.
    pub(super) known: Marks,
    /// The messages that must come again; otherwise something may have been skipped.
    pub(super) unsure: Marks,
}

/// Why a checkpoint cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Not a checkpoint, or a damaged one.
    Changed,
    /// A checkpoint of another session, range, order or filter.
    OfAnother,
    /// A checkpoint of another version of this package.
    OfAnotherVersion,
}

impl Checkpoint {
    /// The checkpoint as text, bound to a session.
    #[must_use]
    pub fn write(&self, session_id: &str) -> String {
        let Span { first_ms, last_ms } = self.range;
        let mut text = String::from(VERSION);
        for part in &[
            hexadecimal(fingerprint(session_id)),
            self.query.clone(),
            number(first_ms),
            number(last_ms),
            number(self.from),
            number(self.limit),
            number(self.settled),
            number(self.clock),
            count(self.given),
            count(self.late),
        ] {
            text.push(' ');
            text.push_str(part);
        }
        text.push(' ');
        write_marks(&self.known, self.limit, &mut text);
        text.push(' ');
        write_marks(&self.unsure, self.limit, &mut text);
        let sum = hexadecimal(fingerprint(&text));
        [&text, " ", &sum].concat()
    }

    /// The checkpoint as a short text for a reader who knows the session and the query.
    pub(super) fn write_mark(&self) -> String {
        let Self { limit, .. } = *self;
        let mut text = String::new();
        for part in &[
            number(limit),
            number(self.from - limit),
            number(self.settled - limit),
            number(self.clock - limit),
            count(self.given),
            count(self.late),
        ] {
            text.push_str(part);
            text.push(';');
        }
        write_marks(&self.known, limit, &mut text);
        text.push(';');
        write_marks(&self.unsure, limit, &mut text);
        text
    }

    /// Reads a mark of a history of this query.
    #[must_use]
    pub fn of_mark(mark: &str, query: &HistoryQuery) -> Option<Self> {
        let mut parts = mark.split(';');
        let limit: i64 = integer(parts.next()?)?;
        let mut near = || limit.checked_add(integer::<i64>(parts.next()?)?);
        let [from, settled, clock] = [near()?, near()?, near()?];
        let checkpoint = Self {
            query: query.fingerprint(),
            range: query.range,
            from,
            limit,
            settled,
            clock,
            given: integer(parts.next()?)?,
            late: integer(parts.next()?)?,
            known: read_marks(parts.next()?, limit)?,
            unsure: read_marks(parts.next()?, limit)?,
        };
        let is_whole = parts.next().is_none();
        Some(checkpoint).filter(|checkpoint| is_whole && checkpoint.is_possible())
    }

    /// Whether the checkpoint belongs to this query.
    #[must_use]
    pub fn is_of(&self, query: &HistoryQuery) -> bool {
        self.query == query.fingerprint()
    }

    /// The range that was read.
    #[must_use]
    pub fn range(&self) -> Span {
        self.range
    }

    /// Reads a checkpoint of this session.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub fn read(text: &str, session_id: &str) -> Result<Self, Refused> {
        let (text, sum) = text.rsplit_once(' ').ok_or(Refused::Changed)?;
        let mut words = Vec::new();
        for word in text.split(' ') {
            words.push(word);
        }
        if sum != hexadecimal(fingerprint(text)) {
            return Err(Refused::Changed);
        }
        match words.as_slice() {
            [VERSION, session, rest @ ..] => {
                if *session != hexadecimal(fingerprint(session_id)) {
                    return Err(Refused::OfAnother);
                }
                let checkpoint = Self::of_words(rest).filter(Self::is_possible);
                checkpoint.ok_or(Refused::Changed)
            }
            [version, ..] if version.starts_with(ANY_VERSION) => Err(Refused::OfAnotherVersion),
            _ => Err(Refused::Changed),
        }
    }

    fn of_words(words: &[&str]) -> Option<Self> {
        let [
            query,
            first,
            last,
            from,
            limit,
            settled,
            clock,
            given,
            late,
            known,
            unsure,
        ] = words
        else {
            return None;
        };
        let limit = integer(limit)?;
        Some(Self {
            query: String::from(*query),
            range: Span {
                first_ms: integer(first)?,
                last_ms: integer(last)?,
            },
            from: integer(from)?,
            limit,
            settled: integer(settled)?,
            clock: integer(clock)?,
            given: integer(given)?,
            late: integer(late)?,
            known: read_marks(known, limit)?,
            unsure: read_marks(unsure, limit)?,
        })
    }

    /// Whether this place is possible in a history.
    fn is_possible(&self) -> bool {
        let (first, last) = self.range.seconds();
        let near = first.saturating_sub(BESIDE)..=last.saturating_add(BESIDE);
        let year =
            |second: i64| Date::from_days(second.div_euclid(DAY)).map_or(0, |date| date.year);
        let accepted = |second: i64| (FIRST_YEAR..=LAST_YEAR).contains(&year(second));
        let places = [self.from, self.limit, self.settled];
        accepted(first)
            && accepted(last)
            && first <= last
            && places.iter().all(|second| near.contains(second))
            && self.given <= LARGEST_COUNT
            && self.late <= LARGEST_COUNT
            && (self.known.iter().chain(&self.unsure)).all(|(second, _)| near.contains(second))
    }
}

/// Writes each second as its distance from `base`, followed by its messages.
fn write_marks(marks: &Marks, base: i64, text: &mut String) {
    let mut present = None;
    for (second, mark) in marks {
        if present != Some(second) {
            if present.is_some() {
                text.push(',');
            }
            text.push_str(&number(second - base));
            text.push('.');
            present = Some(second);
        }
        hash::write(*mark, text);
    }
}

fn read_marks(text: &str, base: i64) -> Option<Marks> {
    let mut marks = Marks::new();
    for group in text.split(',').filter(|group| !group.is_empty()) {
        let (distance, all) = group.split_once('.')?;
        let second = base.checked_add(integer(distance)?)?;
        for mark in hash::read_all(all)? {
            marks.push((second, mark));
        }
    }
    Some(marks)
}
