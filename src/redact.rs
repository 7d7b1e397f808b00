//! Takes secrets and personal data out of sentences that come from outside.
//!
//! Zoom's error sentences are worth showing: they say which field or scope is wrong. What a server
//! or a proxy before it writes there is not ours, though, and may repeat what it was sent.

use alloc::borrow::ToOwned;
use alloc::string::String;

use crate::written::{cut, has};

/// The most characters that are kept of a foreign sentence.
const LONGEST: usize = 300;
/// A run of this many letters, digits and `-_` is an identifier or a credential, not a word.
const OPAQUE: usize = 24;
/// This many digits may be a phone number; statuses, codes, years and limits have fewer.
const PHONE_DIGITS: usize = 7;

/// The sentence with tokens, JWTs, URLs' queries and phone numbers replaced by `…`, on one line,
/// cut after 300 characters.
///
/// `secret` is replaced wherever it stands, whatever it looks like.
///
/// ```
/// use zoom_phone_sms::redact::redact;
/// assert_eq!(redact("No such user: +1 810-800-1001.", None), "No such user: ….");
/// assert_eq!(redact("Invalid access token: hunter2", Some("hunter2")), "Invalid access token: …");
/// ```
#[must_use]
pub fn redact(sentence: &str, secret: Option<&str>) -> String {
    let mut rest = sentence;
    let mut sentence = String::new();
    while let Some((before, behind)) = cut(rest, secret.unwrap_or_default()) {
        sentence.push_str(before);
        sentence.push('…');
        rest = behind;
    }
    sentence.push_str(rest);
    // Neither may a sentence from outside move a terminal's cursor or start a line of a log.
    let mut clean = String::new();
    for word in sentence.split(|c: char| c.is_whitespace() || c.is_control()) {
        if !clean.is_empty() && !word.is_empty() {
            clean.push(' ');
        }
        clean.push_str(&redact_word(word));
    }
    let clean = redact_numbers(&clean);
    let mut kept = String::new();
    kept.extend(clean.chars().take(LONGEST));
    if kept.len() < clean.len() {
        kept.push('…');
    }
    kept
}

/// Cuts a URL's query and replaces every opaque run; a JWT's dots join its parts into one run.
fn redact_word(word: &str) -> String {
    let word = match cut(word, "?") {
        Some((before, query)) if has(query, "=") => [before, "?…"].concat(),
        _ => word.to_owned(),
    };
    runs(
        &word,
        &|c| matches!(c, '0'..='9' | 'A'..='Z' | 'a'..='z' | '-' | '_' | '.' | '+' | '/' | '=' | '%'),
        &|run| {
            let mut parts = run.as_bytes().split(|byte| b".+/=%".contains(byte));
            has(run, "eyJ") || parts.any(|part| part.len() >= OPAQUE)
        },
    )
}

/// Replaces digits that may be a phone number, with the separators people write within one.
fn redact_numbers(sentence: &str) -> String {
    runs(
        sentence,
        &|c| c.is_numeric() || has("+-()./_*·• ‐‑‒–—―", c.encode_utf8(&mut [0; 4])),
        &|run| {
            let digits = run.chars().filter(|character| character.is_numeric());
            digits.count() >= PHONE_DIGITS && !is_date(run)
        },
    )
}

/// `2024-01-31`: Zoom's advice on a range has dates, and they are nobody's number.
fn is_date(text: &str) -> bool {
    let shape = text
        .bytes()
        .map(|b| if b.is_ascii_digit() { b'0' } else { b });
    shape.eq(*b"0000-00-00")
}

/// Replaces each longest run of characters that `belongs` and that is `secret`, without the spaces
/// and full stops around it.
fn runs(text: &str, belongs: &dyn Fn(char) -> bool, secret: &dyn Fn(&str) -> bool) -> String {
    let mut clean = String::new();
    let mut run = String::new();
    let mut characters = text.chars();
    loop {
        let next = characters.next();
        if let Some(character) = next
            && belongs(character)
        {
            run.push(character);
            continue;
        }
        let is_core = |byte: u8| byte != b' ' && byte != b'.';
        let start = run.bytes().position(is_core).unwrap_or_default();
        let end = run.bytes().rposition(is_core).map_or(0, |last| last + 1);
        if let (Some(before), Some(core), Some(behind)) =
            (run.get(..start), run.get(start..end), run.get(end..))
            && secret(core)
        {
            clean.push_str(&[before, "…", behind].concat());
        } else {
            clean.push_str(&run);
        }
        run.clear();
        match next {
            Some(character) => clean.push(character),
            None => return clean,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::redact;

    #[test]
    fn what_zoom_says_to_help_is_kept() {
        for sentence in [
            "Invalid access token, does not contain scopes:[phone_sms:read, phone_sms:read:admin].",
            "You have reached the maximum per-second rate limit for this API. Try again later.",
            "The next page token is either invalid or expired.",
            "Page size must be between 1 and 100.",
            "Does not contain scopes:[phone:read:sms_session:admin].",
            "See api-for-sms.developers.zoom.us for more.",
            "from must be after 2024-01-01 and before 2024-01-31T00:00:00Z.",
        ] {
            assert_eq!(redact(sentence, Some("my-token")), sentence);
        }
    }

    #[test]
    fn tokens_jwts_urls_and_phone_numbers_are_not() {
        for (sentence, clean) in [
            ("Token abc is bad", "Token … is bad"),
            (
                "Bearer eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.sig is bad",
                "Bearer … is bad",
            ),
            (
                "id 2z0Ov7kngllAbfQi4ZR2eQTb3mFVYQpYAe4 expired",
                "id … expired",
            ),
            (
                "GET https://x.test/file?jwt=1.2.3 failed",
                "GET https://x.test/file?… failed",
            ),
            ("to 12092693625, from (120) 926-93625.", "to …, from …."),
            (
                "to 810.800.1001, +1.810.800.1001 or 1/810/800/1001",
                "to …, … or …",
            ),
            ("to 810_800_1001 or 810·800·1001", "to … or …"),
            ("to 810‑800‑1001 or ٨١٠٨٠٠١٠٠١", "to … or …"),
            ("to 1\u{a0}810\u{202f}800\u{a0}1001", "to …"),
            ("jwt=eyJh.eyJi.c", "…"),
            ("two\nlines", "two lines"),
            ("red \u{1b}[31m\0alert", "red [31m alert"),
        ] {
            assert_eq!(redact(sentence, Some("abc")), clean);
        }
    }

    #[test]
    fn a_long_sentence_is_cut() {
        assert_eq!(redact(&"word ".repeat(1000), None).chars().count(), 301);
    }
}
