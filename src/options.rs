//! The client's options that are plain values.

use serde::Deserialize;
use tsify::Tsify;

use crate::csv::Form;
use crate::endpoint::SessionId;
use crate::error::{Issue, IssueCode, Issues};
use crate::input::{Given, Input, Reference, hint, issue, text, whole_number, wrong_type};
use crate::rows::{CallingCode, Grain, RowOptions};

/// The default of `timeoutMs`: token, headers and body together.
pub const DEFAULT_TIMEOUT_MS: u32 = 30_000;

/// The longest delay of a JavaScript timer; a longer one fires at once.
pub const LONGEST_TIMEOUT_MS: u32 = 2_147_483_647;

/// Checks the option `deadlineMs`: the time limit of a whole history.
///
/// # Errors
/// An issue for anything but a whole number of milliseconds within the limit of timers.
pub fn deadline_ms(given: &Input) -> Result<Option<u32>, Issue> {
    whole_number(
        given,
        "deadlineMs",
        1..=LONGEST_TIMEOUT_MS,
        " of milliseconds",
    )
}

/// Checks an option that is true or false, if it was given.
///
/// # Errors
/// An issue for anything but a boolean.
pub fn flag(given: &Input, name: &str) -> Result<Option<bool>, Issue> {
    match given {
        Input::Absent => Ok(None),
        Input::Boolean(is_on) => Ok(Some(*is_on)),
        Input::Text(_)
        | Input::IllFormedText
        | Input::Number(_)
        | Input::Date(_)
        | Input::Other(_) => Err(wrong_type(name, given, "true or false")),
    }
}

/// Checks the option `timeoutMs`.
///
/// # Errors
/// An issue for anything but a whole number of milliseconds within the limit of timers.
pub fn timeout_ms(given: &Input) -> Result<u32, Issue> {
    let given = whole_number(
        given,
        "timeoutMs",
        1..=LONGEST_TIMEOUT_MS,
        " of milliseconds",
    )?;
    Ok(given.unwrap_or(DEFAULT_TIMEOUT_MS))
}

/// How a history is read.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct SmsRunOptions {
    /// Ends the history; its reason becomes the error's `cause`. Messages of a page that has
    /// already arrived are still returned.
    #[tsify(optional, type = "AbortSignal | null | undefined")]
    pub signal: Reference,
    /// Milliseconds that the whole history may take.
    #[tsify(optional, type = "number | null | undefined")]
    pub deadline_ms: Given,
    /// Called with the progress: before and after each page, before a retry, and when the history
    /// waits for the rate limit for 250 ms or more. What it throws or rejects with is ignored.
    #[tsify(
        optional,
        type = "((progress: SmsProgress) => unknown) | null | undefined"
    )]
    pub on_progress: Reference,
    /// The `checkpoint` of a page or an error, to continue after it, even in another process.
    /// Session and query must be the same; `page_size`, `limit` and similar options may change.
    #[tsify(optional, type = "string | null | undefined")]
    pub resume: Given,
    /// Whether to request the next page while you work on the current one: faster, with one more
    /// page in memory.
    /// @default false
    #[tsify(optional, type = "boolean | null | undefined")]
    pub prefetch: Given,
}

/// How messages or sessions become rows.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
#[tsify(type_params = "Grain extends SmsGrain | SmsSessionGrain = SmsGrain")]
pub struct SmsRowOptions {
    /// What one row stands for.
    /// @default "message"
    #[tsify(optional, type = "Grain | null | undefined")]
    pub grain: Given,
    /// The account's country calling code, such as `"1"` or `"44"`. With it, the columns `…_e164`
    /// read numbers without a country code as national ones.
    #[tsify(optional, type = "string | null | undefined")]
    pub calling_code: Given,
}

/// The session that messages belong to.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct SmsSessionOption {
    /// The session that the messages belong to, for the column `session_id`. Messages do not name
    /// it.
    #[tsify(optional, type = "string | null | undefined")]
    pub session_id: Given,
}

/// How a CSV file is written.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Tsify)]
pub struct SmsCsvForm {
    /// Whether the first record holds the column names.
    /// @default true
    #[tsify(optional, type = "boolean | null | undefined")]
    pub header: Given,
    /// Whether to put an apostrophe before a text that a spreadsheet would read as a formula.
    /// @default true
    #[tsify(optional, type = "boolean | null | undefined")]
    pub guard: Given,
    /// Whether to start with a byte order mark, which tells Excel that the file is UTF-8.
    /// @default false
    #[tsify(optional, type = "boolean | null | undefined")]
    pub bom: Given,
}

