//! Sessions in the order of their ids, also as text. One type for all that lists and archives keep of them: the
//! standard maps would add more wasm than the rest of it.

use super::sealed::NONE;

/// What is known of a session. Each list uses what it needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// A time: up to which second it may have messages, or the base of the leg in which it failed, in milliseconds.
    pub time: i64,
    /// The mark of its history.
    pub mark: Option<String>,
}

/// Sessions by id, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sessions(Vec<Entry>);

impl Sessions {
    /// The sessions, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.0.iter()
    }

    /// The session at a place in the order.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<&Entry> {
        self.0.get(index)
    }

    /// The number of sessions.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A session.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.0.get(self.place(id).ok()?)
    }

    /// A session, to be changed.
    pub fn get_mut(&mut self, id: &str) -> Option<&mut Entry> {
        let place = self.place(id).ok()?;
        self.0.get_mut(place)
    }

    /// Adds a session, unless it is there. Whether it is new.
    pub fn insert(&mut self, entry: Entry) -> bool {
        let place = self.place(&entry.id);
        if let Err(place) = place {
            self.0.insert(place, entry);
        }
        place.is_err()
    }

    /// Removes a session.
    pub fn remove(&mut self, id: &str) -> Option<Entry> {
        let place = self.place(id).ok()?;
        Some(self.0.remove(place))
    }

    /// The sessions as one word: of each its id, its time in this form, and its mark or nothing.
    pub fn write(&self, time: impl Fn(i64) -> String) -> String {
        let mut text = String::new();
        for entry in self.iter() {
            if !text.is_empty() {
                text.push('|');
            }
            text += &escape(&entry.id);
            let (time, mark) = (time(entry.time), entry.mark.as_deref().unwrap_or_default());
            if !time.is_empty() || !mark.is_empty() {
                text += &[":", &time, ":", mark].concat();
            }
        }
        if text.is_empty() {
            text.push_str(NONE);
        }
        text
    }

    /// Reads what [`Sessions::write`] has written; `None` for anything else.
    pub fn read(list: &str, time: impl Fn(&str) -> Option<i64>) -> Option<Self> {
        let mut sessions = Self::default();
        for entry in list.split('|').filter(|_| list != NONE) {
            let (id, rest) = entry.split_once(':').unwrap_or((entry, ":"));
            let (written, mark) = rest.split_once(':')?;
            sessions.insert(Entry {
                id: unescape(id)?,
                time: time(written)?,
                mark: (!mark.is_empty()).then(|| mark.to_owned()),
            });
        }
        Some(sessions)
    }

    #[inline(never)]
    fn place(&self, id: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|entry| entry.id.as_str().cmp(id))
    }
}

/// An id as one word: Zoom's ids have only letters and digits.
#[must_use]
pub fn escape(id: &str) -> String {
    let mut text = String::new();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'_' {
            text.push(char::from(byte));
        } else {
            text.push('~');
            let digits = [byte >> 4, byte & 0xF];
            text.extend(digits.map(|digit| char::from_digit(digit.into(), 16).unwrap_or('0')));
        }
    }
    text
}

/// Reads an id that [`escape`] has written.
#[must_use]
pub fn unescape(word: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = word.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'~' {
            let digit = |byte: u8| char::from(byte).to_digit(16);
            let value = digit(rest.next()?)? * 16 + digit(rest.next()?)?;
            bytes.push(u8::try_from(value).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok().filter(|id| !id.is_empty())
}
