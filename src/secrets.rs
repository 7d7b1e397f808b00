//! What counts as a secret, and where it is in a text.
//!
//! The client, downloads and the proxy all use this one list:
//!
//! - values that are known to be secret: tokens, the client secret, the link of a download;
//! - JSON Web Tokens;
//! - links to the hosts of attachments, which carry a signed permission;
//! - queries, user names and passwords of other links;
//! - values named like a signature or a token.
//!
//! Each is found as it is; with percent or JSON escapes, also nested; with invisible characters in it; in Base64 of
//! either alphabet and in hexadecimal digits, also with wrapped lines; and in one of these forms within another. A
//! text is read a fixed number of times.

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
pub(crate) use plain::{is_among, is_invisible, number};
use text::contains;

/// Stands in place of a secret.
const MARK: char = '…';

/// How many forms within each other are decoded, besides escapes.
const DEEPEST: usize = 2;

/// The kinds of secrets to look for; each includes those before it.
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
    /// Known values, and hosts of attachments besides Zoom's, in lower case: `files.example`,
    /// `*.files.example` or, for one port only, `files.example:8443`. A value of fewer than
    /// [`LEAST_SECRET`] bytes is not a secret: short texts are everywhere.
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

    /// The text with `…` in place of each secret, if it has one.
    #[must_use]
    pub fn without(&self, text: &str) -> Option<String> {
        cut(text, &self.hidden(text))
    }

    /// The text with `…` in place of each known value, if it has one: for texts that people write.
    #[must_use]
    pub fn without_known(&self, text: &str) -> Option<String> {
        cut(text, &self.find(text.as_bytes(), Kinds::Known, DEEPEST))
    }

    /// Whether a text has a secret in it, or the beginning of a JSON Web Token: for headers and ids, which are
    /// shown whole or not at all.
    #[must_use]
    pub fn has_any(&self, text: &str) -> bool {
        self.hidden(text).contains(&true) || starts_jwt(text)
    }

    /// Whether a text has a known value, or the beginning of a JSON Web Token, in it.
    #[must_use]
    pub fn has_credentials(&self, text: &str) -> bool {
        let known = self.find(text.as_bytes(), Kinds::Known, DEEPEST);
        known.contains(&true) || starts_jwt(text)
    }

    /// Which bytes of a text belong to a secret.
    pub(crate) fn hidden(&self, text: &str) -> Vec<bool> {
        self.find(text.as_bytes(), Kinds::All, DEEPEST)
    }

    fn find(&self, text: &[u8], kinds: Kinds, depth: usize) -> Vec<bool> {
        let plain = Plain::of(text);
        let mut hidden = self.find_plain(plain.bytes(), kinds);
        if let Some(depth) = depth.checked_sub(1) {
            // Random bytes often have a `?` and a `=`: in them, only queries of links count.
            let kinds = kinds.min(Kinds::Links);
            let is_secret = |decoded: &[u8]| self.find(decoded, kinds, depth).contains(&true);
            decoded::find(plain.bytes(), &mut hidden, &is_secret);
        }
        let mut hidden = plain.places(hidden);
        if plain.is_decoded() {
            // A decoded escape may look like the end of a word, a name or a host.
            let as_it_is = self.find_plain(text, kinds);
            for (is_hidden, is_here) in hidden.iter_mut().zip(as_it_is) {
                *is_hidden |= is_here;
            }
        }
        hidden
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

/// Whether a JSON Web Token begins in a text.
fn starts_jwt(text: &str) -> bool {
    contains(Plain::of(text.as_bytes()).bytes(), JWT)
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
