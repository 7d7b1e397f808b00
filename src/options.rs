//! The options of a client that are not the transport's own business.

use crate::error::{Issue, IssueCode, Issues};
use crate::input::{Input, Options, hint, issue, whole_number, wrong_type};
use crate::request::SessionId;
use crate::rows::{CallingCode, Grain, RowOptions};

/// The names of a client's options.
pub const CLIENT_NAMES: &[&str] = &[
    "token",
    "baseUrl",
    "fetch",
    "timeoutMs",
    "retry",
    "rateLimit",
];

/// The names of a history's options, beside its query's.
pub const RUN_NAMES: &[&str] = &["signal", "deadlineMs", "onProgress", "resume", "prefetch"];

/// The names of a history's options where it is given as rows.
pub const ROW_NAMES: &[&str] = &["grain", "callingCode"];

/// The names of the options of rows whose session is not known.
pub const FLATTEN_NAMES: &[&str] = &["grain", "callingCode", "sessionId"];

/// The names of a call's options, beside its query's.
pub const CALL_NAMES: &[&str] = &["signal"];

/// How long a call may take unless `timeoutMs` says otherwise: token, headers and body together.
pub const DEFAULT_TIMEOUT_MS: u32 = 30_000;

/// The longest time a JavaScript timer can wait; above it, it fires at once.
pub const LONGEST_TIMEOUT_MS: u32 = 2_147_483_647;

/// Checks the option `deadlineMs`: how long reading a history may take as a whole.
///
/// # Errors
/// An issue for anything but a whole number of milliseconds that a timer can wait.
pub fn deadline_ms(options: &Options<'_>) -> Result<Option<u32>, Issue> {
    whole_number(
        options,
        "deadlineMs",
        1..=LONGEST_TIMEOUT_MS,
        " of milliseconds",
    )
}

/// Checks an option that is true or false, which JavaScript's side of the package reads itself.
///
/// # Errors
/// An issue for anything but a boolean.
pub fn flag(options: &Options<'_>, name: &str) -> Result<(), Issue> {
    match options.get(name) {
        Input::Absent | Input::Other("a boolean") => Ok(()),
        other @ (Input::Text(_)
        | Input::IllFormedText
        | Input::Number(_)
        | Input::Date(_)
        | Input::Other(_)) => Err(wrong_type(name, other, "true or false")),
    }
}

/// Checks the option `timeoutMs`.
///
/// # Errors
/// An issue for anything but a whole number of milliseconds that a timer can wait.
pub fn timeout_ms(options: &Options<'_>) -> Result<u32, Issue> {
    let given = whole_number(
        options,
        "timeoutMs",
        1..=LONGEST_TIMEOUT_MS,
        " of milliseconds",
    )?;
    Ok(given.unwrap_or(DEFAULT_TIMEOUT_MS))
}

/// Checks the options of rows: those of [`ROW_NAMES`].
///
/// # Errors
/// An issue for each that is wrong.
pub fn row_options(options: &Options<'_>) -> Result<RowOptions, Issues> {
    let mut issues = Issues::default();
    let grain = issues.note(grain_of(options.get("grain")));
    let calling_code = issues.note(calling_code(options.get("callingCode")));
    issues.unless(Some(RowOptions {
        grain,
        session_id: None,
        calling_code,
    }))
}

/// Checks the options of rows whose session is not known: those of [`FLATTEN_NAMES`].
///
/// # Errors
/// Likewise.
pub fn flatten_options(options: &Options<'_>) -> Result<RowOptions, Issues> {
    let mut issues = Issues::default();
    let made = issues.note_all(row_options(options));
    let session_id = Some(options.get("sessionId")).filter(|given| !given.is_absent());
    let session_id = session_id.map(|given| SessionId::validate("sessionId", given));
    let session_id = issues.note(session_id.transpose());
    issues.unless(Some(RowOptions {
        session_id: session_id.map(SessionId::into_string),
        ..made
    }))
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
        Input::IllFormedText | Input::Number(_) | Input::Date(_) | Input::Other(_) => {
            Err(wrong_type("callingCode", given, accepted))
        }
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
        Input::IllFormedText | Input::Number(_) | Input::Date(_) | Input::Other(_) => {
            Err(wrong_type("grain", grain, accepted))
        }
    }
}
