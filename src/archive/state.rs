//! What an archive remembers between two processes, as a small text without secrets.
//!
//! The text is not signed: its checksum detects damage and mistakes, not forgery. So everything in it is
//! checked, and a forged one does no more than another query could.

use super::sessions::{Entry, Sessions};
use crate::history::fingerprint;
use crate::written::{hexadecimal, integer, number};

/// The prefix of the text, with its version.
const VERSION: &str = "sms-archive-1";
/// The common prefix of all versions.
const ANY_VERSION: &str = "sms-archive-";
/// What stands for a value that is not there.
const NONE: &str = "-";

/// How far an archive has come. Times are milliseconds since 1970.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// A fingerprint of what the archive is about: the user and the types of sessions.
    pub scope: String,
    /// The earliest message that was asked for.
    pub from_ms: i64,
    /// All messages up to here were given, except for those of failed sessions.
    pub base_ms: i64,
    /// The target of a leg that is not done.
    pub target_ms: Option<i64>,
    /// In that leg, the sessions up to this id are done, except for the open and failed ones.
    pub cursor: Option<String>,
    /// Sessions that are being read, each with the mark of its history; without one, nothing of it was given.
    pub open: Sessions,
    /// Sessions that could not be read, each with the base of its leg: nothing after it was given, except for what the
    /// mark says.
    pub failed: Sessions,
}

/// Why a state cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Not a state, or a damaged one.
    Changed,
    /// Of another user, or of other types of sessions.
    OfAnother,
    /// It begins later than what is asked for.
    BeginsLater,
    /// It is in the middle of a run that ends later than what is asked for.
    EndsLater,
    /// Of another version of this package.
    OfAnotherVersion,
}

impl State {
    /// The state as text.
    #[must_use]
    pub fn write(&self) -> String {
        let text = [
            VERSION,
            &self.scope,
            &number(self.from_ms),
            &number(self.base_ms),
            &self.target_ms.map_or_else(|| NONE.to_owned(), number),
            &self.cursor.as_deref().map_or(NONE.to_owned(), escape),
            &list(&self.open, |_| String::new()),
            // Most failed in the leg that is being read.
            &list(&self.failed, |time| {
                number(self.base_ms.saturating_sub(time))
            }),
        ]
        .join(" ");
        let sum = hexadecimal(fingerprint(&text));
        [&text, " ", &sum].concat()
    }

    /// Reads a state.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub fn read(text: &str) -> Result<Self, Refused> {
        let (text, sum) = text.rsplit_once(' ').ok_or(Refused::Changed)?;
        if sum != hexadecimal(fingerprint(text)) {
            return Err(Refused::Changed);
        }
        let words: Vec<&str> = text.split(' ').collect();
        match words.as_slice() {
            [VERSION, rest @ ..] => Self::of_words(rest).ok_or(Refused::Changed),
            [version, ..] if version.starts_with(ANY_VERSION) => Err(Refused::OfAnotherVersion),
            _ => Err(Refused::Changed),
        }
    }

    fn of_words(words: &[&str]) -> Option<Self> {
        let [scope, from, base, target, cursor, open, failed] = words else {
            return None;
        };
        let mut state = Self {
            scope: (*scope).to_owned(),
            from_ms: integer(from)?,
            base_ms: integer(base)?,
            target_ms: match *target {
                NONE => None,
                target => Some(integer(target)?),
            },
            cursor: match *cursor {
                NONE => None,
                cursor => Some(unescape(cursor)?),
            },
            ..Self::default()
        };
        let base = state.base_ms;
        state.open = entries(open, |_| Some(0))?;
        state.failed = entries(failed, |behind| base.checked_sub(integer(behind)?))?;
        let bases = state.failed.iter().map(|failed| failed.time);
        let is_possible = bases
            .chain([state.base_ms])
            .all(|ms| ms >= state.from_ms - 1)
            && state.target_ms.is_none_or(|target| target > state.base_ms)
            && state.target_ms.is_some() >= (state.cursor.is_some() || !state.open.is_empty());
        is_possible.then_some(state)
    }
}

/// Sessions as one word: of each its id, its time if that is kept, and its mark or nothing.
fn list(sessions: &Sessions, time: impl Fn(i64) -> String) -> String {
    let mut text = String::new();
    for entry in sessions.iter() {
        if !text.is_empty() {
            text.push('|');
        }
        let mark = entry.mark.as_deref().unwrap_or_default();
        text += &[&escape(&entry.id), ":", &time(entry.time), ":", mark].concat();
    }
    if text.is_empty() {
        text.push_str(NONE);
    }
    text
}

fn entries(list: &str, time: impl Fn(&str) -> Option<i64>) -> Option<Sessions> {
    let mut sessions = Sessions::default();
    for entry in list.split('|').filter(|_| list != NONE) {
        let (id, rest) = entry.split_once(':')?;
        let (written, mark) = rest.split_once(':')?;
        sessions.insert(Entry {
            id: unescape(id)?,
            time: time(written)?,
            mark: (!mark.is_empty()).then(|| mark.to_owned()),
        });
    }
    Some(sessions)
}

/// An id as one word: Zoom's ids have only letters and digits.
fn escape(id: &str) -> String {
    let mut text = String::new();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'_' {
            text.push(char::from(byte));
        } else {
            text.push('~');
            let digits = [byte >> 4, byte & 0xF];
            text.extend(digits.map(|digit| char::from_digit(digit.into(), 16).unwrap_or('0')));
        }
    }
    text
}

fn unescape(word: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = word.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'~' {
            let digit = |byte: u8| char::from(byte).to_digit(16);
            let value = digit(rest.next()?)? * 16 + digit(rest.next()?)?;
            bytes.push(u8::try_from(value).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok().filter(|id| !id.is_empty())
}
