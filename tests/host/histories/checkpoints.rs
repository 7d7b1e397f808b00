//! What a checkpoint holds, and which are refused.

use proptest::prelude::*;
use zoom_phone_sms::history::{Checkpoint, History, HistoryQuery, Refused};
use zoom_phone_sms::query::Order;

use super::server::{DAY, NOW, NOW_MS, Server, between, query, read, sent};

/// The text with a checksum that is right, as a forger who knows the format would write it.
fn sealed(text: &str) -> String {
    let sum = text.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    });
    format!("{text} {sum:x}")
}

fn written() -> String {
    let query = between(NOW - 50 * DAY, NOW, Order::Ascending, 100);
    let mut server = Server::of(sent([NOW - 45 * DAY, NOW - 45 * DAY, NOW - 45 * DAY + 1]));
    read(&query, &mut server, 0).checkpoint
}

proptest! {
    #[test]
    fn no_other_text_is_accepted_as_a_checkpoint(text in "\\PC{0,80}") {
        prop_assert!(Checkpoint::read(&text, "s").is_err());
    }

    #[test]
    fn a_forged_checkpoint_is_refused_or_harmless(
        place in 3_usize..13, value in "(-?[0-9]{1,20}|[a-zA-Z_.,0-9-]{0,40})",
    ) {
        let written = written();
        let mut words: Vec<&str> = written.split(' ').collect();
        words.pop();
        words[place] = &value;
        if let Ok(checkpoint) = Checkpoint::read(&sealed(&words.join(" ")), "s") {
            let query = HistoryQuery { range: checkpoint.range(), ..query(&[]) };
            let mut history = History::new(query, Some(&checkpoint), NOW_MS);
            prop_assert!(history.windows().len() < 3_000);
            let mut steps = 0;
            while let Ok(Some(_)) = history.next() {
                history.take(&super::session(&sent([NOW - 45 * DAY]), None));
                prop_assert!(!history.checkpoint().write("s").is_empty());
                steps += 1;
                prop_assert!(steps < 3_000);
            }
        }
    }
}

#[test]
fn the_numbers_of_a_checkpoint_are_checked() {
    let written = written();
    let words: Vec<&str> = written.split(' ').collect();
    let words = &words[..words.len() - 1];
    assert!(Checkpoint::read(&sealed(&words.join(" ")), "s").is_ok());
    let (first, last) = (NOW - 50 * DAY, NOW);
    for (place, value) in [
        (0, "sms-checkpoint".to_owned()),
        (3, ((last + 1) * 1_000).to_string()),
        (3, "-1".to_owned()),
        (3, "-9000000000000000".to_owned()),
        (4, "9000000000000000".to_owned()),
        (4, ((first - 1) * 1_000).to_string()),
        (4, i64::MIN.to_string()),
        (4, i64::MAX.to_string()),
        (5, (first - 9 * DAY).to_string()),
        (5, i64::MIN.to_string()),
        (6, (last + 9 * DAY).to_string()),
        (6, i64::MAX.to_string()),
        (7, (first - 9 * DAY).to_string()),
        (7, i64::MAX.to_string()),
        (8, "soon".to_owned()),
        (9, u64::MAX.to_string()),
        (10, "-1".to_owned()),
        (11, "0.AAAAAAAAAA".to_owned()),
        (11, "0.___________".to_owned()),
        (11, "AAAAAAAAAAA".to_owned()),
        (11, format!("{}.AAAAAAAAAAA", i64::MAX)),
        (12, format!("{}.AAAAAAAAAAA", 90 * DAY)),
        (12, " ".to_owned()),
    ] {
        let mut words = words.to_vec();
        words[place] = &value;
        let forged = sealed(&words.join(" "));
        assert!(Checkpoint::read(&forged, "s").is_err(), "{place} {value}");
    }
    assert!(Checkpoint::read(&sealed(&words[..12].join(" ")), "s").is_err());
}

#[test]
fn a_checkpoint_of_another_query_or_a_changed_one_is_refused() {
    let query = query(&[]);
    let written = History::new(query.clone(), None, NOW_MS)
        .checkpoint()
        .write("s");
    let checkpoint = Checkpoint::read(&written, "s").unwrap();
    assert!(checkpoint.is_of(&query));
    let descending = HistoryQuery {
        order: Order::Descending,
        ..query.clone()
    };
    assert!(!checkpoint.is_of(&descending));
    assert!(Checkpoint::read(&written, "other").is_err());
    for at in 0..written.len() {
        let mut changed = written.clone().into_bytes();
        changed[at] ^= 1;
        let changed = String::from_utf8(changed).unwrap();
        assert!(Checkpoint::read(&changed, "s").is_err(), "{at}");
    }
}

/// What they remember messages by has changed.
#[test]
fn another_version_is_distinguished_from_damage() {
    for version in ["sms-checkpoint-1", "sms-checkpoint-3"] {
        let other = written().replace("sms-checkpoint-2", version);
        let (text, _) = other.rsplit_once(' ').unwrap();
        let refused = Checkpoint::read(&sealed(text), "s");
        assert_eq!(refused, Err(Refused::OfAnotherVersion));
        assert_eq!(Checkpoint::read(&other, "s"), Err(Refused::Changed));
    }
}
