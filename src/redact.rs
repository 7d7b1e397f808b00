//! Takes secrets and personal data out of sentences that come from outside.
//!
//! Zoom's error sentences are worth showing: they say which field or scope is wrong. What a server
//! or a proxy before it writes there is not ours, though, and may repeat what it was sent.
//!
//! Secrets are what [`crate::secrets`] finds. Besides, sentences lose what may be a credential or personal:
//! `Text::credentials`, `Text::numbers` and `Text::quotations`.

mod characters;
mod plain;

use std::ops::Range;

use characters::{QUOTES, is_separator};
use plain::plain;

use crate::secrets::{JWT, LEAST_SECRET, Secrets};

/// The most characters that are kept of a foreign sentence.
const LONGEST: usize = 300;
/// So many characters are looked at for that, besides some for the secret: what is not shown makes the
/// sentence shorter.
const LOOKED_AT: usize = 4_096;
/// A run of this many letters, digits and `-_` is an identifier or a credential, not a word.
const OPAQUE: usize = 24;
/// This many digits may be a phone number; statuses, codes, years and limits have fewer.
const PHONE_DIGITS: usize = 7;
/// The longest name of a field or a scope.
const LONGEST_NAME: usize = 64;
/// What Zoom quotes that is a single word: a quoted text may be one, too.
const WORDS: &[&str] = &["from", "to", "sort", "message", "scopes"];

/// The sentence on one line, cut after 300 characters, with `…` in place of tokens, JWTs and other
/// runs of 24 and more letters and digits, URLs' queries, phone numbers, and quoted texts unless they
/// name a field or a scope.
///
/// `secret` is replaced wherever it stands and in whatever form: as it is, percent-encoded, in base64,
/// in hexadecimal digits. One of fewer than 8 characters stays: it is in every sentence.
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
    text.credentials();
    text.numbers();
    text.quotations();
    text.shown(most - LOOKED_AT / 2)
}

/// A text, and which of its characters are not shown.
struct Text {
    characters: Vec<char>,
    is_hidden: Vec<bool>,
}

impl Text {
    fn of(text: &str, most: usize) -> Self {
        let characters = plain(text, most);
        let is_hidden = vec![false; characters.len()];
        Self {
            characters,
            is_hidden,
        }
    }

    fn hide(&mut self, range: Range<usize>) {
        if let Some(hidden) = self.is_hidden.get_mut(range) {
            hidden.fill(true);
        }
    }

    fn part(&self, range: &Range<usize>) -> &[char] {
        self.characters.get(range.clone()).unwrap_or_default()
    }

    /// What is a secret in any text.
    fn secrets(&mut self, secret: &str) {
        let text: String = self.characters.iter().collect();
        let mut secrets = Secrets::new(&[secret], Vec::new());
        if secret.len() >= LEAST_SECRET {
            let shown: String = plain(secret, usize::MAX).into_iter().collect();
            secrets = secrets.and_shown(&shown);
        }
        let hidden = secrets.hidden(&text);
        for ((at, _), is_hidden) in text.char_indices().zip(&mut self.is_hidden) {
            *is_hidden = hidden.get(at) == Some(&true);
        }
    }

    /// JWTs, and what else is too long for a word. A JWT's dots join its parts into one run.
    fn credentials(&mut self) {
        let is_mark = |c: &char| matches!(c, '.' | '+' | '/' | '=' | '%' | '~');
        let belongs = |_, c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_' || is_mark(&c);
        for run in self.runs(&belongs) {
            let run = self.trimmed(run, &|c| c != '.', &|c| c != '.');
            let part = self.part(&run);
            if has_jwt(part) || part.split(is_mark).any(|part| part.len() >= OPAQUE) {
                self.hide(run);
            }
        }
    }

    /// Digits that may be a phone number, whatever stands between them but letters.
    fn numbers(&mut self) {
        for run in self.runs(&|_, c| c.is_numeric() || is_separator(c)) {
            let run = self.number_in(run);
            let is_some = !self.part(&run).split(|c| *c == ' ').all(is_time_or_none);
            if self.digits(&run) < PHONE_DIGITS || !is_some {
                continue;
            }
            // Of a list of numbers, each is replaced; what has a comma within it is one number.
            let mut listed = Vec::new();
            let mut start = run.start;
            for end in run.clone() {
                if matches!(self.part(&(end..end + 2)), [',' | ';', ' ']) {
                    listed.push(self.number_in(start..end));
                    start = end;
                }
            }
            listed.push(self.number_in(start..run.end));
            if listed.iter().any(|part| self.digits(part) < PHONE_DIGITS) {
                listed = vec![run];
            }
            for part in listed {
                self.hide(part);
            }
        }
    }

