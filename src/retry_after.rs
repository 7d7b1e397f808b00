//! Parses the times that servers name: `Retry-After` and `X-RateLimit-Reset`.
//!
//! RFC 9110 (10.2.3) allows seconds or an HTTP date in three formats. With a daily limit, Zoom sends an
//! ISO 8601 time (`2025-01-20T00:00:00Z`), which common parsers ignore, or read as 2,025 seconds. Gateways
//! have formats of their own.

use crate::date_time::{DAY, Date, Scanner, clock, fraction};
use crate::written::integer;

/// A named time further away than this is not plausible.
const LONGEST_WAIT_MS: i64 = 366 * DAY * 1_000;
/// 2000-01-01: a clock before this was never set.
const EARLIEST_MS: i64 = 946_684_800_000;
/// A larger Unix time is in milliseconds; in seconds it would be in the year 5138.
const LARGEST_SECONDS: i64 = 100_000_000_000;

const MONTHS: &[u8] = b"janfebmaraprmayjunjulaugsepoctnovdec";

/// The time that a `Retry-After` names, in milliseconds since 1970; `None` if it cannot be parsed, is in
/// the past, or is implausibly far away. Of several values joined by a gateway, the latest.
///
/// ```
/// use zoom_phone_sms::retry_after::retry_at_ms;
/// let now = 1_737_300_000_000;
/// assert_eq!(retry_at_ms("120", now), Some(now + 120_000));
/// assert_eq!(retry_at_ms("2025-01-20T00:00:00Z", now), Some(1_737_331_200_000));
/// assert_eq!(retry_at_ms("Mon, 20 Jan 2025 00:00:00 GMT", now), Some(1_737_331_200_000));
/// assert_eq!(retry_at_ms("soon", now), None);
/// ```
#[must_use]
pub fn retry_at_ms(header: &str, now_ms: i64) -> Option<i64> {
    let one = |text: &str| {
        let wait =
            decimal(text).and_then(|(whole, part)| whole.checked_mul(1_000)?.checked_add(part));
        wait.map(|wait| now_ms.saturating_add(wait))
            .or_else(|| time_ms(text, now_ms))
    };
    let header = header.trim_ascii();
    let at = one(header).or_else(|| {
        header
            .split(',')
            .filter_map(|part| one(part.trim_ascii()))
            .max()
    });
    plausible(at?, now_ms)
}

/// The time that an `X-RateLimit-Reset` names: Unix seconds or milliseconds, or a date.
#[must_use]
pub fn reset_at_ms(header: &str, now_ms: i64) -> Option<i64> {
    let header = header.trim_ascii();
    let at = match decimal(header) {
        Some((whole, _)) if whole > LARGEST_SECONDS => whole,
        Some((whole, part)) => whole.checked_mul(1_000)?.checked_add(part)?,
        None => time_ms(header, now_ms)?,
    };
    plausible(at, now_ms)
}

/// The time of a `Date` header, from the server's own clock; `None` if it is implausible.
#[must_use]
pub fn date_ms(header: &str, now_ms: i64) -> Option<i64> {
    time_ms(header.trim_ascii(), now_ms).filter(|at| *at >= EARLIEST_MS)
}

fn plausible(at: i64, now_ms: i64) -> Option<i64> {
    (now_ms < at && at <= now_ms.saturating_add(LONGEST_WAIT_MS)).then_some(at)
}

/// `120`, or `1.5` as some gateways write: whole seconds and thousandths.
fn decimal(text: &str) -> Option<(i64, i64)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (whole, rest) = text.split_at_checked(digits)?;
    let mut scanner = Scanner(rest.as_bytes());
    let part = fraction(&mut scanner)?;
    let whole = integer(whole)?;
    scanner.0.is_empty().then_some((whole, part))
}

