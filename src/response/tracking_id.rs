//! Zoom's id of a response, which its support asks for.

/// The header with Zoom's own id of a response.
pub const TRACKING_ID: &str = "x-zm-trackingid";

/// The longest tracking id: Zoom's have about 60 characters (`v=2.0;clid=us06;rid=WEB_…`).
const LONGEST_TRACKING_ID: usize = 128;

/// The longest run of letters and digits in one; encoded data has longer runs.
const LONGEST_PART: usize = 36;

/// Whether a text has the form of a tracking id.
#[must_use]
pub fn is_tracking_id(id: &str) -> bool {
    let mut parts = id.split(['=', ';', '.', '_', '-']);
    id.len() <= LONGEST_TRACKING_ID
        && parts.all(|part| {
            part.len() <= LONGEST_PART && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}
