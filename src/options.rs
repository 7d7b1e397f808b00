//! The options of a client that are not the transport's own business.

use serde::Deserialize;
use tsify::Tsify;

use crate::csv::Form;
use crate::endpoint::SessionId;
use crate::error::{Issue, IssueCode, Issues};
use crate::input::{Given, Input, Place, hint, issue, whole_number, wrong_type};
use crate::rows::{CallingCode, Grain, RowOptions};

/// How long a call may take unless `timeoutMs` says otherwise: token, headers and body together.
pub const DEFAULT_TIMEOUT_MS: u32 = 30_000;

/// The longest time a JavaScript timer can wait; above it, it fires at once.
pub const LONGEST_TIMEOUT_MS: u32 = 2_147_483_647;

/// Checks the option `deadlineMs`: how long reading a history may take as a whole.
///
/// # Errors
/// An issue for anything but a whole number of milliseconds that a timer can wait.
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
/// An issue for anything but a whole number of milliseconds that a timer can wait.
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
    /// Ends the history; its reason becomes the error's `cause`. What has come of a page is given to
    /// its end.
    #[tsify(optional, type = "AbortSignal | null | undefined")]
    pub signal: Place,
    /// Milliseconds that the whole history may take.
    #[tsify(optional, type = "number | null | undefined")]
    pub deadline_ms: Given,
    /// Is told how far the history is: before and after each page, when it waits to try again, and
    /// when it waits for the rate limit for a quarter of a second or more. What it throws or rejects
    /// with is ignored.
    #[tsify(
        optional,
        type = "((progress: SmsProgress) => unknown) | null | undefined"
    )]
    pub on_progress: Place,
    /// The `checkpoint` of a page or an error, with the same session and query: goes on after it, also
    /// in another process. `page_size`, `limit` and the like may change.
    #[tsify(optional, type = "string | null | undefined")]
    pub resume: Given,
    /// Whether the next page is asked for while one is worked on: faster, and one page more in memory.
    /// @default false
    #[tsify(optional, type = "boolean | null | undefined")]
    pub prefetch: Given,
}

/// How a history is given as rows.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
#[tsify(type_params = "Grain extends SmsGrain = SmsGrain")]
pub struct SmsRowOptions {
    /// What one row stands for.
    /// @default "message"
    #[tsify(optional, type = "Grain | null | undefined")]
    pub grain: Given,
    /// The country calling code of the account, such as `"1"` or `"44"`: numbers without a country code
    /// are then read as national ones, in the columns `…_e164`.
    #[tsify(optional, type = "string | null | undefined")]
    pub calling_code: Given,
}

/// The session of messages at hand.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct SmsSessionOption {
    /// The session that the messages are of, for the column `session_id`. Messages do not name it.
    #[tsify(optional, type = "string | null | undefined")]
    pub session_id: Given,
}

/// How a CSV file is written.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Tsify)]
pub struct SmsCsvForm {
    /// Whether the first record has the names of the columns.
    /// @default true
    #[tsify(optional, type = "boolean | null | undefined")]
    pub header: Given,
    /// Whether a text that a spreadsheet would take for a formula gets an apostrophe before it.
    /// @default true
    #[tsify(optional, type = "boolean | null | undefined")]
    pub guard: Given,
    /// Whether a byte order mark stands in front, by which Excel knows that the file is UTF-8.
    /// @default false
    #[tsify(optional, type = "boolean | null | undefined")]
    pub bom: Given,
}

/// Checks the options of rows.
///
/// # Errors
/// An issue for each that is wrong.
pub fn row_options(given: &SmsRowOptions) -> Result<RowOptions, Issues> {
    let mut issues = Issues::default();
    let grain = issues.note(grain_of(&given.grain));
    let calling_code = issues.note(calling_code(&given.calling_code));
    issues.unless(Some(RowOptions {
        grain,
        session_id: None,
        calling_code,
    }))
}

/// Checks the options of rows whose session is not known.
///
/// # Errors
/// Likewise.
pub fn flatten_options(
    given: &SmsRowOptions,
    session: &SmsSessionOption,
) -> Result<RowOptions, Issues> {
    let mut issues = Issues::default();
    let made = issues.note_all(row_options(given));
    let session_id = Some(&session.session_id).filter(|given| !given.is_absent());
    let session_id = session_id.map(|given| SessionId::validate("sessionId", given));
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
    match given {
        Input::Absent => Ok(None),
        Input::Text(digits) => CallingCode::of(digits).map(Some).ok_or_else(|| {
            let problem = "is no calling code";
            issue(IssueCode::InvalidFormat, "callingCode", problem, accepted)
        }),
        Input::IllFormedText
        | Input::Number(_)
        | Input::Date(_)
        | Input::Boolean(_)
        | Input::Other(_) => Err(wrong_type("callingCode", given, accepted)),
    }
}

/// Checks the option `grain`; absent means [`Grain::Message`].
///
/// # Errors
/// An issue for any other value than the three names.
pub fn grain_of(grain: &Input) -> Result<Grain, Issue> {
    let accepted = r#""message", "recipient" or "attachment""#;
    match grain {
        Input::Absent => Ok(Grain::Message),
        Input::Text(name) => {
            let all = [Grain::Message, Grain::Recipient, Grain::Attachment];
            let grain = all.into_iter().find(|grain| grain.name() == name);
            grain.ok_or_else(|| {
                let problem = ["is no grain", &hint(name, &all.map(Grain::name))].concat();
                issue(IssueCode::UnknownValue, "grain", &problem, accepted)
            })
        }
        Input::IllFormedText
        | Input::Number(_)
        | Input::Date(_)
        | Input::Boolean(_)
        | Input::Other(_) => Err(wrong_type("grain", grain, accepted)),
    }
}
