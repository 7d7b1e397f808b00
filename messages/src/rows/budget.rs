//! Measures the output of rows before building it.
//!
//! A body of some kilobytes can stand for gigabytes of rows, because each recipient's row repeats
//! the message. Running out of memory breaks the wasm, and engines limit the length of texts. So
//! repeated and written bytes are counted first.

use super::cell::Sink;
use super::options::Grain;
use super::table::Rows;
use crate::decode::Undecodable;
use crate::json::Text;
use crate::model::Id;

/// The most bytes of written rows: V8's longest string, which JavaScript makes of them.
const MOST_WRITTEN: u64 = (1 << 29) - 24;

/// The cost of writing rows, in bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    /// Each row, besides its cells.
    pub(crate) row: usize,
    /// Each text, besides its own bytes.
    pub(crate) text: usize,
    /// Each word, if written once per column; `None` if written like a text.
    pub(crate) word: Option<usize>,
    /// Each integer; `None` if written in digits.
    pub(crate) integer: Option<usize>,
    /// Each cell that is null.
    pub(crate) null: usize,
}

impl Cost {
    /// For rows in buffers: concatenated texts, words once per column, and 32-bit or 64-bit
    /// numbers.
    pub(crate) const BUFFERS: Self = Self {
        row: 4,
        text: 4,
        // Its index, and where it starts if it is new.
        word: Some(8),
        integer: Some(8),
        null: 8,
    };
}

/// Checks that the written rows are not too long. Returns the likely number of bytes. Only few
/// pages can be large enough to be measured exactly.
///
/// # Errors
/// For more than JavaScript can hold as one text.
pub(crate) fn space(rows: &Rows<'_>, cost: Cost, likely: usize) -> Result<usize, Undecodable> {
    if most(rows, cost) <= MOST_WRITTEN {
        return Ok(likely);
    }
    let bytes = measure(rows, cost);
    if bytes > MOST_WRITTEN {
        let problem = "its rows would be longer than 512 MiB, the most that is made at once";
        return Err(Undecodable::too_much(rows.grain().list(), problem));
    }
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    room(bytes, rows.grain()).map(|_| bytes)
}

/// An upper bound for the bytes of rows. Besides repetition, a text appears at most twice, as
/// itself and as the counterparty's. An integer has at most 20 digits.
fn most(rows: &Rows<'_>, cost: Cost) -> u64 {
    let extent = rows.extent;
    let cell = cost.text + cost.null + 20;
    let each = cost.row + rows.columns().len() * cell + extent.session;
    // A two-byte line break becomes a six-byte escape, which triples a text at most.
    3 * (extent.repeated + twice(rows) as u64) + extent.rows as u64 * each as u64
}

/// All texts twice: as themselves and as the counterparty's.
fn twice(rows: &Rows<'_>) -> usize {
    2 * (rows.page().store.bytes.len() + rows.words.made())
}

/// The most bytes that rows can take.
#[cold]
fn measure(rows: &Rows<'_>, cost: Cost) -> u64 {
    // A column has each of its words once, and a word that is in several columns is in the body as often.
    let words = rows.words.bytes(rows.columns().len()).min(twice(rows));
    let words = cost.word.map_or(0, |_| words);
    let mut measure = Measure {
        rows,
        cost,
        bytes: words as u64,
        kept: vec![None; rows.shares.count()],
        start: 0,
    };
    rows.write(&mut measure);
    measure.bytes
}

/// Allocates this many bytes, if available.
///
/// # Errors
/// If there is not.
pub(crate) fn room(bytes: usize, grain: Grain) -> Result<Vec<u8>, Undecodable> {
    let mut room = Vec::new();
    let made = room.try_reserve_exact(bytes);
    let problem = "there is no memory left for its rows";
    made.map(|()| room)
        .map_err(|_| Undecodable::too_much(grain.list(), problem))
}

