//! Texts and numbers on their way to JavaScript: many in one go.
//!
//! Each crossing from wasm to JavaScript and each decoding of a text costs more than the text. So
//! all of a page's texts go over as two: what is ASCII in one, of which one byte is one of
//! JavaScript's UTF-16 units, so that places in it are known beforehand; the others in a second,
//! counted in those units. One emoji thus does not make a whole page of two-byte strings. What
//! neither can hold (half a surrogate pair), and values that this package does not know, go as JSON.

use alloc::string::String;
use alloc::vec::Vec;

use crate::json::Text;
use crate::model::{Id, SmsSession};

/// A page for JavaScript, which `objects.js` reads.
#[derive(Debug, Default)]
pub struct Heap {
    /// What there is, as numbers: where texts start and end, and what is made of them.
    pub numbers: Vec<i32>,
    /// The texts that are ASCII.
    pub ascii: Vec<u8>,
    /// The other texts.
    pub wide: String,
    /// Values for the engine's own parser, as the inside of a JSON array.
    pub json: Vec<u8>,
    wide_units: i32,
    values: i32,
}

/// No text.
const NULL: i32 = -1;
/// The text is one of the JSON values.
const IN_JSON: i32 = -2;
/// Where the wide texts start to count, downwards.
const IN_WIDE: i32 = -3;

/// No number: the upper half of one, which those of JavaScript never have.
const NO_NUMBER: i32 = i32::MIN;

/// How many numbers a message is, about.
const NUMBERS: usize = 40;

impl Heap {
    /// An empty heap with room for most pages: to grow costs as much as to fill.
    #[must_use]
    pub fn for_page(page: &SmsSession) -> Self {
        Self {
            numbers: Vec::with_capacity(NUMBERS * page.sms_histories.len()),
            ascii: Vec::with_capacity(page.store.bytes.len() / 2),
            ..Self::default()
        }
    }

    /// Writes a number that is small by its nature.
    pub fn count(&mut self, count: usize) {
        // More than 2^31 of anything do not fit into wasm's memory.
        self.numbers.push(i32::try_from(count).unwrap_or(i32::MAX));
    }

    /// Writes an id, or 0 for none.
    pub fn id(&mut self, id: Option<Id>) {
        self.count(id.map_or(0, |id| id.index() + 1));
    }

    /// Writes a number, or none.
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

    /// Writes where a text is, and the text; or none.
    pub fn text(&mut self, text: Option<Text<'_>>) {
        let [start, end] = text.map_or([NULL, 0], |text| self.place(text));
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

    fn place(&mut self, text: Text<'_>) -> [i32; 2] {
        if !text.is_escaped() && !text.is_wide() {
            return self.narrow(text.as_json());
        }
        let mut plain = String::new();
        if !text.unescape(&mut plain) {
            return [IN_JSON, self.value(&[b"\"", text.as_json(), b"\""])];
        }
        if plain.is_ascii() {
            return self.narrow(plain.as_bytes());
        }
        let start = self.wide_units;
        let units = plain.encode_utf16().count();
        self.wide.push_str(&plain);
        self.wide_units += i32::try_from(units).unwrap_or_default();
        [IN_WIDE - start, self.wide_units]
    }

    fn narrow(&mut self, ascii: &[u8]) -> [i32; 2] {
        let start = self.ascii.len();
        self.ascii.extend_from_slice(ascii);
        // Bodies end long before 2^31.
        [start, self.ascii.len()].map(|at| i32::try_from(at).unwrap_or_default())
    }
}
