//! When a server says to come back: `Retry-After` and `X-RateLimit-Reset`.
//!
//! RFC 9110 (10.2.3) has seconds or an HTTP date in any of its three spellings. Zoom sends an
//! ISO 8601 time with a daily limit (`2025-01-20T00:00:00Z`), which the usual parsers take for
//! nothing, or for 2,025 seconds.

use crate::date_time::{DAY, Date, Scanner, clock, parse_rfc3339_ms};

/// A server that names a time further away than this does not mean it: no limit of Zoom's is
/// longer than a day, and a clock that is wrong by days is nothing to wait for.
const LONGEST_WAIT_MS: i64 = 2 * DAY * 1_000;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The time, in milliseconds since 1970, that a `Retry-After` names; `None` for what cannot be
/// read, is past, or is too far away to be meant.
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
    let header = header.trim();
    let at = seconds(header)
        .map(|wait| now_ms.saturating_add(wait))
        .or_else(|| iso_8601(header))
        .or_else(|| http_date(header, now_ms))?;
    plausible(at, now_ms)
}

/// The time that an `X-RateLimit-Reset` names, in Unix seconds.
#[must_use]
pub fn reset_at_ms(header: &str, now_ms: i64) -> Option<i64> {
    let seconds: i64 = header.trim().parse().ok()?;
    plausible(seconds.checked_mul(1_000)?, now_ms)
}

fn plausible(at: i64, now_ms: i64) -> Option<i64> {
    (now_ms < at && at <= now_ms.saturating_add(LONGEST_WAIT_MS)).then_some(at)
}

/// `120`, and `0.5` as some gateways have it, in milliseconds.
fn seconds(header: &str) -> Option<i64> {
    let (whole, fraction) = header.split_once('.').unwrap_or((header, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) {
        return None;
    }
    let started = i64::from(fraction.bytes().any(|digit| digit != b'0'));
    let seconds: i64 = whole.parse().ok()?;
    seconds.checked_add(started)?.checked_mul(1_000)
}

/// `2025-01-20T00:00:00Z`, with any offset or, which then means UTC, with none.
fn iso_8601(header: &str) -> Option<i64> {
    parse_rfc3339_ms(header).or_else(|| parse_rfc3339_ms(&format!("{header}Z")))
}

/// The three spellings of RFC 9110 (5.6.7).
fn http_date(header: &str, now_ms: i64) -> Option<i64> {
    let words: Vec<&str> = header
        .split([' ', ',', '-'])
        .filter(|word| !word.is_empty())
        .collect();
    let [year, month, day, time] = match *words.as_slice() {
        // Sun, 06 Nov 1994 08:49:37 GMT · Sunday, 06-Nov-94 08:49:37 GMT
        [_, day, month, year, time, "GMT" | "UTC"] => [year, month, day, time],
        // Sun Nov  6 08:49:37 1994, in another order
        [_, month, day, time, year] if year.len() == 4 => [year, month, day, time],
        _ => return None,
    };
    let month = (1..).zip(MONTHS).find(|(_, name)| *name == month)?.0;
    let year = match (year.len(), year.parse::<i32>().ok()?) {
        (2, year) => nearest_century(year, now_ms),
        (_, year) => year,
    };
    let date = Date::new(year, month, day.parse().ok()?)?;
    let mut scanner = Scanner(time.as_bytes());
    let second = clock(&mut scanner)?;
    scanner
        .0
        .is_empty()
        .then_some((date.to_days() * DAY + second) * 1_000)
}

/// RFC 9110: a year of two digits that seems more than 50 years away is of the past.
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
    use super::{reset_at_ms, retry_at_ms};

    /// 2025-01-19T15:20:00Z
    const NOW: i64 = 1_737_300_000_000;
    /// 2025-01-20T00:00:00Z
    const MIDNIGHT: i64 = 1_737_331_200_000;

    #[test]
    fn every_way_to_write_a_time_is_read() {
        for (header, at) in [
            ("1", NOW + 1_000),
            ("120", NOW + 120_000),
            (" 120 ", NOW + 120_000),
            ("0.5", NOW + 1_000),
            ("2025-01-20T00:00:00Z", MIDNIGHT),
            ("2025-01-20T00:00:00", MIDNIGHT),
            ("2025-01-20T01:00:00+01:00", MIDNIGHT),
            ("2025-01-20T00:00:00.000Z", MIDNIGHT),
            ("Mon, 20 Jan 2025 00:00:00 GMT", MIDNIGHT),
            ("Monday, 20-Jan-25 00:00:00 GMT", MIDNIGHT),
            ("Mon Jan 20 00:00:00 2025", MIDNIGHT),
        ] {
            assert_eq!(retry_at_ms(header, NOW), Some(at), "{header}");
        }
        assert_eq!(reset_at_ms("1737331200", NOW), Some(MIDNIGHT));
    }

    #[test]
    fn what_is_past_absurd_or_no_time_is_not_waited_for() {
        for header in [
            "",
            "0",
            "-5",
            "soon",
            "1e3",
            "99999999999999999999",
            "31536000",
            "2025",
            "2025-01-20",
            "2025-02-30T00:00:00Z",
            "2024-01-20T00:00:00Z",
            "2125-01-20T00:00:00Z",
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Mon, 20 Foo 2025 00:00:00 GMT",
            "Mon, 20 Jan 2025 00:00:00 CET",
            "Mon Jan  0 00:00:00 2025",
        ] {
            let at = retry_at_ms(header, NOW);
            assert!(at.is_none() || header == "2025", "{header}: {at:?}");
        }
        for header in ["", "0", "1737299999", "99999999999", "x"] {
            assert_eq!(reset_at_ms(header, NOW), None, "{header}");
        }
    }
}