struct Measure<'r> {
    rows: &'r Rows<'r>,
    cost: Cost,
    bytes: u64,
    /// The size of shared cells, by number.
    kept: Vec<Option<u64>>,
    /// The bytes at the start of cells that can be stored.
    start: u64,
}

impl Sink for Measure<'_> {
    fn text(&mut self, text: Option<Text<'_>>) {
        let bytes = text.map_or(self.cost.null, |text| self.cost.text + text.json_length());
        self.bytes += bytes as u64;
    }

    fn word(&mut self, word: Option<Id>) {
        match (word, self.cost.word) {
            (Some(_), Some(bytes)) => self.bytes += bytes as u64,
            (word, _) => {
                let rows = self.rows;
                self.text(word.map(|word| rows.words.text(word)));
            }
        }
    }

    fn integer(&mut self, integer: Option<i64>) {
        let bytes = integer.map_or(self.cost.null, |integer| {
            self.cost.integer.unwrap_or_else(|| digits(integer))
        });
        self.bytes += bytes as u64;
    }

    fn boolean(&mut self, boolean: Option<bool>) {
        let bytes = boolean.map_or(self.cost.null, |_| "false".len());
        self.bytes += bytes as u64;
    }

    fn end_row(&mut self) {
        self.bytes += self.cost.row as u64;
    }

    fn takes_again(&mut self, share: Option<usize>) -> bool {
        let kept = share.and_then(|share| self.kept.get(share).copied().flatten());
        self.start = self.bytes;
        self.bytes += kept.unwrap_or_default();
        kept.is_some()
    }

    fn keep(&mut self, share: Option<usize>) {
        if let Some(kept) = share.and_then(|share| self.kept.get_mut(share)) {
            *kept = Some(self.bytes - self.start);
        }
    }
}

