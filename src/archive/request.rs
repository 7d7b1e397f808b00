//! What an archive is asked with, checked; then begun.

use serde::Deserialize;
use tsify::Tsify;

use super::leg::{Archive, ArchiveQuery};
use super::source::Whose;
use super::state::{Refused, State};
use crate::date_range::parse;
use crate::endpoint::{UserId, session_type};
use crate::error::{Issue, IssueCode, Issues};
use crate::history::{Span, fingerprint};
use crate::input::{Given, Input, issue, whole_number, wrong_type};
use crate::written::hexadecimal;

/// How long after its date a message may become visible, in milliseconds: a quarter of an hour. What Zoom takes is
/// not known.
pub const SETTLE_MS: u32 = 900_000;
/// The longest: a day.
const LONGEST_SETTLE_MS: u32 = 86_400_000;
/// The most characters of a state that is read.
const LONGEST_STATE: usize = 16_000_000;

const ACCEPTED: &str = "the state of an earlier archive, unchanged, with the query it was for";

/// Which messages of an account, and from where.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Tsify)]
pub struct SmsArchiveRange {
    /// The earliest message: `2024-01-31`, `2024-01-31T00:00:00Z` or a `Date`. Required without `state`.
    #[tsify(optional, type = "string | Date | null | undefined")]
    pub from: Given,
    /// The latest message, in the same format. Without it, an archive goes on up to the present each time.
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
    /// The `state()` of an earlier archive, to go on from there.
    #[tsify(optional, type = "string | null | undefined")]
    pub state: Given,
    /// How long after its date a message may become visible, in milliseconds: up to a day. An archive ends
    /// this far behind the clocks.
    /// @default 900000
    #[serde(rename = "settleMs")]
    #[tsify(optional, type = "number | null | undefined")]
    pub settle_ms: Given,
    /// The most messages to return in this run. One session is then read at a time.
    #[tsify(optional, type = "number | null | undefined")]
    pub limit: Given,
}

/// What an archive is asked with, checked.
#[derive(Debug)]
pub struct ArchiveRequest {
    /// Whose sessions are listed.
    pub whose: Whose,
    /// The archive.
    pub archive: Archive,
    /// The most messages to return.
    pub limit: Option<u32>,
}

impl ArchiveRequest {
    /// Checks the options of an archive at `now_ms`.
    ///
    /// # Errors
    /// Every issue.
    pub fn validate(given: &SmsArchiveRange, now_ms: i64) -> Result<Self, Issues> {
        let mut issues = Issues::default();
        let state = issues.note(state(&given.state));
        let ends = issues.note_all(ends(given).map(Some));
        let user = if given.user_id.is_absent() {
            None
        } else {
            issues.note(UserId::validate("userId", &given.user_id).map(Some))
        };
        let kind = issues.note(session_type(&given.session_type));
        let settle = 0..=LONGEST_SETTLE_MS;
        let unit = " of milliseconds";
        let settle_ms = issues.note(whole_number(&given.settle_ms, "settleMs", settle, unit));
        let limit = issues.note(whole_number(&given.limit, "limit", 0..=u32::MAX, ""));
        let whose = Whose {
            user,
            session_type: kind.unwrap_or_else(|| String::from("all")),
        };
        let (from_ms, to_ms) = ends.unwrap_or_default();
        if from_ms.is_none() && given.from.is_absent() && given.state.is_absent() {
            let accepted =
                "the earliest message, such as 2024-01-31, or the `state` of an earlier archive";
            issues.push(issue(IssueCode::Missing, "from", "is missing", accepted));
        }
        let query = ArchiveQuery {
            scope: whose.scope(),
            from_ms,
            to_ms,
            settle_ms: i64::from(settle_ms.unwrap_or(SETTLE_MS)),
        };
        let archive = Archive::new(query, state, now_ms)
            .map_err(refusal)
            .map(Some);
        let archive = issues.note(archive);
        issues.unless(archive.map(|archive| Self {
            whose,
            archive,
            limit,
        }))
    }
}

impl Whose {
    /// A fingerprint of whose sessions are listed.
    fn scope(&self) -> String {
        let user = self.user.as_ref().map_or("", UserId::as_str);
        hexadecimal(fingerprint(&[&self.session_type, " ", user].concat()))
    }
}

/// The first and the last millisecond of the range.
fn ends(given: &SmsArchiveRange) -> Result<(Option<i64>, Option<i64>), Issues> {
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

fn state(given: &Input) -> Result<Option<State>, Issue> {
    match given {
        Input::Absent => Ok(None),
        Input::Text(text) if text.len() > LONGEST_STATE => Err(refusal(Refused::Changed)),
        Input::Text(text) => State::read(text).map(Some).map_err(refusal),
        Input::IllFormedText
        | Input::Number(_)
        | Input::Date(_)
        | Input::Boolean(_)
        | Input::Other(_) => Err(wrong_type("state", given, ACCEPTED)),
    }
}

/// Why a state is refused, and what to do instead.
fn refusal(refused: Refused) -> Issue {
    let (problem, accepted) = match refused {
        Refused::Changed => ("is no state of an archive, or has been changed", ACCEPTED),
        Refused::OfAnother => ("is of another `userId` or `session_type`", ACCEPTED),
        Refused::BeginsLater => (
            "is of an archive with a later `from`",
            "the `from` of that archive or a later one; or no state, to read the whole range again",
        ),
        Refused::EndsLater => (
            "is in the middle of a run with a later `to`",
            "the `to` of that run, a later one or none, until it is done",
        ),
        Refused::OfAnotherVersion => (
            "is of another version of zoom-phone-sms",
            "a state of this version, or none: then the whole range is read again",
        ),
    };
    issue(IssueCode::InvalidFormat, "state", problem, accepted)
}
