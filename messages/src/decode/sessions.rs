//! Lists of sessions: their bodies are checked against the declarations, field by field. A page keeps what rows are
//! made of.

use super::body::{each, joined, open};
use super::decoder::push;
use super::fault::{Fault, Undecodable};
use super::integer::{integral, problem};
use super::kinds::{OF_SESSION_ROWS, is_page};
use crate::json::{Kind, Place, Reader, Text};
use crate::model::{
    FieldInfo, Form, Id, ListedSession, Member, ObjectInfo, Owner, Page, Participant, Party,
    SmsListedSession, SmsParticipant, SmsSessionList,
};
use crate::written::shown_name;
use std::mem::take;
use std::ops::Range;

/// The most recent words to compare with: enumerations are short.
const WORDS: usize = 16;

/// One page of a list of sessions.
#[derive(Debug, Clone, Default)]
pub struct SessionPage {
    /// Its sessions, in the bytes that it came in.
    pub page: Page,
    token: Option<Place>,
}

impl SessionPage {
    /// The sessions' ids, in their order.
    pub fn ids(&self) -> impl Iterator<Item = Text<'_>> {
        let sessions = self.page.sessions.iter();
        sessions.map(|session| self.page.text(session.session_id))
    }

    /// The token of the next page, unless this is the last.
    #[must_use]
    pub fn token(&self) -> Option<Text<'_>> {
        let token = self.token.map(|token| self.page.text(token));
        token.filter(|token| !token.as_json().is_empty())
    }
}

/// Decodes the body of a list of sessions.
///
/// ```
/// use zoom_phone_sms_messages::decode;
/// let body = br#"{"next_page_token":"","sms_sessions":[{"session_id":"35cc"}]}"#;
/// let page = decode::sessions(body.to_vec()).unwrap();
/// assert_eq!(page.ids().next().unwrap().to_str(), "35cc");
/// let error = decode::sessions(br#"{"sms_sessions":[{}]}"#.to_vec()).unwrap_err();
/// assert_eq!(error.path, "sms_sessions[0].session_id");
/// ```
///
/// # Errors
/// With the `path` to the problem.
pub fn sessions(body: Vec<u8>) -> Result<SessionPage, Undecodable> {
    let mut lists = Lists::default();
    each(&body, &[body.len()], &mut |body, start| {
        lists.read(open(body, start)?, Lists::page)
    })?;
    lists.found.page.store.bytes = body;
    Ok(lists.found)
}

/// Decodes the caller's bodies as one page: each is a page of a list of sessions, an array of pages, or an array of
/// sessions.
///
/// ```
/// use zoom_phone_sms_messages::decode;
/// let body = br#"[{"session_id":"35cc"},{"session_id":"36dd"}]"#;
/// assert_eq!(decode::session_lists(vec![body.to_vec()]).unwrap().sessions.len(), 2);
/// ```
///
/// # Errors
/// With the `path` to the problem; for several bodies, it starts with an index.
pub fn session_lists(bodies: Vec<Vec<u8>>) -> Result<Page, Undecodable> {
    let (all, ends) = joined(bodies);
    let mut lists = Lists {
        may_have_rows: true,
        ..Lists::default()
    };
    each(&all, &ends, &mut |body, start| {
        lists.read(open(body, start)?, Lists::any)
    })?;
    let mut page = lists.found.page;
    page.store.bytes = all;
    Ok(page)
}

/// Reads lists into a page.
#[derive(Default)]
struct Lists {
    found: SessionPage,
    /// Whether the input may be rows, which would pass for sessions without participants.
    may_have_rows: bool,
    /// The index of the first session of the page that is being read.
    first: usize,
    // What is being read.
    session: ListedSession,
    participant: Participant,
    party: Party,
    owner: Owner,
}

/// What a value is.
enum Value {
    /// `null`, or a number, which no row has.
    Nothing,
    Text(Place),
    Boolean(bool),
    Object,
    List(Range<usize>),
}

