//! The query of one request: which page of which messages.

use serde::Deserialize;
use tsify::Tsify;

use crate::date_range::{self, DateRange};
use crate::error::{Issue, IssueCode, Issues};
use crate::input::{self, Given, Input, issue, one_of_numbers, text, whole_number};
use crate::model::DeliveryStatus;
use crate::written;

/// The most messages on one page.
pub const LARGEST_PAGE: u32 = 100;
/// The longest page token that is sent: Zoom's have about 35 characters.
pub const LONGEST_PAGE_TOKEN: usize = 4096;

/// Which messages of a session, and which page. Names and values are Zoom's own.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Tsify)]
pub struct SmsSessionQuery {
    /// The start of the range: `2024-01-31`, `2024-01-31T00:00:00Z` or a `Date`. Without `from` and
    /// `to`: the past 30 days.
    #[tsify(optional, type = "string | Date | null | undefined")]
    pub from: Given,
    /// The end of the range, in the same format, at most one month after `from`.
    #[tsify(optional, type = "string | Date | null | undefined")]
    pub to: Given,
    /// By creation time: 1 ascending, 2 descending.
    #[tsify(optional, type = "1 | 2 | null | undefined")]
    pub sort: Given,
    /// Messages per page: 1 to 100. Zoom's default is 30.
    #[tsify(optional, type = "number | null | undefined")]
    pub page_size: Given,
    /// Only messages with this delivery status. Zoom's default is `"all"`.
    #[tsify(optional, type = "\"all\" | SmsDeliveryStatus | null | undefined")]
    pub delivery_status: Given,
    /// The `next_page_token` of the previous page; it expires after 15 minutes. `""` means the
    /// first page.
    #[tsify(optional, type = "string | null | undefined")]
    pub next_page_token: Given,
}

/// The order of messages, by creation time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Oldest first: `sort=1`.
    Ascending,
    /// Newest first: `sort=2`.
    Descending,
}

/// A checked query.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    range: Option<DateRange>,
    sort: Option<u32>,
    page_size: Option<u32>,
    delivery_status: Option<String>,
    next_page_token: Option<String>,
}

impl Query {
    /// Checks a query.
    ///
    /// # Errors
    /// Every issue.
    pub fn validate(given: &SmsSessionQuery) -> Result<Self, Issues> {
        let mut issues = Issues::default();
        let range = date_range::validate(&given.from, &given.to);
        let query = Self {
            range: issues.note_all(range),
            sort: issues.note(sort(&given.sort)),
            page_size: issues.note(page_size(&given.page_size)),
            delivery_status: issues.note(delivery_status(&given.delivery_status)),
            next_page_token: issues.note(next_page_token(&given.next_page_token)),
        };
        issues.unless(Some(query))
    }

    /// A query built from checked parts.
    #[must_use]
    pub fn page(
        range: DateRange,
        order: Order,
        page_size: u32,
        delivery_status: Option<&str>,
        next_page_token: Option<&str>,
    ) -> Self {
        Self {
            range: Some(range),
            sort: Some(match order {
                Order::Ascending => 1,
                Order::Descending => 2,
            }),
            page_size: Some(page_size),
            delivery_status: delivery_status.map(str::to_owned),
            next_page_token: next_page_token.map(str::to_owned),
        }
    }

    /// The query as names and values, in the order of [`SmsSessionQuery`], not yet percent-encoded.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let range = self.range.map(|range| range.written());
        let (from, to) = range.map(|range| (range.from, range.to)).unzip();
        let number = |number: u32| written::number(i64::from(number));
        present(vec![
            ("from", from),
            ("to", to),
            ("sort", self.sort.map(number)),
            ("page_size", self.page_size.map(number)),
            ("delivery_status", self.delivery_status.clone()),
            ("next_page_token", self.next_page_token.clone()),
        ])
    }
}

/// The parameters of a query that have a value.
pub(crate) fn present(pairs: Vec<(&'static str, Option<String>)>) -> Vec<(&'static str, String)> {
    let pairs = pairs.into_iter();
    pairs
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
}

/// Checks the option `page_size`.
pub(crate) fn page_size(given: &Input) -> Result<Option<u32>, Issue> {
    whole_number(given, "page_size", 1..=LARGEST_PAGE, "")
}

/// Checks the option `sort`: 1 or 2, as Zoom writes [`Order`].
pub(crate) fn sort(given: &Input) -> Result<Option<u32>, Issue> {
    let accepted = "1 (ascending: the oldest first) or 2 (descending: the newest first)";
    one_of_numbers(given, "sort", 1..=2, accepted)
}

pub(crate) fn delivery_status(given: &Input) -> Result<Option<String>, Issue> {
    let known = [&["all"], DeliveryStatus::NAMES].concat();
    let problem = "is not a status that Zoom filters by";
    one_of(given, "delivery_status", &known, problem)
}

/// Checks an option that is one of these words. `problem` says what is wrong with another one.
pub(crate) fn one_of(
    given: &Input,
    name: &str,
    known: &[&str],
    problem: &str,
) -> Result<Option<String>, Issue> {
    let word = input::one_of(given, name, known, problem)?;
    Ok(word.map(str::to_owned))
}

/// A page token is opaque. Zoom sends an empty one on the last page, which means none.
pub(crate) fn next_page_token(given: &Input) -> Result<Option<String>, Issue> {
    let accepted = "the next_page_token of the previous page, unchanged";
    token(given, "next_page_token", accepted)
}

/// Checks an opaque token that Zoom has sent; an empty one means none.
pub(crate) fn token(given: &Input, name: &str, accepted: &str) -> Result<Option<String>, Issue> {
    let token = text(given, name, accepted)?.filter(|token| !token.is_empty());
    if token.is_some_and(|token| token.len() > LONGEST_PAGE_TOKEN) {
        let most = written::count(LONGEST_PAGE_TOKEN as u64);
        let problem = ["is longer than ", &most, " bytes"].concat();
        return Err(issue(IssueCode::OutOfBounds, name, &problem, accepted));
    }
    if token.is_some_and(|token| token.chars().any(char::is_control)) {
        let problem = "has a control character";
        return Err(issue(IssueCode::InvalidFormat, name, problem, accepted));
    }
    Ok(token.map(str::to_owned))
}
