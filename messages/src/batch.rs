//! A batch of texts and numbers for JavaScript.
//!
//! Each call from wasm to JavaScript and each decoding of a text costs more than the text itself.
//! So all ASCII texts go as one, where each byte is a letter. All others go as a second, counted in
//! UTF-16 units, so one emoji does not make every string of a page two-byte. Texts that neither can
//! hold (lone surrogates), numbers in place of texts, and unknown values, go as JSON.

use crate::json::{Place, Text};
use crate::model::Page;
use crate::written;

/// A page for JavaScript, which `batch.js` reads.
#[derive(Debug)]
pub struct Batch<'p> {
    /// The numbers: the lengths of texts, and the structure built from them.
    pub numbers: Vec<i32>,
    /// The ASCII texts.
    pub ascii: Vec<u8>,
    /// The other texts.
    pub wide: String,
    /// Values for the engine's own parser, as the items of a JSON array.
    pub json: Vec<u8>,
    body: &'p [u8],
    values: i32,
}

/// Instead of an ASCII text's length, or of a boolean: no value.
const NULL: i32 = -1;
/// The text is a JSON value, whose number follows.
const IN_JSON: i32 = -2;
/// The text is not ASCII; its length in UTF-16 units follows.
const IN_WIDE: i32 = -3;

/// No number: an upper half that no JavaScript number has.
const NO_NUMBER: i32 = i32::MIN;

/// The approximate count of numbers per message.
const NUMBERS: usize = 24;

impl<'p> Batch<'p> {
    /// A batch with capacity for most pages: growing costs as much as filling.
    #[must_use]
    pub fn for_page(page: &'p Page) -> Self {
        let body = &*page.store.bytes;
        Self {
            numbers: Vec::with_capacity(NUMBERS * page.messages.len()),
            ascii: Vec::with_capacity(body.len() / 2),
            wide: String::new(),
            json: Vec::new(),
            body,
            values: 0,
        }
    }

    /// Writes a small number.
    #[inline]
    pub fn count(&mut self, count: usize) {
        // More than 2^31 items do not fit into the wasm's memory.
        self.numbers.push(i32::try_from(count).unwrap_or(i32::MAX));
    }

    /// Writes an optional number.
    #[inline]
    pub fn integer(&mut self, integer: Option<i64>) {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "it is cut into halves of 32 bits"
        )]
        let (lower, upper) = integer.map_or((0, NO_NUMBER), |integer| {
            (integer as i32, (integer >> 32) as i32)
        });
        self.numbers.push(lower);
        self.numbers.push(upper);
    }

    /// Writes an optional boolean.
    #[inline]
    pub fn boolean(&mut self, boolean: Option<bool>) {
        self.numbers.push(boolean.map_or(NULL, i32::from));
    }

    /// Writes an optional text.
    pub fn text(&mut self, text: Option<Text<'_>>) {
        match text {
            Some(text) if !text.is_escaped() && !text.is_wide() => self.ascii(text.as_json()),
            Some(text) => self.odd_text(text),
            None => self.numbers.push(NULL),
        }
    }

    /// The same for a text of the page.
    pub fn place(&mut self, place: Option<Place>) {
        let body = self.body;
        self.text(place.map(|place| Text::at(place, body)));
    }

    /// Writes a number in place of a text.
    #[inline(never)]
    pub fn number(&mut self, number: i64) {
        let value = self.value(&[written::number(number).as_bytes()]);
        self.numbers.extend([IN_JSON, value]);
    }

    /// Writes the parts of a JSON value, and returns its number.
    pub fn value(&mut self, pieces: &[&[u8]]) -> i32 {
        if self.values > 0 {
            self.json.push(b',');
        }
        for piece in pieces {
            self.json.extend_from_slice(piece);
        }
        self.values += 1;
        self.values - 1
    }

    /// How many JSON values there are.
    #[must_use]
    pub fn values(&self) -> usize {
        usize::try_from(self.values).unwrap_or_default()
    }

    #[inline]
    fn ascii(&mut self, text: &[u8]) {
        self.count(text.len());
        self.ascii.extend_from_slice(text);
    }

    #[inline(never)]
    fn odd_text(&mut self, text: Text<'_>) {
        let mut plain = String::new();
        if !text.unescape(&mut plain) {
            let value = self.value(&[b"\"", text.as_json(), b"\""]);
            self.numbers.extend([IN_JSON, value]);
        } else if plain.is_ascii() {
            self.ascii(plain.as_bytes());
        } else {
            self.numbers.push(IN_WIDE);
            self.count(plain.encode_utf16().count());
            self.wide.push_str(&plain);
        }
    }
}
