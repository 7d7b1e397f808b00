//! What is a secret.

/// The hosts that Zoom keeps attachments at; its government cloud has a domain of its own. `*.` stands
/// for all names below one.
pub const ATTACHMENT_HOSTS: &[&str] = &["zoom.us", "*.zoom.us", "zoomgov.com", "*.zoomgov.com"];
