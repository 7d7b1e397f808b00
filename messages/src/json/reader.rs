//! A pull reader: one pass over a JSON text, building only what the caller asks for.

use std::ops::Range;

use super::bytes::same;
use super::{Kind, Malformed, Place, Text};

/// Reads one JSON text, value by value, exactly as strict as RFC 8259.
///
/// Nesting costs no stack: skipping a value only counts brackets.
#[derive(Clone)]
pub struct Reader<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the start of a JSON text.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The same text, read from another byte.
    #[must_use]
    pub fn from(&self, at: usize) -> Self {
        Self { at, ..*self }
    }

    /// The number of bytes read.
    #[inline]
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// All of the text.
    #[must_use]
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The text at a place.
    #[inline]
    #[must_use]
    pub fn text(&self, place: Place) -> Text<'a> {
        Text::at(place, self.bytes)
    }

    /// The bytes read, from this byte on.
    #[inline]
    #[must_use]
    pub fn since(&self, start: usize) -> Range<usize> {
        start..self.at
    }

    /// Skips the next bytes if they equal these bytes from elsewhere in the text; otherwise returns
    /// `false` and reads nothing.
    #[inline]
    pub fn takes_again(&mut self, seen: &Range<usize>) -> bool {
        let Some(seen) = self.bytes.get(seen.clone()) else {
            return false;
        };
        let end = self.at + seen.len();
        let again = self
            .bytes
            .get(self.at..end)
            .is_some_and(|next| same(next, seen));
        if again {
            self.at = end;
        }
        again
    }

    /// The same for a string from elsewhere in the text, with its quotes.
    #[inline]
    pub fn takes_quoted(&mut self, seen: Place) -> bool {
        let Range { start, end } = seen.range();
        start > 0 && self.takes_again(&(start - 1..end + 1))
    }

    /// Skips these bytes; returns `false` and reads nothing if others come next.
    #[inline]
    pub fn takes<const N: usize>(&mut self, bytes: &[u8; N]) -> bool {
        let takes = self.ahead() == Some(bytes);
        self.at += if takes { N } else { 0 };
        takes
    }

    /// The number of bytes left.
    #[must_use]
    pub fn left(&self) -> usize {
        self.bytes.len().saturating_sub(self.at)
    }

    /// Whether this byte is next, without white space before it.
    #[inline]
    #[must_use]
    pub fn is_at(&self, byte: u8) -> bool {
        self.byte() == Some(byte)
    }

    /// The next bytes, if there are enough.
    #[inline]
    #[must_use]
    pub fn ahead<const N: usize>(&self) -> Option<&'a [u8; N]> {
        self.bytes.get(self.at..)?.first_chunk()
    }

    /// The kind of the next value, which stays unread.
    ///
    /// # Errors
    /// [`Malformed`] if no value starts here.
    #[inline]
    pub fn peek(&mut self) -> Result<Kind, Malformed> {
        self.skip_space();
        match self.byte() {
            Some(b'n') => Ok(Kind::Null),
            Some(b't' | b'f') => Ok(Kind::Boolean),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b'"') => Ok(Kind::String),
            Some(b'[') => Ok(Kind::Array),
            Some(b'{') => Ok(Kind::Object),
            _ => Err(self.malformed()),
        }
    }

    /// Skips the next value, of any kind and depth.
    ///
    /// # Errors
    /// [`Malformed`] if it is not JSON.
    pub fn skip(&mut self) -> Result<(), Malformed> {
        let mut open = Vec::new();
        loop {
            match self.peek()? {
                Kind::Null => self.word("null")?,
                Kind::Boolean if self.byte() == Some(b't') => self.word("true")?,
                Kind::Boolean => self.word("false")?,
                Kind::Number => drop(self.number()?),
                Kind::String => drop(self.string()?),
                kind @ (Kind::Array | Kind::Object) => {
                    self.at += 1;
                    let close = if kind == Kind::Array { b']' } else { b'}' };
                    if !self.closes(close) {
                        open.push(close);
                        self.key_of(close)?;
                        continue;
                    }
                }
            }
            loop {
                let Some(&close) = open.last() else {
                    return Ok(());
                };
                if self.continues(close)? {
                    self.key_of(close)?;
                    break;
                }
                open.pop();
            }
        }
    }

    /// Enters the next value, which must be an object or array; `false` if it is empty.
    ///
    /// # Errors
    /// [`Malformed`] if it is neither.
    pub fn enter(&mut self, kind: Kind) -> Result<bool, Malformed> {
        let (open, close) = if kind == Kind::Array {
            (b'[', b']')
        } else {
            (b'{', b'}')
        };
        self.skip_space();
        self.expect(open)?;
        Ok(!self.closes(close))
    }

    /// After a member of an object or array: whether another follows. Reads the comma or the end.
    ///
    /// # Errors
    /// [`Malformed`] if there is neither.
    pub fn next(&mut self, kind: Kind) -> Result<bool, Malformed> {
        self.continues(if kind == Kind::Array { b']' } else { b'}' })
    }

    /// An object's next key, with the colon after it.
    ///
    /// # Errors
    /// [`Malformed`] if there is none.
    #[inline(never)]
    pub fn key(&mut self) -> Result<Place, Malformed> {
        let key = self.string()?;
        self.skip_space();
        self.expect(b':')?;
        Ok(key)
    }

    /// Checks that only white space is left.
    ///
    /// # Errors
    /// [`Malformed`] if anything else is left.
    pub fn end(&mut self) -> Result<(), Malformed> {
        self.skip_space();
        if self.at == self.bytes.len() {
            Ok(())
        } else {
            Err(self.malformed())
        }
    }

    #[inline]
    pub(super) fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn malformed(&self) -> Malformed {
        Malformed {
            at: self.at,
            truncated: self.at >= self.bytes.len(),
            no_utf8: false,
        }
    }

    /// Skips white space.
    #[inline]
    pub fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
    }

    #[inline]
    pub(super) fn expect(&mut self, byte: u8) -> Result<(), Malformed> {
        if self.byte() != Some(byte) {
            return Err(self.malformed());
        }
        self.at += 1;
        Ok(())
    }

    fn word(&mut self, word: &str) -> Result<(), Malformed> {
        word.bytes().try_for_each(|byte| self.expect(byte))
    }

    #[inline]
    fn closes(&mut self, close: u8) -> bool {
        self.skip_space();
        let closes = self.byte() == Some(close);
        self.at += usize::from(closes);
        closes
    }

    #[inline]
    fn continues(&mut self, close: u8) -> Result<bool, Malformed> {
        if self.closes(close) {
            return Ok(false);
        }
        self.expect(b',')?;
        Ok(true)
    }

    fn key_of(&mut self, close: u8) -> Result<(), Malformed> {
        if close == b'}' {
            self.key()?;
        }
        Ok(())
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::{Malformed, Reader};
    use proptest::prelude::*;

    fn read(text: &str) -> Result<(), Malformed> {
        let mut reader = Reader::new(text.as_bytes());
        reader.skip()?;
        reader.end()
    }

    #[test]
    fn json_is_read_and_anything_else_is_refused() {
        for text in [
            "{}",
            "[]",
            " [1, -0.5e+3 ,true,false,null,\"\\u00e9\"]\n",
            "{\"a\":{\"b\":[{}]}}",
        ] {
            assert_eq!(read(text), Ok(()), "{text}");
        }
        for text in [
            "",
            " ",
            "{",
            "[1,]",
            "{\"a\"}",
            "{\"a\":1,}",
            "{a:1}",
            "01",
            "1.",
            ".5",
            "+1",
            "1e",
            "nul",
            "\"\\x\"",
            "\"\\u12g4\"",
            "\"a",
            "\"\n\"",
            "[1 2]",
            "1 2",
            "\u{FEFF}{}",
            "NaN",
            "'a'",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_truncated_text_is_reported_with_its_place() {
        assert_eq!(
            read("{\"a\":[1,"),
            Err(Malformed {
                at: 8,
                truncated: true,
                no_utf8: false
            })
        );
        assert_eq!(
            read("{\"a\":[1,]"),
            Err(Malformed {
                at: 8,
                truncated: false,
                no_utf8: false
            })
        );
    }

    #[test]
    fn a_string_that_is_not_utf_8_is_refused_at_the_first_wrong_byte() {
        for (text, at) in [
            (&b"[\"ab\xFF\"]"[..], 4),
            (b"{\"\xC3(\":1}", 2),
            (b"\"0123456789\xE2\x82\"", 11),
        ] {
            let error = Reader::new(text).skip().unwrap_err();
            assert_eq!((error.at, error.no_utf8), (at, true));
        }
    }

    #[test]
    fn nesting_costs_no_stack() {
        let deep = "[".repeat(1_000_000) + &"]".repeat(1_000_000);
        assert_eq!(read(&deep), Ok(()));
    }

    proptest! {
        #[test]
        fn a_text_is_json_exactly_when_serde_json_accepts_it(
            text in r#"([\[\]{},:" \\u0dd83e1.+\-tfn]|null|true|"a"|\{"k":|\[){0,12}"#
        ) {
            let oracle = serde_json::from_str::<&serde_json::value::RawValue>(&text);
            prop_assert_eq!(read(&text).is_ok(), oracle.is_ok(), "{}", text);
        }
    }
}
