//! Parses the times that servers name: `Retry-After` and `X-RateLimit-Reset`.
//!
//! RFC 9110 (10.2.3) allows seconds or an HTTP date in three formats. With a daily limit, Zoom sends an
//! ISO 8601 time (`2025-01-20T00:00:00Z`), which common parsers ignore, or read as 2,025 seconds. Gateways
//! have formats of their own.

mod formats;

use crate::date_time::{DAY, Scanner, fraction};
use crate::written::integer;
use formats::time_ms;

/// A named time further away than this is not plausible.
const LONGEST_WAIT_MS: i64 = 366 * DAY * 1_000;
/// 2000-01-01: a clock before this was never set.
const EARLIEST_MS: i64 = 946_684_800_000;
/// A larger Unix time is in milliseconds; in seconds it would be in the year 5138.
const LARGEST_SECONDS: i64 = 100_000_000_000;

/// The value of a `Retry-After` header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryAfter {
    /// Milliseconds from now.
    Delay(i64),
    /// A time, in milliseconds since 1970. One in the past permits a retry at once.
    Time(i64),
}

impl RetryAfter {
    /// Parses a header; `None` if it is not a delay or a time, or is implausibly far away. Of several values
    /// joined by a gateway, the latest.
    #[must_use]
    pub fn parse(header: &str, now_ms: i64) -> Option<Self> {
        let one = |text: &str| {
            let delay =
                decimal(text).and_then(|(whole, part)| whole.checked_mul(1_000)?.checked_add(part));
            delay
                .map(Self::Delay)
                .or_else(|| time_ms(text, now_ms).map(Self::Time))
        };
        let header = header.trim_ascii();
        let latest = one(header).or_else(|| {
            let values = header.split(',');
            values
                .filter_map(|value| one(value.trim_ascii()))
                .max_by_key(|value| value.at_ms(now_ms))
        });
        latest.filter(|value| value.at_ms(now_ms) <= now_ms.saturating_add(LONGEST_WAIT_MS))
    }

    /// The same in whole seconds, as HTTP defines it; as milliseconds still. Rounds up, so that it is never
    /// earlier than the server asks.
    ///
    /// ```
    /// use zoom_phone_sms::retry_after::RetryAfter;
    /// let whole = |header| Some(RetryAfter::parse(header, 1_737_300_000_000)?.in_whole_seconds());
    /// assert_eq!(whole("1.25"), Some(RetryAfter::Delay(2_000)));
    /// assert_eq!(whole("2025-01-20T00:00:00Z"), Some(RetryAfter::Time(1_737_331_200_000)));
    /// assert_eq!(whole("soon"), None);
    /// ```
    #[must_use]
    pub fn in_whole_seconds(self) -> Self {
        let up = |ms: i64| {
            ms.saturating_add(999)
                .div_euclid(1_000)
                .saturating_mul(1_000)
        };
        match self {
            Self::Delay(ms) => Self::Delay(up(ms)),
            Self::Time(ms) => Self::Time(up(ms)),
        }
    }

    fn at_ms(self, now_ms: i64) -> i64 {
        match self {
            Self::Delay(ms) => now_ms.saturating_add(ms),
            Self::Time(at_ms) => at_ms,
        }
    }
}

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
    plausible(RetryAfter::parse(header, now_ms)?.at_ms(now_ms), now_ms)
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

#[cfg(test)]
mod tests {
    use super::{RetryAfter, date_ms, reset_at_ms, retry_at_ms};

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

    #[test]
    fn whole_seconds_are_never_earlier_than_the_server_asks() {
        for (header, whole) in [
            ("0", RetryAfter::Delay(0)),
            ("0.001", RetryAfter::Delay(1_000)),
            ("120", RetryAfter::Delay(120_000)),
            ("5, 120,7", RetryAfter::Delay(120_000)),
            ("5, 2025-01-20T00:00:00Z", RetryAfter::Time(MIDNIGHT)),
            ("2025-01-19T23:59:59.001Z", RetryAfter::Time(MIDNIGHT)),
            ("1969-12-31T23:59:58.5Z", RetryAfter::Time(-1_000)),
        ] {
            let value = RetryAfter::parse(header, NOW).unwrap();
            assert_eq!(value.in_whole_seconds(), whole, "{header}");
        }
        for header in ["31622401", "9999-12-31T23:59:59Z", "soon", "-5", ""] {
            assert_eq!(RetryAfter::parse(header, NOW), None, "{header}");
        }
    }
}
