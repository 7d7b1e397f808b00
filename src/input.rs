//! Input from the caller, before it is checked.
//!
//! JavaScript can pass anything. `wasm` converts it to an [`Input`]; then the rules run in plain
//! Rust.

mod value;
mod names;
mod given;
mod options;

use std::ops::RangeInclusive;

use crate::error::{Issue, IssueCode, IssueFields};
use crate::written;
pub use given::{Given, Reference};
pub use names::{hint, nearest};
pub use options::Options;
pub use value::{Input, KINDS};

/// A longer number may be a phone number by mistake, so it is not shown.
const LARGEST_SHOWN: u64 = 1_000_000;

/// An [`Issue`] in the house style: `<field>: <problem>.`, and what is accepted.
#[must_use]
#[inline(never)]
pub fn issue(code: IssueCode, field: &str, problem: &str, accepted: &str) -> Issue {
    Issue::from(IssueFields {
        code,
        field: field.to_owned(),
        message: ["`", field, "` ", problem, ". Give ", accepted, "."].concat(),
        accepted: accepted.to_owned(),
    })
}

/// The issue of a value that has the wrong type or is missing.
#[must_use]
#[inline(never)]
pub fn wrong_type(field: &str, found: &Input, accepted: &str) -> Issue {
    match found {
        Input::Absent => issue(IssueCode::Missing, field, "is missing", accepted),
        Input::Text(_)
        | Input::IllFormedText
        | Input::Number(_)
        | Input::Date(_)
        | Input::Boolean(_)
        | Input::Other(_) => issue(
            IssueCode::WrongType,
            field,
            &["is ", found.described()].concat(),
            accepted,
        ),
    }
}

/// The value of an option that is a string, if it was given.
///
/// # Errors
/// An issue for anything but a string that UTF-8 can hold.
pub fn text<'g>(given: &'g Input, name: &str, accepted: &str) -> Result<Option<&'g str>, Issue> {
    match given {
        Input::Absent => Ok(None),
        Input::Text(text) => Ok(Some(text)),
        Input::IllFormedText
        | Input::Number(_)
        | Input::Date(_)
        | Input::Boolean(_)
        | Input::Other(_) => Err(wrong_type(name, given, accepted)),
    }
}

/// The value of an option that is one of these words, if it was given. `problem` says what is wrong with another one.
///
/// # Errors
/// An issue for anything else, with the nearest of the words.
pub fn one_of<'k>(
    given: &Input,
    name: &str,
    known: &[&'k str],
    problem: &str,
) -> Result<Option<&'k str>, Issue> {
    let accepted = ["one of ", &known.join(", ")].concat();
    let Some(word) = text(given, name, &accepted)? else {
        return Ok(None);
    };
    let found = known.iter().find(|known| **known == word);
    found.copied().map(Some).ok_or_else(|| {
        let problem = [problem, &hint(word, known)].concat();
        issue(IssueCode::UnknownValue, name, &problem, &accepted)
    })
}

/// The value of an option that is a whole number, if it was given.
///
/// # Errors
/// An issue for anything but a whole number within the bounds; `unit` says what it counts.
pub fn whole_number(
    given: &Input,
    name: &str,
    bounds: RangeInclusive<u32>,
    unit: &str,
) -> Result<Option<u32>, Issue> {
    let written = |bound: &u32| written::number(i64::from(*bound));
    let (from, to) = (written(bounds.start()), written(bounds.end()));
    let accepted = ["a whole number", unit, " from ", &from, " to ", &to].concat();
    one_of_numbers(given, name, bounds, &accepted)
}

/// The same for numbers that are codes; `accepted` explains them.
///
/// # Errors
/// An issue for anything but a whole number within the bounds.
pub fn one_of_numbers(
    given: &Input,
    name: &str,
    bounds: RangeInclusive<u32>,
    accepted: &str,
) -> Result<Option<u32>, Issue> {
    let given = match given {
        Input::Absent => return Ok(None),
        Input::Number(given) => *given,
        other @ (Input::Text(_)
        | Input::IllFormedText
        | Input::Date(_)
        | Input::Boolean(_)
        | Input::Other(_)) => {
            return Err(wrong_type(name, other, accepted));
        }
    };
    // Formatting a float would cost more bytes of wasm than everything else in this file.
    #[allow(clippy::cast_possible_truncation, reason = "saturates, and is checked")]
    let whole = given as i64;
    let problem = if given.fract() != 0.0 {
        String::from("is not a whole number")
    } else if let Some(found) = u32::try_from(whole).ok().filter(|it| bounds.contains(it)) {
        return Ok(Some(found));
    } else if whole.unsigned_abs() < LARGEST_SHOWN {
        ["is ", &written::number(whole)].concat()
    } else {
        String::from("is out of bounds")
    };
    Err(issue(IssueCode::OutOfBounds, name, &problem, accepted))
}

/// The value of an option that is a number, if it was given; it may have a fraction. `accepted` describes
/// the numbers for which `fits` is true.
///
/// # Errors
/// An issue for anything else. It does not show the number: formatting it would cost more bytes of wasm than
/// everything else in this file.
pub fn number(
    given: &Input,
    name: &str,
    fits: impl Fn(f64) -> bool,
    accepted: &str,
) -> Result<Option<f64>, Issue> {
    match given {
        Input::Absent => Ok(None),
        Input::Number(number) if fits(*number) => Ok(Some(*number)),
        Input::Number(_) => Err(issue(
            IssueCode::OutOfBounds,
            name,
            "is out of bounds",
            accepted,
        )),
        other @ (Input::Text(_)
        | Input::IllFormedText
        | Input::Date(_)
        | Input::Boolean(_)
        | Input::Other(_)) => Err(wrong_type(name, other, accepted)),
    }
}
