//! Numbers as text, for messages, URLs, checkpoints and rows.
//!
//! Texts are put together of their parts (`[…].concat()`): what `format!` needs at run time would be a
//! twentieth of the wasm.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

/// A whole number in digits.
///
/// ```
/// use zoom_phone_sms_messages::written::number;
/// assert_eq!([number(0), number(-120), number(i64::MIN)], ["0", "-120", "-9223372036854775808"]);
/// ```
#[must_use]
pub fn number(number: i64) -> String {
    itoa::Buffer::new().format(number).to_owned()
}

/// Writes a whole number in digits.
pub(crate) fn write_number(number: i64, text: &mut Vec<u8>) {
    text.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

/// A count in digits; one that no counter reaches is cut off.
#[must_use]
pub fn count(count: u64) -> String {
    number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A number in at least so many digits.
///
/// ```
/// use zoom_phone_sms_messages::written::padded;
/// assert_eq!([padded(7, 2), padded(2024, 4), padded(-5, 2)], ["07", "2024", "-5"]);
/// ```
#[must_use]
pub fn padded(value: i64, digits: usize) -> String {
    let number = number(value);
    let missing = digits.saturating_sub(number.len());
    ["0".repeat(missing), number].concat()
}

/// A number in hexadecimal digits.
///
/// ```
/// use zoom_phone_sms_messages::written::hexadecimal;
/// assert_eq!([hexadecimal(0), hexadecimal(0xbeef)], ["0", "beef"]);
/// ```
#[must_use]
pub fn hexadecimal(number: u64) -> String {
    let mut digits = vec![];
    let mut rest = number;
    while rest > 0 || digits.is_empty() {
        let digit = u32::try_from(rest % 16).unwrap_or_default();
        digits.extend(char::from_digit(digit, 16));
        rest /= 16;
    }
    digits.iter().rev().collect()
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
