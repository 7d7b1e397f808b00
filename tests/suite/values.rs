//! A decoded page as a JSON value, put together from what the decoder found.

use std::ops::Range;

use serde_json::{Map, Value};
use zoom_phone_sms::json::Place;
use zoom_phone_sms::model::{Id, Member, Object, Page, Scalar, Which, WriteWire};

/// The page as a value: its keys are those of its shape, and their values those of its fields.
pub(crate) fn as_value(page: &Page) -> Value {
    of(page, &page.session)
}

/// An object of the page, likewise.
pub(crate) fn of<T: Object>(page: &Page, object: &T) -> Value {
    let keys = object.keys();
    let mut fields = Fields {
        page,
        values: Vec::new(),
    };
    object.write(Which::All, &mut fields);
    let mut others = page.others(&keys.others);
    let mut members: Vec<(Member, Place)> = page.store.shapes.members(keys.shape).collect();
    members.reverse();
    let members = members.into_iter().map(|(member, key)| {
        let value = match member {
            Member::Field(field) => fields.values[usize::from(field)].clone(),
            Member::Other | Member::End => serde_json::from_slice(others.next().unwrap()).unwrap(),
        };
        (page.text(key).to_str().into_owned(), value)
    });
    Value::Object(members.collect::<Map<_, _>>())
}

/// The values of the fields of an object, in the order of their declaration.
struct Fields<'p> {
    page: &'p Page,
    values: Vec<Value>,
}

impl Fields<'_> {
    fn party_value(&self, party: Id) -> Value {
        let party = self.page.party(party).unwrap();
        of(self.page, party)
    }
}

impl WriteWire for Fields<'_> {
    fn text(&mut self, text: Option<Place>) {
        let text = text.map(|place| self.page.text(place).to_str().into_owned());
        self.values.push(text.into());
    }

    fn word(&mut self, word: Option<Id>) {
        let word = word.map(|word| self.page.word(word).to_str().into_owned());
        self.values.push(word.into());
    }

    fn scalar(&mut self, scalar: Option<Scalar>) {
        match scalar {
            Some(Scalar::Number(number)) => self.values.push(number.into()),
            Some(Scalar::Text(text)) => self.text(Some(text)),
            None => self.text(None),
        }
    }

    fn integer(&mut self, integer: Option<i64>) {
        self.values.push(integer.into());
    }

    fn boolean(&mut self, boolean: Option<bool>) {
        self.values.push(boolean.into());
    }

    fn object<T: Object>(&mut self, object: Option<&T>) {
        let object = object.map(|object| of(self.page, object));
        self.values.push(object.into());
    }

    fn party(&mut self, party: Option<Id>) {
        let party = party.map(|party| self.party_value(party));
        self.values.push(party.into());
    }

    fn parties(&mut self, list: Option<Id>) {
        let parties = list.map(|list| {
            let parties = self.page.recipients(Some(list)).iter();
            parties.map(|party| self.party_value(*party)).collect()
        });
        self.values.push(parties.unwrap_or_default());
    }

    fn attachments(&mut self, attachments: Option<&Range<usize>>) {
        let files = attachments.map(|range| {
            let files = self.page.store.attachments[range.clone()].iter();
            files.map(|file| of(self.page, file)).collect()
        });
        self.values.push(files.unwrap_or_default());
    }

    fn messages(&mut self, messages: &Range<usize>) {
        let messages = self.page.messages[messages.clone()].iter();
        let messages = messages.map(|message| of(self.page, message));
        self.values.push(messages.collect());
    }
}
