//! Phone numbers in E.164, if their country is certain.
//!
//! Zoom sends digits without a `+`, usually with the country code. But ten digits can be a North American
//! number without its code, or another country's number with its code, and a wrong country is worse than
//! none. The country is certain for
//!
//! - a number with a `+`, if its length is possible for its country code;
//! - eleven digits of which the first is 1 and the second neither 0 nor 1: a North American number with its
//!   code, because no other code starts with 1;
//! - a number of the account's own country, if its calling code was given.
//!
//! Spaces, hyphens, dots and parentheses between digits are ignored. Anything else in a number, such as a
//! letter, an extension, a second number, leading zeros or non-ASCII digits, makes its country uncertain. So
//! do too few or too many digits, as in a short code.

use crate::written::{integer, write_number};

/// The two-digit calling codes. Codes that start with 1 or 7 have one digit, all others three.
const TWO_DIGITS: [u16; 44] = [
    20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56,
    57, 58, 60, 61, 62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98,
];

/// The calling codes of countries with eleven-digit national numbers that start with 1, such as German and
/// Chinese mobile numbers (libphonenumber's data of 2026).
const LIKE_NORTH_AMERICA: [u16; 16] = [
    39, 43, 49, 55, 56, 57, 62, 63, 65, 86, 91, 381, 502, 593, 972, 977,
];

/// The shortest international numbers in use have 7 digits with their country code.
const SHORTEST: usize = 7;

/// The longest numbers of E.164, with their country code.
const LONGEST: usize = 15;

/// The longest national numbers in common use.
const LONGEST_NATIONAL: usize = 11;

/// A number with at least this many digits that starts with the account's calling code includes it. A
/// shorter one may be a national number with the same first digits.
const SURELY_WITH_CODE: usize = 11;

/// A country's calling code, or North America's: `1`, `44`, `353`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallingCode(u16);

impl CallingCode {
    /// The calling code with these digits, if possible.
    ///
    /// ```
    /// use zoom_phone_sms_messages::rows::CallingCode;
    /// assert!(["1", "7", "44", "353"].iter().all(|code| CallingCode::of(code).is_some()));
    /// assert!(["", "+1", "01", "12", "4", "442", "1246"].iter().all(|code| CallingCode::of(code).is_none()));
    /// ```
    #[must_use]
    pub fn of(digits: &str) -> Option<Self> {
        let code: u16 = integer(digits).filter(|_| digits.starts_with(|first| first != '+'))?;
        let is_code = match (digits.len(), code) {
            (1, code) => matches!(code, 1 | 7),
            (2, code) => TWO_DIGITS.contains(&code),
            (3, 200..=699 | 800..=999) => !TWO_DIGITS.contains(&(code / 10)),
            _ => false,
        };
        is_code.then_some(Self(code))
    }
}

/// Writes a phone number in E.164, with its `+`. Returns whether its country is certain; if not, writes
/// nothing.
#[inline(never)]
pub(super) fn write(number: &[u8], account: Option<CallingCode>, text: &mut Vec<u8>) -> bool {
    let spaces = number.iter().take_while(|byte| **byte == b' ').count();
    let number = number.get(spaces..).unwrap_or_default();
    let (number, has_plus) = match number.strip_prefix(b"+") {
        Some(rest) => (rest, true),
        None => (number, false),
    };
    let mut buffer = [0; LONGEST];
    let Some(digits) = digits(number, &mut buffer) else {
        return false;
    };
    let reading = if has_plus {
        international(digits)
    } else {
        domestic(digits, account)
    };
    match reading {
        None => return false,
        Some(Reading::WithCode) => text.push(b'+'),
        Some(Reading::Of(CallingCode(code))) => {
            text.push(b'+');
            write_number(i64::from(code), text);
        }
    }
    text.extend_from_slice(digits);
    true
}

/// How the country of a number is determined.
enum Reading {
    /// The number includes its country code.
    WithCode,
    /// The number lacks this country code.
    Of(CallingCode),
}

/// Reads the digits after a `+`.
fn international(digits: &[u8]) -> Option<Reading> {
    let is_possible = if digits.starts_with(b"1") {
        is_north_american(digits)
    } else {
        digits.len() >= SHORTEST
    };
    is_possible.then_some(Reading::WithCode)
}

/// Reads digits without a `+`.
fn domestic(digits: &[u8], account: Option<CallingCode>) -> Option<Reading> {
    if is_north_american(digits) {
        let may_be_own = account.is_some_and(|code| LIKE_NORTH_AMERICA.contains(&code.0));
        return (!may_be_own).then_some(Reading::WithCode);
    }
    let code = account?;
    if code.0 == 1 {
        let is_national = matches!(digits, [b'2'..=b'9', ..]) && digits.len() == 10;
        return is_national.then_some(Reading::Of(code));
    }
    let mut own = Vec::new();
    write_number(i64::from(code.0), &mut own);
    if digits.starts_with(&own) {
        return (digits.len() >= SURELY_WITH_CODE).then_some(Reading::WithCode);
    }
    let is_national = (SHORTEST..=LONGEST_NATIONAL).contains(&digits.len());
    is_national.then_some(Reading::Of(code))
}

