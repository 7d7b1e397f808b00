//! The checked options of a history, from which it is started for a session, or planned.

use super::pages::Reading;
use crate::date_range::DateRange;
use crate::endpoint::SessionId;
use crate::error::{Issue, IssueCode, Issues};
use crate::history::{Checkpoint, History, HistoryQuery, Refused, SmsHistoryRange};
use crate::input::{Input, issue, text};
use crate::options::{SmsRowOptions, SmsRunOptions, deadline_ms, flag, row_options};
use crate::rows::RowOptions;

/// What `resume` accepts.
const ACCEPTED: &str = "the unchanged checkpoint of a page or an error, with the same query";
const OF_ANOTHER: &str = "belongs to another session, range, order or delivery_status";

/// The checked options of a history, for any session.
#[derive(Debug, Clone)]
pub struct HistoryRequest {
    query: HistoryQuery,
    rows: Option<RowOptions>,
    deadline_ms: Option<u32>,
    /// Whether `resume` sets the range, because the query has none.
    is_open: bool,
    resume: Option<String>,
    now_ms: i64,
}

/// The minimum cost of reading a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The ranges to request, one per window, in order.
    pub windows: Vec<DateRange>,
    /// The minimum number of requests.
    pub requests: usize,
}

impl HistoryRequest {
    /// Checks the options of a history at `now_ms`, including those of rows, if it is to return rows.
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
        // The package's JavaScript does the prefetching.
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

    /// The options of rows, if it returns rows.
    #[must_use]
    pub fn rows(&self, session_id: &SessionId) -> Option<RowOptions> {
        self.rows.clone().map(|rows| RowOptions {
            session_id: Some(session_id.as_str().into()),
            ..rows
        })
    }

    /// The time limit of the whole history.
    #[must_use]
    pub fn deadline_ms(&self) -> Option<u32> {
        self.deadline_ms
    }

    /// Starts reading a session's history, from the checkpoint in `resume` if there is one.
    ///
    /// # Errors
    /// An issue for a checkpoint that is damaged, or belongs to another session or query.
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
                Err(Refused::Changed) => return refuse("is not a checkpoint, or was changed"),
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

    /// The minimum cost of reading from the start, for any session.
    #[must_use]
    pub fn plan(self) -> Plan {
        let history = History::new(self.query, None, self.now_ms);
        Plan {
            windows: history.plan(),
            requests: history.least_requests(),
        }
    }
}

/// Checks that the option `resume` is a string. Whether it is the right checkpoint depends on the session.
fn resume(given: &Input) -> Result<Option<String>, Issue> {
    let resume = text(given, "resume", ACCEPTED)?;
    Ok(resume.map(str::to_owned))
}

fn of_another_version() -> Issue {
    let accepted = "a checkpoint of this version, or leave it out to read the range from its start";
    let problem = "comes from another version of zoom-phone-sms";
    issue(IssueCode::InvalidFormat, "resume", problem, accepted)
}
