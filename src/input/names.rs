//! Names that a caller may have meant.

/// ` (did you mean …?)`, if a known name is similar.
#[must_use]
pub fn hint(name: &str, known: &[&str]) -> String {
    nearest(name, known).map_or_else(String::new, |near| {
        [" (did you mean `", near, "`?)"].concat()
    })
}

/// The known name most similar to `name`, if any is similar enough.
#[must_use]
pub fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let wanted = letters(name);
    let mut most = wanted.len().div_ceil(3);
    let mut near = None;
    for candidate in known {
        let distance = strsim::generic_levenshtein(&wanted, &letters(candidate));
        if distance < most || distance == most && near.is_none() {
            (most, near) = (distance, Some(*candidate));
        }
    }
    near
}

/// The compared part of a name. Names of options are ASCII; letters of all scripts would need 11 KB
/// of tables.
fn letters(name: &str) -> Vec<u8> {
    let mut letters = Vec::new();
    for byte in name.bytes().take(40) {
        if byte.is_ascii_alphanumeric() || !byte.is_ascii() {
            letters.push(byte.to_ascii_lowercase());
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::nearest;

    const KNOWN: &[&str] = &[
        "page_size",
        "next_page_token",
        "from",
        "to",
        "sort",
        "delivery_status",
    ];

    #[test]
    fn a_name_in_another_case_or_with_a_typo_finds_its_option() {
        for (given, near) in [
            ("pageSize", "page_size"),
            ("PAGE_SIZE", "page_size"),
            ("page-size", "page_size"),
            ("nextPageToken", "next_page_token"),
            ("deliveryStatus", "delivery_status"),
            ("form", "from"),
            ("sotr", "sort"),
        ] {
            assert_eq!(nearest(given, KNOWN), Some(near), "{given}");
        }
    }

    #[test]
    fn a_name_unlike_any_option_finds_none() {
        assert_eq!(nearest("zebra", KNOWN), None);
        assert_eq!(nearest("", KNOWN), None);
    }
}
