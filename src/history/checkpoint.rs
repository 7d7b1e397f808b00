//! Where reading a history can go on: small, without secrets, and good for one query.
//!
//! The text is not signed: it tells damage and mistakes, not forgery. So every number in it is held
//! to its bounds, and what is read is no worse than any other query.

use alloc::string::String;
use alloc::vec::Vec;

use super::hash::{self, fingerprint};
use super::query::HistoryQuery;
use super::span::Span;
use crate::date_time::{DAY, Date, FIRST_YEAR, LAST_YEAR};
use crate::written::{count, hexadecimal, integer, number};

/// The first words of a checkpoint's text: what it is, and in which version.
const VERSION: &str = "sms-checkpoint-2";
/// What the words of every version begin with.
const ANY_VERSION: &str = "sms-checkpoint-";

/// How far beside its range a history may look, in seconds: more than the longest overlap.
const BESIDE: i64 = 8 * DAY;

/// The greatest count that JavaScript can show.
const LARGEST_COUNT: u64 = (1 << 53) - 1;

/// Messages by their seconds since 1970, each with what it is known by.
pub(super) type Marks = Vec<(i64, u64)>;

/// A place in a history. Times are seconds since 1970, but for the range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    pub(super) query: String,
    /// What is read: without `from` and `to` it is of the clock, and would be another one later.
    pub(super) range: Span,
    /// From where to ask.
    pub(super) from: i64,
    /// Before it, a message that is not known is late.
    pub(super) limit: i64,
    /// Where the first window begins, in the order of the query, that has not been read to its end,
    /// or to an end that was not over yet.
    pub(super) settled: i64,
    /// When that was so.
    pub(super) clock: i64,
    /// How many messages were given.
    pub(super) given: u64,
    /// How many messages came too late.
    pub(super) late: u64,
    /// The messages that may come again.
    pub(super) known: Marks,
    /// Those that must come again, or something may have been skipped.
    pub(super) unsure: Marks,
}

/// Why a text is no checkpoint to go on from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// No checkpoint, or not as it was given out.
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

    /// Whether the checkpoint is of this query.
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
    /// Why it cannot be gone on from.
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

    /// Whether a history can come to this place.
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

/// Writes the messages of each second after its distance from `base`.
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
