//! The formats of times in headers.

use crate::date_time::{DAY, Date, Scanner, clock, fraction};

const MONTHS: &[u8] = b"janfebmaraprmayjunjulaugsepoctnovdec";

/// A time in any of the formats, in milliseconds since 1970.
pub(super) fn time_ms(text: &str, now_ms: i64) -> Option<i64> {
    iso_8601(text).or_else(|| http_date(text, now_ms))
}

/// `2025-01-20T00:00:00Z`, also without separators (`20250120T000000Z`), with a space for the `T`,
/// without seconds, and with any offset; without an offset it means UTC.
fn iso_8601(text: &str) -> Option<i64> {
    let mut scanner = Scanner(text.as_bytes());
    let year = scanner.number(4)?;
    let marked = scanner.mark(b"-").is_some();
    let month = scanner.number(2)?;
    if marked {
        scanner.mark(b"-")?;
    }
    let date = Date::new(i32::try_from(year).ok()?, month, scanner.number(2)?)?;
    scanner.mark(b"Tt ")?;
    let hour = scanner.number(2)?;
    let marked = scanner.mark(b":").is_some();
    let minute = scanner.number(2)?;
    let has_second = !marked || scanner.mark(b":").is_some();
    let second = scanner.number(2).filter(|_| has_second).unwrap_or(0);
    let part = fraction(&mut scanner)?;
    let offset = offset(&mut scanner)?;
    // A leap second, and midnight as the end of a day, mean the start of the next one.
    let real = hour < 24 && minute < 60 && second <= 60 || (hour, minute, second) == (24, 0, 0);
    let seconds = i64::from(hour * 3_600 + minute * 60 + second) - offset;
    (real && scanner.0.is_empty()).then_some((date.to_days() * DAY + seconds) * 1_000 + part)
}

/// `Z`, `+01:00`, `+0100`, `+01` or nothing, in seconds.
fn offset(scanner: &mut Scanner<'_>) -> Option<i64> {
    let Some(sign) = scanner.mark(b"Zz+-") else {
        return Some(0);
    };
    if matches!(sign, b'Z' | b'z') {
        return Some(0);
    }
    let hours = scanner.number(2)?;
    let marked = scanner.mark(b":").is_some();
    let minutes = match scanner.number(2) {
        None if marked => return None,
        minutes => minutes.unwrap_or(0),
    };
    let seconds = i64::from(hours * 3_600 + minutes * 60);
    let real = hours < 24 && minutes < 60;
    real.then_some(if sign == b'-' { -seconds } else { seconds })
}

/// The three formats of RFC 9110 (5.6.7), in any case, and RFC 5322's with an offset.
fn http_date(text: &str, now_ms: i64) -> Option<i64> {
    let text = text.to_ascii_lowercase();
    let mut words = Vec::new();
    for word in text.as_bytes().split(|byte| b" ,-".contains(byte)) {
        if !word.is_empty() {
            words.push(word);
        }
    }
    let [year, month, day, time] = match *words.as_slice() {
        // Sun, 06 Nov 1994 08:49:37 GMT · Sunday, 06-Nov-94 08:49:37 GMT
        [_, day, month, year, time, b"gmt" | b"utc" | b"+0000"]
        | [day, month, year, time, b"gmt" | b"utc" | b"+0000"] => [year, month, day, time],
        // Sun Nov  6 08:49:37 1994, in another order
        [_, month, day, time, year] if year.len() == 4 => [year, month, day, time],
        _ => return None,
    };
    let mut months = (1..).zip(MONTHS.chunks(3));
    let month = months.find(|(_, name)| *name == month)?.0;
    let number = |digits: &[u8]| match digits.len() {
        width @ 1..=4 => Scanner(digits).number(width),
        _ => None,
    };
    let year = match (year.len(), i32::try_from(number(year)?).ok()?) {
        (2, year) => nearest_century(year, now_ms),
        (_, year) => year,
    };
    let date = Date::new(year, month, number(day)?)?;
    let mut scanner = Scanner(time);
    let second = clock(&mut scanner)?;
    scanner
        .0
        .is_empty()
        .then_some((date.to_days() * DAY + second) * 1_000)
}

/// RFC 9110: a two-digit year that seems more than 50 years ahead is in the past.
fn nearest_century(year: i32, now_ms: i64) -> i32 {
    let today = Date::from_days(now_ms.div_euclid(DAY * 1_000));
    let this_year = today.map_or(2000, |date| date.year);
    let candidate = this_year - this_year.rem_euclid(100) + year;
    if candidate > this_year + 50 {
        candidate - 100
    } else {
        candidate
    }
}
