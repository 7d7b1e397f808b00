//! What a response says about the limits.

use super::day::{DAY_MS, end_of_refusal_ms};
use super::label::LABELS;
use crate::retry_after::{date_ms, reset_at_ms, retry_at_ms};
use crate::written::{has, integer};

/// The headers that [`Report::read`] asks for. A browser sees them only if the server exposes them.
pub const HEADERS: &[&str] = &[TYPE, CATEGORY, LIMIT, REMAINING, RESET, RETRY_AFTER, DATE];

/// A named time further away than this is not plausible.
pub(super) const LONGEST_MS: f64 = 366.0 * DAY_MS;

const TYPE: &str = "x-ratelimit-type";
const CATEGORY: &str = "x-ratelimit-category";
const LIMIT: &str = "x-ratelimit-limit";
const REMAINING: &str = "x-ratelimit-remaining";
const RESET: &str = "x-ratelimit-reset";
const RETRY_AFTER: &str = "retry-after";
/// The header with the server's own time.
pub const DATE: &str = "date";

/// The limit that a response is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitType {
    /// Requests a second: `X-RateLimit-Type: QPS`.
    Second,
    /// Requests a day: `X-RateLimit-Type: Daily-limit`.
    Day,
    /// Concurrent requests: Zoom only says so in the message, "Too many concurrent requests."
    Concurrency,
}

/// What a response says about the limits. Zoom may omit any of it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Report {
    /// The HTTP status; 429 is a refusal.
    pub status: u16,
    /// Which limit it is about; `None` if unknown, which counts as requests per second.
    pub limit_type: Option<LimitType>,
    /// `X-RateLimit-Category`: the endpoint's label in lower case, if known.
    pub category: Option<&'static str>,
    /// `X-RateLimit-Limit`: the account's limit.
    pub limit: Option<u32>,
    /// `X-RateLimit-Remaining`: the requests left.
    pub remaining: Option<u32>,
    /// `X-RateLimit-Reset`: when more are available, in milliseconds since 1970.
    pub reset_at_ms: Option<f64>,
    /// `Retry-After`: when to retry, in milliseconds since 1970.
    pub retry_at_ms: Option<f64>,
    /// By how many milliseconds the server's clock is ahead of ours, from its `Date`. The times above
    /// are by our clock.
    pub ahead_ms: f64,
}

impl Report {
    /// Reads a response that arrived at `now_ms`. `header` returns the value of one of [`HEADERS`];
    /// `message` is the message of Zoom's error body, used if the headers do not name the limit.
    #[must_use]
    pub fn read(
        status: u16,
        header: impl Fn(&str) -> Option<String>,
        message: &str,
        now_ms: f64,
    ) -> Self {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "milliseconds since 1970 are far below 2^53"
        )]
        let now = now_ms as i64;
        // A `Date` header has whole seconds.
        let second = now.saturating_sub(now.rem_euclid(1_000));
        let date = header(DATE).and_then(|date| date_ms(&date, now));
        let ahead = date.map_or(0, |date| date.saturating_sub(second));
        let count = |name| integer(header(name)?.trim_ascii());
        let time = |name, read: fn(&str, i64) -> Option<i64>| {
            let by_its_clock = read(&header(name)?, now.saturating_add(ahead))?;
            Some(float(by_its_clock.saturating_sub(ahead)))
        };
        let text = |name| header(name).unwrap_or_default();
        Self {
            status,
            limit_type: limit_type(&text(TYPE), &text(CATEGORY), message),
            category: label(&text(CATEGORY)),
            limit: count(LIMIT),
            remaining: count(REMAINING),
            reset_at_ms: time(RESET, reset_at_ms),
            retry_at_ms: time(RETRY_AFTER, retry_at_ms),
            ahead_ms: float(ahead),
        }
    }

    /// Whether the request was refused because of a limit.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        self.status == 429
    }

    /// When the server accepts requests again, if it says so.
    #[must_use]
    pub fn named_ms(&self) -> Option<f64> {
        self.retry_at_ms.or(self.reset_at_ms)
    }

    /// Whether it is about the daily limit.
    #[must_use]
    pub fn is_daily(&self) -> bool {
        self.limit_type == Some(LimitType::Day)
    }

    /// Until when a refusal at `now_ms` blocks the account: until the time that it names, or the end of a
    /// used-up day. `None` if it does not say, or is not a refusal.
    #[must_use]
    pub fn refused_until_ms(&self, now_ms: f64) -> Option<f64> {
        if !self.is_refusal() {
            return None;
        }
        let named = self.named_ms().filter(|named| *named > now_ms);
        let until_ms = named.or_else(|| {
            let by_its_clock = end_of_refusal_ms(now_ms + self.ahead_ms);
            self.is_daily().then_some(by_its_clock - self.ahead_ms)
        });
        until_ms.map(|until_ms| until_ms.min(now_ms + LONGEST_MS))
    }
}

fn float(ms: i64) -> f64 {
    #[allow(
        clippy::cast_precision_loss,
        reason = "milliseconds since 1970 are far below 2^53"
    )]
    let ms = ms as f64;
    ms
}

fn label(category: &str) -> Option<&'static str> {
    let category = category.trim_ascii();
    let mut labels = LABELS.into_iter();
    labels.find(|label| label.eq_ignore_ascii_case(category))
}

fn limit_type(named: &str, category: &str, message: &str) -> Option<LimitType> {
    let says = |text: &str, word| has(&text.to_ascii_lowercase(), word);
    let named = named.trim_ascii();
    if says(named, "daily") {
        Some(LimitType::Day)
    } else if says(named, "concurren") || says(message, "concurrent requests") {
        Some(LimitType::Concurrency)
    } else if says(named, "qps") || says(named, "second") {
        Some(LimitType::Second)
    } else if says(category, "daily") || says(message, "daily") {
        Some(LimitType::Day)
    } else {
        says(message, "per-second").then_some(LimitType::Second)
    }
}
