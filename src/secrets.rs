//! What counts as a secret, and where it is in a text.
//!
//! The client, downloads and the proxy all use this one list:
//!
//! - values that are known to be secret: tokens, the client secret, the link of a download;
//! - JSON Web Tokens;
//! - links to the hosts of attachments, which carry a signed permission;
//! - queries, user names and passwords of other links;
//! - values with the name of a signature or a token.
//!
//! Each is found as it is, percent-encoded (however often), with invisible characters in it, in Base64 of
//! either alphabet, and in hexadecimal digits. A text is read a fixed number of times.

mod decoded;
mod kinds;
mod known;
mod links;
mod plain;
mod text;

pub(crate) use kinds::JWT;
use known::Known;
pub use known::LEAST_SECRET;
pub use links::ATTACHMENT_HOSTS;
use plain::Plain;
pub(crate) use plain::{is_among, is_invisible};
use text::contains;

/// Stands in place of a secret.
const MARK: char = '…';

/// Which kinds of secrets are looked for: each with those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kinds {
    Known,
    Links,
    All,
}

/// The secrets of a client or a proxy.
#[derive(Debug)]
pub struct Secrets {
    known: Known,
    hosts: Vec<String>,
}

impl Secrets {
    /// Known values, and the hosts of attachments beside Zoom's, in lower case: `files.example`,
    /// `*.files.example` or, for one port alone, `files.example:8443`. A value of fewer than
    /// [`LEAST_SECRET`] bytes is no secret: it is in every text.
    ///
    /// ```
    /// use zoom_phone_sms::secrets::Secrets;
    /// let secrets = Secrets::new(&["hunter22"], vec!["files.example".to_owned()]);
    /// assert_eq!(secrets.without("id=%68unter22!").as_deref(), Some("id=…!"));
    /// assert_eq!(secrets.without("see https://files.example/a").as_deref(), Some("see …"));
    /// assert_eq!(secrets.without("v=2.0;clid=us06"), None);
    /// ```
    #[must_use]
    pub fn new(known: &[&str], hosts: Vec<String>) -> Self {
        let known = Known::new(known);
        Self { known, hosts }
    }

    /// The secrets, and one of them as a sentence shows it.
    pub(crate) fn and_shown(mut self, secret: &str) -> Self {
        self.known.add(secret.as_bytes().to_vec());
        self
    }

    /// The text with `…` in place of each secret, if it has one.
    #[must_use]
    pub fn without(&self, text: &str) -> Option<String> {
        cut(text, &self.hidden(text))
    }

    /// The text with `…` in place of each known value, if it has one: for what people write.
    #[must_use]
    pub fn without_known(&self, text: &str) -> Option<String> {
        cut(text, &self.find(text, Kinds::Known))
    }

    /// Whether a text has a secret in it: for headers and ids, which are shown whole or not at all.
    #[must_use]
    pub fn has_any(&self, text: &str) -> bool {
        self.hidden(text).contains(&true)
    }

    /// Whether a text has a known value, or the beginning of a JSON Web Token, in it.
    #[must_use]
    pub fn has_credentials(&self, text: &str) -> bool {
        self.find(text, Kinds::Known).contains(&true) || contains(Plain::of(text).bytes(), JWT)
    }

    /// Which bytes of a text belong to a secret.
    pub(crate) fn hidden(&self, text: &str) -> Vec<bool> {
        self.find(text, Kinds::All)
    }

    fn find(&self, text: &str, kinds: Kinds) -> Vec<bool> {
        let plain = Plain::of(text);
        let mut hidden = self.find_plain(plain.bytes(), kinds);
        if kinds > Kinds::Known {
            // All noise has a `?` and a `=`: of that, only queries of links.
            let is_secret = |text: &[u8]| self.find_plain(text, Kinds::Links).contains(&true);
            decoded::find(plain.bytes(), &mut hidden, &is_secret);
        }
        plain.places(hidden)
    }

    fn find_plain(&self, text: &[u8], kinds: Kinds) -> Vec<bool> {
        let mut hidden = vec![false; text.len()];
        self.known.find(text, &mut hidden);
        if kinds >= Kinds::Links {
            kinds::jwts(text, &mut hidden);
            links::find(text, &self.hosts, &mut hidden);
            kinds::queries(text, kinds == Kinds::Links, &mut hidden);
        }
        if kinds >= Kinds::All {
            kinds::signatures(text, &mut hidden);
        }
        hidden
    }
}

/// The text with a mark in place of what is hidden, if anything is.
fn cut(text: &str, hidden: &[bool]) -> Option<String> {
    if !hidden.contains(&true) {
        return None;
    }
    let mut clean = String::new();
    let mut was_hidden = false;
    for (at, character) in text.char_indices() {
        let is_hidden = hidden.get(at) == Some(&true);
        if !is_hidden {
            clean.push(character);
        } else if !was_hidden {
            clean.push(MARK);
        }
        was_hidden = is_hidden;
    }
    Some(clean)
}
