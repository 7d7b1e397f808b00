//! What a history is asked with, checked; then begun for a session, or planned.

use super::pages::Reading;
use crate::date_range::DateRange;
use crate::endpoint::SessionId;
use crate::error::{Issue, IssueCode, Issues};
use crate::history::{Checkpoint, History, HistoryQuery, Refused, SmsHistoryRange};
use crate::input::{Input, issue, wrong_type};
use crate::options::{SmsRowOptions, SmsRunOptions, deadline_ms, flag, row_options};
use crate::rows::RowOptions;

/// What `resume` takes.
const ACCEPTED: &str =
    "the checkpoint of a page or an error, as it was given, with the query it was given for";
const OF_ANOTHER: &str = "is of another session, range, order or delivery_status";

/// What a history of any session is asked with, checked.
#[derive(Debug, Clone)]
pub struct HistoryRequest {
    query: HistoryQuery,
    rows: Option<RowOptions>,
    deadline_ms: Option<u32>,
    /// Whether `resume` may set the range, since the query names none.
    is_open: bool,
    resume: Option<String>,
    now_ms: i64,
}

/// What reading a history takes, at least.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The ranges to request, one per window, in order.
    pub windows: Vec<DateRange>,
    /// The least number of requests.
    pub requests: usize,
}

impl HistoryRequest {
    /// Checks the options of a history at `now_ms`; those of rows too, if it is to be given as rows.
    ///
    /// # Errors
    /// Every issue.
    pub fn validate(
        range: &SmsHistoryRange,
        run: &SmsRunOptions,
        rows: Option<&SmsRowOptions>,
        now_ms: i64,
    ) -> Result<Self, Issues> {
        let mut issues = Issues::default();
        let rows = rows.map(|rows| issues.note_all(row_options(rows)));
        let deadline_ms = issues.note(deadline_ms(&run.deadline_ms));
        // The package's own JavaScript reads ahead.
        issues.note(flag(&run.prefetch, "prefetch"));
        let query = HistoryQuery::validate(range, now_ms).map(Some);
        let query = issues.note_all(query);
        let resume = issues.note(resume(&run.resume));
        let is_open = range.from.is_absent() && range.to.is_absent();
        issues.unless(query.map(|query| Self {
            query,
            rows,
            deadline_ms,
            is_open,
            resume,
            now_ms,
        }))
    }

    /// How the pages are given as rows, if they are.
    #[must_use]
    pub fn rows(&self, session_id: &SessionId) -> Option<RowOptions> {
        self.rows.clone().map(|rows| RowOptions {
            session_id: Some(session_id.as_str().into()),
            ..rows
        })
    }

    /// How long reading may take.
    #[must_use]
    pub fn deadline_ms(&self) -> Option<u32> {
        self.deadline_ms
    }

    /// Begins to read a session's history; where `resume` left off, if it was given.
    ///
    /// # Errors
    /// An issue for a checkpoint that is damaged, or of another session or query.
    pub fn begin(self, session_id: SessionId) -> Result<Reading, Issue> {
        let Self {
            mut query, now_ms, ..
        } = self;
        let refuse =
            |problem: &str| Err(issue(IssueCode::InvalidFormat, "resume", problem, ACCEPTED));
        let checkpoint = match self.resume {
            None => None,
            Some(text) => match Checkpoint::read(&text, session_id.as_str()) {
                Ok(checkpoint) => Some(checkpoint),
                Err(Refused::Changed) => return refuse("is no checkpoint, or has been changed"),
                Err(Refused::OfAnother) => return refuse(OF_ANOTHER),
                Err(Refused::OfAnotherVersion) => return Err(of_another_version()),
            },
        };
        if let Some(checkpoint) = &checkpoint {
            if self.is_open {
                query.range = checkpoint.range();
            }
            if !checkpoint.is_of(&query) {
                return refuse(OF_ANOTHER);
            }
        }
        let history = History::new(query, checkpoint.as_ref(), now_ms);
        Ok(Reading::new(session_id, history))
    }

    /// What reading from the start takes, whatever the session.
    #[must_use]
    pub fn plan(self) -> Plan {
        let history = History::new(self.query, None, self.now_ms);
        Plan {
            windows: history.plan(),
            requests: history.least_requests(),
        }
    }
}

/// Checks that the option `resume` is text. Whether that is the right checkpoint depends on the session.
fn resume(given: &Input) -> Result<Option<String>, Issue> {
    match given {
        Input::Absent => Ok(None),
        Input::Text(text) => Ok(Some(text.clone())),
        Input::IllFormedText
        | Input::Number(_)
        | Input::Date(_)
        | Input::Boolean(_)
        | Input::Other(_) => Err(wrong_type("resume", given, ACCEPTED)),
    }
}

fn of_another_version() -> Issue {
    let accepted = "a checkpoint of this version, or none: then the range is read from its start";
    let problem = "is a checkpoint of another version of zoom-phone-sms";
    issue(IssueCode::InvalidFormat, "resume", problem, accepted)
}
