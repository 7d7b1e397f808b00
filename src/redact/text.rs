//! A sentence, and which of its characters are hidden.

use std::ops::Range;

use crate::secrets::{is_invisible, number};

/// The most characters that are kept of a sentence.
const LONGEST: usize = 300;

/// Stands in place of what is hidden.
const MARK: char = '…';

/// Stands for control characters until the secrets have been found: in a secret they mean nothing, elsewhere they
/// separate words.
const CONTROL: char = '\0';

/// A text, and which of its characters are not shown.
pub(super) struct Text {
    characters: Vec<char>,
    is_hidden: Vec<bool>,
}

impl Text {
    /// The first characters of a text.
    pub(super) fn of(text: &str, most: usize) -> Self {
        let characters = plain(text, most);
        let is_hidden = vec![false; characters.len()];
        Self {
            characters,
            is_hidden,
        }
    }

    pub(super) fn characters(&self) -> &[char] {
        &self.characters
    }

    pub(super) fn part(&self, range: &Range<usize>) -> &[char] {
        self.characters.get(range.clone()).unwrap_or_default()
    }

    pub(super) fn hide(&mut self, range: Range<usize>) {
        if let Some(hidden) = self.is_hidden.get_mut(range) {
            hidden.fill(true);
        }
    }

    /// Puts spaces in place of control characters: a sentence from outside must not move a terminal's cursor.
    pub(super) fn without_controls(&mut self) {
        for character in &mut self.characters {
            if *character == CONTROL {
                *character = ' ';
            }
        }
    }

    /// The longest runs of characters that belong together.
    pub(super) fn runs(&self, belongs: &dyn Fn(char) -> bool) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (at, character) in self.characters.iter().enumerate() {
            if !belongs(*character) {
                continue;
            }
            match runs.last_mut() {
                Some(run) if run.end == at => run.end = at + 1,
                _ => runs.push(at..at + 1),
            }
        }
        runs
    }

    /// A run from the first character that it may begin with to the last that it may end with.
    pub(super) fn trimmed(
        &self,
        run: Range<usize>,
        begins: &dyn Fn(char) -> bool,
        ends: &dyn Fn(char) -> bool,
    ) -> Range<usize> {
        let part = self.part(&run);
        let first = part.iter().position(|c| begins(*c)).unwrap_or(part.len());
        let last = part
            .iter()
            .rposition(|c| ends(*c))
            .map_or(first, |last| last + 1);
        run.start + first..run.start + last.max(first)
    }

    /// What is shown, at most up to `end`: a secret that was cut may begin after that.
    pub(super) fn shown(&self, end: usize) -> String {
        let mut shown = String::new();
        let mut count = 0;
        let mut was_hidden = false;
        for (character, is_hidden) in self.characters.iter().zip(&self.is_hidden).take(end) {
            if !(*is_hidden && was_hidden) {
                if count == LONGEST {
                    shown.push(MARK);
                    return shown;
                }
                shown.push(if *is_hidden { MARK } else { *character });
                count += 1;
            }
            was_hidden = *is_hidden;
        }
        if self.characters.len() > end {
            shown.push(MARK);
        }
        shown
    }
}

/// The first characters of a text, on one line, with nothing invisible or percent-encoded. Each run of blanks becomes
/// one [`CONTROL`] if it has control characters only, and otherwise one space.
fn plain(text: &str, most: usize) -> Vec<char> {
    let mut plain = Vec::new();
    for character in text.chars().filter(|c| !is_invisible(*c)) {
        plain.push(character);
        // A decoded character may be part of the next escape.
        while let Some(decoded) = decoded(&plain) {
            plain.truncate(plain.len() - 3);
            plain.push(decoded);
        }
        push_blank(&mut plain);
        if plain.len() > most {
            break;
        }
    }
    if matches!(plain.last(), Some(&(' ' | CONTROL))) {
        plain.pop();
    }
    plain
}

/// Joins a blank at the end with those before it.
fn push_blank(plain: &mut Vec<char>) {
    let blank = match plain.last() {
        Some(last) if last.is_whitespace() => ' ',
        Some(last) if last.is_control() => CONTROL,
        _ => return,
    };
    plain.pop();
    match plain.last_mut() {
        None | Some(' ') => {}
        Some(before) if *before == CONTROL => *before = blank,
        Some(_) => plain.push(blank),
    }
}

/// What the last three characters stand for, if they are an escape of ASCII (`%2F`).
fn decoded(text: &[char]) -> Option<char> {
    let &[.., '%', high, low] = text else {
        return None;
    };
    char::from_u32(number([high, low])?).filter(char::is_ascii)
}
