//! The option `rateLimit`: how much of an account's quota to use.

use serde::Deserialize;

use super::label::{LABELS, Label, PLANS, PRESETS, USUAL_PLAN};
use super::report::{LimitType, Report};
use crate::error::{Issue, IssueCode, Issues};
use crate::input::{Given, Input, issue, number, one_of, whole_number};

/// The option `rateLimit`, unchecked: a plan's limits, or custom ones.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RateLimitOptions {
    /// The account's plan.
    pub plan: Given,
    /// Zoom's label of the endpoint.
    pub label: Given,
    /// The part of the plan's limits that may be used, up to 1.
    pub share: Given,
    /// Requests per second.
    pub per_second: Given,
    /// Requests per day (UTC).
    pub per_day: Given,
    /// Concurrent requests.
    pub concurrency: Given,
    /// A name for the account, whose clients share one limit.
    pub key: Given,
}

/// One request per 100 seconds: the minimum for any share, so that requests never stop.
const LEAST_PER_SECOND: f64 = 0.01;
/// Far above all of Zoom's limits: a larger number is a mistake.
const MOST_PER_SECOND: f64 = 1_000.0;
/// The default of `concurrency` in seconds of requests: two seconds reach the rate even with
/// responses that slow. Zoom does not document its limit.
const SECONDS_UNDER_WAY: f64 = 2.0;
const LEAST_CONCURRENCY: f64 = 2.0;
const MOST_CONCURRENCY: u32 = 1_000;

/// How much of an account's quota to use, checked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateLimit {
    per_second: f64,
    per_day: Option<u64>,
    concurrency: u32,
    share: f64,
    /// The rates that a response can set, for each of [`LABELS`].
    labels: [Rates; 3],
    /// The same for a response without a label.
    unnamed: Rates,
}

/// Requests per second.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Rates {
    /// The rate of a label without a number, on the account's plan.
    usual: f64,
    /// The highest plausible number.
    most: f64,
}

impl Rates {
    fn of(per_second: f64) -> Self {
        Self {
            usual: per_second,
            most: per_second,
        }
    }

    fn restrict(&mut self, other: Self) {
        self.usual = self.usual.min(other.usual);
        self.most = self.most.min(other.most);
    }
}

impl RateLimit {
    /// The limits of an endpoint with this label, on the plan with the lower ones.
    #[must_use]
    pub fn of(endpoint: Label) -> Self {
        Self::preset(endpoint, None, None)
    }

    /// Checks the options of `rateLimit`: `{ plan, label, share }`, each of which may be left out
    /// (`"pro"`, the label of the endpoint and 1), or `{ perSecond, perDay, concurrency }`, of which the
    /// last two may.
    ///
    /// # Errors
    /// Every issue.
    pub fn validate(given: &RateLimitOptions, endpoint: Label) -> Result<Self, Issues> {
        let mut issues = Issues::default();
        let plan = issues.note(name_of(&given.plan, "plan", PLANS));
        let label = issues.note(name_of(&given.label, "label", &LABELS));
        let share = issues.note(share(&given.share));
        let per_second = issues.note(per_second(&given.per_second));
        let per_day = issues.note(per_day(&given.per_day));
        let concurrency = issues.note(concurrency(&given.concurrency));
        issues.extend(mixed(given).into_iter().collect::<Issues>());
        issues.unless(Some(match per_second {
            Some(per_second) => Self::own(per_second, per_day, concurrency),
            None => Self::preset(endpoint, plan, label).shared(share.unwrap_or(1.0)),
        }))
    }

    /// The most requests that may start per second: 0.01 to 1000. With a fraction such as 2.5, at
    /// most 3 start in one second, and 5 in two.
    #[must_use]
    pub fn per_second(&self) -> f64 {
        self.per_second
    }

    /// The most requests that may start per UTC day; `None` for no limit.
    #[must_use]
    pub fn per_day(&self) -> Option<u64> {
        self.per_day
    }

    /// The most concurrent requests.
    #[must_use]
    pub fn concurrency(&self) -> u32 {
        self.concurrency
    }

