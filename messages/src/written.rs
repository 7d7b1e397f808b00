//! Text helpers: numbers as text for messages, URLs, checkpoints and rows, and searching.
//!
//! Texts are joined from their parts (`[…].concat()`): `format!` would add a twentieth to the wasm.
//! The standard library's string searches are not used either: they are made for long texts, and
//! too large.

/// A whole number in digits.
///
/// ```
/// use zoom_phone_sms_messages::written::number;
/// assert_eq!([number(0), number(-120), number(i64::MIN)], ["0", "-120", "-9223372036854775808"]);
/// ```
#[inline(never)]
#[must_use]
pub fn number(number: i64) -> String {
    itoa::Buffer::new().format(number).to_owned()
}

/// Writes a whole number in digits.
#[inline(never)]
pub(crate) fn write_number(number: i64, text: &mut Vec<u8>) {
    text.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

/// Parses a whole number in digits, if its type can hold it.
///
/// ```
/// use zoom_phone_sms_messages::written::integer;
/// assert_eq!((integer::<u8>("255"), integer::<u8>("256"), integer::<u8>("1e2")), (Some(255), None, None));
/// assert_eq!((integer::<i64>("-1"), integer::<u8>("-0")), (Some(-1), None));
/// ```
#[must_use]
pub fn integer<T: TryFrom<i64>>(digits: &str) -> Option<T> {
    // One type, because each has its own parser.
    let number: i64 = digits.parse().ok()?;
    let is_negative_zero = number == 0 && digits.starts_with('-');
    number.try_into().ok().filter(|_| !is_negative_zero)
}

/// A count in digits; saturates far above any real count.
#[must_use]
pub fn count(count: u64) -> String {
    number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Splits a text at the first occurrence of `part`. An empty part never occurs.
///
/// ```
/// use zoom_phone_sms_messages::written::cut;
/// assert_eq!(cut("a, b, c", ", "), Some(("a", "b, c")));
/// assert_eq!([cut("a", "b"), cut("a", "")], [None, None]);
/// ```
#[must_use]
pub fn cut<'t>(text: &'t str, part: &str) -> Option<(&'t str, &'t str)> {
    let mut places = text.as_bytes().windows(part.len().max(1));
    let at = places.position(|place| place == part.as_bytes())?;
    Some((text.get(..at)?, text.get(at + part.len()..)?))
}

/// Whether a text contains this part.
#[must_use]
pub fn has(text: &str, part: &str) -> bool {
    cut(text, part).is_some()
}

/// A number with at least this many digits.
///
/// ```
/// use zoom_phone_sms_messages::written::padded;
/// assert_eq!([padded(7, 2), padded(2024, 4), padded(-5, 2)], ["07", "2024", "-5"]);
/// ```
#[cold]
#[must_use]
pub fn padded(value: i64, digits: usize) -> String {
    let number = number(value);
    let mut text = String::new();
    for _ in number.len()..digits {
        text.push('0');
    }
    text.push_str(&number);
    text
}

/// A number in hexadecimal digits.
///
/// ```
/// use zoom_phone_sms_messages::written::hexadecimal;
/// assert_eq!([hexadecimal(0), hexadecimal(0xbeef)], ["0", "beef"]);
/// ```
#[must_use]
pub fn hexadecimal(number: u64) -> String {
    let mut text = String::new();
    for place in (0..16).rev() {
        let rest = number >> (4 * place);
        if rest > 0 || place == 0 {
            let digit = u32::try_from(rest % 16).unwrap_or_default();
            text.extend(char::from_digit(digit, 16));
        }
    }
    text
}

/// A name that a message may show. Anything but a plain name may be data by mistake, such as a
/// phone number or a token.
#[must_use]
pub fn shown_name(name: &str) -> &str {
    let plain = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-');
    if !name.is_empty() && name.len() <= 40 && name.bytes().all(plain) {
        name
    } else {
        "(a name)"
    }
}
