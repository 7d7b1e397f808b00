//! A JSON string in its escaped form.

use std::borrow::Cow;
use std::fmt;

use super::Place;

/// The content of a JSON string between its quotes: checked, and still escaped.
///
/// `Debug` shows no content, because texts, names and numbers must not reach a log by accident.
///
/// ```
/// use zoom_phone_sms_messages::json::Reader;
/// let body = br#""say \"hi\"\n""#;
/// let mut reader = Reader::new(body);
/// let place = reader.string()?;
/// let text = reader.text(place);
/// assert_eq!(text.as_json(), br#"say \"hi\"\n"#);
/// assert_eq!(text.to_str(), "say \"hi\"\n");
/// assert_eq!(format!("{text:?}"), "Text(12 bytes)");
/// # Ok::<(), zoom_phone_sms_messages::json::Malformed>(())
/// ```
#[derive(Clone, Copy)]
pub struct Text<'a> {
    json: &'a [u8],
    escaped: bool,
    wide: bool,
}

impl<'a> Text<'a> {
    /// The text at a place that a [`super::Reader`] found in this buffer.
    #[inline]
    #[must_use]
    pub fn at(place: Place, buffer: &'a [u8]) -> Self {
        Self {
            json: place.of(buffer),
            escaped: place.is_escaped(),
            wide: place.is_wide(),
        }
    }

    /// The text between its quotes, still escaped.
    #[inline]
    #[must_use]
    pub fn as_json(&self) -> &'a [u8] {
        self.json
    }

    /// Whether it has a backslash; if not, [`Self::as_json`] is the text itself.
    #[inline]
    #[must_use]
    pub fn is_escaped(&self) -> bool {
        self.escaped
    }

    /// Whether its written form has non-ASCII characters.
    #[inline]
    #[must_use]
    pub fn is_wide(&self) -> bool {
        self.wide
    }

    /// The text itself. Unpaired surrogates, which a `str` cannot hold, become U+FFFD.
    #[must_use]
    pub fn to_str(&self) -> Cow<'a, str> {
        let json = std::str::from_utf8(self.json).unwrap_or_default();
        if !self.escaped {
            return Cow::Borrowed(json);
        }
        let mut plain = String::with_capacity(json.len());
        self.unescape(&mut plain);
        Cow::Owned(plain)
    }

    /// Writes the escaped text in a form that every NDJSON reader accepts: unpaired surrogates become
    /// U+FFFD, and Unicode's additional line breaks are escaped.
    #[inline(never)]
    pub fn write_json(&self, json: &mut Vec<u8>) {
        let mut rest = self.json;
        while (self.escaped || self.wide)
            && let Some(at) = rest.iter().position(|byte| may_be_odd(*byte))
            && let Some((plain, odd)) = rest.split_at_checked(at)
        {
            json.extend_from_slice(plain);
            let next = odd.get(6..).unwrap_or_default();
            let (length, instead) = match (line_break(odd), unit(odd), unit(next)) {
                (Some((length, escaped)), ..) => (length, Some(escaped)),
                (None, Some(0xD800..0xDC00), Some(0xDC00..0xE000)) => (12, None),
                (None, Some(0xD800..0xE000), _) => (6, Some(br"\ufffd")),
                (None, Some(_), _) => (6, None),
                (None, None, _) if odd.starts_with(b"\\") => (2, None),
                (None, None, _) => (1, None),
            };
            let (own, left) = odd.split_at_checked(length).unwrap_or((odd, &[]));
            json.extend_from_slice(instead.map_or(own, |instead| instead));
            rest = left;
        }
        json.extend_from_slice(rest);
    }

    /// The length that [`Self::write_json`] writes.
    pub(crate) fn json_length(&self) -> usize {
        let json = self.json;
        let starts = json.iter().enumerate().filter(|(_, byte)| **byte >= 0xC2);
        let breaks = starts.filter_map(|(at, _)| line_break(json.get(at..)?));
        let added = breaks.map(|(length, escaped)| escaped.len() - length);
        json.len() + if self.wide { added.sum() } else { 0 }
    }

    /// Writes the text itself. Unpaired surrogates, which a `str` cannot hold, become U+FFFD; returns
    /// whether nothing was lost.
    pub fn unescape(&self, plain: &mut String) -> bool {
        let json = std::str::from_utf8(self.json).unwrap_or_default();
        let mut pieces = json.split('\\');
        plain.push_str(pieces.next().unwrap_or_default());
        let (mut whole, mut high) = (true, None::<u32>);
        while let Some(piece) = pieces.next() {
            let mut rest = piece.chars();
            let unit = match rest.next() {
                Some('u') => {
                    let digits = rest.by_ref().take(4);
                    digits.fold(0, |unit, digit| unit << 4 | digit.to_digit(16).unwrap_or(0))
                }
                Some('n') => 0x0A,
                Some('r') => 0x0D,
                Some('t') => 0x09,
                Some('b') => 0x08,
                Some('f') => 0x0C,
                Some(other) => u32::from(other),
                // An escaped backslash; what follows it is plain.
                None => {
                    rest = pieces.next().unwrap_or_default().chars();
                    u32::from('\\')
                }
            };
            let low = (0xDC00..0xE000).contains(&unit);
            let unit = match high.take() {
                Some(high) if low => 0x1_0000 + ((high - 0xD800) << 10) + (unit - 0xDC00),
                Some(_) => {
                    plain.push(char::REPLACEMENT_CHARACTER);
                    whole = false;
                    unit
                }
                None => unit,
            };
            if (0xD800..0xDC00).contains(&unit) && starts_with_u(&rest, &pieces) {
                high = Some(unit);
            } else {
                whole &= char::from_u32(unit).is_some();
                plain.push(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            plain.push_str(rest.as_str());
        }
        whole
    }
}

/// Whether a byte may start something that is not written unchanged.
fn may_be_odd(byte: u8) -> bool {
    matches!(byte, b'\\' | 0xC2 | 0xE2)
}

/// The length and escape of a line break here that JSON allows unescaped. Node's `readline` and Python's
/// `splitlines` end a line there.
fn line_break(bytes: &[u8]) -> Option<(usize, &'static [u8; 6])> {
    match bytes {
        [0xC2, 0x85, ..] => Some((2, br"\u0085")),
        [0xE2, 0x80, 0xA8, ..] => Some((3, br"\u2028")),
        [0xE2, 0x80, 0xA9, ..] => Some((3, br"\u2029")),
        _ => None,
    }
}

/// The UTF-16 unit of the escape here: `\u` and four digits.
fn unit(escape: &[u8]) -> Option<u32> {
    let [b'\\', b'u', digits @ ..] = escape else {
        return None;
    };
    let digits = digits.get(..4)?.iter();
    Some(digits.fold(0, |unit, digit| {
        unit << 4 | char::from(*digit).to_digit(16).unwrap_or(0)
    }))
}

/// Whether another `\u` follows directly.
fn starts_with_u(rest: &std::str::Chars<'_>, pieces: &std::str::Split<'_, char>) -> bool {
    rest.as_str().is_empty()
        && pieces
            .clone()
            .next()
            .is_some_and(|next| next.starts_with('u'))
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.json == other.json || self.to_str() == other.to_str()
    }
}

