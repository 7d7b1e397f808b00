//! The address of a request: a base URL that is safe for a token, and ids that each stay one segment of
//! the path.

mod base_url;
mod path;

pub use base_url::{BaseUrl, DEFAULT_BASE_URL, UrlParts};
pub use path::{LONGEST_ID, Path, Segment};
