//! Rows as columns, in buffers that Apache Arrow can adopt: UTF-8 values with 32-bit offsets,
//! dictionary indices, 64-bit integers, bits, and a validity bit for each value.

mod dictionary;
mod texts;

use crate::decode::Undecodable;
use crate::json::Text;
use crate::model::Id;
use crate::rows::{ColumnKind, Cost, Rows, Sink, space};
use dictionary::Dictionary;
pub use texts::Texts;

/// Rows as columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// The number of rows.
    pub length: usize,
    /// The columns, in their order.
    pub columns: Vec<Column>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Its values; an empty text or 0 for missing ones.
    pub values: Values,
    /// A validity bit for each value, from the lowest bit of the first byte.
    pub validity: Vec<u8>,
    /// The number of missing values.
    pub null_count: usize,
}

/// The values of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Values {
    /// Texts.
    Texts(Texts),
    /// Texts that repeat.
    Words {
        /// The dictionary index of each value.
        indices: Vec<i32>,
        /// The distinct texts of this column, in order of first appearance.
        dictionary: Texts,
    },
    /// Whole numbers.
    Integers(Vec<i64>),
    /// Booleans: a bit for each value, from the lowest bit of the first byte.
    Booleans(Vec<u8>),
}

impl Columns {
    /// The columns of rows. `seed` should be random: without knowing it, an attacker cannot
    /// construct colliding texts.
    ///
    /// # Errors
    /// For more than fits into memory, before anything is built.
    pub fn of(rows: &Rows<'_>, seed: u64) -> Result<Self, Undecodable> {
        space(rows, Cost::BUFFERS, 0)?;
        let rows_at_least = rows.items();
        let columns = rows.grain().schema().iter().map(|column| Column {
            name: column.name,
            values: match column.kind {
                ColumnKind::Text => Values::Texts(Texts::with_room(rows_at_least)),
                ColumnKind::Word => Values::Words {
                    indices: Vec::with_capacity(rows_at_least),
                    dictionary: Texts::with_room(0),
                },
                ColumnKind::Integer => Values::Integers(Vec::with_capacity(rows_at_least)),
                ColumnKind::Boolean => Values::Booleans(Vec::with_capacity(rows_at_least / 8 + 1)),
            },
            validity: Vec::with_capacity(rows_at_least / 8 + 1),
            null_count: 0,
        });
        let mut writer = Writer {
            columns: Self {
                length: 0,
                columns: columns.collect(),
            },
            column: 0,
        };
        rows.write(&mut writer);
        let mut columns = writer.columns;
        let mut numbers = vec![NO_WORD; rows.words.all().len()];
        for column in &mut columns.columns {
            if let Values::Words {
                indices,
                dictionary,
            } = &mut column.values
            {
                *dictionary = numbered(indices, &mut numbers, rows, seed);
            }
        }
        Ok(columns)
    }
}

/// Markers instead of a word's index: no word, or no index yet.
const NO_WORD: i32 = -1;

/// Converts word indices to dictionary indices, and returns the dictionary. Several words may be
/// the same text, such as a number of two people.
fn numbered(indices: &mut [i32], numbers: &mut [i32], rows: &Rows<'_>, seed: u64) -> Texts {
    numbers.fill(NO_WORD);
    let mut dictionary = Dictionary::new(seed);
    for index in indices {
        let word = usize::try_from(*index).ok().and_then(Id::of);
        // The index of a null is not used, but must be valid.
        *index = 0;
        let Some(word) = word else { continue };
        let Some(number) = numbers.get_mut(word.index()) else {
            continue;
        };
        if *number == NO_WORD {
            *number = dictionary.number(rows.words.text(word));
        }
        *index = *number;
    }
    dictionary.texts
}

struct Writer {
    columns: Columns,
    column: usize,
}

impl Writer {
    /// The values of the next column, which is told whether there is one.
    fn next_column(&mut self, is_there: bool) -> Option<&mut Values> {
        let row = self.columns.length;
        let column = self.columns.columns.get_mut(self.column)?;
        self.column += 1;
        if row.is_multiple_of(8) {
            column.validity.push(0);
        }
        if !is_there {
            column.null_count += 1;
        } else if let Some(byte) = column.validity.last_mut() {
            *byte |= 1 << (row % 8);
        }
        Some(&mut column.values)
    }
}

impl Sink for Writer {
    fn text(&mut self, text: Option<Text<'_>>) {
        if let Some(Values::Texts(texts)) = self.next_column(text.is_some()) {
            texts.push(text);
        }
    }

