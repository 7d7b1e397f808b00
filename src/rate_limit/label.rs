//! Zoom's rate limits: by the account's plan and the endpoint's label.

/// The plans, as `plan` names them; `business` stands for Business and everything above it.
pub(super) const PLANS: &[&str] = &["pro", "business"];
/// The plan that is assumed unless one is given: the one with the lower limits.
pub(super) const USUAL_PLAN: &str = "pro";
/// The names of all labels.
pub(super) const LABELS: [&str; 3] = [
    Label::Light.name(),
    Label::Medium.name(),
    Label::Heavy.name(),
];

/// Zoom's label of an endpoint, which says how many requests to it an account has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// The most requests.
    Light,
    /// Fewer.
    Medium,
    /// The fewest, with a limit for the day.
    Heavy,
}

impl Label {
    /// The name, as the option `label` has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Medium => "medium",
            Self::Heavy => "heavy",
        }
    }
}

/// Plan, label, requests a second and requests a day, as Zoom documents the rate limits of its API.
/// They are an account's, across all of its apps and processes.
pub(super) const PRESETS: &[(&str, &str, f64, Option<u64>)] = &[
    ("pro", "light", 20.0, None),
    ("pro", "medium", 10.0, None),
    ("pro", "heavy", 5.0, Some(15_000)),
    ("business", "light", 40.0, None),
    ("business", "medium", 20.0, None),
    ("business", "heavy", 10.0, Some(30_000)),
];