    fn digits(&self, range: &Range<usize>) -> usize {
        self.part(range).iter().filter(|c| c.is_numeric()).count()
    }

    /// A run without what stands before and behind the number in it.
    fn number_in(&self, run: Range<usize>) -> Range<usize> {
        let begins = |c: char| c.is_numeric() || c == '+' || c == '(';
        self.trimmed(run, &begins, &|c| c.is_numeric() || c == ')')
    }

    /// Quoted texts, from the first to the last mark of their kind: a text may have such marks of its
    /// own, and may not be quoted to its end.
    fn quotations(&mut self) {
        let mut at = 0;
        while let Some(open) = self.characters.get(at) {
            at += 1;
            let Some((_, close)) = QUOTES.iter().find(|marks| marks.0 == *open) else {
                continue;
            };
            let is_single = matches!(close, '\'' | '’' | '‘');
            let is_letter = |at: usize| self.characters.get(at).is_some_and(|c| is_letter(*c));
            if is_single && at > 1 && is_letter(at - 2) {
                continue; // An apostrophe.
            }
            let closes = |place: &usize| {
                self.characters.get(*place) == Some(close) && !(is_single && is_letter(place + 1))
            };
            let end = self.characters.len();
            let quoted = match (at..end).find(closes) {
                Some(first) if is_name(self.part(&(at..first))) => {
                    at = first + 1;
                    continue;
                }
                Some(first) => at..(first..end).rfind(closes).unwrap_or(first),
                None if is_single => continue,
                None => at..end,
            };
            at = quoted.end + 1;
            self.hide(quoted);
        }
    }

    /// The longest runs of characters that `belongs` says yes to; it is told their places, too.
    fn runs(&self, belongs: &dyn Fn(usize, char) -> bool) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (at, character) in self.characters.iter().enumerate() {
            if !belongs(at, *character) {
                continue;
            }
            match runs.last_mut() {
                Some(run) if run.end == at => run.end = at + 1,
                _ => runs.push(at..at + 1),
            }
        }
        runs
    }

    /// A run from the first character that it may begin with to the last that it may end with.
    fn trimmed(
        &self,
        run: Range<usize>,
        begins: &dyn Fn(char) -> bool,
        ends: &dyn Fn(char) -> bool,
    ) -> Range<usize> {
        let part = self.part(&run);
        let first = part.iter().position(|c| begins(*c)).unwrap_or(part.len());
        let last = part
            .iter()
            .rposition(|c| ends(*c))
            .map_or(first, |last| last + 1);
        run.start + first..run.start + last.max(first)
    }

    /// What is shown of it, at most up to a place behind which it may have been cut within a secret.
    fn shown(&self, end: usize) -> String {
        let mut shown = String::new();
        let mut count = 0;
        let mut was_hidden = false;
        for (character, is_hidden) in self.characters.iter().zip(&self.is_hidden).take(end) {
            if !(*is_hidden && was_hidden) {
                if count == LONGEST {
                    shown.push('…');
                    return shown;
                }
                shown.push(if *is_hidden { '…' } else { *character });
                count += 1;
            }
            was_hidden = *is_hidden;
        }
        if self.characters.len() > end {
            shown.push('…');
        }
        shown
    }
}

fn has_jwt(text: &[char]) -> bool {
    let is_jwt = |part: &[char]| part.iter().copied().eq(JWT.iter().copied().map(char::from));
    text.windows(JWT.len()).any(is_jwt)
}

/// `2024-01-31` or `23:59:59`: Zoom's advice on a range has times, which are no phone numbers.
fn is_time(word: &[char]) -> bool {
    let shape = word
        .iter()
        .map(|c| if c.is_ascii_digit() { '0' } else { *c });
    let has_form = |form: &str| shape.clone().eq(form.chars());
    let is_date =
        matches!(word, ['1', '9', ..] | ['2', '0', ..]) && matches!(word.get(5), Some('0' | '1'));
    has_form("0000-00-00") && is_date || has_form("00:00:00")
}

