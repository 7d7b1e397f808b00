//! Everything that is wrong with a request, in a bounded list.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Deref;

use super::Issue;
use crate::written::count;

/// The most issues that are kept. Arguments may be lists of millions, all of them wrong: what is said of
/// them would be longer than they are.
const MOST_KEPT: usize = 100;

/// The most issues that a message tells in words.
const MOST_TOLD: usize = 10;

/// What is wrong, as it is found: a caller is told everything at once, or the first part of it and how
/// much more there is.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Issues {
    kept: Vec<Issue>,
    /// How many there are beside those that are kept.
    more: usize,
}

impl Issues {
    /// Adds an issue, which is not made where there are many.
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

    /// Adds what was found elsewhere.
    pub fn extend(&mut self, found: impl Into<Self>) {
        let found = found.into();
        self.more += found.more;
        for issue in found.kept {
            self.push(issue);
        }
    }

    /// The same issues of the members of an option.
    #[must_use]
    pub fn within(mut self, option: &str) -> Self {
        let issues = self.kept.into_iter();
        self.kept = issues.map(|issue| issue.within(option)).collect();
        self
    }

    /// What was checked. If something is wrong with it, that is noted, and a default will do until
    /// all the rest has been checked.
    pub fn note<T: Default>(&mut self, checked: Result<T, Issue>) -> T {
        self.note_all(checked.map_err(Self::from))
    }

    /// The same of what several things can be wrong with.
    pub fn note_all<T: Default>(&mut self, checked: Result<T, Self>) -> T {
        checked.unwrap_or_else(|issues| {
            self.extend(issues);
            T::default()
        })
    }

    /// What was made of all that was checked.
    ///
    /// # Errors
    /// All that is wrong, if anything is.
    pub fn unless<T>(self, made: Option<T>) -> Result<T, Self> {
        match made {
            Some(made) if self.is_empty() => Ok(made),
            _ => Err(self),
        }
    }

    /// The issues in sentences: all, or the first few and how many more there are.
    #[must_use]
    pub fn told(&self) -> String {
        let told = self.kept.iter().take(MOST_TOLD);
        let sentences: Vec<&str> = told.map(|issue| issue.message.as_str()).collect();
        let more = self.kept.len().saturating_sub(MOST_TOLD) + self.more;
        let mut text = sentences.join(" ");
        if more > 0 {
            text = [&text, " And ", &count(more as u64), " more."].concat();
        }
        text
    }
}

/// The first issues, in the order in which they were found.
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
    use crate::error::{IssueCode, IssueFields};

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
        assert_eq!(issues(1).told(), "`ids[0]` is wrong.");
        assert!(issues(10).told().ends_with("`ids[9]` is wrong."));
        let eleven = issues(11).told();
        assert!(
            eleven.ends_with("`ids[9]` is wrong. And 1 more."),
            "{eleven}"
        );
        let many = issues(1_000_000).told();
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
        assert!(all.told().ends_with("And 999990 more."));
        assert!(all.unless(Some(())).is_err());
    }
}
