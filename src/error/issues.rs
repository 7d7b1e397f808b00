//! Everything that is wrong with a request, in a bounded list.

use std::ops::Deref;

use serde::Serialize;

use super::issue::Issue;
use crate::written::count;

/// The most issues that are kept. Arguments may be lists of millions of invalid items, and the issues would
/// be larger than the lists.
const MOST_KEPT: usize = 100;

/// The most issues that a message shows.
const MOST_TOLD: usize = 10;

/// Collects issues: the caller gets all of them at once, or the first ones and the number of others.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Issues {
    kept: Vec<Issue>,
    /// The number of issues that were not kept.
    #[serde(skip)]
    more: usize,
}

impl Issues {
    /// Adds an issue, without building it if there are too many.
    pub fn add(&mut self, make: impl FnOnce() -> Issue) {
        if self.kept.len() < MOST_KEPT {
            self.kept.push(make());
        } else {
            self.more += 1;
        }
    }

    /// Adds an issue.
    pub fn push(&mut self, issue: Issue) {
        self.add(|| issue);
    }

    /// Adds issues found elsewhere.
    pub fn extend(&mut self, found: impl Into<Self>) {
        let found = found.into();
        self.more += found.more;
        for issue in found.kept {
            self.push(issue);
        }
    }

    /// The same issues, for members of an option.
    #[must_use]
    pub fn within(mut self, option: &str) -> Self {
        let issues = self.kept.into_iter();
        self.kept = issues.map(|issue| issue.within(option)).collect();
        self
    }

    /// The checked value. If it is invalid, records the issue and returns a default, so that the rest can
    /// be checked.
    pub fn note<T: Default>(&mut self, checked: Result<T, Issue>) -> T {
        self.note_all(checked.map_err(Self::from))
    }

    /// The same for a value with several possible issues.
    pub fn note_all<T: Default>(&mut self, checked: Result<T, Self>) -> T {
        checked.unwrap_or_else(|issues| {
            self.extend(issues);
            T::default()
        })
    }

    /// The result, if everything was valid.
    ///
    /// # Errors
    /// All issues, if there are any.
    pub fn unless<T>(self, made: Option<T>) -> Result<T, Self> {
        match made {
            Some(made) if self.is_empty() => Ok(made),
            _ => Err(self),
        }
    }

    /// The issues as sentences: all, or the first few and the number of others.
    #[must_use]
    pub fn summary(&self) -> String {
        let shown = self.kept.iter().take(MOST_TOLD);
        let sentences: Vec<&str> = shown.map(|issue| issue.message.as_str()).collect();
        let more = self.kept.len().saturating_sub(MOST_TOLD) + self.more;
        let mut text = sentences.join(" ");
        if more > 0 {
            text = [&text, " And ", &count(more as u64), " more."].concat();
        }
        text
    }
}

/// The kept issues, in the order found.
impl Deref for Issues {
    type Target = [Issue];

    fn deref(&self) -> &[Issue] {
        &self.kept
    }
}

impl From<Issue> for Issues {
    fn from(issue: Issue) -> Self {
        Self::from_iter([issue])
    }
}

impl FromIterator<Issue> for Issues {
    fn from_iter<I: IntoIterator<Item = Issue>>(found: I) -> Self {
        let mut issues = Self::default();
        for issue in found {
            issues.push(issue);
        }
        issues
    }
}

#[cfg(test)]
mod tests {
    use super::{Issue, Issues};
    use crate::error::issue::{IssueCode, IssueFields};

    fn issues(count: usize) -> Issues {
        let issue = |index| {
            Issue::from(IssueFields {
                code: IssueCode::WrongType,
                field: format!("ids[{index}]"),
                message: format!("`ids[{index}]` is wrong."),
                accepted: String::from("an id"),
            })
        };
        (0..count).map(issue).collect()
    }

    #[test]
    fn few_issues_are_all_told_and_of_many_the_first_and_how_many_more() {
        assert_eq!(issues(1).summary(), "`ids[0]` is wrong.");
        assert!(issues(10).summary().ends_with("`ids[9]` is wrong."));
        let eleven = issues(11).summary();
        assert!(
            eleven.ends_with("`ids[9]` is wrong. And 1 more."),
            "{eleven}"
        );
        let many = issues(1_000_000).summary();
        assert!(
            many.ends_with("`ids[9]` is wrong. And 999990 more."),
            "{many}"
        );
    }

    #[test]
    fn of_a_million_issues_the_first_hundred_are_kept() {
        let mut all = issues(600_000);
        all.extend(issues(400_000));
        assert_eq!(all.len(), 100);
        assert_eq!(all[99].field, "ids[99]");
        assert!(all.summary().ends_with("And 999990 more."));
        assert!(all.unless(Some(())).is_err());
    }
}
