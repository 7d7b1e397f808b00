//! Secrets recognized by their form: JSON Web Tokens, queries, and named values.

use super::links::link;
use super::text::{hide, length_of, runs};

/// The beginning of a JSON Web Token: the Base64 of `{"`.
pub(crate) const JWT: &[u8] = b"eyJ";

/// The fewest letters in the first part of a JSON Web Token after [`JWT`], and in its second part.
const LEAST_PART: usize = 4;

/// The longest name of a signature or a token.
const LONGEST_NAME: usize = 32;

/// Letters of names and of the parts of a JSON Web Token.
fn is_word(letter: u8) -> bool {
    letter.is_ascii_alphanumeric() || letter == b'_' || letter == b'-'
}

/// JSON Web Tokens, signed or encrypted: parts with one dot between them, or two where the second part is
/// empty. Each letter is read once: a text may have very many beginnings of tokens.
pub(super) fn jwts(text: &[u8], hidden: &mut [bool]) {
    let mut start = None;
    let mut head = None;
    let mut end = 0;
    runs(text, is_word, &mut |part, letters| {
        let between = text.get(end..part.start).unwrap_or_default();
        if !matches!(between, b"." | b"..") {
            start = None;
            head = None;
        }
        end = part.end;
        if start.is_none() && letters.len() >= LEAST_PART {
            start = head;
        }
        if let Some(from) = start {
            hide(hidden, from..end);
            start = Some(end);
            return;
        }
        let at = letters.windows(JWT.len()).position(|at| at == JWT);
        let at = at.filter(|at| letters.len() - at >= JWT.len() + LEAST_PART);
        // A payload may be shorter (`e30`): then the next part decides.
        head = at.map(|at| part.start + at).or(head);
    });
}

/// Queries: what follows a `?` and has a `=`. Of a link, everything after its `?`, and what follows its `#` and has
/// a `=`.
pub(super) fn queries(text: &[u8], are_links: bool, hidden: &mut [bool]) {
    let belongs = |byte: u8| !byte.is_ascii_whitespace();
    runs(text, belongs, &mut |word, letters| {
        let behind = |from: Option<usize>, marks: &[u8]| {
            let rest = letters.get(from?..)?;
            let mark = rest.iter().position(|byte| marks.contains(byte))?;
            Some(from? + mark)
        };
        let link = link(letters);
        let of_link = behind(link, b"?");
        // Names of files may have a `#`, too (`Invoice#1=a.pdf`).
        let of_any = behind(if are_links { link } else { Some(0) }, b"?");
        let of_place = behind(link, b"#");
        let has_value = |mark: &usize| letters.get(*mark..).is_some_and(|it| it.contains(&b'='));
        let marks = [
            of_link,
            of_any.filter(has_value),
            of_place.filter(has_value),
        ];
        if let Some(mark) = marks.into_iter().flatten().min() {
            let is_of_link = link.is_some_and(|link| link < mark);
            let end = if is_of_link {
                length_of(letters)
            } else {
                letters.len()
            };
            hide(hidden, word.start + mark + 1..word.start + end);
        }
    });
}

/// Values named like a signature or a token, with or without a `?` before them.
pub(super) fn signatures(text: &[u8], hidden: &mut [bool]) {
    let belongs = |byte: u8| !byte.is_ascii_whitespace() && !b"&;#\"'".contains(&byte);
    runs(text, belongs, &mut |pair, letters| {
        let is_value = |at: &usize| {
            if letters.get(*at) != Some(&b'=') {
                return false;
            }
            let name = letters.get(at.saturating_sub(LONGEST_NAME)..*at);
            let name = name.unwrap_or_default();
            let start = name.iter().rposition(|byte| !is_word(*byte));
            let name = name.get(start.map_or(0, |at| at + 1)..);
            is_signature(name.unwrap_or_default())
        };
        if let Some(at) = (0..letters.len()).find(is_value) {
            hide(hidden, pair.start + at + 1..pair.end);
        }
    });
}

fn is_signature(name: &[u8]) -> bool {
    SIGNATURES
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
}

/// The names of signatures and tokens, including those of the clouds that links redirect to.
const SIGNATURES: &[&str] = &[
    "token",
    "access_token",
    "id_token",
    "refresh_token",
    "jwt",
    "sig",
    "signature",
    "x-amz-signature",
    "x-amz-credential",
    "x-amz-security-token",
    "x-goog-signature",
    "x-goog-credential",
    "x-goog-security-token",
    "x-zm-signature",
    "x-zm-credential",
    "x-zm-security-token",
];