/// The length of an integer with its sign.
fn digits(integer: i64) -> usize {
    let digits = integer.unsigned_abs().checked_ilog10().unwrap_or(0) + 1;
    digits as usize + usize::from(integer < 0)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::{Cost, measure, most};
    use crate::columns::{Column, Columns, Texts, Values};
    use crate::csv::{self, Form};
    use crate::decode;
    use crate::model::Page;
    use crate::ndjson;
    use crate::objects;
    use crate::rows::{CallingCode, Grain, RowOptions, Rows};
    use proptest::prelude::*;

    /// Texts in JSON form, with characters that take more room elsewhere.
    const TEXT: &str =
        r#"([a,;=é😀 \u{85}\u{2028}]|\\"|\\\\|\\n|\\u0022|\\u0001|\\ud83d|\\/){1,4}"#;

    fn any_text() -> impl Strategy<Value = String> {
        (TEXT, 0..20_usize).prop_map(|(text, times)| text.repeat(times))
    }

    prop_compose! {
        fn any_party()(phone in any_text(), name in any_text(), owner in any_text()) -> String {
            format!(r#"{{"phone_number":"{phone}","display_name":"{name}","owner":{{"id":"{owner}","type":"{owner}"}}}}"#)
        }
    }

    fn list(items: &[String]) -> String {
        ["[", &items.join(","), "]"].concat()
    }

    prop_compose! {
        fn any_message()(
            id in any_text(), text in any_text(), direction in any_text(), kind in -7..7_i64,
            to in prop::collection::vec(any_party(), 0..4),
            names in prop::collection::vec(any_text(), 0..4),
            sender in any_party(),
            zeros in 0..40_usize,
        ) -> String {
            let files = names.iter().map(|name| format!(r#"{{"name":"{name}","size":{kind},"download_url":"{name}"}}"#));
            let files: Vec<String> = files.collect();
            format!(
                r#"{{"message_id":"m{id}","date_time":"2024-01-01T00:00:00.0{}Z","message":"{text}","direction":"{direction}","delivery_status":"{direction}","operator_ext_id":"{direction}","operator_ext_number":{kind},"message_type":{kind},"sender":{sender},"to_members":{},"attachments":{}}}"#,
                "0".repeat(zeros), list(&to), list(&files),
            )
        }
    }

    /// The parts of columns that grow with the rows.
    fn bytes(columns: &Columns) -> usize {
        let texts = |texts: &Texts| 4 * (texts.offsets.len() - 1) + texts.values.len();
        let of = |column: &Column| {
            let values = match &column.values {
                Values::Texts(own) => texts(own),
                Values::Words {
                    indices,
                    dictionary,
                } => 4 * indices.len() + texts(dictionary),
                Values::Integers(integers) => 8 * integers.len(),
                Values::Booleans(bits) => bits.len(),
            };
            values + columns.length / 8
        };
        columns.columns.iter().map(of).sum()
    }

    #[test]
    fn a_text_that_is_guarded_and_quoted_is_measured_with_what_is_put_around_it() {
        let file = r#"{"id":"=,","name":"=,","download_url":"=,"}"#;
        let message = format!(
            r#"[{{"message_id":"=,","date_time":"2024-01-01T00:00:00Z","attachments":[{file}]}}]"#
        );
        let page = decode::messages(vec![message.into_bytes()]).unwrap();
        let options = RowOptions {
            grain: Grain::Attachment,
            ..RowOptions::default()
        };
        let rows = Rows::of(&page, &options);
        let form = Form {
            header: false,
            guard: true,
            bom: false,
        };
        let csv = csv::write(&rows, form).unwrap();
        // All but the time, which gets nothing.
        assert_eq!(measure(&rows, csv::cost(&rows)), csv.len() as u64 + 3);
    }

    #[test]
    fn every_text_that_the_rows_of_a_message_repeat_is_counted() {
        let party = |name: &str| {
            format!(
                r#"{{"phone_number":"{name}1","display_name":"{name}2","owner":{{"id":"{name}3","type":"{name}4"}}}}"#
            )
        };
        let file = |name: &str| {
            format!(
                r#"{{"download_url":"{name}1","id":"{name}2","name":"{name}3","type":"{name}4"}}"#
            )
        };
        let message = format!(
            r#"[{{"message_id":"m","date_time":"2024-01-01T00:00:00Z","message":"text","direction":"In","delivery_status":"sent","sender":{},"to_members":[{},{}],"attachments":[{},{}]}}]"#,
            party("s"),
            party("a"),
            party("b"),
            file("a"),
            file("b"),
        );
        let page = decode::messages(vec![message.into_bytes()]).unwrap();
        for grain in [Grain::Recipient, Grain::Attachment] {
            let options = RowOptions {
                grain,
                ..RowOptions::default()
            };
            let lines = ndjson::write(&Rows::of(&page, &options)).unwrap();
            let rows: Vec<serde_json::Value> = String::from_utf8(lines)
                .unwrap()
                .lines()
                .map(|line| serde_json::from_str(line).unwrap())
                .collect();
            let repeated =
                |name: &&&str| rows[0][**name].is_string() && rows[0][**name] == rows[1][**name];
            let columns = grain.info().columns.iter();
            let repeated: Vec<&str> = columns.filter(repeated).copied().collect();
            let counted =
                crate::rows::extent::fields(&page, &page.messages[0]).map(|(name, _)| name);
            assert_eq!(repeated, counted);
        }
    }

    /// No output is longer than measured beforehand, at any grain.
    fn check(messages: &[String], session_id: Option<&str>, header: bool) {
        let page = decode::messages(vec![list(messages).into_bytes()]).unwrap();
        check_page(&page, &Grain::OF_MESSAGES, session_id, header);
    }

    fn check_page(page: &Page, grains: &[Grain], session_id: Option<&str>, header: bool) {
        for grain in grains.iter().copied() {
            let options = RowOptions {
                grain,
                session_id: session_id.map(String::from),
                calling_code: CallingCode::of("44"),
            };
            let rows = Rows::bounded(page, &options).unwrap();
            let form = Form {
                header,
                guard: true,
                bom: false,
            };
            let head = if header {
                rows.columns().join(",").len() + 2
            } else {
                0
            };
            let csv = csv::write(&rows, form).unwrap();
            let lines = ndjson::write(&rows).unwrap();
            let columns = bytes(&Columns::of(&rows, 7).unwrap());
            let picked: Vec<usize> = (0..rows.items()).collect();
            let made = objects::rows(&rows, &picked).unwrap();
            let texts = made.ascii.len() + made.wide.len() + made.json.len();
            for (written, cost) in [
                (csv.len() - head, csv::cost(&rows)),
                (lines.len(), ndjson::cost(&ndjson::keys(&rows))),
                (columns, Cost::BUFFERS),
                (texts, Cost::BUFFERS),
            ] {
                let measured = measure(&rows, cost);
                let body = String::from_utf8_lossy(&page.store.bytes);
                assert!(written as u64 <= measured, "{body} {grain:?}");
                let most = most(&rows, cost);
                assert!(measured <= most, "{body} {grain:?}");
            }
        }
    }

    #[test]
    fn where_one_text_is_nearly_all_of_a_message_its_rows_are_no_longer_than_was_said() {
        let long = "x".repeat(10_000);
        let party = |name: &str| format!(r#"{{"display_name":"{name}","phone_number":"{name}"}}"#);
        for direction in ["In", "Out"] {
            for [session, id, zeros, text, sender, to, file] in [
                [&*long, "m", "", "", "", "", ""],
                ["s", &*long, "", "", "", "", ""],
                ["s", "m", &"0".repeat(10_000), "", "", "", ""],
                ["s", "m", "", &long, "", "", ""],
                ["s", "m", "", "", &long, "", ""],
                ["s", "m", "", "", "", &long, ""],
                ["s", "m", "", "", "", "", &long],
            ] {
                let (sender, to) = (party(sender), party(to));
                check(
                    &[format!(
                        r#"{{"message_id":"{id}","date_time":"2024-01-01T00:00:00.0{zeros}Z","message":"{text}","direction":"{direction}","sender":{sender},"to_members":[{to},{{}},{{}},{{}}],"attachments":[{{"name":"{file}"}},{{}},{{}},{{}}]}}"#,
                    )],
                    Some(session),
                    false,
                );
            }
        }
    }

    prop_compose! {
        fn any_session()(
            id in any_text(), kind in any_text(), time in any_text(), owner in any::<bool>(),
            participants in prop::collection::vec((any_party(), any_text(), any_text()), 0..4),
        ) -> String {
            let participants = participants.into_iter().map(|(party, status, deleted)| {
                let party = party.strip_suffix('}').unwrap();
                format!(r#"{party},"is_session_owner":{owner},"extension_status":"{status}","extension_deleted_time":"{deleted}"}}"#)
            });
            let participants: Vec<String> = participants.collect();
            format!(
                r#"{{"session_id":"s{id}","session_type":"{kind}","last_access_time":"{time}","participants":{}}}"#,
                list(&participants),
            )
        }
    }

    proptest! {
        #[test]
        fn rows_of_sessions_are_never_longer_than_was_said_beforehand(
            sessions in prop::collection::vec(any_session(), 0..5),
            header in any::<bool>()
        ) {
            let page = decode::session_lists(vec![list(&sessions).into_bytes()]).unwrap();
            check_page(&page, &Grain::OF_SESSIONS, None, header);
        }

        #[test]
        fn rows_are_never_longer_than_was_said_beforehand(
            messages in prop::collection::vec(any_message(), 0..5),
            session_id in prop::option::of("[a\"\\\\é]{1,9}"),
            header in any::<bool>()
        ) {
            check(&messages, session_id.as_deref(), header);
        }
    }
}