/// Whether these are a North American number with its code.
fn is_north_american(digits: &[u8]) -> bool {
    matches!(digits, [b'1', b'2'..=b'9', ..]) && digits.len() == 11
}

/// The digits of a number that has only digits and separators. Refuses leading zeros, also in parentheses:
/// they are dialled in some places and not in others.
fn digits<'b>(number: &[u8], buffer: &'b mut [u8; LONGEST]) -> Option<&'b [u8]> {
    let mut count = 0;
    let mut before = b'0';
    for byte in number {
        match *byte {
            b'0' if count == 0 || before == b'(' => return None,
            b'0'..=b'9' => {
                *buffer.get_mut(count)? = *byte;
                count += 1;
            }
            b' ' | b'-' | b'.' | b'(' | b')' => {}
            _ => return None,
        }
        before = *byte;
    }
    buffer.get(..count)
}

#[cfg(test)]
mod tests {
    use super::{CallingCode, write};

    fn e164(number: &str, code: &str) -> Option<String> {
        let mut text = Vec::new();
        let is_certain = write(number.as_bytes(), CallingCode::of(code), &mut text);
        assert_eq!(is_certain, !text.is_empty());
        is_certain.then(|| String::from_utf8(text).unwrap())
    }

    fn check(code: &str, cases: &[(&str, Option<&str>)]) {
        for (number, expected) in cases {
            assert_eq!(
                e164(number, code).as_deref(),
                *expected,
                "{number}, {code:?}"
            );
        }
    }

    #[test]
    fn a_number_with_a_plus_has_its_country() {
        check(
            "",
            &[
                ("+18108001001", Some("+18108001001")),
                ("+1 810 800 1001", Some("+18108001001")),
                (" +1 (810) 800-1001 ", Some("+18108001001")),
                ("+1.810.800.1001", Some("+18108001001")),
                ("+44 20 7946 0958", Some("+442079460958")),
                ("+290 12345", Some("+29012345")),
                ("+123456789012345", None),
                ("+234567890123456", Some("+234567890123456")),
                ("+2345678901234567", None),
                ("+1 810 800 100", None),
                ("+1 110 800 1001", None),
                ("+88022", None),
                ("+0018108001001", None),
                ("+44 (0)20 7946 0958", None),
                ("+", None),
            ],
        );
    }

    #[test]
    fn without_a_plus_only_eleven_digits_that_start_with_1_are_certain() {
        check(
            "",
            &[
                ("18108001001", Some("+18108001001")),
                ("1-810-800-1001", Some("+18108001001")),
                ("3304581111", None),
                ("8108001001", None),
                ("12345678", None),
                ("442079460958", None),
                ("11234567890", None),
                ("10234567890", None),
                ("88022", None),
                ("0018108001001", None),
                ("01118108001001", None),
                ("", None),
            ],
        );
    }

    #[test]
    fn anything_but_one_number_has_no_country() {
        for number in [
            "18108001001; 18108001002",
            "18108001001 18108001002",
            "18108001001x12",
            "18108001001,12",
            "18108001001#",
            "+18108001001;ext=12",
            "+1 810 800 1001 ext. 12",
            "tel:+18108001001",
            "1-810-FLOWERS",
            "++18108001001",
            "1+8108001001",
            "１８１０８００１００１",
            "+١٨١٠٨٠٠١٠٠١",
            "1\u{a0}810\u{a0}800\u{a0}1001",
            "Zoom",
        ] {
            check("", &[(number, None)]);
            check("1", &[(number, None)]);
            check("44", &[(number, None)]);
        }
    }

    #[test]
    fn the_calling_code_of_the_account_reads_national_numbers() {
        check(
            "1",
            &[
                ("3304581111", Some("+13304581111")),
                ("(810) 800-1001", Some("+18108001001")),
                ("18108001001", Some("+18108001001")),
                ("+33 1 23 45 67 89", Some("+33123456789")),
                ("1234567890", None),
                ("8001001", None),
                ("12345678", None),
                ("442079460958", None),
                ("88022", None),
            ],
        );
        check(
            "44",
            &[
                ("2079460958", Some("+442079460958")),
                ("442079460958", Some("+442079460958")),
                ("18108001001", Some("+18108001001")),
                ("02079460958", None),
                ("4479460958", None),
                ("120794609581", None),
                ("88022", None),
            ],
        );
    }

    #[test]
    fn a_country_with_similar_numbers_makes_north_american_ones_uncertain() {
        check(
            "49",
            &[("15123456789", None), ("3012345678", Some("+493012345678"))],
        );
        check(
            "86",
            &[
                ("13812345678", None),
                ("8613812345678", Some("+8613812345678")),
            ],
        );
    }
}
