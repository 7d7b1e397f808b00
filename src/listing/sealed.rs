//! States as text: words with a version and a checksum, bound to what they are about.
//!
//! A text is not signed: its checksum detects damage and mistakes, not forgery. So everything in it is
//! checked, and a forged one does no more than another query could.

use crate::history::fingerprint;
use crate::written::hexadecimal;

/// What stands for a value that is not there.
pub const NONE: &str = "-";

/// Why a state cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Not a state of this kind, or a damaged one.
    Changed,
    /// Of other sessions: of another user, or chosen in another way.
    OfAnother,
    /// It begins later than what is asked for.
    BeginsLater,
    /// It is in the middle of a run that ends later than what is asked for.
    EndsLater,
    /// It is in the middle of a run with another end.
    EndsElsewhere,
    /// Of another version of this package.
    OfAnotherVersion,
}

/// A kind of state: the word that its texts begin with, before and with the version.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// The beginning of all versions.
    pub name: &'static str,
    /// This version.
    pub version: &'static str,
}

/// Words as a text, with the version and a checksum.
#[must_use]
pub fn seal(kind: Kind, words: &[String]) -> String {
    let text = [kind.name, kind.version, " ", &words.join(" ")].concat();
    let sum = hexadecimal(fingerprint(&text));
    [&text, " ", &sum].concat()
}

/// The words of a text.
///
/// # Errors
/// [`Refused::Changed`] or [`Refused::OfAnotherVersion`].
pub fn unseal(kind: Kind, text: &str) -> Result<Vec<&str>, Refused> {
    let (text, sum) = text.rsplit_once(' ').ok_or(Refused::Changed)?;
    if sum != hexadecimal(fingerprint(text)) {
        return Err(Refused::Changed);
    }
    let text = text.strip_prefix(kind.name).ok_or(Refused::Changed)?;
    let mut words = text.split(' ');
    if words.next() == Some(kind.version) {
        Ok(words.collect())
    } else {
        Err(Refused::OfAnotherVersion)
    }
}
