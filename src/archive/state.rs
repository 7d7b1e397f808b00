//! What an archive remembers between two processes, as a small text without secrets.
//!
//! The text is not signed: its checksum detects damage and mistakes, not forgery. So everything in it is
//! checked, and a forged one does no more than another query could.

use std::collections::BTreeMap;

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
    pub open: BTreeMap<String, Option<String>>,
    /// Sessions that could not be read.
    pub failed: BTreeMap<String, FailedAt>,
}

/// Where reading a session failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedAt {
    /// The base of its leg: nothing after it was given, but for what the mark says.
    pub base_ms: i64,
    /// The mark of its history.
    pub mark: Option<String>,
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
    /// Of another version of this package.
    OfAnotherVersion,
}

impl State {
    /// The state as text.
    #[must_use]
    pub fn write(&self) -> String {
        let open = self.open.iter().map(|(id, mark)| entry(id, "", mark));
        let failed = self.failed.iter().map(|(id, at)| {
            // Most failed in the leg that is being read.
            let behind = self.base_ms.saturating_sub(at.base_ms);
            entry(id, &number(behind), &at.mark)
        });
        let text = [
            VERSION,
            &self.scope,
            &number(self.from_ms),
            &number(self.base_ms),
            &self.target_ms.map_or_else(|| NONE.to_owned(), number),
            &self.cursor.as_deref().map_or(NONE.to_owned(), escape),
            &list(open),
            &list(failed),
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
            target_ms: maybe(target, integer)?,
            cursor: maybe(cursor, unescape)?,
            ..Self::default()
        };
        for (id, _, mark) in entries(open)? {
            state.open.insert(id, mark);
        }
        for (id, behind, mark) in entries(failed)? {
            let behind: i64 = integer(behind)?;
            let base_ms = state.base_ms.checked_sub(behind)?;
            state.failed.insert(id, FailedAt { base_ms, mark });
        }
        let bases = state.failed.values().map(|at| at.base_ms);
        let is_possible = bases
            .chain([state.base_ms])
            .all(|ms| ms >= state.from_ms - 1)
            && state.target_ms.is_none_or(|target| target > state.base_ms)
            && state.target_ms.is_some() >= (state.cursor.is_some() || !state.open.is_empty());
        is_possible.then_some(state)
    }
}

/// A session in a list: its id, a number or nothing, and its mark or nothing.
fn entry(id: &str, number: &str, mark: &Option<String>) -> String {
    [&escape(id), ":", number, ":", mark.as_deref().unwrap_or("")].concat()
}

fn list(entries: impl Iterator<Item = String>) -> String {
    let entries: Vec<String> = entries.collect();
    if entries.is_empty() {
        return NONE.to_owned();
    }
    entries.join("|")
}

fn entries(list: &str) -> Option<Vec<(String, &str, Option<String>)>> {
    if list == NONE {
        return Some(Vec::new());
    }
    let mut entries = Vec::new();
    for entry in list.split('|') {
        let (id, rest) = entry.split_once(':')?;
        let (number, mark) = rest.split_once(':')?;
        let mark = (!mark.is_empty()).then(|| mark.to_owned());
        entries.push((unescape(id)?, number, mark));
    }
    Some(entries)
}

fn maybe<T>(word: &str, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    if word == NONE {
        return Some(None);
    }
    read(word).map(Some)
}

/// An id as one word: Zoom's ids have only letters and digits.
fn escape(id: &str) -> String {
    let mut text = String::new();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'_' {
            text.push(char::from(byte));
        } else {
            text.push('~');
            text.push_str(&hexadecimal(u64::from(byte) + 0x100)[1..]);
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
