//! Secrets and numbers in any form, in sentences of any kind.

use proptest::prelude::*;
use zoom_phone_sms::redact::redact;
use zoom_phone_sms::secrets::Secrets;

/// What servers and people may make of a secret.
fn every_form(secret: &str, before: &str, after: &str) -> Vec<(String, String)> {
    let hex = |upper: bool| -> String {
        let digits = secret.bytes().map(|byte| format!("{byte:02x}"));
        let digits: String = digits.collect();
        if upper { digits.to_uppercase() } else { digits }
    };
    let percent = |all: bool, upper: bool| -> String {
        let escape = |byte: u8| {
            let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
            match (plain && !all, upper) {
                (true, _) => char::from(byte).to_string(),
                (false, true) => format!("%{byte:02X}"),
                (false, false) => format!("%{byte:02x}"),
            }
        };
        secret.bytes().map(escape).collect()
    };
    let twice = percent(true, true).replace('%', "%25");
    let hidden: String = secret.chars().flat_map(|c| [c, '\u{200b}']).collect();
    let mut forms: Vec<(String, String)> = vec![(secret.to_owned(), secret.to_owned())];
    forms.extend([hex(true), hex(false)].map(|form| (form.clone(), form)));
    for (all, upper) in [(true, true), (true, false), (false, true), (false, false)] {
        forms.push((percent(all, upper), secret.to_owned()));
    }
    forms.push((twice, secret.to_owned()));
    forms.push((hidden, secret.to_owned()));
    forms.push((secret.to_uppercase(), secret.to_uppercase()));
    for url in [false, true] {
        let whole = base64(&[before, secret, after].concat(), url);
        // The letters that are made of the secret's bits alone.
        let first = (before.len() * 8).div_ceil(6);
        let last = (before.len() + secret.len()) * 8 / 6;
        forms.push((whole.clone(), whole[first..last].to_owned()));
    }
    forms
}

fn base64(text: &str, url: bool) -> String {
    let marks = if url { b"-_" } else { b"+/" };
    let letters: Vec<u8> = (b'A'..=b'Z')
        .chain(b'a'..=b'z')
        .chain(b'0'..=b'9')
        .chain(*marks)
        .collect();
    let bits: Vec<u8> = text
        .bytes()
        .flat_map(|byte| (0..8).rev().map(move |at| byte >> at & 1))
        .collect();
    let groups = bits.chunks(6).map(|bits| {
        let value = bits
            .iter()
            .fold(0_usize, |value, bit| value << 1 | usize::from(*bit));
        char::from(letters[value << (6 - bits.len())])
    });
    groups.collect()
}

proptest! {
    #[test]
    fn no_form_of_a_secret_is_shown(
        secret in "[!-~]{8,80}", before in "[ -~]{0,7}", after in "[ -~]{0,7}",
        start in "([a-z]{1,9} ){0,9}", end in "( [a-z]{1,9}){0,9}"
    ) {
        for (form, visible) in every_form(&secret, &before, &after) {
            let sentence = [&start, &*form, &end].concat();
            let shown = redact(&sentence, Some(&secret));
            prop_assert!(!shown.contains(&visible), "{form}: {shown}");
            prop_assert!(shown.contains('…'), "{form}: {shown}");
            let secrets = Secrets::new(&[&secret], Vec::new());
            prop_assert!(secrets.has_credentials(&sentence), "{form}");
            prop_assert!(secrets.has_any(&sentence), "{form}");
            for shown in [secrets.without(&sentence), secrets.without_known(&sentence)] {
                let shown = shown.unwrap_or_default();
                prop_assert!(!shown.contains(&visible) && shown.contains('…'), "{form}: {shown}");
            }
        }
    }

    #[test]
    fn no_phone_number_is_shown_with_any_separators_between_its_digits(
        digits in "[0-9]{7,15}", marks in prop::collection::vec("[ !-$&-/:-@\\[-`{-~\u{a0}\u{200b}\u{ad}\u{2060}–—…·•]{0,3}", 15)
    ) {
        let number: String = digits.chars().zip(&marks).flat_map(|(digit, mark)| [digit.to_string(), mark.clone()]).collect();
        let shown = redact(&["to ", &number, "x"].concat(), None);
        let left = shown.chars().filter(char::is_ascii_digit).count();
        prop_assert!(left < 7, "{number}: {shown}");
    }

    #[test]
    fn any_sentence_is_shown_on_one_line_and_short(sentence in "\\PC{0,400}|[ -~\n\t%'\"0-9]{0,400}", secret in "[ -~]{0,20}") {
        let shown = redact(&sentence, Some(&secret));
        prop_assert!(shown.chars().count() <= 301);
        prop_assert!(!shown.contains(char::is_control));
        prop_assert_eq!(redact(&sentence, Some("short")), redact(&sentence, None));
    }
}

#[test]
fn megabytes_of_any_kind_are_redacted_in_linear_time() {
    let secret = "ab".repeat(1_000);
    for part in [
        "eyJ", "ab", "1 ", "%25", "'a ", "\"", "“", "?=", "\u{200b}", " ", ".", "x-",
    ] {
        let _ = redact(&part.repeat(4_000_000 / part.len()), Some(&secret));
    }
}

#[test]
fn what_is_a_secret_and_what_is_not() {
    let cases: serde_json::Value =
        serde_json::from_str(include_str!("../data/secrets.json")).unwrap();
    for case in cases.as_array().unwrap() {
        let text = |name: &str| case[name].as_str().unwrap();
        let secrets = Secrets::new(&[text("secret")], Vec::new());
        let (has, what) = (case["has"].as_bool().unwrap(), text("what"));
        assert_eq!(secrets.has_any(text("text")), has, "{what}");
        assert_eq!(secrets.has_credentials(text("text")), has, "{what}");
        let shown = secrets.without(text("text"));
        assert_eq!(
            shown.is_some_and(|shown| shown.contains('…')),
            has,
            "{what}"
        );
    }
}
