//! A pull reader: one pass over a JSON text, nothing built that is not asked for.

use super::Text;

/// Reads one JSON text, value by value, exactly as strict as RFC 8259.
///
/// Nesting costs no stack: values that nobody asks for are skipped by counting brackets.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
}

/// The kind of a JSON value, named as an error message names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number.
    Number,
    /// A string.
    String,
    /// `[…]`
    Array,
    /// `{…}`
    Object,
}

impl Kind {
    /// The kind with its article, for a sentence such as "expected a string, found null".
    #[must_use]
    pub fn described(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// The text is not JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed {
    /// The byte, counted from 0, where it stops being JSON.
    pub at: usize,
    /// Whether it stops because the text ends, as a body that was cut off does.
    pub truncated: bool,
}

impl<'a> Reader<'a> {
    /// A reader at the start of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The kind of the next value, which stays unread.
    ///
    /// # Errors
    /// [`Malformed`] where no value starts.
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

    /// The next value, which has to be a string.
    ///
    /// # Errors
    /// [`Malformed`] where it is none.
    pub fn string(&mut self) -> Result<Text<'a>, Malformed> {
        self.skip_space();
        self.expect(b'"')?;
        let start = self.at;
        loop {
            match self.byte() {
                Some(b'"') => break,
                Some(b'\\') => {
                    self.at += 1;
                    self.escape()?;
                }
                Some(0x20..) => self.at += 1,
                _ => return Err(self.malformed()),
            }
        }
        let content = self.text.get(start..self.at).unwrap_or_default();
        self.at += 1;
        Ok(Text::from_checked(content))
    }

    /// The next value, which has to be a number, as it is written.
    ///
    /// # Errors
    /// [`Malformed`] where it is none.
    pub fn number(&mut self) -> Result<&'a str, Malformed> {
        self.skip_space();
        let start = self.at;
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        if self.byte() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    /// Reads over the next value, whatever it is and however deep.
    ///
    /// # Errors
    /// [`Malformed`] where it is not JSON.
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

    /// Enters the next value, which has to be an object or array; `false` if it is empty.
    ///
    /// # Errors
    /// [`Malformed`] where it is neither.
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
    /// [`Malformed`] where there is neither.
    pub fn next(&mut self, kind: Kind) -> Result<bool, Malformed> {
        self.continues(if kind == Kind::Array { b']' } else { b'}' })
    }

    /// An object's next key, with the colon after it.
    ///
    /// # Errors
    /// [`Malformed`] where there is none.
    pub fn key(&mut self) -> Result<Text<'a>, Malformed> {
        let key = self.string()?;
        self.skip_space();
        self.expect(b':')?;
        Ok(key)
    }

    /// Makes sure that nothing but white space is left.
    ///
    /// # Errors
    /// [`Malformed`] where something else is.
    pub fn end(&mut self) -> Result<(), Malformed> {
        self.skip_space();
        if self.at == self.text.len() {
            Ok(())
        } else {
            Err(Malformed {
                at: self.at,
                truncated: false,
            })
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn malformed(&self) -> Malformed {
        Malformed {
            at: self.at,
            truncated: self.at >= self.text.len(),
        }
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), Malformed> {
        if self.byte() != Some(byte) {
            return Err(self.malformed());
        }
        self.at += 1;
        Ok(())
    }

    fn word(&mut self, word: &str) -> Result<(), Malformed> {
        word.bytes().try_for_each(|byte| self.expect(byte))
    }

    fn digits(&mut self) -> Result<(), Malformed> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.byte() {
            self.at += 1;
        }
        if self.at == start {
            Err(self.malformed())
        } else {
            Ok(())
        }
    }

    fn escape(&mut self) -> Result<(), Malformed> {
        match self.byte() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
            Some(b'u') => {
                self.at += 1;
                for _ in 0..4 {
                    if !self.byte().is_some_and(|byte| byte.is_ascii_hexdigit()) {
                        return Err(self.malformed());
                    }
                    self.at += 1;
                }
            }
            _ => return Err(self.malformed()),
        }
        Ok(())
    }

    fn closes(&mut self, close: u8) -> bool {
        self.skip_space();
        let closes = self.byte() == Some(close);
        self.at += usize::from(closes);
        closes
    }

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
        let mut reader = Reader::new(text);
        reader.skip()?;
        reader.end()
    }

    #[test]
    fn what_is_json_is_read_and_what_is_not_is_refused() {
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
    fn a_text_that_was_cut_off_says_so_and_where() {
        assert_eq!(
            read("{\"a\":[1,"),
            Err(Malformed {
                at: 8,
                truncated: true
            })
        );
        assert_eq!(
            read("{\"a\":[1,]"),
            Err(Malformed {
                at: 8,
                truncated: false
            })
        );
    }

    #[test]
    fn nesting_costs_no_stack() {
        let deep = "[".repeat(1_000_000) + &"]".repeat(1_000_000);
        assert_eq!(read(&deep), Ok(()));
    }

    proptest! {
        #[test]
        fn any_text_is_json_here_exactly_when_it_is_for_serde_json(
            text in r#"([\[\]{},:" \\u0dd83e1.+\-tfn]|null|true|"a"|\{"k":|\[){0,12}"#
        ) {
            let oracle = serde_json::from_str::<&serde_json::value::RawValue>(&text);
            prop_assert_eq!(read(&text).is_ok(), oracle.is_ok(), "{}", text);
        }
    }
}
