//! `from` and `to`: Zoom's two formats, its one-month rule, and longer ranges split into valid
//! ones.
//!
//! Source: the query of *Get SMS session details*. `from` is `yyyy-mm-dd` or
//! `yyyy-MM-dd'T'HH:mm:ss'Z'`, `to` is required with it in the same format, and the range "should
//! be a month".

use serde::Serialize;
use tsify::Tsify;

use crate::date_time::{DAY, Date, FIRST_YEAR, LAST_YEAR, Scanner, clock};
use crate::error::{Issue, IssueCode, Issues};
use crate::input::{Input, issue, wrong_type};
use crate::written::{number, padded};

/// The most days in a window of [`DateRange::split`]. Zoom's own default range is 30 days, and only
/// February is a shorter month.
pub const WINDOW_DAYS: i64 = 30;

const ACCEPTED: &str =
    "a date such as 2024-01-31, a UTC date and time such as 2024-01-31T23:59:59Z, or a Date";

/// A valid range: both ends in one format, in order, and existing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateRange {
    unit: Unit,
    from: i64,
    to: i64,
}

/// The unit of a range's ends, since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Second,
}

/// A date range in Zoom's format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Tsify)]
#[tsify(rename = "DateRange")]
pub struct WrittenRange {
    /// The start: `2024-01-31`, or `2024-01-31T00:00:00Z` in UTC.
    pub from: String,
    /// The end, in the same format.
    pub to: String,
}

/// Parses and checks a range of at most one month. `None` if neither end was given: Zoom's past 30
/// days.
///
/// ```
/// use zoom_phone_sms::{date_range, error::IssueCode, input::Input};
/// let text = |text: &str| Input::Text(text.to_owned());
/// let range = date_range::validate(&text("2024-01-31"), &text("2024-02-29")).unwrap().unwrap();
/// assert_eq!(range.written().to, "2024-02-29");
/// let issues = date_range::validate(&text("2023-02-29"), &Input::Absent).unwrap_err();
/// assert_eq!([issues[0].code, issues[1].code], [IssueCode::ImpossibleDate, IssueCode::Missing]);
/// ```
///
/// # Errors
/// Every issue, those of `from` first.
pub fn validate(from: &Input, to: &Input) -> Result<Option<DateRange>, Issues> {
    let Some(range) = parse(from, to)? else {
        return Ok(None);
    };
    if range.to > range.one_month_after(range.from) {
        let latest = range.write(range.one_month_after(range.from));
        return Err(Issues::from(issue(
            IssueCode::LongerThanAMonth,
            "to",
            "is more than one month after `from`, and Zoom answers for one month at most",
            &[&latest, " or earlier, or cut the range with splitDateRange"].concat(),
        )));
    }
    Ok(Some(range))
}

/// Parses and checks a range of any length.
///
/// # Errors
/// Every issue, those of `from` first.
pub fn parse(from: &Input, to: &Input) -> Result<Option<DateRange>, Issues> {
    if from.is_absent() && to.is_absent() {
        return Ok(None);
    }
    let mut issues = Issues::default();
    let from = issues.note(read("from", from).map(Some));
    let to = issues.note(read("to", to).map(Some));
    let (Some(from), Some(to)) = (from, to) else {
        return Err(issues);
    };
    if from.unit != to.unit {
        let accepted = match from.unit {
            Unit::Day => "a date such as 2024-01-31, as in `from`",
            Unit::Second => "a UTC date and time such as 2024-01-31T23:59:59Z, as in `from`",
        };
        let problem = "is not in the format of `from`";
        return Err(Issues::from(issue(
            IssueCode::MixedFormats,
            "to",
            problem,
            accepted,
        )));
    }
    let range = DateRange {
        unit: from.unit,
        from: from.at,
        to: to.at,
    };
    if range.from > range.to {
        let accepted = [&range.write(range.from), " or later"].concat();
        return Err(Issues::from(issue(
            IssueCode::Reversed,
            "to",
            "is before `from`",
            &accepted,
        )));
    }
    Ok(Some(range))
}

/// The issues of a missing range where one is required.
#[must_use]
pub fn missing() -> Issues {
    ["from", "to"]
        .map(|field| issue(IssueCode::Missing, field, "is missing", ACCEPTED))
        .into_iter()
        .collect()
}

impl DateRange {
    /// The range as text.
    #[must_use]
    pub fn written(&self) -> WrittenRange {
        WrittenRange {
            from: self.write(self.from),
            to: self.write(self.to),
        }
    }

    /// Splits the range into windows of at most one month and at most 30 days: as few as possible,
    /// in order, each starting where the one before ends.
    ///
    /// Neighbours share that day or second, so nothing falls between them, whether or not Zoom
    /// includes a range's ends. Messages that come twice have the same `message_id`.
    #[must_use]
    pub fn split(&self) -> Vec<Self> {
        let mut windows = Vec::new();
        let mut from = self.from;
        loop {
            let to = self
                .one_month_after(from)
                .min(from + WINDOW_DAYS * self.per_day())
                .min(self.to);
            windows.push(Self {
                unit: self.unit,
                from,
                to,
            });
            if to >= self.to {
                return windows;
            }
            from = to;
        }
    }

    /// The first and last seconds of the range since 1970. A bare date as its end means the whole
    /// day in UTC.
    #[must_use]
    pub fn seconds(&self) -> (i64, i64) {
        match self.unit {
            Unit::Day => (self.from * DAY, self.to * DAY + DAY - 1),
            Unit::Second => (self.from, self.to),
        }
    }

