//! The path of a request below the base URL, and its query.

use super::BaseUrl;
use crate::error::{Issue, IssueCode};
use crate::input::{Input, issue, wrong_type};
use crate::written::count;

/// The longest id, in bytes of UTF-8. Zoom's have 32 characters.
pub const LONGEST_ID: usize = 512;

/// How often a `/` of an id is percent-encoded. It is not known what Zoom wants: other endpoints of
/// Zoom's take ids with a `/` only when encoded twice (`%252F`).
const SLASH_ENCODED: &str = "%2F";

/// An id that can be one segment of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment(String);

impl Segment {
    /// Checks the id in a field; `accepted` says what belongs there.
    ///
    /// # Errors
    /// An issue for anything unsafe in a path segment: an empty id, `.` and `..` (which URLs
    /// resolve), control characters, unpaired surrogates, more than 512 bytes.
    pub fn validate(field: &str, id: &Input, accepted: &str) -> Result<Self, Issue> {
        let refuse = |code, problem: &str| Err(issue(code, field, problem, accepted));
        match id {
            Input::Text(id) if id.is_empty() => refuse(IssueCode::Missing, "is empty"),
            Input::Text(id) if id == "." || id == ".." => {
                refuse(IssueCode::InvalidFormat, "is a relative path")
            }
            Input::Text(id) if id.chars().any(char::is_control) => {
                refuse(IssueCode::InvalidFormat, "has a control character")
            }
            Input::Text(id) if id.len() > LONGEST_ID => {
                let most = count(LONGEST_ID as u64);
                let problem = ["is longer than ", &most, " bytes"].concat();
                refuse(IssueCode::OutOfBounds, &problem)
            }
            Input::Text(id) => Ok(Self(id.clone())),
            Input::IllFormedText => refuse(
                IssueCode::InvalidFormat,
                "has an unpaired surrogate, half of a character",
            ),
            Input::Absent
            | Input::Number(_)
            | Input::Date(_)
            | Input::Boolean(_)
            | Input::Other(_) => Err(wrong_type(field, id, accepted)),
        }
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The address of a request below the base URL: names of Zoom's, ids, and a query.
///
/// ```
/// use zoom_phone_sms::{input::Input, request::{BaseUrl, Path, Segment}};
/// let id = Input::Text("../../users/me?x=#".to_owned());
/// let id = Segment::validate("sessionId", &id, "a session id").unwrap();
/// let path = Path::new("/phone/sms/sessions/").id(&id).query(&[("sort", "1".to_owned())]);
/// assert_eq!(
///     path.below(&BaseUrl::default()),
///     "https://api.zoom.us/v2/phone/sms/sessions/..%2F..%2Fusers%2Fme%3Fx%3D%23?sort=1",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path(String);

impl Path {
    /// A path that starts with these names, such as `/phone/sms/sessions/`.
    #[must_use]
    pub fn new(names: &'static str) -> Self {
        Self(names.to_owned())
    }

    /// The path with more names, such as `/messages/`.
    #[must_use]
    pub fn names(mut self, names: &'static str) -> Self {
        self.0.push_str(names);
        self
    }

    /// The path with an id as its next segment.
    #[must_use]
    pub fn id(mut self, id: &Segment) -> Self {
        for (index, part) in id.0.split('/').enumerate() {
            if index > 0 {
                self.0.push_str(SLASH_ENCODED);
            }
            encode(part, &mut self.0);
        }
        self
    }

    /// The path with a query, if there are any pairs.
    #[must_use]
    pub fn query(mut self, pairs: &[(&'static str, String)]) -> Self {
        for (index, (name, value)) in pairs.iter().enumerate() {
            self.0.push(if index == 0 { '?' } else { '&' });
            self.0.push_str(name);
            self.0.push('=');
            encode(value, &mut self.0);
        }
        self
    }

    /// The whole URL.
    #[must_use]
    pub fn below(&self, base: &BaseUrl) -> String {
        [base.as_str(), &self.0].concat()
    }
}

/// Percent-encodes everything except RFC 3986's unreserved characters, which leaves no path or
/// query syntax.
fn encode(text: &str, url: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' => {
                url.push(char::from(byte));
            }
            _ => {
                url.push('%');
                for digit in [byte >> 4, byte & 0xF] {
                    let digit = char::from_digit(u32::from(digit), 16);
                    url.extend(digit.map(|digit| digit.to_ascii_uppercase()));
                }
            }
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::{BaseUrl, Path, Segment};
    use crate::input::Input;
    use proptest::prelude::*;
    use url::Url;

    #[test]
    fn ids_that_no_segment_can_carry_are_refused() {
        let text = |text: &str| Input::Text(text.to_owned());
        for id in [
            text(""),
            text("."),
            text(".."),
            text("a\nb"),
            text("a\0"),
            text("\u{85}"),
            text("\u{7f}"),
            text(&"x".repeat(513)),
            text(&"é".repeat(257)),
            Input::IllFormedText,
            Input::Absent,
            Input::Number(1.0),
        ] {
            assert_eq!(
                Segment::validate("sessionId", &id, "an id")
                    .unwrap_err()
                    .field,
                "sessionId",
                "{id:?}"
            );
        }
        assert!(Segment::validate("sessionId", &text(&"x".repeat(512)), "an id").is_ok());
    }

    proptest! {
        #[test]
        fn any_id_stays_the_one_segment_it_was_given_as(
            id in "(\\PC|[./\\\\?#%&=:@;+ ]|\\.\\./|%2e|%2F){1,20}"
        ) {
            let Ok(checked) = Segment::validate("sessionId", &Input::Text(id.clone()), "an id") else { return Ok(()) };
            let path = Path::new("/phone/sms/sessions/").id(&checked).names("/messages/").id(&checked);
            let url = Url::parse(&path.below(&BaseUrl::default())).unwrap();
            let segments: Vec<&str> = url.path_segments().unwrap().collect();
            prop_assert_eq!(&segments[..4], ["v2", "phone", "sms", "sessions"]);
            prop_assert_eq!((segments.len(), segments[5]), (7, "messages"));
            for segment in [segments[4], segments[6]] {
                prop_assert_eq!(String::from_utf8(percent_decode(segment)).unwrap(), id.clone());
            }
            prop_assert_eq!((url.query(), url.fragment()), (None, None));
        }
    }

    fn percent_decode(segment: &str) -> Vec<u8> {
        let pair = format!("http://x/?a={}", segment.replace('+', "%2B"));
        let url = Url::parse(&pair).unwrap();
        let (_, value) = url.query_pairs().next().unwrap();
        value.into_owned().into_bytes()
    }
}
