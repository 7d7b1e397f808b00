//! Bodies as they come: several at once, and what each begins with, before its JSON is read.

use super::fault::{Fault, Undecodable};
use crate::json::{Place, Reader};

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
        Some(_) => skip_all(reader.clone())?,
    }
    Ok(reader)
}

/// Checks that one JSON value is left.
#[cold]
fn skip_all(mut reader: Reader<'_>) -> Result<(), Fault> {
    reader.skip()?;
    Ok(reader.end()?)
}

/// Concatenates bodies; returns where each ends, too.
pub(super) fn joined(bodies: Vec<Vec<u8>>) -> (Vec<u8>, Vec<usize>) {
    let mut ends = Vec::with_capacity(bodies.len());
    let mut bodies = bodies.into_iter();
    let mut all = bodies.next().unwrap_or_default();
    ends.push(all.len());
    all.reserve_exact(bodies.as_slice().iter().map(Vec::len).sum());
    for body in bodies {
        all.extend_from_slice(&body);
        ends.push(all.len());
    }
    (all, ends)
}

/// Reads a body from a byte on.
type Read<'r> = dyn FnMut(&[u8], usize) -> Result<(), Fault> + 'r;

/// Reads concatenated bodies: each is what comes before its end, from a byte on.
pub(super) fn each(bodies: &[u8], ends: &[usize], read: &mut Read<'_>) -> Result<(), Undecodable> {
    if !Place::fits(bodies.len()) {
        return Err(Fault::too_much().into_error());
    }
    let mut start = 0;
    for (index, end) in ends.iter().enumerate() {
        let body = bodies.get(..*end).unwrap_or_default();
        read(body, start)
            .map_err(|fault| fault.counted_from(start))
            .map_err(|fault| {
                if ends.len() == 1 {
                    fault
                } else {
                    fault.at_index(index)
                }
            })
            .map_err(Fault::into_error)?;
        start = *end;
    }
    Ok(())
}
