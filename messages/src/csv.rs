//! Rows as CSV (RFC 4180), safe to open in a spreadsheet.
//!
//! Every record ends with CR LF, and the first holds the column names. A null cell is empty; an
//! empty string is `""`.
//!
//! Spreadsheets read a cell that starts with `=`, `+`, `-` or `@` as a formula, so the sender of a
//! text message could run one on the machine where the export is opened (OWASP calls it CSV
//! injection). Such a cell gets an apostrophe before it, and so does one that already starts with
//! apostrophes and a formula: removing one apostrophe from each such cell restores the texts. Phone
//! numbers are unchanged.

use crate::decode::Undecodable;
use crate::json::{Text, has};
use crate::model::Id;
use crate::rows::{Cost, Rows, Sheet, Sink};
use crate::written::write_number;

/// How to write CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// Whether the first record holds the column names.
    pub header: bool,
    /// Whether texts that look like formulas get an apostrophe before them.
    pub guard: bool,
    /// Whether to start with a byte order mark, which tells Excel that the file is UTF-8.
    pub bom: bool,
}

/// For spreadsheets that may open the file.
impl Default for Form {
    fn default() -> Self {
        Self {
            header: true,
            guard: true,
            bom: false,
        }
    }
}

/// The rows as CSV.
///
/// # Errors
/// For more than fits into memory, before anything is written.
pub fn write(rows: &Rows<'_>, form: Form) -> Result<Vec<u8>, Undecodable> {
    let header = if form.header {
        rows.columns().join(",")
    } else {
        String::new()
    };
    let schema = rows.grain().schema().iter();
    let mut records = Records {
        rows,
        guard: form.guard,
        phones: schema.map(|column| column.has_phone_numbers).collect(),
        // Less overhead and more repetition than the body: about the same length.
        sheet: Sheet::for_rows(rows, cost(rows), rows.page().store.bytes.len())?,
    };
    if form.bom {
        records.sheet.text.extend_from_slice(b"\xEF\xBB\xBF");
    }
    if form.header {
        records.sheet.text.extend_from_slice(header.as_bytes());
        records.end_row();
    }
    rows.write(&mut records);
    Ok(records.sheet.text)
}

/// A text gets at most two quotes and an apostrophe. Otherwise it is no longer than in JSON, where
/// each inner quote takes two bytes too. Cells are separated by commas, and each row ends with CR
/// LF.
pub(crate) fn cost(rows: &Rows<'_>) -> Cost {
    Cost {
        row: rows.columns().len() + 1,
        text: 3,
        word: None,
        integer: None,
        null: 0,
    }
}

struct Records<'r> {
    rows: &'r Rows<'r>,
    guard: bool,
    /// Which columns hold phone numbers.
    phones: Vec<bool>,
    sheet: Sheet,
}

impl Records<'_> {
    /// Starts a cell; whether it holds a phone number.
    fn start_cell(&mut self) -> bool {
        let sheet = &mut self.sheet;
        let phone = self.phones.get(sheet.column).copied().unwrap_or_default();
        if sheet.column > 0 {
            sheet.text.push(b',');
        }
        sheet.column += 1;
        phone
    }

    fn write(&mut self, text: Text<'_>, phone: bool) {
        if text.is_escaped() {
            return self.bytes(text.to_str().as_bytes(), phone, is_special);
        }
        // Unescaped text has no quotes and no line breaks.
        self.bytes(text.as_json(), phone, |text| has(text, b','));
    }

    fn bytes(&mut self, text: &[u8], phone: bool, is_special: fn(&[u8]) -> bool) {
        let csv = &mut self.sheet.text;
        let guarded = self.guard && is_formula(text) && !(phone && is_phone_numbers(text));
        let apostrophe: &[u8] = if guarded { b"'" } else { b"" };
        let at_ends = text.starts_with(b" ") || text.ends_with(b" ");
        if !text.is_empty() && !at_ends && !is_special(text) {
            csv.extend_from_slice(apostrophe);
            csv.extend_from_slice(text);
            return;
        }
        csv.push(b'"');
        csv.extend_from_slice(apostrophe);
        for (index, piece) in text.split(|byte| *byte == b'"').enumerate() {
            if index > 0 {
                csv.extend_from_slice(b"\"\"");
            }
            csv.extend_from_slice(piece);
        }
        csv.push(b'"');
    }
}

impl Sink for Records<'_> {
    fn text(&mut self, text: Option<Text<'_>>) {
        let phone = self.start_cell();
        if let Some(text) = text {
            self.write(text, phone);
        }
    }

    fn word(&mut self, word: Option<Id>) {
        let rows = self.rows;
        self.text(word.map(|word| rows.words.text(word)));
    }

    fn integer(&mut self, integer: Option<i64>) {
        self.start_cell();
        if let Some(integer) = integer {
            write_number(integer, &mut self.sheet.text);
        }
    }

    fn boolean(&mut self, boolean: Option<bool>) {
        self.start_cell();
        let cell = boolean.map_or("", |is| if is { "true" } else { "false" });
        self.sheet.text.extend_from_slice(cell.as_bytes());
    }

    fn end_row(&mut self) {
        self.sheet.column = 0;
        self.sheet.text.extend_from_slice(b"\r\n");
    }

    fn takes_again(&mut self, share: Option<usize>) -> bool {
        self.sheet.copy(share)
    }

    fn keep(&mut self, share: Option<usize>) {
        self.sheet.keep(share);
    }
}

/// Whether the content of a text requires quotes.
fn is_special(text: &[u8]) -> bool {
    text.iter()
        .any(|byte| matches!(byte, b'"' | b',' | b'\r' | b'\n'))
}

