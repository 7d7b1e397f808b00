//! Compares message ids, which Zoom writes in several forms.
//!
//! Zoom's own examples have `IQ-` plus 22 letters and digits (session details and sync), lower-case
//! UUIDs (a user's sync, events) and upper-case UUIDs (sending, the charges report). That the 22
//! characters are a UUID in base64 is not documented, but every example decodes to a version 4 UUID.
//! So ids with the same UUID certainly belong to one message; whether Zoom uses one UUID per message
//! everywhere is unknown.

/// The prefix of a UUID in base64.
const PREFIX: &str = "IQ-";

/// Whether two ids belong to one message in any form: equal texts, or equal UUIDs.
///
/// ```
/// use zoom_phone_sms::message_id::same_message_id;
/// let id = "IQ-cRH5P5EiTWCwpNzScnECJw";
/// assert!(same_message_id(id, "7111f93f-9122-4d60-b0a4-dcd272710227"));
/// assert!(same_message_id(id, "7111F93F-9122-4D60-B0A4-DCD272710227"));
/// assert!(!same_message_id(id, "7111f93f-9122-4d60-b0a4-dcd272710228"));
/// ```
#[must_use]
pub fn same_message_id(left: &str, right: &str) -> bool {
    left == right || uuid(left).is_some_and(|id| uuid(right) == Some(id))
}

/// The UUID of an id, in either form.
fn uuid(id: &str) -> Option<u128> {
    let mut value = 0;
    if let Some(letters) = id.strip_prefix(PREFIX).filter(|rest| rest.len() == 22) {
        for letter in letters.bytes() {
            // 22 letters are 132 bits: the shift drops the excess, and the last four must be zero.
            value = value << 6 | u128::from(sextet(letter)?);
        }
        let last = letters.bytes().last().and_then(sextet)?;
        let first = letters.bytes().next().and_then(sextet)?;
        return last
            .is_multiple_of(16)
            .then_some(value >> 4 | u128::from(first) << 122);
    }
    for (at, letter) in id.char_indices() {
        if matches!(at, 8 | 13 | 18 | 23) {
            if letter != '-' {
                return None;
            }
        } else {
            value = value << 4 | u128::from(letter.to_digit(16)?);
        }
    }
    (id.len() == 36).then_some(value)
}

/// The value of a letter in base64url.
fn sextet(letter: u8) -> Option<u8> {
    Some(match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::same_message_id;

    #[test]
    fn ids_match_exactly_if_they_have_the_same_uuid() {
        for (left, right, same) in [
            ("a", "a", true),
            ("", "", true),
            ("a", "A", false),
            (
                "IQ-cRH5P5EiTWCwpNzScnECJw",
                "IQ-cRH5P5EiTWCwpNzScnECJw",
                true,
            ),
            // The last four bits are not part of the UUID.
            (
                "IQ-cRH5P5EiTWCwpNzScnECJw",
                "IQ-cRH5P5EiTWCwpNzScnECJx",
                false,
            ),
            (
                "IQ-cRH5P5EiTWCwpNzScnECJx",
                "7111f93f-9122-4d60-b0a4-dcd272710227",
                false,
            ),
            (
                "cRH5P5EiTWCwpNzScnECJw",
                "7111f93f-9122-4d60-b0a4-dcd272710227",
                false,
            ),
            (
                "7111f93f-9122-4d60-b0a4-dcd272710227",
                "7111F93F-9122-4D60-B0A4-DCD272710227",
                true,
            ),
            (
                "7111f93f-9122-4d60-b0a4-dcd272710227",
                "7111f93f9122-4d60-b0a4-dcd272710227",
                false,
            ),
            (
                "7111f93f-9122-4d60-b0a4-dcd272710227",
                "7111f93f-9122-4d60-b0a4-dcd27271022g",
                false,
            ),
            (
                "IQ-_____________________w",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                true,
            ),
            (
                "IQ-AAAAAAAAAAAAAAAAAAAAAA",
                "00000000-0000-0000-0000-000000000000",
                true,
            ),
            ("IQ-é222222222222222222222", "IQ-é", false),
        ] {
            assert_eq!(same_message_id(left, right), same, "{left} {right}");
            assert_eq!(same_message_id(right, left), same, "{right} {left}");
        }
    }
}