impl Eq for Text<'_> {}

impl PartialEq<str> for Text<'_> {
    fn eq(&self, other: &str) -> bool {
        self.to_str() == other
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} bytes)", self.json.len())
    }
}

#[cfg(test)]
mod tests {
    use super::Text;
    use crate::json::Reader;

    fn text(json: &str) -> Text<'_> {
        let mut reader = Reader::new(json.as_bytes());
        let place = reader.string().unwrap();
        reader.text(place)
    }

    #[test]
    fn every_escape_is_read_as_serde_json_reads_it() {
        for code in 0..0x3000_u32 {
            let json = format!("\"a\\u{code:04x}\\u{code:04X}b\"");
            let expected: String = serde_json::from_str(&json).unwrap();
            assert_eq!(text(&json).to_str(), expected);
        }
        for json in [
            r#""a\u00e9\ud83d\ude00\/\\\"\b\f\n\r\t😀""#,
            r#""\\\\n\\u0041\\""#,
            r#""""#,
            r#""\\""#,
            r#""\ud83d\ude00\ud83d\ude00""#,
        ] {
            let expected: String = serde_json::from_str(json).unwrap();
            assert_eq!(text(json).to_str(), expected, "{json}");
        }
    }

    #[test]
    fn an_unpaired_surrogate_stays_in_the_json_and_shows_as_a_replacement() {
        for (json, plain) in [
            (r#""a\ud83d""#, "a\u{FFFD}"),
            (r#""\ude00b""#, "\u{FFFD}b"),
            (r#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
            (r#""\ud83dx\ude00""#, "\u{FFFD}x\u{FFFD}"),
            (r#""\ud83d\n\ude00""#, "\u{FFFD}\n\u{FFFD}"),
            (r#""\ud83d\u0041""#, "\u{FFFD}A"),
            (r#""\ud83d\\ude00""#, "\u{FFFD}\\ude00"),
        ] {
            let found = text(json);
            assert_eq!(found.to_str(), plain, "{json}");
            assert_eq!(found.as_json(), json.trim_matches('"').as_bytes());
            assert!(!found.unescape(&mut String::new()));
        }
        assert!(text(r#""\ud83d\ude00\n""#).unescape(&mut String::new()));
    }

    #[test]
    fn written_as_json_it_is_the_text_with_a_replacement_for_each_unpaired_surrogate() {
        for json in [
            r#""""#,
            r#""plain""#,
            r#""a\"b\\c\n\u0000\/""#,
            r#""é😀\ud83d\ude00!""#,
            r#""a\ud83d""#,
            r#""\ude00b""#,
            r#""\uD83D\uD83D\uDE00""#,
            r#""\ud83dx\ude00""#,
            r#""\ud83d\n\ude00""#,
            r#""\ud83d\u0041""#,
            r#""\ud83d\\ude00""#,
            r#""\\ud83d\\""#,
            r#""\ude00\ud83d""#,
            "\"a\u{2028}b\u{2029}\u{85}’é\\ud83d\u{2028}\"",
        ] {
            let text = text(json);
            let mut written = vec![b'"'];
            text.write_json(&mut written);
            written.push(b'"');
            let read: String = serde_json::from_slice(&written).unwrap();
            assert_eq!(read, text.to_str(), "{json}");
            assert_eq!(written.len(), text.json_length() + 2);
            let is_odd = json.contains(['\u{85}', '\u{2028}', '\u{2029}']);
            if !is_odd && text.unescape(&mut String::new()) {
                assert_eq!(written, json.as_bytes());
            }
            let written = String::from_utf8(written).unwrap();
            assert!(!written.contains(['\u{85}', '\u{2028}', '\u{2029}']));
        }
    }

    #[test]
    fn debug_output_shows_no_content() {
        assert_eq!(format!("{:?}", text("\"+1 555 0100\"")), "Text(11 bytes)");
    }
}
