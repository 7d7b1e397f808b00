//! Quoted texts in a sentence.

use super::characters::QUOTES;
use super::numbers::is_time;
use super::text::Text;

/// The longest name of a field or a scope.
const LONGEST_NAME: usize = 64;

/// The single words that Zoom quotes; all other quoted words may be a person's text.
const WORDS: &[&str] = &["from", "to", "sort", "message", "scopes"];

impl Text {
    /// Hides quoted texts, from the first to the last mark of their kind: a text may contain such marks, and its
    /// closing mark may be missing.
    pub(super) fn quotations(&mut self) {
        let mut at = 0;
        while let Some(open) = self.characters().get(at) {
            at += 1;
            let Some((_, close)) = QUOTES.iter().find(|marks| marks.0 == *open) else {
                continue;
            };
            let is_single = matches!(close, '\'' | '’' | '‘');
            let is_letter = |at: usize| self.characters().get(at).is_some_and(|c| is_letter(*c));
            if is_single && at > 1 && is_letter(at - 2) {
                continue; // An apostrophe.
            }
            let closes = |place: &usize| {
                self.characters().get(*place) == Some(close) && !(is_single && is_letter(place + 1))
            };
            let end = self.characters().len();
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

/// Characters beyond ASCII count as letters, unless they are quotation marks: exact tables would be large.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || !(c.is_ascii() || QUOTES.iter().any(|marks| marks.1 == c))
}

#[cfg(test)]
mod tests {
    use super::super::redact;

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
}
