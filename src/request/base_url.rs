//! A base URL that a token may be sent to.

use crate::error::{Issue, IssueCode};
use crate::input::issue;
use crate::written::integer;

/// The address of Zoom's API, unless a token response names a regional host.
pub const DEFAULT_BASE_URL: &str = "https://api.zoom.us/v2";

const ACCEPTED: &str =
    "an https URL, or http on localhost, 127.0.0.1 or [::1], such as https://api.zoom.us/v2";

/// The parts of a URL from the platform's own parser (WHATWG URL), so that the checked address is
/// the requested one.
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

/// The address before `/phone/sms/…`, without a trailing `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Checks where a token may be sent; `None` means that the text is not a URL.
    ///
    /// # Errors
    /// An issue for anything but a URL, for a scheme other than https (or http to this machine),
    /// and for credentials, a query or a fragment in it.
    pub fn validate(parts: Option<&UrlParts>) -> Result<Self, Issue> {
        let refuse = |code, problem: &str| Err(issue(code, "baseUrl", problem, ACCEPTED));
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

    /// The scheme, host and port, safe to show: a path may be private.
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

/// `localhost` and the addresses of this machine, as WHATWG URL normalizes every spelling (`127.1`,
/// `0x7f000001`, `[0:0:0:0:0:0:0:1]`).
fn is_loopback(hostname: &str) -> bool {
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = |part: &str| is_digits(part) && integer::<u8>(part).is_some();
    let ipv4 = hostname
        .strip_prefix("127.")
        .is_some_and(|rest| rest.split('.').count() == 3 && rest.split('.').all(is_number));
    hostname == "localhost" || hostname == "[::1]" || ipv4
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::{BaseUrl, UrlParts};
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
}
