//! Days, months and seconds of the proleptic Gregorian calendar, in UTC.
//!
//! A date library would add 3 to 47 KB to the package for two grammars.

/// The first year of an accepted range: the start of Unix time.
pub const FIRST_YEAR: i32 = 1970;
/// The last year of an accepted range.
pub const LAST_YEAR: i32 = 2199;

/// Seconds in a day. As in Unix time, days have no leap seconds.
pub const DAY: i64 = 86_400;

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// 0 to 9999.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
}

impl Date {
    /// The date, if it exists.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let real = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
        real.then_some(Self { year, month, day })
    }

    /// Days since 1970-01-01.
    ///
    /// Years start in March, which puts the leap day last, in eras of 400 years (146,097 days), which
    /// repeat exactly.
    #[must_use]
    pub fn to_days(self) -> i64 {
        let year = if self.month <= 2 {
            self.year - 1
        } else {
            self.year
        };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let months = (self.month + 9) % 12;
        let day_of_year = (153 * months + 2) / 5 + self.day - 1;
        let days = era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100;
        i64::from(days + day_of_year.cast_signed() - 719_468)
    }

    /// The date this many days after 1970-01-01, if its year is 0 to 9999.
    #[must_use]
    pub fn from_days(days: i64) -> Option<Self> {
        let shifted = days.checked_add(719_468)?;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let leaps = day_of_era / 1_460 - day_of_era / 36_524 + day_of_era / 146_096;
        let year_of_era = (day_of_era - leaps) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let month = (month_from_march + 2) % 12 + 1;
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        if !(0..=9999).contains(&year) {
            return None;
        }
        Self::new(
            year.try_into().ok()?,
            month.try_into().ok()?,
            day.try_into().ok()?,
        )
    }

    /// The same day a month later, or that month's last day if it has no such day: a month after
    /// January 31 is February 28 or 29.
    #[must_use]
    pub fn plus_one_month(self) -> Self {
        let (year, month) = if self.month == 12 {
            (self.year + 1, 1)
        } else {
            (self.year, self.month + 1)
        };
        Self {
            year,
            month,
            day: self.day.min(days_in_month(year, month)),
        }
    }
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Reads fixed-width numbers and separators from the start of a text.
pub struct Scanner<'a>(pub &'a [u8]);

impl Scanner<'_> {
    /// The next `width` characters, which must be digits.
    #[inline]
    pub fn number(&mut self, width: usize) -> Option<u32> {
        let (digits, rest) = self.0.split_at_checked(width)?;
        let mut number = 0;
        for byte in digits {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                return None;
            }
            number = number * 10 + u32::from(digit);
        }
        self.0 = rest;
        Some(number)
    }

    /// The next character, which must be one of `marks`.
    #[inline]
    pub fn mark(&mut self, marks: &[u8]) -> Option<u8> {
        let (mark, rest) = self.0.split_first()?;
        if !marks.contains(mark) {
            return None;
        }
        self.0 = rest;
        Some(*mark)
    }
}

/// Parses an RFC 3339 date and time, such as Zoom's `date_time`, to milliseconds since 1970.
///
/// Zoom documents `2022-03-23T02:58:01Z`. RFC 3339's fractions and offsets are unambiguous, so they are
/// accepted; a time without `Z` or an offset is not.
///
/// ```
/// use zoom_phone_sms_messages::date_time::parse_rfc3339_ms;
/// assert_eq!(parse_rfc3339_ms("2022-03-23T02:58:01Z"), Some(1_648_004_281_000));
/// assert_eq!(parse_rfc3339_ms("2022-03-23T03:58:01.5+01:00"), Some(1_648_004_281_500));
/// assert_eq!(parse_rfc3339_ms("2016-12-31T23:59:60Z"), Some(1_483_228_800_000));
/// assert_eq!(parse_rfc3339_ms("2022-03-23 02:58"), None);
/// ```
#[must_use]
pub fn parse_rfc3339_ms<T: AsRef<[u8]> + ?Sized>(text: &T) -> Option<i64> {
    let text = text.as_ref();
    let usual = text.try_into().ok().and_then(usual_ms);
    usual.or_else(|| any_ms(text))
}

/// A fast path for the form that Zoom writes, which reads each character once: pages are full of
/// times. `None` for any other form.
#[inline]
pub(crate) fn usual_ms(text: &[u8; 20]) -> Option<i64> {
    #[rustfmt::skip]
    let [c1, c2, y1, y2, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2, b'Z'] = *text
    else {
        return None;
    };
    let mut are_digits = true;
    let mut number = |tens: u8, ones: u8| {
        let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
        are_digits &= tens <= 9 && ones <= 9;
        u32::from(tens) * 10 + u32::from(ones)
    };
    let (year, month, day) = (
        number(c1, c2) * 100 + number(y1, y2),
        number(m1, m2),
        number(d1, d2),
    );
    let (hour, minute, second) = (number(h1, h2), number(n1, n2), number(s1, s2));
    if !are_digits || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let date = Date::new(year.cast_signed(), month, day)?;
    let second = i64::from(hour * 3_600 + minute * 60 + second);
    Some((date.to_days() * DAY + second) * 1_000)
}

