//! The start of a body: what it begins with, before its JSON is read.

use super::fault::Fault;
use crate::json::Reader;

/// The byte order mark, which some servers send although JSON does not allow it.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A reader of the JSON from this byte on, after a byte order mark.
pub(super) fn open(body: &[u8], start: usize) -> Result<Reader<'_>, Fault> {
    let own = body.get(start..).unwrap_or_default();
    let mark = if own.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK.len()
    } else {
        0
    };
    let reader = Reader::new(body).from(start + mark);
    let own = own.get(mark..).unwrap_or_default();
    match own.trim_ascii_start().first() {
        None => return Err(Fault::no_json("expected a JSON object, found nothing")),
        Some(b'<') => return Err(Fault::no_json("expected a JSON object, found HTML or XML")),
        Some(b'{' | b'[') => {}
        // A gateway's plain text is not JSON, although it may start like `true`.
        Some(_) => skip_all(reader.clone()).map_err(|fault| fault.counted_from(start))?,
    }
    Ok(reader)
}

/// Checks that one JSON value is left.
#[cold]
fn skip_all(mut reader: Reader<'_>) -> Result<(), Fault> {
    reader.skip()?;
    Ok(reader.end()?)
}
