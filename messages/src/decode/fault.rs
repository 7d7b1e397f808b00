//! What is wrong with a body, and where.

use std::fmt;

use crate::json::{Kind, Malformed};
use crate::model::ObjectInfo;
use crate::written::count;

/// A body is not what Zoom documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecodable {
    /// The path of the problem, such as `sms_histories[17].message_id`.
    pub path: String,
    /// The problem, in sentences for users and without content.
    pub message: String,
    /// Whether it is not JSON: truncated, or from a gateway.
    pub no_json: bool,
}

impl Undecodable {
    /// The output would not fit into memory. The problem is about the value at the path.
    #[cold]
    #[must_use]
    pub fn too_much(path: &str, problem: &str) -> Self {
        Self {
            path: String::from(path),
            message: [path, ": ", problem, LESS].concat(),
            no_json: false,
        }
    }
}

/// The advice for a body that is not Zoom's.
const REPORT: &str = ". Nothing of it was used. If Zoom sent it so, please report the path.";

/// The advice for too many messages or sessions, or too long ones.
const LESS: &str = ". Nothing of it was used. Take fewer at once.";

impl fmt::Display for Undecodable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Undecodable {}

/// A problem with a body, and its path. The path is assembled on the way out, so valid bodies pay
/// nothing for it.
pub(super) struct Fault(Box<Facts>);

struct Facts {
    path: String,
    problem: String,
    advice: &'static str,
    /// The byte where this stops being JSON, such as in a truncated body or a gateway's page.
    at: Option<usize>,
    no_json: bool,
}

impl Fault {
    #[cold]
    pub(super) fn new(problem: String) -> Self {
        Self(Box::new(Facts {
            path: String::new(),
            problem,
            advice: REPORT,
            at: None,
            no_json: false,
        }))
    }

    #[cold]
    pub(super) fn no_json(problem: &str) -> Self {
        let mut fault = Self::new(String::from(problem));
        fault.0.no_json = true;
        fault
    }

    #[cold]
    pub(super) fn unexpected(expected: &str, found: Kind) -> Self {
        Self::new(["expected ", expected, ", found ", found.described()].concat())
    }

    #[cold]
    pub(super) fn too_much() -> Self {
        let mut fault = Self::new(String::from("there is more than can be handled at once"));
        fault.0.advice = LESS;
        fault
    }

    #[cold]
    pub(super) fn missing(object: &ObjectInfo, field: u8) -> Self {
        let field = object.fields.get(usize::from(field));
        let (name, expected) = field.map_or(("", None), |field| (field.name, field.required));
        let expected = expected.unwrap_or_default();
        Self::new(["expected ", expected, ", found nothing"].concat()).under(name)
    }

    /// The same, from outside its member.
    #[cold]
    pub(super) fn under(mut self, step: &str) -> Self {
        let path = &mut self.0.path;
        let dot = if path.is_empty() || path.starts_with('[') {
            ""
        } else {
            "."
        };
        *path = [step, dot, path].concat();
        self
    }

    /// The same, from outside its array.
    #[cold]
    pub(super) fn at_index(self, index: usize) -> Self {
        self.under(&["[", &count(index as u64), "]"].concat())
    }

    /// The same, with bytes counted from the start of the body.
    pub(super) fn counted_from(mut self, start: usize) -> Self {
        self.0.at = self.0.at.map(|at| at.saturating_sub(start));
        self
    }

    #[cold]
    pub(super) fn into_error(self) -> Undecodable {
        let Facts {
            path,
            problem,
            advice,
            at,
            no_json,
        } = *self.0;
        let path = if path.is_empty() {
            String::from("body")
        } else {
            path
        };
        let place = at.map(|at| [" at byte ", &count(at as u64)].concat());
        let place = place.unwrap_or_default();
        Undecodable {
            message: [&path, ": ", &problem, &place, advice].concat(),
            path,
            no_json,
        }
    }
}

impl From<Malformed> for Fault {
    #[cold]
    fn from(malformed: Malformed) -> Self {
        let problem = if malformed.truncated {
            "expected JSON, found JSON that ends too early"
        } else if malformed.no_utf8 {
            "expected UTF-8, found something else"
        } else {
            "expected JSON, found something else"
        };
        let mut fault = Self::no_json(problem);
        fault.0.at = Some(malformed.at);
        fault
    }
}
