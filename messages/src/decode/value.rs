//! The values of members.

use std::ops::Range;

use super::decoder::{Decoder, MOST_OTHERS, push};
use super::fault::Fault;
use super::integer::{integral, problem};
use crate::date_time::{parse_rfc3339_ms, usual_ms};
use crate::json::{Kind, Place, Text};
use crate::model::{Id, Object, ReadWire, Scalar, Time};

/// The most recent words to compare with: enumerations are short.
const WORDS: usize = 16;

impl Decoder<'_> {
    /// The next value if it is of `kind`; `None` if it is `null`.
    #[inline]
    pub(super) fn optional<T>(
        &mut self,
        kind: Kind,
        read: impl FnOnce(&mut Self) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        let found = self.reader.peek()?;
        if found == kind {
            return read(self).map(Some);
        }
        if found != Kind::Null {
            return Err(Fault::unexpected(kind.described(), found));
        }
        self.reader.skip()?;
        Ok(None)
    }

    #[cold]
    fn null_or_string(&mut self) -> Result<Option<Place>, Fault> {
        self.optional(Kind::String, |decoder| Ok(decoder.reader.string()?))
    }

    #[inline]
    fn required_string(&mut self) -> Result<Place, Fault> {
        if !self.reader.is_at(b'"') {
            self.expect(Kind::String)?;
        }
        Ok(self.reader.string()?)
    }

    /// The value of a key that is not known.
    #[inline(never)]
    pub(super) fn other(&mut self) -> Result<(), Fault> {
        let start = self.reader.at();
        self.reader.skip()?;
        self.others.push(self.reader.since(start));
        if self.others.len() + self.page.store.others.len() > MOST_OTHERS {
            return Err(Fault::too_much());
        }
        Ok(())
    }

    /// The same inside a shared part, where the resulting objects must not be shared.
    pub(super) fn flat_other(&mut self) -> Result<(), Fault> {
        self.page.store.irregular |= matches!(self.reader.peek()?, Kind::Array | Kind::Object);
        self.other()
    }

    #[cold]
    pub(super) fn expect(&mut self, kind: Kind) -> Result<(), Fault> {
        let found = self.reader.peek()?;
        if found == kind {
            Ok(())
        } else {
            Err(Fault::unexpected(kind.described(), found))
        }
    }
}

/// The values of fields.
impl ReadWire for Decoder<'_> {
    type Fault = Fault;

    fn id(&mut self) -> Result<Place, Fault> {
        let place = self.required_string()?;
        if place.range().is_empty() {
            let problem = "expected an id, found an empty string";
            return Err(Fault::new(String::from(problem)));
        }
        Ok(place)
    }

    #[inline(never)]
    fn time(&mut self) -> Result<Time, Fault> {
        if let Some([b'"', text @ .., b'"']) = self.reader.ahead::<22>()
            && let Some(epoch_ms) = usual_ms(text)
        {
            let text = self.reader.plain_string(text.len());
            return Ok(Time { text, epoch_ms });
        }
        let text = self.required_string()?;
        let problem =
            "expected an RFC 3339 time such as 2022-03-23T02:58:01Z, found another string";
        let epoch_ms = epoch_ms(self.reader.text(text));
        let epoch_ms = epoch_ms.ok_or_else(|| Fault::new(String::from(problem)))?;
        Ok(Time { text, epoch_ms })
    }

    #[inline]
    fn text(&mut self) -> Result<Option<Place>, Fault> {
        if self.reader.is_at(b'"') {
            return Ok(Some(self.reader.string()?));
        }
        self.null_or_string()
    }

    fn word(&mut self) -> Result<Option<Id>, Fault> {
        let words = &mut self.page.store.words;
        let first = words.len().saturating_sub(WORDS);
        let recent = words.get(first..).unwrap_or_default();
        let known = |word: &Place| self.reader.takes_quoted(*word);
        if let Some(known) = recent.iter().rposition(known) {
            return Ok(Id::of(first + known));
        }
        let Some(place) = self.text()? else {
            return Ok(None);
        };
        push(&mut self.page.store.words, place).map(Some)
    }

    fn scalar(&mut self) -> Result<Option<Scalar>, Fault> {
        match self.reader.peek()? {
            Kind::String | Kind::Null => Ok(self.text()?.map(Scalar::Text)),
            Kind::Number => Ok(self.integer()?.map(Scalar::Number)),
            found @ (Kind::Boolean | Kind::Array | Kind::Object) => {
                Err(Fault::unexpected("a string or a whole number", found))
            }
        }
    }

    fn integer(&mut self) -> Result<Option<i64>, Fault> {
        self.optional(Kind::Number, |decoder| {
            let written = decoder.reader.number()?;
            let integer = integral(written);
            // JSON and JavaScript have a negative zero.
            decoder.page.store.irregular |= integer == Some(0) && written.starts_with(b"-");
            integer.ok_or_else(|| Fault::new(String::from(problem(written))))
        })
    }

    fn boolean(&mut self) -> Result<Option<bool>, Fault> {
        self.optional(Kind::Boolean, |decoder| {
            let is_true = decoder.reader.is_at(b't');
            decoder.reader.skip()?;
            Ok(is_true)
        })
    }

    #[inline]
    fn object<T: Object>(&mut self) -> Result<Option<T>, Fault> {
        self.optional(Kind::Object, |decoder| decoder.whole(&mut |_, _, _| {}))
    }

    #[inline]
    fn party(&mut self) -> Result<Option<Id>, Fault> {
        self.optional(Kind::Object, Self::one_party)
    }

    #[inline]
    fn parties(&mut self) -> Result<Option<Id>, Fault> {
        self.optional(Kind::Array, Self::recipients)
    }

    #[inline]
    fn attachments(&mut self) -> Result<Option<Range<usize>>, Fault> {
        self.files()
    }

    fn messages(&mut self) -> Result<Range<usize>, Fault> {
        self.histories()
    }
}

/// Parses a `date_time`.
fn epoch_ms(date_time: Text<'_>) -> Option<i64> {
    if date_time.is_escaped() {
        return parse_rfc3339_ms(&*date_time.to_str());
    }
    parse_rfc3339_ms(date_time.as_json())
}
