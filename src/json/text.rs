//! A JSON string, kept as it is written.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A JSON string as it stands between its quotes: checked, and still escaped.
///
/// `Debug` shows no content, since texts, names and numbers must not reach a log by accident.
///
/// ```
/// use zoom_phone_sms::json::Text;
/// let text = Text::escape("say \"hi\"\n");
/// assert_eq!(text.as_json(), r#"say \"hi\"\n"#);
/// assert_eq!(text.to_str(), "say \"hi\"\n");
/// assert_eq!(format!("{text:?}"), "Text(12 bytes)");
/// ```
#[derive(Clone, Default)]
pub struct Text<'a>(Cow<'a, str>);

impl<'a> Text<'a> {
    /// Takes what a [`super::Reader`] has checked.
    pub(super) fn from_checked(json: &'a str) -> Self {
        Self(Cow::Borrowed(json))
    }

    /// A Rust string, escaped as JSON wants it.
    #[must_use]
    pub fn escape(plain: &'a str) -> Self {
        if !plain
            .bytes()
            .any(|byte| byte < 0x20 || byte == b'"' || byte == b'\\')
        {
            return Self(Cow::Borrowed(plain));
        }
        let mut json = String::with_capacity(plain.len() + 8);
        for character in plain.chars() {
            match character {
                '"' => json.push_str("\\\""),
                '\\' => json.push_str("\\\\"),
                '\n' => json.push_str("\\n"),
                '\r' => json.push_str("\\r"),
                '\t' => json.push_str("\\t"),
                control if control < ' ' => {
                    json.push_str(if control < '\u{10}' {
                        "\\u000"
                    } else {
                        "\\u001"
                    });
                    json.extend(char::from_digit(u32::from(control) & 0xF, 16));
                }
                other => json.push(other),
            }
        }
        Self(Cow::Owned(json))
    }

    /// Several texts as one, with `separator` (which must need no escape) between them.
    #[must_use]
    pub fn join<'t>(texts: impl Iterator<Item = &'t Text<'t>>, separator: &str) -> Text<'static> {
        let mut json = String::new();
        for (index, text) in texts.enumerate() {
            if index > 0 {
                json.push_str(separator);
            }
            json.push_str(text.as_json());
        }
        Text(Cow::Owned(json))
    }

    /// The text between its quotes, still escaped.
    #[must_use]
    pub fn as_json(&self) -> &str {
        &self.0
    }

    /// The same text, borrowed.
    #[must_use]
    pub fn borrowed(&self) -> Text<'_> {
        Text(Cow::Borrowed(&self.0))
    }

    /// The text itself. Unpaired surrogates, which a `str` cannot hold, become U+FFFD.
    #[must_use]
    pub fn to_str(&self) -> Cow<'_, str> {
        if self.0.contains('\\') {
            Cow::Owned(unescape(&self.0))
        } else {
            Cow::Borrowed(&self.0)
        }
    }
}

fn unescape(json: &str) -> String {
    let mut plain = String::with_capacity(json.len());
    let mut rest = json.chars();
    let mut high: Option<u32> = None;
    while let Some(character) = rest.next() {
        let unit = match character {
            '\\' => match rest.next() {
                Some('u') => {
                    let digits = rest.by_ref().take(4);
                    digits.fold(0, |unit, digit| unit << 4 | digit.to_digit(16).unwrap_or(0))
                }
                Some('n') => u32::from('\n'),
                Some('r') => u32::from('\r'),
                Some('t') => u32::from('\t'),
                Some('b') => 0x08,
                Some('f') => 0x0C,
                Some(other) => u32::from(other),
                None => break,
            },
            other => u32::from(other),
        };
        let low = (0xDC00..0xE000).contains(&unit);
        match high.take() {
            Some(high) if low => {
                let pair = 0x1_0000 + ((high - 0xD800) << 10) + (unit - 0xDC00);
                plain.push(char::from_u32(pair).unwrap_or(char::REPLACEMENT_CHARACTER));
                continue;
            }
            Some(_) => plain.push(char::REPLACEMENT_CHARACTER),
            None => {}
        }
        if (0xD800..0xDC00).contains(&unit) {
            high = Some(unit);
        } else {
            plain.push(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }
    if high.is_some() {
        plain.push(char::REPLACEMENT_CHARACTER);
    }
    plain
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.to_str() == other.to_str()
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
        write!(f, "Text({} bytes)", self.0.len())
    }
}

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_str())
    }
}

impl<'de> Deserialize<'de> for Text<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let plain = String::deserialize(deserializer)?;
        Ok(Text(Cow::Owned(Text::escape(&plain).0.into_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn every_control_character_is_escaped_as_json_reads_it_back() {
        for code in 0..0x30_u8 {
            let plain = char::from(code).to_string();
            let quoted = format!("\"{}\"", Text::escape(&plain).as_json());
            assert_eq!(serde_json::from_str::<String>(&quoted).unwrap(), plain);
        }
    }

    #[test]
    fn escapes_and_surrogate_pairs_are_read_as_serde_json_reads_them() {
        let json = r#"a\u00e9\ud83d\ude00\/\\\"\b\f\n\r\t😀"#;
        let expected: String = serde_json::from_str(&format!("\"{json}\"")).unwrap();
        assert_eq!(Text::from_checked(json).to_str(), expected);
    }

    #[test]
    fn an_unpaired_surrogate_stays_in_the_json_and_shows_as_a_replacement() {
        for (json, plain) in [
            (r"a\ud83d", "a\u{FFFD}"),
            (r"\ude00b", "\u{FFFD}b"),
            (r"\ud83d\ud83d\ude00", "\u{FFFD}😀"),
        ] {
            let text = Text::from_checked(json);
            assert_eq!((text.as_json(), text.to_str().as_ref()), (json, plain));
        }
    }

    #[test]
    fn debug_output_shows_no_content() {
        assert_eq!(
            format!("{:?}", Text::escape("+1 555 0100")),
            "Text(11 bytes)"
        );
    }
}
