//! What a caller gave, before it is checked.
//!
//! JavaScript hands over anything at all. `wasm` sorts it into an [`Input`]; the rules then run in
//! plain Rust.

use std::ops::RangeInclusive;

use crate::error::{Issue, IssueCode, IssueFields, Issues};
use crate::written::{self, shown_name};

/// A number with more digits may be a phone number by mistake, and is not shown.
const LARGEST_SHOWN: u64 = 1_000_000;

/// A value of the caller's.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// `undefined`, `null`, or not there.
    Absent,
    /// A string.
    Text(String),
    /// A string with an unpaired surrogate, which no UTF-8 can hold.
    IllFormedText,
    /// A number.
    Number(f64),
    /// A `Date`, as milliseconds since 1970; `NaN` if it holds no time.
    Date(f64),
    /// Anything else, by what it is: `"a function"`.
    Other(&'static str),
}

impl Input {
    /// Whether nothing was given.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// What this is, for the sentence "… found a number".
    #[must_use]
    pub fn described(&self) -> &'static str {
        match self {
            Self::Absent => "nothing",
            Self::Text(_) => "a string",
            Self::IllFormedText => "a string with an unpaired surrogate",
            Self::Number(_) => "a number",
            Self::Date(_) => "a Date",
            Self::Other(what) => what,
        }
    }
}

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

/// The issue of a value that is not of the right type, or is missing.
#[must_use]
#[inline(never)]
pub fn wrong_type(field: &str, found: &Input, accepted: &str) -> Issue {
    match found {
        Input::Absent => issue(IssueCode::Missing, field, "is missing", accepted),
        Input::Text(_)
        | Input::IllFormedText
        | Input::Number(_)
        | Input::Date(_)
        | Input::Other(_) => issue(
            IssueCode::WrongType,
            field,
            &["is ", found.described()].concat(),
            accepted,
        ),
    }
}

/// Options by name, with an issue for each name that does not exist.
#[derive(Debug)]
pub struct Options<'n> {
    given: Vec<(String, Input)>,
    known: &'n [&'n str],
}

impl<'n> Options<'n> {
    /// Takes what was given; `known` are all the names that exist.
    #[must_use]
    pub fn new(given: Vec<(String, Input)>, known: &'n [&'n str]) -> Self {
        Self { given, known }
    }

    /// The value with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> &Input {
        let found = self.given.iter().find(|(given, _)| given == name);
        found.map_or(&Input::Absent, |(_, value)| value)
    }

    /// An issue for each given name that does not exist, with the nearest one that does.
    #[must_use]
    pub fn unknown(&self) -> Issues {
        let mut unknown = Issues::default();
        for (name, _) in &self.given {
            if !self.known.contains(&name.as_str()) {
                unknown.add(|| self.unknown_option(name));
            }
        }
        unknown
    }

    fn unknown_option(&self, name: &str) -> Issue {
        let shown = shown_name(name);
        let hint = match nearest(name, self.known) {
            Some(near) => ["is not an option. Did you mean `", near, "`?"].concat(),
            None => String::from("is not an option."),
        };
        let accepted = self.known.join(", ");
        Issue::from(IssueFields {
            code: IssueCode::UnknownOption,
            message: ["`", shown, "` ", &hint, " Options are: ", &accepted, "."].concat(),
            field: shown.to_owned(),
            accepted,
        })
    }
}

/// The whole number with this name, if it was given.
///
/// # Errors
/// An issue for anything but a whole number within the bounds; `unit` says what it counts.
pub fn whole_number(
    options: &Options<'_>,
    name: &str,
    bounds: RangeInclusive<u32>,
    unit: &str,
) -> Result<Option<u32>, Issue> {
    let written = |bound: &u32| written::number(i64::from(*bound));
    let (from, to) = (written(bounds.start()), written(bounds.end()));
    let accepted = ["a whole number", unit, " from ", &from, " to ", &to].concat();
    one_of_numbers(options, name, bounds, &accepted)
}

/// The same of numbers that stand for something: `accepted` says for what.
///
/// # Errors
/// An issue for anything but a whole number within the bounds.
pub fn one_of_numbers(
    options: &Options<'_>,
    name: &str,
    bounds: RangeInclusive<u32>,
    accepted: &str,
) -> Result<Option<u32>, Issue> {
    let given = match options.get(name) {
        Input::Absent => return Ok(None),
        Input::Number(given) => *given,
        other @ (Input::Text(_) | Input::IllFormedText | Input::Date(_) | Input::Other(_)) => {
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

/// The number with this name, if it was given; it may have a fraction. `accepted` says what `fits`.
///
/// # Errors
/// An issue for anything but a number that fits; it is not shown, as formatting it would cost more
/// bytes of wasm than everything else in this file.
pub fn number(
    options: &Options<'_>,
    name: &str,
    fits: impl Fn(f64) -> bool,
    accepted: &str,
) -> Result<Option<f64>, Issue> {
    match options.get(name) {
        Input::Absent => Ok(None),
        Input::Number(number) if fits(*number) => Ok(Some(*number)),
        Input::Number(_) => Err(issue(
            IssueCode::OutOfBounds,
            name,
            "is out of bounds",
            accepted,
        )),
        other @ (Input::Text(_) | Input::IllFormedText | Input::Date(_) | Input::Other(_)) => {
            Err(wrong_type(name, other, accepted))
        }
    }
}

/// ` (did you mean …?)`, if one of the known names is like this one.
#[must_use]
pub fn hint(name: &str, known: &[&str]) -> String {
    nearest(name, known).map_or_else(String::new, |near| {
        [" (did you mean `", near, "`?)"].concat()
    })
}

/// The known name that is most like `name`, if any is at all like it.
#[must_use]
pub fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let wanted = letters(name);
    let mut most = wanted.len().div_ceil(3);
    let mut near = None;
    for candidate in known {
        let distance = strsim::generic_levenshtein(&wanted, &letters(candidate));
        if distance < most || distance == most && near.is_none() {
            (most, near) = (distance, Some(*candidate));
        }
    }
    near
}

/// What counts of a name. Names of options are ASCII; the letters of all scripts would need 11 KB of
/// tables.
fn letters(name: &str) -> Vec<u8> {
    let mut letters = Vec::new();
    for byte in name.bytes().take(40) {
        if byte.is_ascii_alphanumeric() || !byte.is_ascii() {
            letters.push(byte.to_ascii_lowercase());
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::nearest;

    const KNOWN: &[&str] = &[
        "page_size",
        "next_page_token",
        "from",
        "to",
        "sort",
        "delivery_status",
    ];

    #[test]
    fn a_name_in_another_case_or_with_a_slip_finds_its_option() {
        for (given, near) in [
            ("pageSize", "page_size"),
            ("PAGE_SIZE", "page_size"),
            ("page-size", "page_size"),
            ("nextPageToken", "next_page_token"),
            ("deliveryStatus", "delivery_status"),
            ("form", "from"),
            ("sotr", "sort"),
        ] {
            assert_eq!(nearest(given, KNOWN), Some(near), "{given}");
        }
    }

    #[test]
    fn a_name_like_none_finds_none() {
        assert_eq!(nearest("zebra", KNOWN), None);
        assert_eq!(nearest("", KNOWN), None);
    }
}
