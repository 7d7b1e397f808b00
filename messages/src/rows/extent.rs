//! The number of a page's rows, and how much of its messages or sessions they repeat.

use super::options::{Grain, RowOptions};
use crate::decode::Undecodable;
use crate::model::{ListedSession, MOST_AT_ONCE, Message, Page};
use crate::written::count;

/// The most bytes that rows may repeat.
const MOST_REPEATED: u64 = 256 << 20;

/// The number of rows, and the bytes of messages or sessions that they repeat.
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
        if options.grain.is_of_sessions() {
            for session in &page.sessions {
                let own = rows_of_session(page, options.grain, session);
                extent.add(own, || session_fields(page, session));
            }
        } else {
            for message in &page.messages {
                let own = rows_of(page, options.grain, message);
                extent.add(own, || fields(page, message));
            }
        }
        extent
    }

    /// Adds the rows of a message or session.
    #[inline]
    fn add(&mut self, rows: usize, fields: impl Fn() -> Fields) {
        self.rows += rows;
        if rows > 1 {
            let lengths = fields().map(|(_, length)| length);
            self.repeated += (rows - 1) as u64 * lengths.iter().sum::<u64>();
        }
    }

    /// Checks the number of rows and the bytes they repeat.
    ///
    /// # Errors
    /// With the path to the field that repeats the most bytes.
    pub(super) fn check(self, page: &Page, grain: Grain) -> Result<(), Undecodable> {
        if self.rows > MOST_AT_ONCE {
            let problem = "there are more rows than a million, the most that are made at once";
            return Err(Undecodable::too_much(grain.list(), problem));
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
        Grain::Session | Grain::Participant => 0,
    }
}

/// The number of rows of a session.
fn rows_of_session(page: &Page, grain: Grain, session: &ListedSession) -> usize {
    if grain == Grain::Session {
        1
    } else {
        page.participants(session).len().max(1)
    }
}

/// The names of texts that rows repeat, and their lengths.
type Fields = [(&'static str, u64); 3];

/// The texts that each row of a message repeats, and their lengths.
pub(super) fn fields(page: &Page, message: &Message) -> Fields {
    let word = message.direction.map(|word| page.word(word));
    let direction = word.map_or(0, |word| word.as_json().len());
    [
        ("message_id", message.message_id.range().len() as u64),
        ("date_time", message.date_time.text.range().len() as u64),
        ("direction", direction as u64),
    ]
}

/// The texts that each row of a session repeats, and their lengths.
pub(super) fn session_fields(page: &Page, session: &ListedSession) -> Fields {
    let kind = session.session_type.map(|word| page.word(word));
    let time = session
        .last_access_time
        .map_or(0, |time| time.range().len());
    [
        ("session_id", session.session_id.range().len() as u64),
        (
            "session_type",
            kind.map_or(0, |kind| kind.as_json().len()) as u64,
        ),
        ("last_access_time", time as u64),
    ]
}

/// The field with the most bytes in the rows of its message or session.
#[cold]
fn longest(page: &Page, grain: Grain) -> Undecodable {
    let (mut most, mut path, mut problem) = (0, String::new(), String::new());
    let messages = page.messages.iter();
    let messages = messages.map(|one| (rows_of(page, grain, one), fields(page, one)));
    let sessions = page.sessions.iter();
    let sessions =
        sessions.map(|one| (rows_of_session(page, grain, one), session_fields(page, one)));
    // A page has only one of them.
    for ((rows, fields), index) in messages.zip(0..).chain(sessions.zip(0..)) {
        let rows = rows as u64;
        for (name, length) in fields {
            if length * rows > most {
                most = length * rows;
                path = [grain.list(), "[", &count(index), "].", name].concat();
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
    use super::{fields, session_fields};
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

    #[test]
    fn every_text_that_rows_of_one_session_repeat_is_counted() {
        let page = decode::session_lists(vec![br#"[{"session_id":"s"}]"#.to_vec()]).unwrap();
        let counted = session_fields(&page, &page.sessions[0]).map(|(name, _)| name);
        let columns = Grain::Participant.schema().iter();
        let repeated = columns.take_while(|column| !column.name.ends_with("_index"));
        let texts = repeated.filter(|column| column.kind != ColumnKind::Integer);
        let texts: Vec<&str> = texts.map(|column| column.name).collect();
        assert_eq!(texts, counted);
    }
}