    /// The range between two seconds; the first is not after the last.
    #[must_use]
    pub fn of_seconds(first: i64, last: i64) -> Self {
        Self {
            unit: Unit::Second,
            from: first.min(last),
            to: last,
        }
    }

    /// The last second of the longest range from `first` that Zoom accepts.
    #[must_use]
    pub fn last_second_from(first: i64) -> i64 {
        let range = Self::of_seconds(first, first);
        range.one_month_after(first).min(first + WINDOW_DAYS * DAY)
    }

    fn per_day(&self) -> i64 {
        match self.unit {
            Unit::Day => 1,
            Unit::Second => DAY,
        }
    }

    fn one_month_after(&self, at: i64) -> i64 {
        let (days, rest) = (at.div_euclid(self.per_day()), at.rem_euclid(self.per_day()));
        Date::from_days(days).map_or(at, |date| {
            date.plus_one_month().to_days() * self.per_day() + rest
        })
    }

    fn write(&self, at: i64) -> String {
        let (days, second) = (at.div_euclid(self.per_day()), at.rem_euclid(self.per_day()));
        let Some(Date { year, month, day }) = Date::from_days(days) else {
            return String::new();
        };
        let mut text = padded(i64::from(year), 4);
        let mut add = |mark, part| {
            text.push(mark);
            text.push_str(&padded(part, 2));
        };
        add('-', i64::from(month));
        add('-', i64::from(day));
        if self.unit == Unit::Second {
            add('T', second / 3_600);
            add(':', second / 60 % 60);
            add(':', second % 60);
            text.push('Z');
        }
        text
    }
}

/// One end of a range.
struct End {
    unit: Unit,
    at: i64,
}

fn read(field: &str, input: &Input) -> Result<End, Issue> {
    let end = match input {
        Input::Absent => {
            let other = if field == "from" { "to" } else { "from" };
            let problem = ["is missing, and is needed with `", other, "`"].concat();
            return Err(issue(IssueCode::Missing, field, &problem, ACCEPTED));
        }
        Input::Text(text) => read_text(field, text)?,
        Input::Date(ms) => read_date(field, *ms)?,
        Input::IllFormedText | Input::Number(_) | Input::Boolean(_) | Input::Other(_) => {
            return Err(wrong_type(field, input, ACCEPTED));
        }
    };
    let days = match end.unit {
        Unit::Day => end.at,
        Unit::Second => end.at.div_euclid(DAY),
    };
    match Date::from_days(days) {
        Some(date) if (FIRST_YEAR..=LAST_YEAR).contains(&date.year) => Ok(end),
        _ => {
            let year = |year| number(i64::from(year));
            let (first, last) = (year(FIRST_YEAR), year(LAST_YEAR));
            let accepted = ["a time in the years ", &first, " to ", &last].concat();
            Err(issue(
                IssueCode::OutOfBounds,
                field,
                "is in a year that cannot have messages",
                &accepted,
            ))
        }
    }
}

fn read_text(field: &str, text: &str) -> Result<End, Issue> {
    let shape: Vec<u8> = text
        .bytes()
        .map(|byte| if byte.is_ascii_digit() { b'0' } else { byte })
        .collect();
    let problem = if text.trim_ascii().is_empty() {
        "is empty"
    } else if shape.starts_with(b"0000-00-00T00:00:00.") {
        // Such as the result of `toISOString()`.
        "has a part of a second, which Zoom does not accept"
    } else {
        "is not in a format that Zoom accepts"
    };
    let malformed = || issue(IssueCode::InvalidFormat, field, problem, ACCEPTED);
    let impossible = |what: &str| issue(IssueCode::ImpossibleDate, field, what, ACCEPTED);
    let unit = match shape.as_slice() {
        b"0000-00-00" => Unit::Day,
        b"0000-00-00T00:00:00Z" => Unit::Second,
        _ => return Err(malformed()),
    };
    let mut scanner = Scanner(text.as_bytes());
    let mut next = |width: usize| {
        let number = scanner.number(width);
        scanner.mark(b"-T");
        number.ok_or_else(malformed)
    };
    let (year, month, day) = (next(4)?, next(2)?, next(2)?);
    let year = i32::try_from(year).map_err(|_| malformed())?;
    let date =
        Date::new(year, month, day).ok_or_else(|| impossible("is a day that does not exist"))?;
    let at = match unit {
        Unit::Day => date.to_days(),
        Unit::Second => {
            let second = clock(&mut scanner);
            let second = second.ok_or_else(|| impossible("is a time that does not exist"))?;
            date.to_days() * DAY + second
        }
    };
    Ok(End { unit, at })
}

/// A JavaScript `Date` means its instant. Zoom's format and message times have whole seconds, so
/// both ends drop milliseconds.
fn read_date(field: &str, ms: f64) -> Result<End, Issue> {
    if !ms.is_finite() {
        return Err(issue(
            IssueCode::InvalidDate,
            field,
            "is an invalid Date",
            ACCEPTED,
        ));
    }
    // A `Date` is within ±8.64e15 milliseconds, well inside an i64.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "bounded by what a Date can hold"
    )]
    let at = (ms / 1_000.0).floor() as i64;
    Ok(End {
        unit: Unit::Second,
        at,
    })
}
