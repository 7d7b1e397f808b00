//! Which sessions of an account, and over which range: the options that lists and archives have in common, checked.

use serde::Deserialize;
use tsify::Tsify;

use super::sealed::Refused;
use super::session_list::{ListQuery, SessionList};
use super::source::Whose;
use crate::date_range::parse;
use crate::endpoint::{Filter, UserId, filter_type, phone_number, session_type};
use crate::error::{Issue, IssueCode, Issues};
use crate::history::Span;
use crate::input::{Given, Input, issue, whole_number, wrong_type};

/// The default range, Zoom's own.
const DEFAULT_MS: i64 = 30 * 86_400_000;

/// What `state` accepts.
const ACCEPTED: &str = "the unchanged `state()` of an earlier run, with the query that it was for";

/// The sessions of an account, or of a user, over a range.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Tsify)]
pub struct SmsAccountRange {
    /// The start: `2024-01-31`, `2024-01-31T00:00:00Z` or a `Date`. An archive needs it, unless it has a `state`;
    /// the default for sessions is the past 30 days, or what the `state` says.
    #[tsify(optional, type = "string | Date | null | undefined")]
    pub from: Given,
    /// The end, in the same format. Without it, each run goes on to the present.
    #[tsify(optional, type = "string | Date | null | undefined")]
    pub to: Given,
    /// Only sessions of this user: an id or email address, or `me`. Without it: those of the account.
    #[serde(rename = "userId")]
    #[tsify(optional, type = "string | null | undefined")]
    pub user_id: Given,
    /// Whose sessions.
    /// @default "all"
    #[tsify(optional, type = "SmsSessionType | \"all\" | null | undefined")]
    pub session_type: Given,
    /// The `state()` of an earlier run, to go on from there.
    #[tsify(optional, type = "string | null | undefined")]
    pub state: Given,
    /// The most sessions, or messages of an archive, to return in this run.
    #[tsify(optional, type = "number | null | undefined")]
    pub limit: Given,
}

/// Which sessions of them to list.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Tsify)]
pub struct SmsSessionFilters {
    /// Only sessions with this number, in digits as Zoom writes it: `18108001001`.
    #[tsify(optional, type = "string | null | undefined")]
    pub phone_number: Given,
    /// Which time has to be in the range. By default the time of the last message, and then that of any message:
    /// sessions that either of them shows are returned. One alone takes fewer requests. With
    /// `"last_message_time"`, a session whose last message is after `to` is not returned, although it has
    /// messages in the range.
    #[tsify(
        optional,
        type = "\"last_message_time\" | \"sent_message_time\" | \"received_message_time\" | \"sent_received_message_time\" | null | undefined"
    )]
    pub filter_type: Given,
}

/// The sessions of an account over a range, checked. Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountQuery {
    /// Whose sessions.
    pub whose: Whose,
    /// The earliest time.
    pub from_ms: Option<i64>,
    /// The latest time.
    pub to_ms: Option<i64>,
    /// The most sessions or messages to return.
    pub limit: Option<u32>,
}

impl AccountQuery {
    /// Checks the options, except for the state.
    ///
    /// # Errors
    /// Every issue.
    pub fn validate(given: &SmsAccountRange) -> Result<Self, Issues> {
        let mut issues = Issues::default();
        let ends = issues.note_all(ends(given).map(Some));
        let user = if given.user_id.is_absent() {
            None
        } else {
            issues.note(UserId::validate("userId", &given.user_id).map(Some))
        };
        let kind = issues.note(session_type(&given.session_type));
        let limit = issues.note(whole_number(&given.limit, "limit", 0..=u32::MAX, ""));
        let (from_ms, to_ms) = ends.unwrap_or_default();
        let whose = Whose {
            user,
            session_type: kind.unwrap_or_else(|| String::from("all")),
            phone_number: None,
        };
        issues.unless(Some(Self {
            whose,
            from_ms,
            to_ms,
            limit,
        }))
    }
}

