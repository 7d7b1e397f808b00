//! Sessions in the order of their ids. One type for all that an archive keeps of them: the standard maps would add
//! more wasm than the rest of it.

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

    #[inline(never)]
    fn place(&self, id: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|entry| entry.id.as_str().cmp(id))
    }
}
