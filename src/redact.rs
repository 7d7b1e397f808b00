//! Removes secrets and personal data from sentences that come from outside.
//!
//! Zoom's error sentences are worth showing: they name the field or scope that is wrong. But a server, or a proxy in
//! front of it, may repeat in them what it was sent.
//!
//! [`crate::secrets`] finds the secrets. Sentences also lose anything that may be a credential or personal data:
//! numbers and quotations.

mod characters;
mod numbers;
mod quotations;
mod text;

use text::Text;

use crate::secrets::{JWT, Secrets};

/// The most characters to look at, besides those that the secret may take: what is hidden makes the sentence shorter.
const LOOKED_AT: usize = 4_096;

/// A run of this many letters, digits and `-_` is an identifier or a credential, not a word.
const OPAQUE: usize = 24;

/// The sentence on one line, cut after 300 characters, with `…` in place of tokens, JWTs and other runs of 24 and more
/// letters and digits, queries of URLs, phone numbers, and quoted texts unless they name a field or a scope.
///
/// `secret` is replaced in every form: as it is, percent-encoded, in Base64, in hexadecimal digits. A secret of fewer
/// than 8 characters stays: short texts are in every sentence.
///
/// ```
/// use zoom_phone_sms::redact::redact;
/// assert_eq!(redact("No such user: +1 810-800-1001.", None), "No such user: ….");
/// assert_eq!(redact("Invalid access token: hunter22", Some("hunter22")), "Invalid access token: …");
/// assert_eq!(redact(r#"The "from" of "See you" is wrong."#, None), r#"The "from" of "…" is wrong."#);
/// ```
#[must_use]
pub fn redact(sentence: &str, secret: Option<&str>) -> String {
    let secret = secret.unwrap_or_default();
    let most = LOOKED_AT + 4 * secret.len();
    let mut text = Text::of(sentence, most);
    text.secrets(secret);
    text.without_controls();
    text.credentials();
    text.numbers();
    text.quotations();
    text.shown(most - LOOKED_AT / 2)
}

impl Text {
    /// What is a secret in any text.
    fn secrets(&mut self, secret: &str) {
        let text: String = self.characters().iter().collect();
        // The sentence has lost blanks, so the secret may have lost them too.
        let shortened: String = Text::of(secret, usize::MAX).characters().iter().collect();
        let hidden = Secrets::new(&[secret, &shortened], Vec::new()).hidden(&text);
        for (place, (start, _)) in text.char_indices().enumerate() {
            if hidden.get(start) == Some(&true) {
                self.hide(place..place + 1);
            }
        }
    }

    /// JWTs, and other runs that are too long for a word. A JWT's dots join its parts into one run.
    fn credentials(&mut self) {
        let is_mark = |c: &char| matches!(c, '.' | '+' | '/' | '=' | '%' | '~');
        let belongs = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_' || is_mark(&c);
        for run in self.runs(&belongs) {
            let run = self.trimmed(run, &|c| c != '.', &|c| c != '.');
            let part = self.part(&run);
            if has_jwt(part) || part.split(is_mark).any(|part| part.len() >= OPAQUE) {
                self.hide(run);
            }
        }
    }
}

fn has_jwt(text: &[char]) -> bool {
    let is_jwt = |part: &[char]| part.iter().copied().eq(JWT.iter().copied().map(char::from));
    text.windows(JWT.len()).any(is_jwt)
}

#[cfg(test)]
mod tests {
    use super::redact;

    const TOKEN: &str = "hunter22";

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
            "from must be after 2024-01-01 00:00:00, which is past.",
            "One of 2024-01-01, 2024-01-31 or later.",
            "The \"from\" and \"to\" parameters are required.",
            "\"page_size\" must be at most 100; 'nextPageToken' isn't one of the user's.",
            "Does not contain scopes:'phone:read', \"phone_sms:read\".",
            "100% of the account's 15000 requests.",
        ] {
            assert_eq!(redact(sentence, Some("my-token")), sentence);
        }
    }

    #[test]
    fn tokens_jwts_urls_and_phone_numbers_are_not() {
        for (sentence, clean) in [
            ("Token hunter22 is bad", "Token … is bad"),
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
            ("to 1209, 867, 5309; 2031", "to …"),
            ("two\nlines", "two lines"),
            ("red \u{1b}[31m\0alert", "red [31m alert"),
            ("a\0b%00c\0 %00d\0", "a b c d"),
            ("hun%00ter22, hunt\u{1b}\0er22", "…, …"),
            ("hunter %0022", "hunter 22"),
        ] {
            assert_eq!(redact(sentence, Some(TOKEN)), clean);
        }
    }

    #[test]
    fn a_short_secret_leaves_the_sentence_as_it_is() {
        let sentence = "Invalid access token, try another 1.";
        for secret in ["", "t", "1", "token", "another"] {
            assert_eq!(redact(sentence, Some(secret)), sentence);
        }
        assert_eq!(redact("another1 is bad", Some("another1")), "… is bad");
    }

    #[test]
    fn a_long_sentence_is_cut() {
        assert_eq!(redact(&"word ".repeat(1000), None).chars().count(), 301);
        let secret = "ab".repeat(5_000);
        let sentence = ["Bad: ", &secret, ", also ", &secret].concat();
        assert_eq!(redact(&sentence, Some(&secret)), "Bad: …, also …");
        let many = [&secret, " "].concat().repeat(50);
        assert!(!redact(&many, Some(&secret)).contains("ab"));
    }
}
