//! Links: those to the hosts of attachments are secrets, and so are user names and passwords of others.

use super::text::{hide, length_of, runs};

/// The hosts of Zoom's attachments; its government cloud has its own domain. `*.` stands for all subdomains.
pub const ATTACHMENT_HOSTS: &[&str] = &["zoom.us", "*.zoom.us", "zoomgov.com", "*.zoomgov.com"];

/// Hides links to the hosts, with everything before them in the same word, and the user names and passwords of other
/// links.
pub(super) fn find(text: &[u8], hosts: &[String], hidden: &mut [bool]) {
    let belongs = |byte: u8| !byte.is_ascii_whitespace() && !b"\"'<>".contains(&byte);
    runs(text, belongs, &mut |place, word| {
        // A word may have very many links with the same end, which is searched for once.
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

/// Where the host of a word's first link, or the user before it, begins.
pub(super) fn link(word: &[u8]) -> Option<usize> {
    links(word).next().map(|(from, _)| from)
}

/// For each link of a word: where its host, or the user before it, begins, and whether it is http or https.
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
        // Browsers accept any number of slashes and backslashes before the host.
        let is_slash = |byte: &&u8| matches!(byte, b'/' | b'\\');
        let slashes = rest.iter().take_while(is_slash).count();
        Some((at + 1 + slashes, is_web))
    })
}

/// The part of a link with its user, password and host.
#[derive(Default)]
struct Authority {
    end: usize,
    /// The last `@`, if any.
    at: Option<usize>,
    /// The last byte that is not ASCII.
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

    /// Where a link's host begins, if its user or host begins at `from`.
    fn host_from(&self, from: usize) -> usize {
        self.at.map_or(from, |at| from.max(at + 1))
    }

    /// Whether the host is one of these. Its port matters only if the list names a port.
    fn is_at(&self, word: &[u8], from: usize, is_web: bool, hosts: &[String]) -> bool {
        let from = self.host_from(from);
        if self.foreign.is_some_and(|at| at >= from) {
            // Browsers convert such letters to ASCII by large tables, so any host may result.
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
