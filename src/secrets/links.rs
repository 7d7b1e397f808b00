//! Links: those to the hosts of attachments are secrets, of others what only their server is to know.

use super::text::{hide, length_of, runs};

/// The hosts that Zoom keeps attachments at; its government cloud has a domain of its own. `*.` stands
/// for all names below one.
pub const ATTACHMENT_HOSTS: &[&str] = &["zoom.us", "*.zoom.us", "zoomgov.com", "*.zoomgov.com"];

/// Hides the links to the hosts, with all that stands before them in their word; and of others, user names
/// and passwords.
pub(super) fn find(text: &[u8], hosts: &[String], hidden: &mut [bool]) {
    let belongs = |byte: u8| !byte.is_ascii_whitespace() && !b"\"'<>".contains(&byte);
    runs(text, belongs, &mut |place, word| {
        // A word may have very many links before one end: it is looked for once.
        let mut authority = Authority::default();
        for (from, is_web) in links(word) {
            if from >= authority.end {
                authority = Authority::of(word, from);
                let user = place.start + from..place.start + authority.host_from(from);
                hide(hidden, user.start..user.end.saturating_sub(1));
            }
            if authority.is_at(word, from, is_web, hosts) {
                hide(hidden, place.start..place.start + length_of(word));
                return;
            }
        }
    });
}

/// Where the first link of a word has its `:`.
pub(super) fn link(word: &[u8]) -> Option<usize> {
    links(word).next().map(|(from, _)| from)
}

/// Where the host, or the user before it, of each link of a word begins; and whether it is a link of the web.
fn links(word: &[u8]) -> impl Iterator<Item = (usize, bool)> {
    let colons = word.iter().enumerate().filter(|(_, byte)| **byte == b':');
    colons.filter_map(move |(at, _)| {
        let is_named = |name: &[u8]| {
            let scheme = word.get(at.saturating_sub(name.len())..at);
            scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case(name))
        };
        let is_web = is_named(b"http") || is_named(b"https");
        let rest = word.get(at + 1..).unwrap_or_default();
        if !is_web && !rest.starts_with(b"//") {
            return None;
        }
        // Of the web's, any slashes, in any number, lead to the host.
        let is_slash = |byte: &&u8| matches!(byte, b'/' | b'\\');
        let slashes = rest.iter().take_while(is_slash).count();
        Some((at + 1 + slashes, is_web))
    })
}

/// The part of a link with its user, password and host.
#[derive(Default)]
struct Authority {
    end: usize,
    /// The last `@`, if it has one.
    at: Option<usize>,
    /// The last byte that is no ASCII.
    foreign: Option<usize>,
}

impl Authority {
    fn of(word: &[u8], from: usize) -> Self {
        let mut authority = Self {
            end: word.len(),
            ..Self::default()
        };
        for (at, byte) in word.iter().enumerate().skip(from) {
            match byte {
                b'/' | b'\\' | b'?' | b'#' => {
                    authority.end = at;
                    break;
                }
                b'@' => authority.at = Some(at),
                0x80.. => authority.foreign = Some(at),
                _ => {}
            }
        }
        authority
    }

    /// Where the host begins of the link whose user or host begins at a place.
    fn host_from(&self, from: usize) -> usize {
        self.at.map_or(from, |at| from.max(at + 1))
    }

    /// Whether the host is one of these: whatever its port, unless the one of the list has one, too.
    fn is_at(&self, word: &[u8], from: usize, is_web: bool, hosts: &[String]) -> bool {
        let from = self.host_from(from);
        if self.foreign.is_some_and(|at| at >= from) {
            // Browsers read other letters as these, and have the tables for it.
            return is_web;
        }
        let host = word.get(from..self.end).unwrap_or_default();
        let is_digit = |byte: &&u8| byte.is_ascii_digit();
        let port = host
            .iter()
            .rev()
            .take(LONGEST_PORT)
            .take_while(is_digit)
            .count();
        let name = host.get(..host.len() - port).unwrap_or_default();
        let name = name.strip_suffix(b":").unwrap_or(host);
        let name = name.strip_suffix(b".").unwrap_or(name);
        let own = hosts.iter().map(String::as_str);
        let mut all = ATTACHMENT_HOSTS.iter().copied().chain(own);
        all.any(|known| match known.as_bytes() {
            [b'*', below @ ..] => ends_with(name, below) || ends_with(host, below),
            known => name.eq_ignore_ascii_case(known) || host.eq_ignore_ascii_case(known),
        })
    }
}

/// The digits of the highest port.
const LONGEST_PORT: usize = 5;

fn ends_with(name: &[u8], end: &[u8]) -> bool {
    let last = name
        .len()
        .checked_sub(end.len())
        .and_then(|at| name.get(at..));
    last.is_some_and(|last| last.eq_ignore_ascii_case(end))
}