/// Whether a spreadsheet could read a text as a formula: it starts with a formula sign, perhaps
/// after blanks, or with apostrophes and then one.
fn is_formula(text: &[u8]) -> bool {
    // Nearly every text starts with a letter or digit.
    if text.first().is_none_or(u8::is_ascii_alphanumeric) {
        return false;
    }
    let text = std::str::from_utf8(text).unwrap_or_default();
    let text = text.trim_start_matches('\'').trim_start_matches(is_blank);
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Spaces, controls and invisible marks, which some spreadsheets skip.
fn is_blank(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..=' ' | '\u{7F}'..='\u{A0}' | '\u{AD}'
            | '\u{1680}' | '\u{180E}' | '\u{2000}'..='\u{200F}' | '\u{2028}'..='\u{202F}'
            | '\u{205F}'..='\u{206F}' | '\u{3000}' | '\u{FEFF}'
    )
}

/// Whether the text has only phone numbers: digits, each with or without a `+`.
fn is_phone_numbers(text: &[u8]) -> bool {
    text.split(|byte| *byte == b';')
        .enumerate()
        .all(|(index, number)| {
            let start: &[u8] = if index == 0 { b"" } else { b" " };
            let number = number.strip_prefix(start);
            number.is_some_and(|number| {
                let digits = number.strip_prefix(b"+").unwrap_or(number);
                digits.iter().all(u8::is_ascii_digit)
            })
        })
}

#[cfg(test)]
mod tests {
    use super::{Form, is_formula, write};
    use crate::decode;
    use crate::rows::{Grain, RowOptions, Rows};

    fn csv(messages: &str, form: Form) -> String {
        let page = decode::messages(vec![messages.as_bytes().to_vec()]).unwrap();
        let options = RowOptions {
            grain: Grain::Recipient,
            ..RowOptions::default()
        };
        String::from_utf8(write(&Rows::of(&page, &options), form).unwrap()).unwrap()
    }

    const FORM: Form = Form {
        header: false,
        guard: true,
        bom: false,
    };

    fn named(name: &str) -> String {
        let to = format!(r#"[{{"display_name":{name},"phone_number":"+18108001001"}}]"#);
        let row = csv(
            &format!(
                r#"[{{"message_id":"m","date_time":"2024-01-01T00:00:00Z","to_members":{to}}}]"#
            ),
            FORM,
        );
        let start = ",m,2024-01-01T00:00:00Z,1704067200000,,0,+18108001001,+18108001001,";
        let name = row.strip_prefix(start).unwrap();
        name.strip_suffix(",,\r\n").unwrap().to_owned()
    }

    #[test]
    fn a_cell_is_quoted_where_it_has_to_be_and_null_is_not_an_empty_text() {
        for (name, cell) in [
            ("null", ""),
            (r#""""#, r#""""#),
            (r#""Ann""#, "Ann"),
            (r#""Mao, Ezreal""#, r#""Mao, Ezreal""#),
            (r#""the \"cat\"""#, r#""the ""cat""""#),
            (r#""a\nb""#, "\"a\nb\""),
            (r#"" a""#, r#"" a""#),
            (r#""é\u00e9""#, "éé"),
            (r#""\ud83d""#, "\u{FFFD}"),
        ] {
            assert_eq!(named(name), cell, "{name}");
        }
    }

    #[test]
    fn what_looks_like_a_formula_gets_an_apostrophe_that_can_be_taken_away() {
        for (name, cell) in [
            (r#""=1+1""#, "'=1+1"),
            (r#""  @SUM(A1)""#, "\"'  @SUM(A1)\""),
            (r#""\u3000＝1""#, "'\u{3000}＝1"),
            (r#""\u202f=1""#, "'\u{202F}=1"),
            (r#""\u200e\u0001 @a""#, "'\u{200E}\u{1} @a"),
            (r#""\u202fa=1""#, "\u{202F}a=1"),
            (r#""\t=1""#, "'\t=1"),
            (r#""'=1""#, "''=1"),
            (r#""''-1""#, "'''-1"),
            (r#""'tis""#, "'tis"),
            (r#""a=1""#, "a=1"),
            (r#""+1810; x""#, "'+1810; x"),
        ] {
            assert_eq!(named(name), cell, "{name}");
        }
        assert!(!is_formula(b"") && !is_formula(b"'") && is_formula(b"-"));
    }

    #[test]
    fn a_word_is_guarded_by_the_column_it_stands_in() {
        let to = r#"[{"display_name":"+1","phone_number":"+1"},{"display_name":"+1","phone_number":"=1"}]"#;
        let rows = csv(
            &format!(
                r#"[{{"message_id":"m","date_time":"2024-01-01T00:00:00Z","to_members":{to}}}]"#
            ),
            FORM,
        );
        let cells: Vec<Vec<&str>> = rows.lines().map(|row| row.split(',').collect()).collect();
        assert_eq!((cells[0][6], cells[0][8]), ("+1", "'+1"));
        assert_eq!((cells[1][6], cells[1][8]), ("'=1", "'+1"));
    }

    #[test]
    fn the_header_has_the_columns() {
        let form = Form {
            header: true,
            guard: false,
            bom: false,
        };
        let plain = csv("[]", form);
        assert!(
            plain.starts_with("session_id,message_id,date_time,")
                && plain.ends_with("recipient_owner_type\r\n")
        );
        let marked = csv("[]", Form { bom: true, ..form });
        assert_eq!(marked.strip_prefix('\u{FEFF}'), Some(plain.as_str()));
    }
}
