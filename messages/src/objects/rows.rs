//! Rows.

use super::once::Once;
use crate::decode::Undecodable;
use crate::heap::Heap;
use crate::model::{Direction, Id, SmsMessage};
use crate::rows::{Cell, ColumnKind, Cost, Grain, Rows, Sink, space};

/// The rows of those messages that are picked.
///
/// # Errors
/// If the rows of all messages are more than fits into memory, before anything is made.
pub fn rows<'p>(rows: &'p Rows<'p>, picked: &[usize]) -> Result<Heap<'p>, Undecodable> {
    space(rows, Cost::BUFFERS, 0)?;
    let store = &rows.page().store;
    let mut cells = Cells {
        rows,
        heap: Heap::for_page(rows.page()),
        count: 0,
        words: Once::of(rows.words.all().len()),
        patterns: Once::of(store.patterns),
        people: Once::of(store.parties.len()),
        groups: Once::of(store.recipients.len()),
    };
    cells.heap.count(0);
    for index in picked {
        let message = rows.page().sms_histories.get(*index);
        match message.filter(|_| rows.grain() == Grain::Message) {
            Some(message) => cells.message(*index, message),
            None => rows.write_message(*index, &mut cells),
        }
    }
    if let Some(count) = cells.heap.numbers.first_mut() {
        *count = cells.count;
    }
    Ok(cells.heap)
}

/// Writes the cells of rows.
struct Cells<'p> {
    rows: &'p Rows<'p>,
    heap: Heap<'p>,
    count: i32,
    words: Once,
    patterns: Once,
    people: Once,
    groups: Once,
}

impl Cells<'_> {
    /// Writes the row of a message by what it shares with others: nearly all of it.
    fn message(&mut self, index: usize, message: &SmsMessage) {
        let rows = self.rows;
        let pattern = self.patterns.write(message.pattern, &mut self.heap);
        if pattern.is_some() || message.pattern.is_none() {
            self.word(rows.session_id());
            self.word(message.direction);
            self.heap.integer(message.message_type);
            self.word(rows.label(message));
            self.word(message.delivery_status);
            self.heap.count(match rows.direction(message) {
                None => 0,
                Some(Direction::In) => 1,
                Some(Direction::Out) => 2,
            });
        }
        self.heap.place(Some(message.message_id));
        self.heap.place(Some(message.date_time));
        self.heap.integer(Some(message.epoch_ms));
        self.heap.place(message.message);
        if let Some(party) = self.people.write(message.sender, &mut self.heap) {
            let person = rows.person(Some(party));
            self.text(person.phone_number);
            self.text(person.e164);
            self.text(person.display_name);
            self.text(person.owner_id);
            self.word(person.owner_type);
        }
        if let Some(list) = self.groups.write(message.to_members, &mut self.heap) {
            let group = rows.group(Some(list));
            self.heap.count(group.count);
            self.text(group.phone_numbers);
            self.text(group.display_names);
        }
        let files = rows.files(index, message);
        self.heap.count(files.count);
        if files.count > 0 {
            self.text(files.names);
            self.heap.integer(files.bytes);
        }
        self.end_row();
    }

    /// Writes a word that is written only once.
    fn text(&mut self, word: Option<Id>) {
        self.heap.text(word.map(|word| self.rows.words.text(word)));
    }

    fn word(&mut self, word: Option<Id>) {
        if let Some(word) = self.words.write(word, &mut self.heap) {
            self.heap.text(Some(self.rows.words.text(word)));
        }
    }
}

impl Sink for Cells<'_> {
    fn cell(&mut self, cell: Cell<'_>) {
        match cell {
            Cell::Text(text) => self.heap.text(Some(text)),
            Cell::Word(word) => self.word(Some(word)),
            Cell::Integer(integer) => self.heap.integer(Some(integer)),
            Cell::Null(ColumnKind::Text) => self.heap.text(None),
            Cell::Null(ColumnKind::Word) => self.word(None),
            Cell::Null(ColumnKind::Integer) => self.heap.integer(None),
        }
    }

    fn end_row(&mut self) {
        self.count += 1;
    }
}