    /// The share of the account's quota. Limits that a server names for the whole are scaled by it.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.share
    }

    /// The requests per second that a response names, if any: its number, or its label's rate on
    /// the account's plan. It can only raise the rate if the number is per second, within Zoom's
    /// limit for that label, and only if plan and label were not chosen.
    pub(super) fn heard(&self, report: &Report) -> Option<f64> {
        let of_label = |named| LABELS.iter().position(|label| *label == named);
        let named = report.category.and_then(of_label);
        let named = named.and_then(|at| self.labels.get(at));
        let is_daily = !matches!(report.limit_type, None | Some(LimitType::Second));
        match report.limit.filter(|limit| *limit > 0 && !is_daily) {
            Some(limit) => {
                let known = report
                    .limit_type
                    .map(|_| named.unwrap_or(&self.unnamed).most);
                let most = known.unwrap_or(self.per_second);
                Some((f64::from(limit) * self.share).min(most))
            }
            None => named.map(|rates| rates.usual),
        }
    }

    /// Keeps to this setting too: of each number, the stricter.
    pub(super) fn restrict(&mut self, other: Self) {
        let less = |own: Option<u64>, other| own.into_iter().chain(other).min();
        self.per_second = self.per_second.min(other.per_second);
        self.per_day = less(self.per_day, other.per_day);
        self.concurrency = self.concurrency.min(other.concurrency);
        self.share = self.share.min(other.share);
        self.unnamed.restrict(other.unnamed);
        for (own, other) in self.labels.iter_mut().zip(other.labels) {
            own.restrict(other);
        }
    }

    fn own(per_second: f64, per_day: Option<u64>, concurrency: Option<u32>) -> Self {
        Self {
            per_second,
            per_day,
            concurrency: concurrency.unwrap_or_else(|| under_way(per_second)),
            share: 1.0,
            labels: [Rates::of(per_second); 3],
            unnamed: Rates::of(per_second),
        }
    }

    fn preset(endpoint: Label, plan: Option<&str>, label: Option<&str>) -> Self {
        let usual_plan = plan.unwrap_or(USUAL_PLAN);
        let usual_label = label.unwrap_or(endpoint.name());
        let mut setting = Self::own(0.0, None, None);
        for (of_plan, of_label, per_second, per_day) in PRESETS {
            if (*of_plan, *of_label) == (usual_plan, usual_label) {
                setting = Self::own(*per_second, *per_day, None);
            }
        }
        // Responses do not change a limit that the caller chose.
        let rates_of = |name: &str| {
            let mut rates = Rates::of(0.0);
            for (of_plan, of_label, per_second, _) in PRESETS {
                if *of_label == name && *of_plan == usual_plan {
                    rates.usual = *per_second;
                }
                if *of_label == name && plan.is_none_or(|plan| plan == *of_plan) {
                    rates.most = rates.most.max(*per_second);
                }
            }
            if label.is_some_and(|label| label != name) {
                rates.restrict(Rates::of(setting.per_second));
            }
            rates
        };
        Self {
            labels: LABELS.map(rates_of),
            unnamed: rates_of(usual_label),
            ..setting
        }
    }

    fn shared(self, share: f64) -> Self {
        let per_second = (self.per_second * share).max(LEAST_PER_SECOND);
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a part of a preset's number, rounded down"
        )]
        let per_day = self
            .per_day
            .map(|per_day| ((per_day as f64 * share) as u64).max(1));
        let part = |rates: Rates| Rates {
            usual: (rates.usual * share).max(LEAST_PER_SECOND),
            most: (rates.most * share).max(LEAST_PER_SECOND),
        };
        Self {
            share,
            labels: self.labels.map(part),
            unnamed: part(self.unnamed),
            ..Self::own(per_second, per_day, None)
        }
    }
}

fn under_way(per_second: f64) -> u32 {
    let wanted = (per_second * SECONDS_UNDER_WAY).ceil();
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates, and is bounded"
    )]
    let wanted = wanted.max(LEAST_CONCURRENCY) as u32;
    wanted.min(MOST_CONCURRENCY)
}

fn name_of<'k>(given: &Input, option: &str, known: &[&'k str]) -> Result<Option<&'k str>, Issue> {
    let problem = ["is not a ", option, " that Zoom has limits for"].concat();
    one_of(given, option, known, &problem)
}

fn share(given: &Input) -> Result<Option<f64>, Issue> {
    let accepted = "a number above 0 and up to 1, such as 0.5";
    number(
        given,
        "share",
        |share| share > 0.0 && share <= 1.0,
        accepted,
    )
}

fn per_second(given: &Input) -> Result<Option<f64>, Issue> {
    let fits = |rate| (LEAST_PER_SECOND..=MOST_PER_SECOND).contains(&rate);
    let accepted = "a number of requests from 0.01 to 1000";
    number(given, "perSecond", fits, accepted)
}

fn per_day(given: &Input) -> Result<Option<u64>, Issue> {
    let given = whole_number(given, "perDay", 1..=u32::MAX, " of requests")?;
    Ok(given.map(u64::from))
}

fn concurrency(given: &Input) -> Result<Option<u32>, Issue> {
    whole_number(given, "concurrency", 1..=MOST_CONCURRENCY, " of requests")
}

/// The issue of mixing custom limits with a plan's, or lacking the required one.
fn mixed(given: &RateLimitOptions) -> Option<Issue> {
    let plans: [(&str, &Input); 3] = [
        ("plan", &given.plan),
        ("label", &given.label),
        ("share", &given.share),
    ];
    let own: [(&str, &Input); 3] = [
        ("perSecond", &given.per_second),
        ("perDay", &given.per_day),
        ("concurrency", &given.concurrency),
    ];
    let first = |options: [(&'static str, &Input); 3]| {
        let mut options = options.into_iter();
        options.find_map(|(name, given)| (!given.is_absent()).then_some(name))
    };
    let own = first(own)?;
    if let Some(plans) = first(plans) {
        let problem = ["cannot be combined with `", plans, "`"].concat();
        let accepted =
            "either `plan`, `label` and `share`, or `perSecond`, `perDay` and `concurrency`";
        return Some(issue(IssueCode::InvalidFormat, own, &problem, accepted));
    }
    let missing = given.per_second.is_absent();
    missing.then(|| {
        let accepted = "it with `perDay` and `concurrency`, or give a `plan` and `label`";
        issue(IssueCode::Missing, "perSecond", "is missing", accepted)
    })
}
