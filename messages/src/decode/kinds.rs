//! What an object of the caller's is: a message or a session, a page of them, or a row that they were flattened into.

use super::fault::Fault;
use crate::json::{Kind, Reader};

/// Keys that no message has; each row has one of them besides `epoch_ms`.
pub const OF_ROWS: [&str; 3] = ["to_count", "recipient_index", "attachment_index"];

/// The key that each row of a list of sessions has. No field of Zoom's is named like a column of ours, so no session has
/// it, whatever fields come.
pub const OF_SESSION_ROWS: &str = "last_access_epoch_ms";

/// Whether this object is a page rather than one of its items, for an array of objects. `list` is the name of the items
/// in a page.
#[inline(never)]
pub(super) fn is_page(reader: &Reader<'_>, list: &str) -> Result<bool, Fault> {
    let mut ahead = reader.clone();
    let mut more = ahead.enter(Kind::Object)?;
    while more {
        let key = ahead.key()?;
        if ahead.text(key) == *list {
            return Ok(true);
        }
        ahead.skip()?;
        more = ahead.next(Kind::Object)?;
    }
    Ok(false)
}
