//! Zoom's error body, `{ code, message, errors?: [{ field, message }] }`.

use crate::error::ZoomFieldError;
use crate::json::{Kind, Malformed, Reader};
use crate::written::{cut, has, integer};

/// Zoom's error body. Parts that cannot be read are left out: a gateway's HTML must not hide the status.
#[derive(Default)]
pub(super) struct ZoomError {
    pub(super) code: Option<i32>,
    /// The field, in an entry of `errors`.
    field: String,
    pub(super) message: String,
    pub(super) errors: Vec<ZoomFieldError>,
}

impl ZoomError {
    pub(super) fn read(body: &[u8]) -> Self {
        let mut error = Self::default();
        let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        // What was read before the error still helps.
        let _ = error.fill(&mut Reader::new(body), true);
        error
    }

    /// Reads an object; for the whole body, also the objects in its `errors`.
    fn fill(&mut self, reader: &mut Reader<'_>, is_whole: bool) -> Result<(), Malformed> {
        let mut more = reader.enter(Kind::Object)?;
        while more {
            let key = reader.key()?;
            let key = reader.text(key).to_str();
            match (&*key, reader.peek()?) {
                ("code", Kind::Number) => self.code = code(reader.number()?),
                ("code", Kind::String) => self.code = code(string(reader)?.as_bytes()),
                ("field", Kind::String) => self.field = string(reader)?,
                ("message", Kind::String) => self.message = string(reader)?,
                ("errors", Kind::Array) if is_whole => self.fill_errors(reader)?,
                _ => reader.skip()?,
            }
            more = reader.next(Kind::Object)?;
        }
        Ok(())
    }

    fn fill_errors(&mut self, reader: &mut Reader<'_>) -> Result<(), Malformed> {
        let mut more = reader.enter(Kind::Array)?;
        while more {
            if reader.peek()? == Kind::Object {
                let mut error = Self::default();
                error.fill(reader, false)?;
                let Self { field, message, .. } = error;
                self.errors.push(ZoomFieldError { field, message });
            } else {
                reader.skip()?;
            }
            more = reader.next(Kind::Array)?;
        }
        Ok(())
    }
}

/// Zoom's codes have up to five digits; a number that JavaScript cannot hold is not a code.
fn code(written: &[u8]) -> Option<i32> {
    integer(std::str::from_utf8(written).ok()?)
}

fn string(reader: &mut Reader<'_>) -> Result<String, Malformed> {
    let place = reader.string()?;
    Ok(reader.text(place).to_str().into_owned())
}

/// The scopes in `… does not contain scopes:[phone_sms:read, phone_sms:read:admin].`, in a redacted
/// sentence: a long one is truncated, and its list has no end.
pub(super) fn scopes(message: &str) -> Vec<String> {
    let list = cut(message, "[").or_else(|| cut(message, "scopes:"));
    let list = list.map_or("", |(_, rest)| rest);
    let list = cut(list, "]").map_or(list, |(list, _)| list);
    let mut scopes = Vec::new();
    let words = list.as_bytes();
    for mut scope in words.split(|byte| b", \"'".contains(byte)) {
        while let Some(rest) = scope.strip_suffix(b".") {
            scope = rest;
        }
        let scope = std::str::from_utf8(scope).unwrap_or_default();
        if has(scope, ":") && scope.len() <= 64 && !has(scope, "…") {
            scopes.push(scope.to_owned());
        }
    }
    scopes
}