/// A list of sessions, checked and begun.
#[derive(Debug, Clone)]
pub struct SessionsRequest {
    /// Whose sessions.
    pub whose: Whose,
    /// The list.
    pub list: SessionList,
}

impl SessionsRequest {
    /// Checks the options of a list at `now_ms`.
    ///
    /// # Errors
    /// Every issue.
    pub fn validate(
        given: &SmsAccountRange,
        filters: &SmsSessionFilters,
        now_ms: i64,
    ) -> Result<Self, Issues> {
        let mut issues = Issues::default();
        let query = issues.note_all(AccountQuery::validate(given).map(Some));
        let number = issues.note(phone_number(&filters.phone_number));
        let filter = issues.note(filter_type(&filters.filter_type));
        let state = issues.note(state_text(&given.state));
        let mut query = issues.unless(query)?;
        if query.from_ms.is_none() && query.to_ms.is_some() && state.is_none() {
            let accepted = "the start of the range, or a `state`";
            return Err(issue(IssueCode::Missing, "from", "is missing", accepted).into());
        }
        if state.is_none() {
            query.from_ms.get_or_insert(now_ms - DEFAULT_MS);
        }
        query.whose.phone_number = number;
        let whose = query.whose;
        let filters = filter.map_or(Filter::BOTH, Filter::alone);
        let query = ListQuery {
            scope: whose.scope(filters),
            from_ms: query.from_ms,
            to_ms: query.to_ms,
            filters,
            limit: query.limit,
        };
        let list = SessionList::new(query, state, now_ms).map_err(refusal)?;
        Ok(Self { whose, list })
    }
}

/// The first and the last millisecond of the range.
fn ends(given: &SmsAccountRange) -> Result<(Option<i64>, Option<i64>), Issues> {
    let (from, to) = (&given.from, &given.to);
    let first = if from.is_absent() { to } else { from };
    let last = if to.is_absent() { from } else { to };
    let Some(range) = parse(first, last)? else {
        return Ok((None, None));
    };
    let span = Span::given(&range, first, last);
    if span.first_ms > span.last_ms {
        let accepted = "the time of `from` or a later one";
        return Err(issue(IssueCode::Reversed, "to", "is before `from`", accepted).into());
    }
    Ok((
        (!from.is_absent()).then_some(span.first_ms),
        (!to.is_absent()).then_some(span.last_ms),
    ))
}

/// Checks that the option `state` is a text.
///
/// # Errors
/// An issue for anything else.
pub fn state_text(given: &Input) -> Result<Option<&str>, Issue> {
    match given {
        Input::Absent => Ok(None),
        Input::Text(text) => Ok(Some(text)),
        Input::IllFormedText
        | Input::Number(_)
        | Input::Date(_)
        | Input::Boolean(_)
        | Input::Other(_) => Err(wrong_type("state", given, ACCEPTED)),
    }
}

/// Why a state is refused, and what to do instead.
#[must_use]
pub fn refusal(refused: Refused) -> Issue {
    let (problem, accepted) = match refused {
        Refused::Changed => (
            "is not a state of this kind of run, or has been changed",
            ACCEPTED,
        ),
        Refused::OfAnother => (
            "is of another `userId` or `session_type`, or of another filter",
            ACCEPTED,
        ),
        Refused::BeginsLater => (
            "is of a run with a later `from`",
            "the `from` of that run or a later one; or no state, to read the whole range again",
        ),
        Refused::EndsLater => (
            "is in the middle of a run with a later `to`",
            "the `to` of that run, a later one or none, until it is done",
        ),
        Refused::EndsElsewhere => (
            "is in the middle of a run with another `to`",
            "the `to` of that run, until it is done",
        ),
        Refused::OfAnotherVersion => (
            "is of another version of zoom-phone-sms",
            "a state of this version, or none: then the whole range is read again",
        ),
    };
    issue(IssueCode::InvalidFormat, "state", problem, accepted)
}
