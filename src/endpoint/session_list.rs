//! What lists of sessions have in common: their query and their page.

use serde::Deserialize;
use tsify::Tsify;

use super::filter_type::Filter;
use crate::date_range::{self, DateRange};
use crate::error::{Issue, IssueCode, Issues};
use crate::input::{Given, Input, issue, whole_number, wrong_type};
use crate::model::SessionType;
use crate::query::{LARGEST_PAGE, next_page_token, one_of, present};
use crate::written::number;

/// The longest phone number: more than E.164 allows, because Zoom also writes other forms.
const LONGEST_NUMBER: usize = 32;

/// Which sessions to list, and which page. Names and values are Zoom's own.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Tsify)]
pub struct SmsSessionListQuery {
    /// The start of the range: `2024-01-31`, `2024-01-31T00:00:00Z` or a `Date`. Without `from` and
    /// `to`: the past 30 days.
    #[tsify(optional, type = "string | Date | null | undefined")]
    pub from: Given,
    /// The end of the range, in the same format, at most one month after `from`.
    #[tsify(optional, type = "string | Date | null | undefined")]
    pub to: Given,
    /// Whose sessions. Zoom's default, `"user"`, leaves out those of call queues and auto receptionists.
    #[tsify(optional, type = "SmsSessionType | \"all\" | null | undefined")]
    pub session_type: Given,
    /// Only sessions with this number, in digits as Zoom writes it: `18108001001`.
    #[tsify(optional, type = "string | null | undefined")]
    pub phone_number: Given,
    /// Which time has to be in the range. By Zoom's default, `"last_message_time"`, a session whose last message
    /// is after `to` is not listed, although it has messages in the range.
    #[tsify(
        optional,
        type = "\"last_message_time\" | \"sent_message_time\" | \"received_message_time\" | \"sent_received_message_time\" | null | undefined"
    )]
    pub filter_type: Given,
    /// Sessions per page: 1 to 100. Zoom's default is 30.
    #[tsify(optional, type = "number | null | undefined")]
    pub page_size: Given,
    /// The `next_page_token` of the previous page; it expires after 15 minutes. `""` means the
    /// first page.
    #[tsify(optional, type = "string | null | undefined")]
    pub next_page_token: Given,
}

/// A checked query of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListQuery {
    /// The range.
    pub range: Option<DateRange>,
    /// Whose sessions.
    pub session_type: Option<String>,
    /// Only sessions with this number.
    pub phone_number: Option<String>,
    /// Which time has to be in the range.
    pub filter_type: Option<Filter>,
    /// Sessions per page.
    pub page_size: Option<u32>,
    /// Which page.
    pub next_page_token: Option<String>,
}

impl ListQuery {
    /// Checks a query.
    ///
    /// # Errors
    /// Every issue.
    pub fn validate(given: &SmsSessionListQuery) -> Result<Self, Issues> {
        let mut issues = Issues::default();
        let range = date_range::validate(&given.from, &given.to);
        let page_size = whole_number(&given.page_size, "page_size", 1..=LARGEST_PAGE, "");
        let query = Self {
            range: issues.note_all(range),
            session_type: issues.note(session_type(&given.session_type)),
            phone_number: issues.note(phone_number(&given.phone_number)),
            filter_type: issues.note(filter_type(&given.filter_type)),
            page_size: issues.note(page_size),
            next_page_token: issues.note(next_page_token(&given.next_page_token)),
        };
        issues.unless(Some(query))
    }

    /// The query as names and values, in the order of [`SmsSessionListQuery`], not yet percent-encoded.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let range = self.range.map(|range| range.written());
        let (from, to) = range.map(|range| (range.from, range.to)).unzip();
        let filter_type = self.filter_type.map(|filter| filter.name().to_owned());
        let size = self.page_size.map(|size| number(i64::from(size)));
        present(vec![
            ("from", from),
            ("to", to),
            ("session_type", self.session_type.clone()),
            ("phone_number", self.phone_number.clone()),
            ("filter_type", filter_type),
            ("page_size", size),
            ("next_page_token", self.next_page_token.clone()),
        ])
    }
}

/// Checks the option `session_type`.
///
/// # Errors
/// An issue for anything but a type that Zoom knows, or `all`.
pub fn session_type(given: &Input) -> Result<Option<String>, Issue> {
    let known = [SessionType::NAMES, &["all"]].concat();
    let problem = "is not a type of session that Zoom lists";
    one_of(given, "session_type", &known, problem)
}

/// Checks the option `filter_type`.
///
/// # Errors
/// An issue for anything but a time that Zoom filters by.
pub fn filter_type(given: &Input) -> Result<Option<Filter>, Issue> {
    let problem = "is not a time that Zoom filters by";
    let name = one_of(
        given,
        "filter_type",
        &Filter::ALL.map(Filter::name),
        problem,
    )?;
    let mut all = Filter::ALL.iter();
    Ok(all
        .find(|filter| Some(filter.name()) == name.as_deref())
        .copied())
}

/// Checks the option `phone_number`.
///
/// # Errors
/// An issue for anything but digits, with or without a plus sign.
pub fn phone_number(given: &Input) -> Result<Option<String>, Issue> {
    let name = "phone_number";
    let accepted = "a phone number in digits, such as 18108001001";
    let refuse = |code, problem| Err(issue(code, name, problem, accepted));
    match given {
        Input::Absent => Ok(None),
        Input::Text(text) if text.is_empty() => refuse(IssueCode::Missing, "is empty"),
        Input::Text(text) if text.len() > LONGEST_NUMBER => {
            refuse(IssueCode::OutOfBounds, "is longer than any phone number")
        }
        Input::Text(text) => {
            let digits = text.strip_prefix('+').unwrap_or(text);
            if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
                Ok(Some(text.clone()))
            } else {
                refuse(IssueCode::InvalidFormat, "has other characters than digits")
            }
        }
        Input::IllFormedText
        | Input::Number(_)
        | Input::Date(_)
        | Input::Boolean(_)
        | Input::Other(_) => Err(wrong_type(name, given, accepted)),
    }
}
