//! A page as the owned model.

use serde_json::{Map, Value};

use super::lenient::SmsUnknownFields;
use super::objects::{Page, SmsSession};
use super::shapes::{Keys, Member};
use super::uncopied::Uncopied;
use crate::json::{Place, Text};
use crate::written::shown_name;

impl TryFrom<&Page> for SmsSession {
    type Error = Uncopied;

    /// A copy of a page. Half a surrogate pair, which no `String` can hold, is U+FFFD in it.
    fn try_from(page: &Page) -> Result<Self, Uncopied> {
        Self::copied(&page.session, page)
    }
}

impl Page {
    /// The values of keys that are not known. Of a key that comes twice, the last counts.
    pub(super) fn unknown(&self, keys: &Keys) -> Result<SmsUnknownFields, Uncopied> {
        let members = self.store.shapes.members(keys.shape);
        let names = members.filter(|(member, _)| *member == Member::Other);
        let mut names: Vec<Place> = names.map(|(_, key)| key).collect();
        names.reverse();
        let mut unknown = Map::new();
        for (name, value) in names.into_iter().zip(self.others(&keys.others)) {
            let name = self.text(name).to_str();
            let value = parsed(value).ok_or_else(|| Uncopied {
                path: shown_name(&name).to_string(),
            })?;
            unknown.insert(name.into_owned(), value);
        }
        Ok(SmsUnknownFields(unknown))
    }
}

/// A value that is known to be JSON, if serde's values can hold it.
fn parsed(json: &[u8]) -> Option<Value> {
    // Halves of surrogate pairs stand in strings alone, and so does every backslash.
    let place = Place::new(0, json.len(), true, true);
    let mut whole = Vec::with_capacity(json.len());
    Text::at(place, json).write_json(&mut whole);
    serde_json::from_slice(&whole).ok()
}