/// Checks the options of rows of messages.
///
/// # Errors
/// An issue for each invalid one.
pub fn row_options(given: &SmsRowOptions) -> Result<RowOptions, Issues> {
    rows_at(given, &Grain::OF_MESSAGES)
}

/// Checks the options of rows at one of these grains.
fn rows_at(given: &SmsRowOptions, grains: &[Grain]) -> Result<RowOptions, Issues> {
    let mut issues = Issues::default();
    let grain = issues.note(one_of_grains(&given.grain, grains));
    let calling_code = issues.note(calling_code(&given.calling_code));
    issues.unless(Some(RowOptions {
        grain,
        session_id: None,
        calling_code,
    }))
}

/// Checks the options of rows, of messages whose session is not known or of sessions.
///
/// # Errors
/// Likewise.
pub fn flatten_options(
    given: &SmsRowOptions,
    session: &SmsSessionOption,
) -> Result<RowOptions, Issues> {
    let mut issues = Issues::default();
    let made = issues.note_all(rows_at(given, &Grain::ALL));
    let session_id = Some(&session.session_id).filter(|given| !given.is_absent());
    let of_sessions = made.grain.is_of_sessions();
    let session_id = session_id.map(|given| {
        if of_sessions {
            let problem = "is given, although each session of a list names itself";
            let accepted = r#"none at the grains "session" and "participant""#;
            return Err(issue(
                IssueCode::UnknownOption,
                "sessionId",
                problem,
                accepted,
            ));
        }
        SessionId::validate("sessionId", given)
    });
    let session_id = issues.note(session_id.transpose());
    issues.unless(Some(RowOptions {
        session_id: session_id.map(|id| id.as_str().into()),
        ..made
    }))
}

/// Checks how a CSV file is written.
///
/// # Errors
/// Likewise.
pub fn csv_form(given: &SmsCsvForm) -> Result<Form, Issues> {
    let mut issues = Issues::default();
    let mut is_on = |given, name, usual| issues.note(flag(given, name)).unwrap_or(usual);
    let usual = Form::default();
    let form = Form {
        header: is_on(&given.header, "header", usual.header),
        guard: is_on(&given.guard, "guard", usual.guard),
        bom: is_on(&given.bom, "bom", usual.bom),
    };
    issues.unless(Some(form))
}

/// Checks the option `callingCode`.
fn calling_code(given: &Input) -> Result<Option<CallingCode>, Issue> {
    let accepted = r#"the calling code of a country in digits, such as "1" or "44""#;
    let Some(digits) = text(given, "callingCode", accepted)? else {
        return Ok(None);
    };
    CallingCode::of(digits).map(Some).ok_or_else(|| {
        let problem = "is not a calling code";
        issue(IssueCode::InvalidFormat, "callingCode", problem, accepted)
    })
}

/// Checks the option `grain`; absent means [`Grain::Message`].
///
/// # Errors
/// An issue for any other value than the names of grains.
pub fn grain_of(grain: &Input) -> Result<Grain, Issue> {
    one_of_grains(grain, &Grain::ALL)
}

/// Checks the option `grain` where only these are possible.
fn one_of_grains(grain: &Input, grains: &[Grain]) -> Result<Grain, Issue> {
    let names: Vec<&str> = grains.iter().map(|grain| grain.name()).collect();
    let accepted = match names.split_last() {
        Some((last, others)) => ["\"", &others.join("\", \""), "\" or \"", last, "\""].concat(),
        None => String::new(),
    };
    let Some(name) = text(grain, "grain", &accepted)? else {
        return Ok(Grain::Message);
    };
    let is_it = |grain: &&Grain| grain.name() == name;
    if let Some(grain) = grains.iter().find(is_it) {
        return Ok(*grain);
    }
    let problem = if Grain::ALL.iter().any(|grain| grain.name() == name) {
        String::from("is a grain of lists of sessions, not of messages")
    } else {
        ["is not a grain", &hint(name, &names)].concat()
    };
    Err(issue(IssueCode::UnknownValue, "grain", &problem, &accepted))
}