/// The same with marks around it; or no number at all.
fn is_time_or_none(word: &[char]) -> bool {
    let first = word.iter().position(|c| c.is_numeric());
    let last = word.iter().rposition(|c| c.is_numeric());
    match (first, last) {
        (Some(first), Some(last)) => word.get(first..=last).is_some_and(is_time),
        _ => true,
    }
}

/// Whether it names a field or a scope: `page_size`, `phone:read`, `errors[0].field`.
fn is_name(text: &[char]) -> bool {
    let is_joint = |c: &char| matches!(c, '_' | ':' | '[');
    let is_plain = |c: &char| c.is_ascii_alphanumeric() || is_joint(c) || matches!(c, ']' | '.');
    let is_hump =
        |pair: &[char]| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase());
    let is_word = || {
        WORDS
            .iter()
            .any(|word| word.chars().eq(text.iter().copied()))
    };
    let is_compound = || text.iter().any(is_joint) || text.windows(2).any(is_hump);
    let is_name = text.len() <= LONGEST_NAME && text.iter().all(is_plain);
    is_time(text) || is_name && (is_compound() || is_word())
}

/// All that is not ASCII and no quotation mark passes for a letter: the tables would be large.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || !(c.is_ascii() || QUOTES.iter().any(|marks| marks.1 == c))
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
        ] {
            assert_eq!(redact(sentence, Some(TOKEN)), clean);
        }
    }

    #[test]
    fn a_number_is_one_whatever_stands_between_its_digits() {
        for number in [
            "1209:867:5309",
            "1209\u{200b}867\u{200b}5309",
            "1\u{ad}2\u{2060}0\u{feff}9\u{200d}8675309",
            "1209.867.5309",
            "1209/867/5309",
            "1209\t867\t5309",
            "1209\\867|5309",
            "1,209,867,5309",
            "(1209)867~5309",
            "1209…867…5309",
            "１２０９８６７５３０９",
            "١٢٠٩٨٦٧٥٣٠٩",
            "१२०९ ८६७ ५३०९",
            "𝟏𝟐𝟎𝟗𝟖𝟔𝟕𝟓𝟑𝟎𝟗",
            "①②⓪⑨⑧⑥⑦⑤③⓪⑨",
            "1️⃣2️⃣0️⃣9️⃣8️⃣6️⃣7️⃣5️⃣3️⃣0️⃣9️⃣",
            "1209・867・5309",
            "1209－867：5309",
            "%31209%38675309",
            "%2B1209%20867%205309",
            "2024-13-5309 86",
            "5555-12-34",
        ] {
            let said = redact(&["to ", number, " failed"].concat(), None);
            assert_eq!(said, "to … failed", "{number}");
        }
    }

    #[test]
    fn a_quoted_text_is_not_repeated_and_a_quoted_name_is() {
        for (sentence, clean) in [
            ("Message \"See you at 8\" failed.", "Message \"…\" failed."),
            ("Message 'Bob's here' failed.", "Message '…' failed."),
            (
                "Message “hello” of ‘Ann’s’ failed",
                "Message “…” of ‘…’ failed",
            ),
            (
                "Message «bonjour» or „hallo“ failed",
                "Message «…» or „…“ failed",
            ),
            ("Message 「やあ」 failed", "Message 「…」 failed"),
            ("Message \"hello\" failed", "Message \"…\" failed"),
            (
                "Message \"He said \"hi\" to me\" failed",
                "Message \"…\" failed",
            ),
            ("Message \"cut off", "Message \"…"),
            (
                "{\"message\":\"hello you\",\"to\":\"Ann\"}",
                "{\"message\":\"…\"}",
            ),
            (
                "\"sort\" of \"from\" is \"asc\"",
                "\"sort\" of \"from\" is \"…\"",
            ),
            ("\"from\" is \"2024-13-01\"", "\"from\" is \"2024-13-01\""),
            ("Ann's and the users' text", "Ann's and the users' text"),
            ("Message %22see you%22 failed", "Message \"…\" failed"),
        ] {
            assert_eq!(redact(sentence, None), clean);
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
