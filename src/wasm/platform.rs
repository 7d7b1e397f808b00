//! What the package needs of its platform: the parts of the Fetch standard and timers.

use js_sys::TypeError;

use super::input::member;

/// The bindings of these let an exception escape where there are none.
const NEEDED: &[&str] = &[
    "AbortController",
    "Headers",
    "Request",
    "URL",
    "URLSearchParams",
    "clearTimeout",
    "setTimeout",
];

/// The error for a platform that lacks one of them, as some sandboxes do.
pub(super) fn missing() -> Option<TypeError> {
    let lacks = |name: &&&str| !member(&js_sys::global(), name).is_function();
    let name = NEEDED.iter().find(lacks)?;
    Some(TypeError::new(&format!("{name} is not defined")))
}
