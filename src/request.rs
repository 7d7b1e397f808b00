//! The address of a request: a base URL that is safe to send a token to, and a session id that
//! stays one path segment.

use crate::error::{Issue, IssueCode};
use crate::input::{Input, issue, wrong_type};
use crate::query::Query;
use crate::written::{count, integer};

/// Where Zoom's API is, unless a token response names a regional host.
pub const DEFAULT_BASE_URL: &str = "https://api.zoom.us/v2";

/// Zoom's rate limit label of the endpoint of a session's messages. Its first description says Heavy,
/// every later one (since August 2022) says Medium.
pub const SESSION_LABEL: &str = "medium";

/// The path of a session's messages, in front of its id.
pub const SESSIONS_PATH: &str = "/phone/sms/sessions/";

/// The longest session id, in bytes of UTF-8. Zoom's have 32 characters.
pub const LONGEST_SESSION_ID: usize = 512;

/// How often a `/` of a session id is percent-encoded. It is not known what Zoom wants: other
/// endpoints of Zoom's take ids with a `/` only when encoded twice (`%252F`).
const SLASH_ENCODED: &str = "%2F";

const ACCEPTED_ID: &str = "the session_id of an SMS session, as Zoom lists it";
const ACCEPTED_URL: &str =
    "an https URL, or http on localhost, 127.0.0.1 or [::1], such as https://api.zoom.us/v2";

/// The id of an SMS session, fit to be a segment of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionId(String);

impl SessionId {
    /// Checks the session id of a field.
    ///
    /// # Errors
    /// An issue for what no path segment can carry safely: nothing, `.` and `..` (which URLs
    /// resolve away), control characters, unpaired surrogates, more than 512 bytes.
    pub fn validate(field: &str, id: &Input) -> Result<Self, Issue> {
        let refuse = |code, problem: &str| Err(issue(code, field, problem, ACCEPTED_ID));
        match id {
            Input::Text(id) if id.is_empty() => refuse(IssueCode::Missing, "is empty"),
            Input::Text(id) if id == "." || id == ".." => {
                refuse(IssueCode::InvalidFormat, "is a relative path")
            }
            Input::Text(id) if id.chars().any(char::is_control) => {
                refuse(IssueCode::InvalidFormat, "has a control character")
            }
            Input::Text(id) if id.len() > LONGEST_SESSION_ID => {
                let most = count(LONGEST_SESSION_ID as u64);
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
            | Input::Other(_) => Err(wrong_type(field, id, ACCEPTED_ID)),
        }
    }
}

impl SessionId {
    /// The id as text.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

/// A URL in parts, as the platform's own parser (WHATWG URL) sees it: what is checked is then
/// what is requested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrlParts {
    /// The scheme with its colon: `https:`.
    pub protocol: String,
    /// Host and port: `api.zoom.us`, `127.0.0.1:8466`.
    pub host: String,
    /// The host alone.
    pub hostname: String,
    /// The path: `/v2`.
    pub path: String,
    /// Whether there is a user name, a password, a query or a fragment.
    pub has_extras: bool,
}

/// The address in front of `/phone/sms/…`, without a `/` at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Checks where a token may be sent; `None` is a text that is no URL.
    ///
    /// # Errors
    /// An issue for what is no URL, for any scheme but https (or http to this very machine), and
    /// for credentials, a query or a fragment in it.
    pub fn validate(parts: Option<&UrlParts>) -> Result<Self, Issue> {
        let refuse = |code, problem: &str| Err(issue(code, "baseUrl", problem, ACCEPTED_URL));
        let Some(parts) = parts else {
            return refuse(IssueCode::InvalidFormat, "is not an absolute URL");
        };
        match parts.protocol.as_str() {
            "https:" => {}
            "http:" if is_loopback(&parts.hostname) => {}
            "http:" => {
                return refuse(
                    IssueCode::Insecure,
                    "would send the token unencrypted to another machine",
                );
            }
            _ => return refuse(IssueCode::Insecure, "has a scheme other than https"),
        }
        if parts.has_extras {
            let problem = "has a user name, a password, a query or a fragment";
            return refuse(IssueCode::InvalidFormat, problem);
        }
        let path = parts.path.trim_end_matches('/');
        Ok(Self([&parts.protocol, "//", &parts.host, path].concat()))
    }
}

impl BaseUrl {
    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The scheme, host and port, to be shown: a path may hold something private.
    ///
    /// ```
    /// use zoom_phone_sms::request::BaseUrl;
    /// assert_eq!(BaseUrl::default().origin(), "https://api.zoom.us");
    /// ```
    #[must_use]
    pub fn origin(&self) -> &str {
        let mut slashes = self.0.match_indices('/');
        let path = slashes.nth(2).map_or(self.0.len(), |(at, _)| at);
        self.0.get(..path).unwrap_or_default()
    }
}

impl Default for BaseUrl {
    fn default() -> Self {
        Self(DEFAULT_BASE_URL.to_owned())
    }
}

/// `localhost` and the addresses of this machine: what WHATWG URL makes of them, in every
/// spelling (`127.1`, `0x7f000001`, `[0:0:0:0:0:0:0:1]`).
fn is_loopback(hostname: &str) -> bool {
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = |part: &str| is_digits(part) && integer::<u8>(part).is_some();
    let ipv4 = hostname
        .strip_prefix("127.")
        .is_some_and(|rest| rest.split('.').count() == 3 && rest.split('.').all(is_number));
    hostname == "localhost" || hostname == "[::1]" || ipv4
}

