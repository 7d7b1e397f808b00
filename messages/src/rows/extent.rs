//! The number of a page's rows, and how much of its messages they repeat.

use super::options::{Grain, RowOptions};
use crate::decode::Undecodable;
use crate::model::{MOST_AT_ONCE, Message, Page};
use crate::written::count;

/// The most message bytes that rows may repeat.
const MOST_REPEATED: u64 = 256 << 20;

/// The path in errors about too much output.
pub(super) const HISTORIES: &str = "sms_histories";

/// The number of rows, and the message bytes that they repeat.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Extent {
    pub(super) rows: usize,
    pub(super) repeated: u64,
    /// The longest JSON form of the session's id, which every row has.
    pub(super) session: usize,
}

impl Extent {
    #[inline(never)]
    pub(super) fn of(page: &Page, options: &RowOptions) -> Self {
        let mut extent = Self {
            session: 2 * options.session_id.as_ref().map_or(0, String::len),
            ..Self::default()
        };
        for message in &page.messages {
            let own = rows_of(page, options.grain, message);
            extent.rows += own;
            if own > 1 {
                let lengths = fields(page, message).map(|(_, length)| length);
                extent.repeated += (own - 1) as u64 * lengths.iter().sum::<u64>();
            }
        }
        extent
    }

    /// Checks the number of rows and the bytes they repeat.
    ///
    /// # Errors
    /// With the path to the field that repeats the most bytes.
    pub(super) fn check(self, page: &Page, grain: Grain) -> Result<(), Undecodable> {
        if self.rows > MOST_AT_ONCE {
            let problem = "there are more rows than a million, the most that are made at once";
            return Err(Undecodable::too_much(HISTORIES, problem));
        }
        if self.repeated > MOST_REPEATED {
            return Err(longest(page, grain));
        }
        Ok(())
    }
}

/// The number of rows of a message.
fn rows_of(page: &Page, grain: Grain, message: &Message) -> usize {
    match grain {
        Grain::Message => 1,
        Grain::Recipient => page.recipients(message.to_members).len().max(1),
        Grain::Attachment => page.attachments(message).len().max(1),
    }
}

/// The texts that each row of a message repeats, and their lengths.
pub(super) fn fields(page: &Page, message: &Message) -> [(&'static str, u64); 3] {
    let word = message.direction.map(|word| page.word(word));
    let direction = word.map_or(0, |word| word.as_json().len());
    [
        ("message_id", message.message_id.range().len() as u64),
        ("date_time", message.date_time.text.range().len() as u64),
        ("direction", direction as u64),
    ]
}

/// The field of a message with the most bytes in its rows.
#[cold]
fn longest(page: &Page, grain: Grain) -> Undecodable {
    let (mut most, mut path, mut problem) = (0, String::new(), String::new());
    for (message, index) in page.messages.iter().zip(0..) {
        let rows = rows_of(page, grain, message) as u64;
        for (name, length) in fields(page, message) {
            if length * rows > most {
                most = length * rows;
                path = [HISTORIES, "[", &count(index), "].", name].concat();
                problem = [
                    "its ",
                    &count(length),
                    " characters would be repeated in each of ",
                    &count(rows),
                    " rows, which is more than fits into memory",
                ]
                .concat();
            }
        }
    }
    Undecodable::too_much(&path, &problem)
}

#[cfg(test)]
mod tests {
    use super::fields;
    use crate::decode;
    use crate::rows::{ColumnKind, Grain};

    #[test]
    fn every_text_that_rows_of_one_message_repeat_is_counted() {
        let message = r#"[{"message_id":"m","date_time":"2024-01-01T00:00:00Z"}]"#;
        let page = decode::messages(vec![message.as_bytes().to_vec()]).unwrap();
        let counted = fields(&page, &page.messages[0]).map(|(name, _)| name);
        for grain in [Grain::Recipient, Grain::Attachment] {
            // The columns of the message stand before those of the list.
            let columns = grain.schema().iter().skip(1);
            let repeated = columns.take_while(|column| !column.name.ends_with("_index"));
            let texts = repeated.filter(|column| column.kind != ColumnKind::Integer);
            let texts: Vec<&str> = texts.map(|column| column.name).collect();
            assert_eq!(texts, counted);
        }
    }
}
