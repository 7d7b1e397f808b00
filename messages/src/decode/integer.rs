//! Whole numbers in any notation: some JSON writers have no integers.

use crate::json::LARGEST;

/// Parses a JSON number such as `225740`, `225740.0` or `2.2574e5` as an integer, if JavaScript can
/// hold it.
pub(super) fn integral(number: &[u8]) -> Option<i64> {
    let digits = number.strip_prefix(b"-").unwrap_or(number);
    let (mut value, mut zeros, mut decimals, mut exponent) = (0_i64, 0_u32, 0_u32, 0_i32);
    let mut in_fraction = false;
    for (index, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                decimals += u32::from(in_fraction);
                zeros += 1;
                if *byte != b'0' {
                    // Zeros count only now that another digit follows them.
                    value = match value {
                        0 => 0,
                        value => value.checked_mul(10_i64.checked_pow(zeros)?)?,
                    };
                    value = value.checked_add(i64::from(byte - b'0'))?;
                    zeros = 0;
                }
            }
            b'.' => in_fraction = true,
            _ if value == 0 => return Some(0),
            _ => {
                let written = std::str::from_utf8(digits.get(index + 1..)?).ok()?;
                exponent = written.parse().ok()?;
                break;
            }
        }
    }
    if value == 0 {
        return Some(0);
    }
    // The value's last digit is no zero: there is nothing that a negative power could take away.
    let power = i64::from(exponent) + i64::from(zeros) - i64::from(decimals);
    let value = value.checked_mul(10_i64.checked_pow(u32::try_from(power).ok()?)?)?;
    (value <= LARGEST).then_some(if digits.len() == number.len() {
        value
    } else {
        -value
    })
}

/// What is wrong with a number that is not [`integral`].
#[cold]
pub(super) fn problem(number: &[u8]) -> &'static str {
    if has_fraction(number) {
        "expected a whole number, found one with a fraction"
    } else {
        "expected a whole number, found one that is larger than JavaScript can hold exactly (2^53 - 1)"
    }
}

/// Whether the last digit that counts stands behind the decimal point.
fn has_fraction(number: &[u8]) -> bool {
    let mut parts = number.splitn(2, |byte| matches!(byte, b'e' | b'E'));
    let mut digits = parts
        .next()
        .unwrap_or_default()
        .splitn(2, |byte| *byte == b'.');
    let zeros = |digits: &[u8]| {
        digits
            .iter()
            .rev()
            .take_while(|byte| **byte == b'0')
            .count()
    };
    let whole = digits.next().unwrap_or_default();
    let part = digits.next().unwrap_or_default();
    let decimals = part.len() - zeros(part);
    let last = if decimals > 0 {
        -i64::try_from(decimals).unwrap_or(i64::MAX)
    } else {
        i64::try_from(zeros(whole)).unwrap_or(i64::MAX)
    };
    let exponent = parts.next().unwrap_or(b"0");
    let written = std::str::from_utf8(exponent).unwrap_or_default();
    // One that no number holds shifts the point further than there are digits.
    let exponent = written.parse().unwrap_or(if exponent.starts_with(b"-") {
        i64::MIN
    } else {
        i64::MAX
    });
    last.saturating_add(exponent) < 0
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::{LARGEST, has_fraction, integral};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_number_is_whole_exactly_when_its_float_is(text in "-?(0|[1-9][0-9]{0,6})(\\.[0-9]{1,4})?(e[+-]?[0-3])?") {
            let float: f64 = text.parse().unwrap();
            let expected = (float.fract() == 0.0).then_some(float);
            #[allow(clippy::cast_precision_loss, reason = "small numbers")]
            let found = integral(text.as_bytes()).map(|integer| integer as f64);
            prop_assert_eq!(found, expected, "{}", text);
        }
    }

    #[test]
    fn the_bounds_are_javascripts_safe_integers() {
        for (text, expected) in [
            ("9007199254740991", Some(LARGEST)),
            ("-9007199254740991", Some(-LARGEST)),
            ("9007199254740992", None),
            ("90071992547409910e-1", Some(LARGEST)),
            ("0.000e99999999999", Some(0)),
            ("1e99999999999", None),
            ("1.00000000000000000000000000000", Some(1)),
            ("1000000000000000000000000e-24", Some(1)),
            ("-0", Some(0)),
        ] {
            assert_eq!(integral(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn a_refused_number_has_a_fraction_or_is_too_large() {
        for (text, expected) in [
            ("1.5", true),
            ("-0.5", true),
            ("5e-1", true),
            ("150e-2", true),
            ("1.50e1", false),
            ("1.05e1", true),
            ("1E-99999999999999999999", true),
            ("12345678901234567890.5", true),
            ("9007199254740992", false),
            ("-9007199254740992", false),
            ("9007199254740992.0", false),
            ("1.5e300", false),
            ("1e99999999999999999999", false),
            ("1000e-3", false),
        ] {
            assert_eq!(has_fraction(text.as_bytes()), expected, "{text}");
        }
    }
}