fn time_ms(text: &str, now_ms: i64) -> Option<i64> {
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

#[cfg(test)]
mod tests {
    use super::{date_ms, reset_at_ms, retry_at_ms};

    /// 2025-01-19T15:20:00Z
    const NOW: i64 = 1_737_300_000_000;
    /// 2025-01-20T00:00:00Z
    const MIDNIGHT: i64 = 1_737_331_200_000;
    const HOUR: i64 = 3_600_000;

    #[test]
    fn every_format_of_a_time_is_read() {
        for (header, at) in [
            ("1", NOW + 1_000),
            ("120", NOW + 120_000),
            (" 120 ", NOW + 120_000),
            ("0.5", NOW + 500),
            ("1.25", NOW + 1_250),
            ("5, 5", NOW + 5_000),
            ("5, 120,7", NOW + 120_000),
            ("176400", NOW + 49 * HOUR),
            ("2025-01-20T00:00:00Z", MIDNIGHT),
            ("2025-01-20T00:00:00", MIDNIGHT),
            ("2025-01-20 00:00:00Z", MIDNIGHT),
            ("2025-01-20T00:00Z", MIDNIGHT),
            ("2025-01-19T24:00:00Z", MIDNIGHT),
            ("2025-01-19T23:59:60Z", MIDNIGHT),
            ("2025-01-20t01:00:00+01:00", MIDNIGHT),
            ("2025-01-20T01:00:00+0100", MIDNIGHT),
            ("2025-01-20T01:00:00+01", MIDNIGHT),
            ("2025-01-19T23:30:00-00:30", MIDNIGHT),
            ("2025-01-20T00:00:00.000Z", MIDNIGHT),
            ("20250120T000000Z", MIDNIGHT),
            ("20250120T0000Z", MIDNIGHT),
            ("Mon, 20 Jan 2025 00:00:00 GMT", MIDNIGHT),
            ("mon, 20 jan 2025 00:00:00 gmt", MIDNIGHT),
            ("Mon, 20 Jan 2025 00:00:00 +0000", MIDNIGHT),
            ("20 Jan 2025 00:00:00 GMT", MIDNIGHT),
            ("Monday, 20-Jan-25 00:00:00 GMT", MIDNIGHT),
            ("Mon Jan 20 00:00:00 2025", MIDNIGHT),
            ("2025-12-31T00:00:00Z", 1_767_139_200_000),
        ] {
            assert_eq!(retry_at_ms(header, NOW), Some(at), "{header}");
        }
        for header in [
            "1737331200",
            " 1737331200 ",
            "1737331200.0",
            "1737331200000",
            "2025-01-20T00:00:00Z",
        ] {
            assert_eq!(reset_at_ms(header, NOW), Some(MIDNIGHT), "{header}");
        }
    }

    #[test]
    fn past_implausible_and_invalid_times_are_ignored() {
        for header in [
            "",
            "0",
            "-5",
            "soon",
            "5s",
            "1e3",
            "1.",
            ".5",
            "1.5.5",
            "99999999999999999999",
            "9999999999999999",
            "31708800",
            "2025-01-20",
            "2025-0120T00:00:00Z",
            "2025-01-20T00:00:00+1",
            "2025-01-20T00:00:00+01:",
            "2025-01-20T00:00:00+24:00",
            "2025-01-20T24:00:01Z",
            "2025-02-30T00:00:00Z",
            "2024-01-20T00:00:00Z",
            "2125-01-20T00:00:00Z",
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Mon, 20 Foo 2025 00:00:00 GMT",
            "Mon, 20 Jan 2025 00:00:00 CET",
            "Mon Jan  0 00:00:00 2025",
            ", ,",
        ] {
            assert_eq!(retry_at_ms(header, NOW), None, "{header}");
        }
        for header in ["", "0", "5", "1737299999", "99999999999", "x"] {
            assert_eq!(reset_at_ms(header, NOW), None, "{header}");
        }
    }

    #[test]
    fn a_year_of_two_digits_is_at_most_50_years_ahead() {
        let date = |year: &str| date_ms(&format!("Monday, 20-Jan-{year} 00:00:00 GMT"), NOW);
        assert_eq!(date("75"), Some(3_315_168_000_000));
        assert_eq!(date("76"), None);
    }

    #[test]
    fn implausible_dates_are_ignored() {
        assert_eq!(date_ms("Sun, 19 Jan 2025 15:20:00 GMT", 0), Some(NOW));
        assert_eq!(date_ms("Thu, 01 Jan 1970 00:00:00 GMT", NOW), None);
        assert_eq!(date_ms("now", NOW), None);
    }
}