/// The URL of one page: `GET {base}/phone/sms/sessions/{id}?…`.
///
/// ```
/// use zoom_phone_sms::{input::Input, query::Query, request::{BaseUrl, SessionId, session_url}};
/// let id = SessionId::validate("sessionId", &Input::Text("../../users/me?x=#".to_owned())).unwrap();
/// assert_eq!(
///     session_url(&BaseUrl::default(), &id, &Query::default()),
///     "https://api.zoom.us/v2/phone/sms/sessions/..%2F..%2Fusers%2Fme%3Fx%3D%23",
/// );
/// ```
#[must_use]
pub fn session_url(base: &BaseUrl, id: &SessionId, query: &Query) -> String {
    let mut url = [&base.0, SESSIONS_PATH].concat();
    for (index, part) in id.0.split('/').enumerate() {
        if index > 0 {
            url.push_str(SLASH_ENCODED);
        }
        encode(part, &mut url);
    }
    for (index, (name, value)) in query.pairs().iter().enumerate() {
        url.push(if index == 0 { '?' } else { '&' });
        url.push_str(name);
        url.push('=');
        encode(value, &mut url);
    }
    url
}

/// Percent-encodes all but RFC 3986's unreserved characters, so that nothing is left that means
/// something in a path or a query.
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
    use super::{BaseUrl, SessionId, UrlParts, session_url};
    use crate::input::Input;
    use crate::query::Query;
    use proptest::prelude::*;
    use url::Url;

    fn parts(url: &str) -> Option<UrlParts> {
        let url = Url::parse(url).ok()?;
        let hostname = url.host_str().unwrap_or_default().to_owned();
        let port = url
            .port()
            .map(|port| format!(":{port}"))
            .unwrap_or_default();
        let user = !url.username().is_empty() || url.password().is_some();
        Some(UrlParts {
            protocol: format!("{}:", url.scheme()),
            host: format!("{hostname}{port}"),
            hostname,
            path: url.path().to_owned(),
            has_extras: user || url.query().is_some() || url.fragment().is_some(),
        })
    }

    #[test]
    fn the_token_goes_out_encrypted_or_to_this_machine() {
        for (url, base) in [
            ("https://api.zoom.us/v2", "https://api.zoom.us/v2"),
            ("https://api-eu.zoom.us/v2/", "https://api-eu.zoom.us/v2"),
            (
                "https://proxy.test:8443/zoom/v2//",
                "https://proxy.test:8443/zoom/v2",
            ),
            ("https://proxy.test", "https://proxy.test"),
            ("http://localhost:8466/v2", "http://localhost:8466/v2"),
            ("http://127.0.0.1:8466/v2", "http://127.0.0.1:8466/v2"),
            ("http://127.1/v2", "http://127.0.0.1/v2"),
            ("http://[::1]:8466", "http://[::1]:8466"),
        ] {
            assert_eq!(
                BaseUrl::validate(parts(url).as_ref()),
                Ok(BaseUrl(base.to_owned())),
                "{url}"
            );
        }
    }

    #[test]
    fn other_schemes_other_machines_and_credentials_are_refused() {
        for url in [
            "",
            "api.zoom.us/v2",
            "/v2",
            "http://api.zoom.us/v2",
            "http://127.0.0.1.evil.test/",
            "http://localhost.evil.test/",
            "http://0.0.0.0/",
            "http://127.evil.test/",
            "http://127.0.0.-0/",
            "http://127.0.0.+1/",
            "ftp://localhost/",
            "file:///v2",
            "data:,x",
            "https://user:secret@api.zoom.us/v2",
            "https://api.zoom.us/v2?a=b",
            "https://api.zoom.us/v2#a",
        ] {
            let issue = BaseUrl::validate(parts(url).as_ref()).expect_err(url);
            assert_eq!(issue.field, "baseUrl");
            assert!(!issue.message.contains("secret"), "{}", issue.message);
        }
    }

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
                SessionId::validate("sessionId", &id).unwrap_err().field,
                "sessionId",
                "{id:?}"
            );
        }
        assert!(SessionId::validate("sessionId", &text(&"x".repeat(512))).is_ok());
    }

    proptest! {
        #[test]
        fn any_id_stays_the_one_segment_it_was_given_as(
            id in "(\\PC|[./\\\\?#%&=:@;+ ]|\\.\\./|%2e|%2F){1,20}"
        ) {
            let Ok(checked) = SessionId::validate("sessionId", &Input::Text(id.clone())) else { return Ok(()) };
            let url = Url::parse(&session_url(&BaseUrl::default(), &checked, &Query::default())).unwrap();
            let segments: Vec<&str> = url.path_segments().unwrap().collect();
            prop_assert_eq!(&segments[..4], ["v2", "phone", "sms", "sessions"]);
            prop_assert_eq!(segments.len(), 5);
            let decoded: Vec<u8> = percent_decode(segments[4]);
            prop_assert_eq!(String::from_utf8(decoded).unwrap(), id);
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
