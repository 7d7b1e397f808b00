//! Links: those to the hosts of attachments are secrets, of others what only their server is to know.

use super::text::{hide, length_of, runs};

/// The hosts that Zoom keeps attachments at; its government cloud has a domain of its own. `*.` stands
/// for all names below one.
pub const ATTACHMENT_HOSTS: &[&str] = &["zoom.us", "*.zoom.us", "zoomgov.com", "*.zoomgov.com"];

/// No host has a longer name, with its port.
const LONGEST_HOST: usize = 300;

/// Hides the links to the hosts, with all that stands before them in their word; and of others, user names
/// and passwords.
pub(super) fn find(text: &[u8], hosts: &[String], hidden: &mut [bool]) {
    let belongs = |byte: u8| !byte.is_ascii_whitespace() && !b"\"'<>".contains(&byte);
    runs(text, belongs, &mut |place, word| {
        let mut authority = Authority::default();
        for (at, _) in word.iter().enumerate().filter(|(_, byte)| **byte == b':') {
            let is_named = |name: &[u8]| {
                let scheme = word.get(at.saturating_sub(name.len())..at);
                scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case(name))
            };
            let is_web = is_named(b"http") || is_named(b"https");
            let rest = word.get(at + 1..).unwrap_or_default();
            if !is_web && !rest.starts_with(b"//") {
                continue;
            }
            // Of the web's, any slashes, in any number, lead to the host.
            let is_slash = |byte: &&u8| matches!(byte, b'/' | b'\\');
            let from = at + 1 + rest.iter().take_while(is_slash).count();
            // Of links within links, as in `http:http:http:`, only one has an authority of its own.
            if from > authority.end {
                authority = Authority::of(word, from);
                hide(hidden, place.start + from..place.start + authority.host - 1);
            }
            let host = word.get(from.max(authority.host)..authority.end);
            if is_at(host.unwrap_or_default(), is_web, hosts) {
                hide(hidden, place.start..place.start + length_of(word));
                return;
            }
        }
    });
}

/// Where the host of a link starts, behind the user and the password, and where it ends.
#[derive(Default)]
struct Authority {
    host: usize,
    end: usize,
}

impl Authority {
    fn of(word: &[u8], from: usize) -> Self {
        let rest = word.get(from..).unwrap_or_default();
        let ends = |byte: &u8| matches!(byte, b'/' | b'\\' | b'?' | b'#');
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        let authority = rest.get(..length).unwrap_or_default();
        let at = authority.iter().rposition(|byte| *byte == b'@');
        Self {
            host: from + at.map_or(0, |at| at + 1),
            end: from + length,
        }
    }
}

/// Whether a host is one of these: whatever its port, unless the one of the list has one, too.
fn is_at(host: &[u8], is_web: bool, hosts: &[String]) -> bool {
    if host.len() > LONGEST_HOST {
        return false;
    }
    if !host.is_ascii() {
        // Browsers read other letters as these, and have the tables for it.
        return is_web;
    }
    let host = host.to_ascii_lowercase();
    let port = host
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let name = host.get(..host.len() - port).unwrap_or_default();
    let name = name.strip_suffix(b":").unwrap_or(&host);
    let name = name.strip_suffix(b".").unwrap_or(name);
    let own = hosts.iter().map(String::as_str);
    ATTACHMENT_HOSTS
        .iter()
        .copied()
        .chain(own)
        .any(|known| match known.as_bytes() {
            [b'*', below @ ..] => name.ends_with(below) || host.ends_with(below),
            known => name == known || host == known,
        })
}
