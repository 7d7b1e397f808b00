//! What an object of the caller's is: a message, a page of messages, or a row that messages were flattened into.

use super::fault::Fault;
use crate::json::{Kind, Reader};

/// Keys that no message has; each row has one of them besides `epoch_ms`.
pub const OF_ROWS: [&str; 3] = ["to_count", "recipient_index", "attachment_index"];

/// Whether this object is a page rather than a message, for an array of objects.
#[inline(never)]
pub(super) fn is_session(reader: &Reader<'_>) -> Result<bool, Fault> {
    let mut ahead = reader.clone();
    let mut more = ahead.enter(Kind::Object)?;
    while more {
        let key = ahead.key()?;
        if ahead.text(key) == *"sms_histories" {
            return Ok(true);
        }
        ahead.skip()?;
        more = ahead.next(Kind::Object)?;
    }
    Ok(false)
}
