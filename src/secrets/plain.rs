//! Texts without percent-encoding and without invisible characters.

use super::text::hide;

/// Invisible characters, and marks around others: they could stand within a number or a token,
/// or turn its direction.
const INVISIBLE: &[(char, char)] = &[
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{61c}', '\u{61c}'),
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

/// A text as it is compared.
pub(super) struct Plain<'a> {
    text: &'a str,
    bytes: Vec<u8>,
    /// Where each byte comes from. Empty where nothing was decoded: then each is in its place.
    places: Vec<usize>,
}

impl<'a> Plain<'a> {
    /// Decodes escapes, however often that was done: what is decoded may be a part of the next one.
    pub(super) fn of(text: &'a str) -> Self {
        let mut plain = Self {
            text,
            bytes: Vec::new(),
            places: Vec::new(),
        };
        if text.chars().any(|c| c == '%' || is_invisible(c)) {
            plain.decode();
        }
        plain
    }

    fn decode(&mut self) {
        for (at, character) in self.text.char_indices() {
            if is_invisible(character) {
                continue;
            }
            for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                self.bytes.push(byte);
                self.places.push(at);
            }
            while let Some(byte) = escaped(&self.bytes) {
                self.bytes.truncate(self.bytes.len() - 3);
                self.bytes.push(byte);
                self.places.truncate(self.bytes.len());
            }
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        if self.places.is_empty() {
            self.text.as_bytes()
        } else {
            &self.bytes
        }
    }

    /// What is hidden of the text, where this is hidden of what it was decoded to.
    pub(super) fn places(&self, hidden: Vec<bool>) -> Vec<bool> {
        if self.places.is_empty() {
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

/// What the last three bytes stand for, if they are an escape (`%2F`).
fn escaped(text: &[u8]) -> Option<u8> {
    let &[.., b'%', high, low] = text else {
        return None;
    };
    let digit = |byte| char::from(byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}