/// Parses any form of RFC 3339.
fn any_ms(text: &[u8]) -> Option<i64> {
    let mut scanner = Scanner(text);
    let year = scanner.number(4)?;
    scanner.mark(b"-")?;
    let month = scanner.number(2)?;
    scanner.mark(b"-")?;
    let date = Date::new(i32::try_from(year).ok()?, month, scanner.number(2)?)?;
    scanner.mark(b"Tt")?;
    let second = clock_with_leap_second(&mut scanner)?;
    let milliseconds = fraction(&mut scanner)?;
    let offset = match scanner.mark(b"Zz+-")? {
        sign @ (b'+' | b'-') => {
            let hours = scanner.number(2)?;
            scanner.mark(b":")?;
            let minutes = scanner.number(2)?;
            if hours > 23 || minutes > 59 {
                return None;
            }
            let seconds = i64::from(hours * 3_600 + minutes * 60);
            if sign == b'+' { seconds } else { -seconds }
        }
        _ => 0,
    };
    let seconds = date.to_days() * DAY + second - offset;
    scanner
        .0
        .is_empty()
        .then_some(seconds * 1_000 + milliseconds)
}

/// `HH:mm:ss` as seconds of the day.
pub fn clock(scanner: &mut Scanner<'_>) -> Option<i64> {
    let hour = scanner.number(2)?;
    scanner.mark(b":")?;
    let minute = scanner.number(2)?;
    scanner.mark(b":")?;
    let second = scanner.number(2)?;
    let real = hour < 24 && minute < 60 && second < 60;
    real.then(|| i64::from(hour * 3_600 + minute * 60 + second))
}

/// The same, and also RFC 3339's leap second, `23:59:60`, which equals the next second in Unix time.
fn clock_with_leap_second(scanner: &mut Scanner<'_>) -> Option<i64> {
    let Some(rest) = scanner.0.strip_prefix(b"23:59:60") else {
        return clock(scanner);
    };
    scanner.0 = rest;
    Some(DAY)
}

/// `.123456` as whole milliseconds; 0 if absent.
pub fn fraction(scanner: &mut Scanner<'_>) -> Option<i64> {
    if scanner.mark(b".").is_none() {
        return Some(0);
    }
    let mut milliseconds = i64::from(scanner.number(1)?) * 100;
    let mut weight = 10;
    while let Some(digit) = scanner.number(1) {
        milliseconds += i64::from(digit) * weight;
        weight /= 10;
    }
    Some(milliseconds)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::{Date, parse_rfc3339_ms};
    use jiff::{Timestamp, ToSpan, civil};
    use proptest::prelude::*;

    fn civil(date: Date) -> civil::Date {
        let part = |number: u32| i8::try_from(number).unwrap();
        civil::date(
            date.year.try_into().unwrap(),
            part(date.month),
            part(date.day),
        )
    }

    #[test]
    fn every_day_from_0000_to_9999_matches_jiff() {
        let epoch = civil::date(1970, 1, 1);
        let mut expected = civil::date(0, 1, 1);
        let first = Date::new(0, 1, 1).unwrap().to_days();
        for days in first.. {
            let date = Date::from_days(days).unwrap();
            assert_eq!((civil(date), date.to_days()), (expected, days));
            if days % 1000 == 0 {
                assert_eq!(i64::from((expected - epoch).get_days()), days);
            }
            let Ok(next) = expected.tomorrow() else {
                assert_eq!(Date::from_days(days + 1), None);
                break;
            };
            expected = next;
        }
    }

    proptest! {
        #[test]
        fn a_month_later_is_what_jiff_says(days in -700_000_i64..2_900_000) {
            let date = Date::from_days(days).unwrap();
            prop_assert_eq!(civil(date.plus_one_month()), civil(date) + 1.month());
        }

        #[test]
        fn a_time_parses_exactly_when_jiff_parses_it_and_to_the_same_instant(
            text in "(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
        ) {
            let expected = text.parse::<Timestamp>().ok().map(|at| at.as_nanosecond().div_euclid(1_000_000));
            prop_assert_eq!(parse_rfc3339_ms(&text).map(i128::from), expected);
        }
    }

    #[test]
    fn only_rfc_3339_times_are_read() {
        for text in [
            "",
            "2022-03-23",
            "2022-03-23T02:58Z",
            "2022-03-23T02:58:01",
            "2022-03-23 02:58:01Z",
            "2022-02-29T00:00:00Z",
            "2022-03-23T24:00:00Z",
            "2022-03-23T02:58:60Z",
            "2022-03-23T23:59:61Z",
            "22-03-23T02:58:01Z",
            "2022-03-23T02:58:01.Z",
            "2022-03-23T02:58:01+0100",
            "2022-03-23T02:58:01Z ",
            "+002022-03-23T02:58:01Z",
            "2022-082T00:00:00Z",
            "1648004281000",
            "２022-03-23T02:58:01Z",
        ] {
            assert_eq!(parse_rfc3339_ms(text), None, "{text}");
        }
    }
}