type Read = fn(&mut Lists, &mut Reader<'_>) -> Result<(), Fault>;

impl Lists {
    fn read(&mut self, mut reader: Reader<'_>, read: Read) -> Result<(), Fault> {
        read(self, &mut reader)?;
        Ok(reader.end()?)
    }

    /// A page, an array of pages, or an array of sessions.
    fn any(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        let found = reader.peek()?;
        if found != Kind::Array {
            return if found == Kind::Object {
                self.page(reader)
            } else {
                Err(Fault::unexpected("an object or an array", found))
            };
        }
        let mut pages = None;
        self.list(reader, &mut |lists, reader| {
            if pages.is_none() && reader.peek()? == Kind::Object {
                pages = Some(is_page(reader, "sms_sessions")?);
            }
            if pages == Some(true) {
                lists.page(reader)
            } else {
                lists.item(reader, SmsListedSession::INFO)
            }
        })
    }

    fn page(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        self.first = self.found.page.sessions.len();
        self.found.token = None;
        self.object(reader, SmsSessionList::INFO)
    }

    fn object(&mut self, reader: &mut Reader<'_>, object: &ObjectInfo) -> Result<(), Fault> {
        let found = reader.peek()?;
        if found != Kind::Object {
            return Err(Fault::unexpected(Kind::Object.described(), found));
        }
        let mut more = reader.enter(Kind::Object)?;
        let (mut seen, mut is_row) = (0_u32, false);
        while more {
            let key = reader.key()?;
            let name = reader.text(key).to_str();
            let field = match Member::of(object, &name) {
                Member::Field(index) => {
                    seen |= 1 << index;
                    object.fields.get(usize::from(index))
                }
                Member::Other | Member::End => None,
            };
            if let Some(field) = field {
                let read = self.value(reader, field);
                let kept = read.and_then(|value| self.keep(reader, field.name, value));
                kept.map_err(|fault| fault.under(shown_name(&name)))?;
            } else {
                is_row |= *name == *OF_SESSION_ROWS;
                reader.skip()?;
            }
            more = reader.next(Kind::Object)?;
        }
        if is_row && self.may_have_rows {
            let problem = "expected a session, found a row of what one was flattened into";
            return Err(Fault::new(String::from(problem)));
        }
        let required = object.fields.iter().zip(0_u8..);
        let mut lacking =
            required.filter(|(field, index)| field.required.is_some() && seen & 1 << index == 0);
        match lacking.next() {
            Some((_, index)) => Err(Fault::missing(object, index)),
            None => Ok(()),
        }
    }

    /// Reads the value of a field.
    fn value(&mut self, reader: &mut Reader<'_>, field: &FieldInfo) -> Result<Value, Fault> {
        let found = reader.peek()?;
        let kind = match field.form {
            Form::Text | Form::Word | Form::TextOrNumber => Kind::String,
            Form::Integer => Kind::Number,
            Form::Boolean => Kind::Boolean,
            Form::Object(_) | Form::Shared(_) => Kind::Object,
            Form::Objects(_) | Form::SharedList(_) => Kind::Array,
        };
        if found == Kind::Null && field.required.is_none() {
            reader.skip()?;
            return Ok(Value::Nothing);
        }
        if found != kind {
            return Err(Fault::unexpected(kind.described(), found));
        }
        Ok(match field.form {
            Form::Text | Form::Word | Form::TextOrNumber => {
                let text = reader.string()?;
                if field.required.is_some() && text.range().is_empty() {
                    let problem = "expected an id, found an empty string";
                    return Err(Fault::new(String::from(problem)));
                }
                Value::Text(text)
            }
            Form::Integer => {
                let number = reader.number()?;
                if integral(number).is_none() {
                    return Err(Fault::new(String::from(problem(number))));
                }
                Value::Nothing
            }
            Form::Boolean => {
                let is_true = reader.is_at(b't');
                reader.skip()?;
                Value::Boolean(is_true)
            }
            Form::Object(info) | Form::Shared(info) => {
                self.owner = Owner::default();
                self.object(reader, info)?;
                Value::Object
            }
            Form::Objects(info) | Form::SharedList(info) => {
                if field.required.is_some() {
                    // For a repeated key, the last value counts.
                    self.found.page.sessions.truncate(self.first);
                }
                let start = self.found.page.store.participants.len();
                self.list(reader, &mut |lists, reader| lists.item(reader, info))?;
                Value::List(start..self.found.page.store.participants.len())
            }
        })
    }

    fn list(
        &mut self,
        reader: &mut Reader<'_>,
        item: &mut dyn FnMut(&mut Self, &mut Reader<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let mut more = reader.enter(Kind::Array)?;
        let mut index = 0;
        while more {
            item(self, reader).map_err(|fault| fault.at_index(index))?;
            more = reader.next(Kind::Array)?;
            index += 1;
        }
        Ok(())
    }

    /// Reads a session or a participant.
    fn item(&mut self, reader: &mut Reader<'_>, info: &ObjectInfo) -> Result<(), Fault> {
        if info.name == SmsParticipant::INFO.name {
            self.participant = Participant::default();
            self.party = Party::default();
            self.object(reader, info)?;
            let store = &mut self.found.page.store;
            self.participant.party = Some(push(&mut store.parties, take(&mut self.party))?);
            push(&mut store.participants, self.participant).map(drop)
        } else {
            self.session = ListedSession::default();
            self.object(reader, info)?;
            push(&mut self.found.page.sessions, take(&mut self.session)).map(drop)
        }
    }

    /// Keeps the value of a field: no two objects have fields of the same name.
    fn keep(&mut self, reader: &Reader<'_>, name: &str, value: Value) -> Result<(), Fault> {
        let text = match value {
            Value::Text(place) => Some(place),
            Value::Nothing | Value::Boolean(_) | Value::Object | Value::List(_) => None,
        };
        match (name, value) {
            ("next_page_token", _) => self.found.token = text,
            ("session_id", _) => self.session.session_id = text.unwrap_or_default(),
            ("session_type", _) => self.session.session_type = self.word(reader, text)?,
            ("last_access_time", _) => self.session.last_access_time = text,
            ("participants", Value::List(list)) => self.session.participants = list,
            ("participants", _) => self.session.participants = 0..0,
            ("phone_number", _) => self.party.phone_number = text,
            ("display_name", _) => self.party.display_name = text,
            ("owner", Value::Object) => self.party.owner = Some(take(&mut self.owner)),
            ("owner", _) => self.party.owner = None,
            ("id", _) => self.owner.id = text,
            ("type", _) => self.owner.r#type = self.word(reader, text)?,
            ("is_session_owner", Value::Boolean(is)) => {
                self.participant.is_session_owner = Some(is);
            }
            ("is_session_owner", _) => self.participant.is_session_owner = None,
            ("extension_status", _) => {
                self.participant.extension_status = self.word(reader, text)?;
            }
            ("extension_deleted_time", _) => self.participant.extension_deleted_time = text,
            _ => {}
        }
        Ok(())
    }

    /// The word of a text.
    fn word(&mut self, reader: &Reader<'_>, text: Option<Place>) -> Result<Option<Id>, Fault> {
        let Some(text) = text else { return Ok(None) };
        let words = &mut self.found.page.store.words;
        let first = words.len().saturating_sub(WORDS);
        let recent = words.get(first..).unwrap_or_default();
        let written = |place: Place| reader.bytes().get(place.range());
        let known = recent
            .iter()
            .rposition(|word| written(*word) == written(text));
        match known {
            Some(known) => Ok(Id::of(first + known)),
            None => push(words, text).map(Some),
        }
    }
}
