//! Texts and numbers on their way to JavaScript: many in one go.
//!
//! Each crossing from wasm to JavaScript and each decoding of a text costs more than the text. So all texts that
//! are ASCII go over as one, in which a place in bytes is one in letters too. All others go over as a second, counted in
//! UTF-16 units: one emoji thus does not make a whole page of two-byte strings. What neither can hold (half a
//! surrogate pair), and values that this package does not know, go as JSON.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use crate::json::{Place, Text};
use crate::model::{Id, SmsSession};

/// A page for JavaScript, which `objects.js` reads.
#[derive(Debug)]
pub struct Heap<'p> {
    /// What there is, as numbers: where texts start and end, and what is made of them.
    pub numbers: Vec<i32>,
    /// The texts that are ASCII.
    pub ascii: Vec<u8>,
    /// The texts that are not.
    pub wide: String,
    /// Values for the engine's own parser, as the inside of a JSON array.
    pub json: Vec<u8>,
    body: &'p [u8],
    wide_units: i32,
    values: i32,
}

/// No text: where it starts, and no end.
const NONE: [i32; 2] = [-1, 0];
/// The text is one of the JSON values.
const IN_JSON: i32 = -2;
/// Where the wide texts start to count, downwards.
const IN_WIDE: i32 = -3;

/// No number: the upper half of one, which those of JavaScript never have.
const NO_NUMBER: i32 = i32::MIN;

/// How many numbers a message is, about.
const NUMBERS: usize = 40;

impl<'p> Heap<'p> {
    /// A heap for texts of a page, with room for those of most pages: to grow costs as much as to fill.
    #[must_use]
    pub fn for_page(page: &'p SmsSession) -> Self {
        let body = &*page.store.bytes;
        Self {
            numbers: Vec::with_capacity(NUMBERS * page.sms_histories.len()),
            ascii: Vec::with_capacity(body.len() / 2),
            wide: String::new(),
            json: Vec::new(),
            body,
            wide_units: 0,
            values: 0,
        }
    }

    /// Writes a number that is small by its nature.
    #[inline]
    pub fn count(&mut self, count: usize) {
        // More than 2^31 of anything do not fit into wasm's memory.
        self.numbers.push(i32::try_from(count).unwrap_or(i32::MAX));
    }

    /// Writes an id, or 0 for none.
    #[inline]
    pub fn id(&mut self, id: Option<Id>) {
        self.count(id.map_or(0, |id| id.index() + 1));
    }

    /// Writes a number, or none.
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

    /// Writes a text and where it is; or none.
    pub fn text(&mut self, text: Option<Text<'_>>) {
        let [start, end] = text.map_or(NONE, |text| self.keep(text));
        self.numbers.push(start);
        self.numbers.push(end);
    }

    /// The same of a text of the page.
    #[inline]
    pub fn place(&mut self, place: Option<Place>) {
        let plain = place.filter(|place| !place.is_escaped() && !place.is_wide());
        let [start, end] = match plain {
            Some(plain) => self.keep_ascii(plain.of(self.body)),
            None => self.keep_odd(place),
        };
        self.numbers.push(start);
        self.numbers.push(end);
    }

    /// Writes a JSON value's pieces; its number among the values.
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

    #[inline(never)]
    fn keep_odd(&mut self, place: Option<Place>) -> [i32; 2] {
        place.map_or(NONE, |place| self.keep(Text::at(place, self.body)))
    }

    fn keep(&mut self, text: Text<'_>) -> [i32; 2] {
        if !text.is_escaped() && !text.is_wide() {
            return self.keep_ascii(text.as_json());
        }
        let mut plain = String::new();
        if !text.unescape(&mut plain) {
            return [IN_JSON, self.value(&[b"\"", text.as_json(), b"\""])];
        }
        if plain.is_ascii() {
            return self.keep_ascii(plain.as_bytes());
        }
        let start = self.wide_units;
        let units = plain.encode_utf16().count();
        self.wide.push_str(&plain);
        self.wide_units += i32::try_from(units).unwrap_or_default();
        [IN_WIDE - start, self.wide_units]
    }

    #[inline]
    fn keep_ascii(&mut self, text: &[u8]) -> [i32; 2] {
        let start = self.ascii.len();
        self.ascii.extend_from_slice(text);
        range(start..self.ascii.len())
    }
}

/// Bodies end long before 2^31.
#[inline]
fn range(range: Range<usize>) -> [i32; 2] {
    [range.start, range.end].map(|at| i32::try_from(at).unwrap_or_default())
}
