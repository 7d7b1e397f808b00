//! Texts without escapes, invisible characters, and line breaks within long words.

use std::str;

use super::text::hide;

/// Invisible characters and enclosing marks: they may split a number or a token, or reverse its direction.
const INVISIBLE: &[(char, char)] = &[
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{600}', '\u{605}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{6dd}', '\u{6dd}'),
    ('\u{70f}', '\u{70f}'),
    ('\u{890}', '\u{891}'),
    ('\u{8e2}', '\u{8e2}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{202a}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{20d0}', '\u{20ff}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fffb}'),
    ('\u{110bd}', '\u{110bd}'),
    ('\u{110cd}', '\u{110cd}'),
    ('\u{13430}', '\u{1343f}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e0fff}'),
];

pub(crate) fn is_invisible(c: char) -> bool {
    !c.is_ascii() && is_among(c, INVISIBLE)
}

pub(crate) fn is_among(c: char, ranges: &[(char, char)]) -> bool {
    ranges
        .iter()
        .any(|(first, last)| (*first..=*last).contains(&c))
}

/// A line break after at least this many letters is inside a word: Base64 is wrapped at 60 to 76.
const LEAST_LINE: usize = 32;

/// A text in the form that is searched.
pub(super) struct Plain<'a> {
    text: &'a [u8],
    bytes: Vec<u8>,
    /// Where each byte comes from; empty if nothing was decoded.
    places: Vec<usize>,
}

impl<'a> Plain<'a> {
    /// Decodes escapes, also nested ones: a decoded byte may be part of the next escape.
    pub(super) fn of(text: &'a [u8]) -> Self {
        let mut plain = Self {
            text,
            bytes: Vec::new(),
            places: Vec::new(),
        };
        let is_special =
            |byte: &u8| matches!(byte, b'%' | b'\\' | 0x80..) || byte.is_ascii_control();
        if text.iter().any(is_special) {
            plain.decode();
        }
        plain
    }

    fn decode(&mut self) {
        for (at, byte) in self.text.iter().enumerate() {
            self.push(*byte, at);
            while let Some((length, becomes)) = ending(&self.bytes) {
                let start = self.bytes.len().saturating_sub(length);
                let place = self.places.get(start).copied().unwrap_or(at);
                self.bytes.truncate(start);
                self.places.truncate(start);
                match becomes {
                    Becomes::Nothing => {}
                    Becomes::Byte(byte) => self.push(byte, place),
                    Becomes::Character(character) => {
                        for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                            self.push(byte, place);
                        }
                    }
                }
            }
        }
    }

    fn push(&mut self, byte: u8, place: usize) {
        self.bytes.push(byte);
        self.places.push(place);
    }

    /// Whether it may differ from the text.
    pub(super) fn is_decoded(&self) -> bool {
        !self.places.is_empty()
    }

    pub(super) fn bytes(&self) -> &[u8] {
        if self.is_decoded() {
            &self.bytes
        } else {
            self.text
        }
    }

    /// Which bytes of the text are hidden, given those of the decoded text.
    pub(super) fn places(&self, hidden: Vec<bool>) -> Vec<bool> {
        if !self.is_decoded() {
            return hidden;
        }
        let mut all = vec![false; self.text.len()];
        let ends = self.places.iter().skip(1).copied().chain([self.text.len()]);
        for ((start, end), is_hidden) in self.places.iter().zip(ends).zip(hidden) {
            if is_hidden {
                hide(&mut all, *start..end.max(*start));
            }
        }
        all
    }
}

/// What an escape or an invisible character becomes.
enum Becomes {
    Nothing,
    Byte(u8),
    Character(char),
}

/// The length of the escape or invisible character at the end of a text, and what it becomes.
fn ending(text: &[u8]) -> Option<(usize, Becomes)> {
    let (last, before) = text.split_last()?;
    match last {
        b'/' => {
            let escape = backslashes(before);
            (escape > 0).then_some((escape + 1, Becomes::Byte(b'/')))
        }
        b'\n' | b'\r' => {
            let line = before.iter().rev().take(LEAST_LINE);
            let letters = line.take_while(|byte| is_of_long_word(**byte)).count();
            (letters == LEAST_LINE).then_some((1, Becomes::Nothing))
        }
        0x80.. => {
            let start = text.len().saturating_sub(4);
            let near = text.get(start..).unwrap_or_default();
            let first = near.iter().rposition(|byte| !(0x80..0xc0).contains(byte))?;
            let character = str::from_utf8(near.get(first..)?).ok()?.chars().next()?;
            let is_unseen = is_invisible(character) || character.is_control();
            is_unseen.then_some((character.len_utf8(), Becomes::Nothing))
        }
        _ if last.is_ascii_hexdigit() => escaped(text),
        _ => {
            let is_unseen = last.is_ascii_control() && !last.is_ascii_whitespace();
            is_unseen.then_some((1, Becomes::Nothing))
        }
    }
}

/// Letters of Base64, and the dots of JSON Web Tokens.
fn is_of_long_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/-_.".contains(&byte)
}

/// A percent escape (`%2F`) or one of JSON (`\u002F`), also in JSON within JSON (`\\u002F`).
fn escaped(text: &[u8]) -> Option<(usize, Becomes)> {
    if let [.., b'%', high, low] = text
        && let Some(byte) = number([*high, *low].map(char::from))
    {
        return Some((3, Becomes::Byte(u8::try_from(byte).ok()?)));
    }
    let [before @ .., b'u', a, b, c, d] = text else {
        return None;
    };
    let escape = backslashes(before);
    if escape == 0 {
        return None;
    }
    let character = char::from_u32(number([*a, *b, *c, *d].map(char::from))?)?;
    Some((escape + 5, Becomes::Character(character)))
}

fn backslashes(text: &[u8]) -> usize {
    text.iter().rev().take_while(|byte| **byte == b'\\').count()
}

/// What hexadecimal digits stand for.
pub(crate) fn number<const N: usize>(digits: [char; N]) -> Option<u32> {
    digits
        .into_iter()
        .try_fold(0, |number, digit| Some(number * 16 + digit.to_digit(16)?))
}
