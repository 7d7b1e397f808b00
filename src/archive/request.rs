//! What an archive is asked with, checked; then begun.

use serde::Deserialize;
use tsify::Tsify;

use super::leg::{Archive, ArchiveQuery};
use super::state::State;
use crate::endpoint::Filter;
use crate::error::{IssueCode, Issues};
use crate::input::{Given, issue, whole_number};
use crate::listing::{AccountQuery, SmsAccountRange, Whose, refusal, state_text};

/// How long after its date a message may become visible, in milliseconds: a quarter of an hour. What Zoom takes is
/// not known.
pub const SETTLE_MS: u32 = 900_000;
/// The longest: a day.
const LONGEST_SETTLE_MS: u32 = 86_400_000;

/// What only archives are asked with.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct SmsArchiveRange {
    /// How long after its date a message may become visible, in milliseconds: up to a day. An archive ends
    /// this far behind the clocks.
    /// @default 900000
    #[tsify(optional, type = "number | null | undefined")]
    pub settle_ms: Given,
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
    pub fn validate(
        given: &SmsAccountRange,
        own: &SmsArchiveRange,
        now_ms: i64,
    ) -> Result<Self, Issues> {
        let mut issues = Issues::default();
        let query = issues.note_all(AccountQuery::validate(given).map(Some));
        let state = issues.note(state_text(&given.state));
        let settle = 0..=LONGEST_SETTLE_MS;
        let unit = " of milliseconds";
        let settle_ms = issues.note(whole_number(&own.settle_ms, "settleMs", settle, unit));
        if given.from.is_absent() && given.state.is_absent() {
            let accepted =
                "the earliest message, such as 2024-01-31, or the `state` of an earlier archive";
            issues.push(issue(IssueCode::Missing, "from", "is missing", accepted));
        }
        let AccountQuery {
            whose,
            from_ms,
            to_ms,
            limit,
        } = issues.unless(query)?;
        let state = state.map(State::read).transpose().map_err(refusal)?;
        let query = ArchiveQuery {
            scope: whose.scope(Filter::BOTH),
            from_ms,
            to_ms,
            settle_ms: i64::from(settle_ms.unwrap_or(SETTLE_MS)),
        };
        let archive = Archive::new(query, state, now_ms).map_err(refusal)?;
        Ok(Self {
            whose,
            archive,
            limit,
        })
    }
}
