//! Texts and their parts: numbers as text, for messages, URLs, checkpoints and rows; and what is in a
//! text.
//!
//! Texts are put together of their parts (`[…].concat()`): what `format!` needs at run time would be a
//! twentieth of the wasm. Nor are the standard library's searches used that take a text: they are made
//! for long ones, and cost as much as all that is searched for.

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

/// The whole number that a text is in digits, if its type holds it.
///
/// ```
/// use zoom_phone_sms_messages::written::integer;
/// assert_eq!((integer::<u8>("255"), integer::<u8>("256"), integer::<u8>("1e2")), (Some(255), None, None));
/// assert_eq!((integer::<i64>("-1"), integer::<u8>("-0")), (Some(-1), None));
/// ```
#[must_use]
pub fn integer<T: TryFrom<i64>>(digits: &str) -> Option<T> {
    // Of one type: each has a parser of its own.
    let number: i64 = digits.parse().ok()?;
    let is_negative_zero = number == 0 && digits.starts_with('-');
    number.try_into().ok().filter(|_| !is_negative_zero)
}

/// A count in digits; one that no counter reaches is cut off.
#[must_use]
pub fn count(count: u64) -> String {
    number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// What stands before and behind the first place of `part` in a text. Nothing is in no text.
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

/// Whether a text has this part.
#[must_use]
pub fn has(text: &str, part: &str) -> bool {
    cut(text, part).is_some()
}

/// A number in at least so many digits.
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

/// A name as a message may show it. One that is no plain name may be data by mistake, such as a
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
