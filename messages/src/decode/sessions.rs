//! Lists of sessions: their bodies are checked against the declarations, field by field.

use super::body::open;
use super::fault::{Fault, Undecodable};
use super::integer::{integral, problem};
use crate::json::{Kind, Place, Reader, Text};
use crate::model::{Form, Member, ObjectInfo, SmsSessionList};
use crate::written::shown_name;

/// One page of a list of sessions, in the bytes that it came in.
#[derive(Debug, Clone, Default)]
pub struct SessionPage {
    /// The body.
    pub bytes: Vec<u8>,
    ids: Vec<Place>,
    token: Option<Place>,
}

impl SessionPage {
    /// The sessions' ids, in their order.
    pub fn ids(&self) -> impl Iterator<Item = Text<'_>> {
        self.ids.iter().map(|id| Text::at(*id, &self.bytes))
    }

    /// The token of the next page, unless this is the last.
    #[must_use]
    pub fn token(&self) -> Option<Text<'_>> {
        let token = self.token.map(|token| Text::at(token, &self.bytes));
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
    let mut page = SessionPage::default();
    page.read(&body).map_err(Fault::into_error)?;
    page.bytes = body;
    Ok(page)
}

impl SessionPage {
    fn read(&mut self, body: &[u8]) -> Result<(), Fault> {
        if !Place::fits(body.len()) {
            return Err(Fault::too_much());
        }
        let mut reader = open(body, 0)?;
        let found = reader.peek()?;
        if found != Kind::Object {
            return Err(Fault::unexpected(Kind::Object.described(), found));
        }
        self.object(&mut reader, SmsSessionList::INFO)?;
        Ok(reader.end()?)
    }

    fn object(&mut self, reader: &mut Reader<'_>, object: &ObjectInfo) -> Result<(), Fault> {
        let mut more = reader.enter(Kind::Object)?;
        let (mut seen, mut session_id) = (0_u32, None);
        while more {
            let key = reader.key()?;
            let name = reader.text(key).to_str();
            match Member::of(object, &name) {
                Member::Field(field) => {
                    seen |= 1 << field;
                    let text = self.value(reader, object, field);
                    let text = text.map_err(|fault| fault.under(shown_name(&name)))?;
                    match &*name {
                        "session_id" => session_id = text,
                        "next_page_token" => self.token = text,
                        _ => {}
                    }
                }
                Member::Other | Member::End => reader.skip()?,
            }
            more = reader.next(Kind::Object)?;
        }
        self.ids.extend(session_id);
        let required = object.fields.iter().zip(0_u8..);
        let mut lacking =
            required.filter(|(field, index)| field.required.is_some() && seen & 1 << index == 0);
        match lacking.next() {
            Some((_, index)) => Err(Fault::missing(object, index)),
            None => Ok(()),
        }
    }

    /// Reads the value of a field; returns where its text is, if it is one.
    fn value(
        &mut self,
        reader: &mut Reader<'_>,
        object: &ObjectInfo,
        field: u8,
    ) -> Result<Option<Place>, Fault> {
        let Some(field) = object.fields.get(usize::from(field)) else {
            return Ok(None);
        };
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
            return Ok(None);
        }
        if found != kind {
            return Err(Fault::unexpected(kind.described(), found));
        }
        match field.form {
            Form::Text | Form::Word | Form::TextOrNumber => {
                let text = reader.string()?;
                if field.required.is_some() && text.range().is_empty() {
                    let problem = "expected an id, found an empty string";
                    return Err(Fault::new(String::from(problem)));
                }
                return Ok(Some(text));
            }
            Form::Integer => {
                let number = reader.number()?;
                if integral(number).is_none() {
                    return Err(Fault::new(String::from(problem(number))));
                }
            }
            Form::Boolean => reader.skip()?,
            Form::Object(info) | Form::Shared(info) => self.object(reader, info)?,
            Form::Objects(info) | Form::SharedList(info) => {
                if field.required.is_some() {
                    // For a repeated key, the last value counts.
                    self.ids.clear();
                }
                self.list(reader, info)?;
            }
        }
        Ok(None)
    }

    fn list(&mut self, reader: &mut Reader<'_>, info: &ObjectInfo) -> Result<(), Fault> {
        let mut more = reader.enter(Kind::Array)?;
        let mut index = 0;
        while more {
            let found = reader.peek()?;
            let read = if found == Kind::Object {
                self.object(reader, info)
            } else {
                Err(Fault::unexpected(Kind::Object.described(), found))
            };
            read.map_err(|fault| fault.at_index(index))?;
            more = reader.next(Kind::Array)?;
            index += 1;
        }
        Ok(())
    }
}
