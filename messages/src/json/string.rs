//! Strings, read as places.

use std::ops::Range;

use super::bytes::plain_run;
use super::{Malformed, Place, Reader};

impl Reader<'_> {
    /// The next value, which must be a string.
    ///
    /// # Errors
    /// [`Malformed`] if it is not a string.
    #[inline]
    pub fn string(&mut self) -> Result<Place, Malformed> {
        self.skip_space();
        self.expect(b'"')?;
        let place = self.content()?;
        self.at += 1;
        Ok(place)
    }

    /// Skips the next string, known to have this many plain bytes between its quotes.
    #[inline]
    pub fn plain_string(&mut self, length: usize) -> Place {
        let start = self.at + 1;
        self.at = start + length + 1;
        Place::new(start, start + length, false, false)
    }

    /// Reads the content of a string after its opening quote; leaves the closing quote.
    ///
    /// # Errors
    /// [`Malformed`] if it is not a string.
    #[inline]
    pub fn content(&mut self) -> Result<Place, Malformed> {
        let start = self.at;
        let (run, wide) = plain_run(self.bytes.get(start..).unwrap_or_default());
        self.at += run;
        if !wide && self.is_at(b'"') {
            return Ok(Place::new(start, self.at, false, false));
        }
        self.rest_of_content(start, wide)
    }

    /// The same, after a first part has been read.
    #[inline(never)]
    fn rest_of_content(&mut self, start: usize, mut wide: bool) -> Result<Place, Malformed> {
        let mut escaped = false;
        loop {
            match self.byte() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.at += 1;
                    self.escape()?;
                }
                Some(byte @ 0x20..) => {
                    wide |= byte >= 0x80;
                    self.at += 1;
                }
                _ => return Err(self.malformed()),
            }
            let (run, beyond_ascii) = plain_run(self.bytes.get(self.at..).unwrap_or_default());
            self.at += run;
            wide |= beyond_ascii;
        }
        if wide {
            self.check_utf8(start..self.at)?;
        }
        Ok(Place::new(start, self.at, escaped, wide))
    }

    fn check_utf8(&self, range: Range<usize>) -> Result<(), Malformed> {
        let start = range.start;
        let checked = std::str::from_utf8(self.bytes.get(range).unwrap_or_default());
        checked.map(drop).map_err(|error| Malformed {
            at: start + error.valid_up_to(),
            truncated: false,
            no_utf8: true,
        })
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
}
