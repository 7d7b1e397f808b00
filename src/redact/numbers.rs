//! Phone numbers in a sentence.

use std::ops::Range;

use super::characters::is_separator;
use super::text::Text;

/// This many digits may be a phone number; statuses, codes, years and limits have fewer.
const PHONE_DIGITS: usize = 7;

impl Text {
    /// Hides digits that may be a phone number, with anything but letters between them.
    pub(super) fn numbers(&mut self) {
        for run in self.runs(&|c| c.is_numeric() || is_separator(c)) {
            let run = self.number_in(run);
            let is_some = !self.part(&run).split(|c| *c == ' ').all(is_time_or_none);
            if self.digits(&run) < PHONE_DIGITS || !is_some {
                continue;
            }
            // In a list, each number is replaced; a number may also have commas in it.
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

    /// The number in a run, without the marks around it.
    fn number_in(&self, run: Range<usize>) -> Range<usize> {
        let begins = |c: char| c.is_numeric() || c == '+' || c == '(';
        self.trimmed(run, &begins, &|c| c.is_numeric() || c == ')')
    }
}

/// Whether a word is like `2024-01-31` or `23:59:59`: Zoom's advice on a range has times, which are not phone numbers.
pub(super) fn is_time(word: &[char]) -> bool {
    let shape = word
        .iter()
        .map(|c| if c.is_ascii_digit() { '0' } else { *c });
    let has_form = |form: &str| shape.clone().eq(form.chars());
    let is_date =
        matches!(word, ['1', '9', ..] | ['2', '0', ..]) && matches!(word.get(5), Some('0' | '1'));
    has_form("0000-00-00") && is_date || has_form("00:00:00")
}

/// The same with marks around it, or without digits.
fn is_time_or_none(word: &[char]) -> bool {
    let first = word.iter().position(|c| c.is_numeric());
    let last = word.iter().rposition(|c| c.is_numeric());
    match (first, last) {
        (Some(first), Some(last)) => word.get(first..=last).is_some_and(is_time),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::redact;

    #[test]
    fn a_number_is_found_with_any_characters_between_its_digits() {
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
}
