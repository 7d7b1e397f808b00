//! What an archive remembers between two processes, as a small text without secrets.

use crate::listing::{Kind, NONE, Refused, Sessions, escape, seal, unescape, unseal};
use crate::written::{integer, number};

const KIND: Kind = Kind {
    name: "sms-archive-",
    version: "1",
};

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

impl State {
    /// The state as text.
    #[must_use]
    pub fn write(&self) -> String {
        let words = [
            self.scope.clone(),
            number(self.from_ms),
            number(self.base_ms),
            self.target_ms.map_or_else(|| NONE.to_owned(), number),
            self.cursor.as_deref().map_or(NONE.to_owned(), escape),
            self.open.write(|_| String::new()),
            // Most failed in the leg that is being read.
            self.failed
                .write(|time| number(self.base_ms.saturating_sub(time))),
        ];
        seal(KIND, &words)
    }

    /// Reads a state.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub fn read(text: &str) -> Result<Self, Refused> {
        Self::of_words(&unseal(KIND, text)?).ok_or(Refused::Changed)
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
        state.open = Sessions::read(open, |_| Some(0))?;
        state.failed = Sessions::read(failed, |behind| base.checked_sub(integer(behind)?))?;
        let bases = state.failed.iter().map(|failed| failed.time);
        let is_possible = bases
            .chain([state.base_ms])
            .all(|ms| ms >= state.from_ms - 1)
            && state.target_ms.is_none_or(|target| target > state.base_ms)
            && state.target_ms.is_some() >= (state.cursor.is_some() || !state.open.is_empty());
        is_possible.then_some(state)
    }
}