    fn word(&mut self, word: Option<Id>) {
        if let Some(Values::Words { indices, .. }) = self.next_column(word.is_some()) {
            let index = word.and_then(|word| i32::try_from(word.index()).ok());
            indices.push(index.unwrap_or(NO_WORD));
        }
    }

    fn integer(&mut self, integer: Option<i64>) {
        if let Some(Values::Integers(integers)) = self.next_column(integer.is_some()) {
            integers.push(integer.unwrap_or(0));
        }
    }

    fn boolean(&mut self, boolean: Option<bool>) {
        let row = self.columns.length;
        if let Some(Values::Booleans(bits)) = self.next_column(boolean.is_some()) {
            if row.is_multiple_of(8) {
                bits.push(0);
            }
            if boolean == Some(true)
                && let Some(byte) = bits.last_mut()
            {
                *byte |= 1 << (row % 8);
            }
        }
    }

    fn end_row(&mut self) {
        self.column = 0;
        self.columns.length += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Columns, Values};
    use crate::decode;
    use crate::rows::{Grain, RowOptions, Rows};

    /// The dictionary and indices of a column.
    fn dictionary(messages: &str, grain: Grain, name: &str) -> (Vec<String>, Vec<i32>) {
        let page = decode::messages(vec![messages.as_bytes().to_vec()]).unwrap();
        let options = RowOptions {
            grain,
            ..RowOptions::default()
        };
        let columns = Columns::of(&Rows::of(&page, &options), 7).unwrap();
        let mut columns = columns.columns.into_iter();
        let column = columns.find(|column| column.name == name).unwrap();
        let Values::Words {
            indices,
            dictionary,
        } = column.values
        else {
            panic!("{name} has no dictionary");
        };
        let at = |index: usize| usize::try_from(dictionary.offsets[index]).unwrap();
        let texts = (1..dictionary.offsets.len())
            .map(|end| dictionary.values[at(end - 1)..at(end)].to_vec())
            .map(|text| String::from_utf8(text).unwrap());
        (texts.collect(), indices)
    }

    #[test]
    fn a_dictionary_has_the_texts_of_its_column_alone_and_each_once() {
        // Two people share a number, written in two ways; a lone surrogate becomes U+FFFD.
        let messages = r#"[
            {"message_id":"1","date_time":"2024-01-01T00:00:00Z","direction":"In","sender":{"phone_number":"1","display_name":"A"}},
            {"message_id":"2","date_time":"2024-01-01T00:00:00Z","direction":"Out","sender":{"phone_number":"2","display_name":"\ud83d"}},
            {"message_id":"3","date_time":"2024-01-01T00:00:00Z","direction":"In","sender":{"phone_number":"\u0031","display_name":"\ude00"}},
            {"message_id":"4","date_time":"2024-01-01T00:00:00Z"}
        ]"#;
        let of = |name| dictionary(messages, Grain::Message, name);
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        assert_eq!(
            of("sender_phone_number"),
            (texts(&["1", "2"]), vec![0, 1, 0, 0])
        );
        assert_eq!(
            of("sender_display_name"),
            (texts(&["A", "\u{FFFD}"]), vec![0, 1, 1, 0])
        );
        assert_eq!(of("direction"), (texts(&["In", "Out"]), vec![0, 1, 0, 0]));
        assert_eq!(of("delivery_status"), (vec![], vec![0, 0, 0, 0]));
        // The same words as in another column.
        assert_eq!(
            of("counterparty_phone_number"),
            (texts(&["1"]), vec![0, 0, 0, 0])
        );
    }

    #[test]
    fn thousands_of_texts_keep_their_numbers() {
        let message = |number: u32| {
            format!(
                r#"{{"message_id":"m","date_time":"2024-01-01T00:00:00Z","to_members":[{{"display_name":"{}"}}]}}"#,
                number % 3_000
            )
        };
        let messages: Vec<String> = (0..9_000).map(message).collect();
        let messages = ["[", &messages.join(","), "]"].concat();
        let (texts, indices) = dictionary(&messages, Grain::Recipient, "recipient_display_name");
        let expected: Vec<String> = (0..3_000).map(|number| number.to_string()).collect();
        assert_eq!(texts, expected);
        let expected: Vec<i32> = (0..9_000).map(|number| number % 3_000).collect();
        assert_eq!(indices, expected);
    }
}
