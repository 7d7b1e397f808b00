//! The query of a history.

use serde::Deserialize;
use tsify::Tsify;

use crate::date_range::parse;
use crate::error::{IssueCode, Issues};
use crate::input::{Given, issue, whole_number};
use crate::query::{LARGEST_PAGE, Order, delivery_status, page_size, sort};
use crate::written::{hexadecimal, number};

use super::hash::fingerprint;
use super::span::Span;
use super::window::{MARGIN_SECONDS, ORDER_SPAN_SECONDS};

/// Which messages of a session, over a range of any length.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Tsify)]
pub struct SmsHistoryRange {
    /// The start: `2024-01-31`, `2024-01-31T00:00:00Z` or a `Date`. Only messages with a
    /// `date_time` from here on are returned. Without `from` and `to`: the past 30 days, or the
    /// range of `resume`.
    #[tsify(optional, type = "string | Date | null | undefined")]
    pub from: Given,
    /// The end, in the same format. A bare date includes its whole day in UTC, a time its whole
    /// second, and a `Date` its millisecond. Months that have not begun are not requested: the last
    /// checkpoint continues there later.
    #[tsify(optional, type = "string | Date | null | undefined")]
    pub to: Given,
    /// By creation time: 1 ascending, 2 descending.
    /// @default 1
    #[tsify(optional, type = "1 | 2 | null | undefined")]
    pub sort: Given,
    /// Messages per request: 1 to 100.
    /// @default 100
    #[tsify(optional, type = "number | null | undefined")]
    pub page_size: Given,
    /// Only messages with this delivery status. Zoom's default is `"all"`.
    #[tsify(optional, type = "\"all\" | SmsDeliveryStatus | null | undefined")]
    pub delivery_status: Given,
    /// The most messages to return in this run, not counting those before a checkpoint.
    #[tsify(optional, type = "number | null | undefined")]
    pub limit: Given,
    /// The most pages to follow in one window of a month, as a guard against endless lists.
    /// @default 100000
    #[serde(rename = "maxPages")]
    #[tsify(optional, type = "number | null | undefined")]
    pub max_pages: Given,
    /// How many seconds behind the furthest message a message may appear and still be returned:
    /// each request starts this far back. 120 to 604800 (a week). Messages further behind are
    /// counted as `late`.
    /// @default 120
    #[serde(rename = "overlapSeconds")]
    #[tsify(optional, type = "number | null | undefined")]
    pub overlap_seconds: Given,
}

/// The default range, Zoom's own.
const DEFAULT_SECONDS: i64 = 30 * 86_400;
/// The default of `maxPages`: ten million messages in a month.
const MOST_PAGES: u32 = 100_000;
/// The smallest overlap. Less would not cover messages that come out of order.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "two minutes"
)]
const LEAST_OVERLAP: u32 = ORDER_SPAN_SECONDS as u32;
/// The largest overlap: a week. It shortens each window of a month.
const MOST_OVERLAP: u32 = 7 * 86_400;

/// A history's query, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryQuery {
    /// A range of any length. Exactly the messages with a `date_time` in it are returned.
    pub range: Span,
    /// The order of the returned messages.
    pub order: Order,
    /// Messages in a page.
    pub page_size: u32,
    /// Only messages with this delivery status.
    pub delivery_status: Option<String>,
    /// The most messages to return, from the start or a checkpoint.
    pub limit: Option<u64>,
    /// The most pages in one window.
    pub max_pages: u32,
    /// How many seconds behind the furthest message each request starts.
    pub overlap: i64,
    /// Windows that begin after this second are not requested: it is known that they are empty.
    pub until: i64,
}

impl HistoryQuery {
    /// Checks a query of a history. Without a range, it is the past 30 days before `now_ms`.
    ///
    /// # Errors
    /// Every issue.
    pub fn validate(given: &SmsHistoryRange, now_ms: i64) -> Result<Self, Issues> {
        let mut issues = Issues::default();
        let now = now_ms.div_euclid(1_000);
        let range = issues.note_all(parse(&given.from, &given.to));
        let sort = issues.note(sort(&given.sort));
        let page_size = issues.note(page_size(&given.page_size));
        let mut read =
            |given, name, bounds, unit| issues.note(whole_number(given, name, bounds, unit));
        let limit = read(&given.limit, "limit", 0..=u32::MAX, "");
        let max_pages = read(&given.max_pages, "maxPages", 1..=u32::MAX, "");
        let bounds = LEAST_OVERLAP..=MOST_OVERLAP;
        let overlap = read(
            &given.overlap_seconds,
            "overlapSeconds",
            bounds,
            " of seconds",
        );
        let delivery_status = issues.note(delivery_status(&given.delivery_status));
        let range = match &range {
            Some(range) => Span::given(range, &given.from, &given.to),
            None => Span::of_seconds(now - DEFAULT_SECONDS, now),
        };
        if range.first_ms > range.last_ms {
            // Two dates within one second, which Zoom's range cannot separate.
            let accepted = "the time of `from` or a later one";
            let reversed = issue(IssueCode::Reversed, "to", "is before `from`", accepted);
            issues.push(reversed);
        }
        issues.unless(Some(Self {
            range,
            order: if sort == Some(2) {
                Order::Descending
            } else {
                Order::Ascending
            },
            page_size: page_size.unwrap_or(LARGEST_PAGE),
            delivery_status,
            limit: limit.map(u64::from),
            max_pages: max_pages.unwrap_or(MOST_PAGES),
            overlap: overlap.unwrap_or(LEAST_OVERLAP).into(),
            until: i64::MAX,
        }))
    }

    /// All messages of a range, of which it is known that there are none after the second `until`.
    #[must_use]
    pub fn of_archive(range: Span, until: i64) -> Self {
        Self {
            range,
            order: Order::Ascending,
            page_size: LARGEST_PAGE,
            delivery_status: None,
            limit: None,
            max_pages: MOST_PAGES,
            overlap: LEAST_OVERLAP.into(),
            until,
        }
    }

    /// The minimum number of requests for this many windows: one per window, or only as many as can
    /// reach the limit, if the first windows hold enough messages.
    #[must_use]
    pub fn least_requests(&self, windows: usize) -> usize {
        let full = self
            .limit
            .map(|limit| limit.div_ceil(u64::from(self.page_size)));
        let full = full.and_then(|pages| usize::try_from(pages).ok());
        full.map_or(windows, |pages| pages.min(windows))
    }

    /// How far behind the furthest message to start, so that everything within the overlap is
    /// shown.
    pub(super) fn lead(&self) -> i64 {
        self.overlap + MARGIN_SECONDS
    }

    /// A fingerprint of the query that does not depend on the page size.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let Span { first_ms, last_ms } = self.range;
        let status = self.delivery_status.as_deref().unwrap_or("all");
        let order = match self.order {
            Order::Ascending => "Ascending",
            Order::Descending => "Descending",
        };
        let text = [&number(first_ms), &number(last_ms), order, status].join(" ");
        hexadecimal(fingerprint(&text))
    }
}
