//! Archives: every message of an account once, whatever happens while it is read.

pub(crate) mod account;
mod reader;
mod rules;

use std::collections::HashSet;

use account::{Account, BEGIN, DAY, any_account};
use proptest::prelude::*;
use reader::{Life, Told, any_life, live, promised, repeated, time_of};
use zoom_phone_sms::archive::State;

/// Reads to the end of a leg with a process that is not killed.
fn finish(account: &mut Account, told: &mut Told, life: &Life, from: i64, to_ms: Option<i64>) {
    let last = Life {
        steps: 0,
        faulty: 0,
        save: 1,
        ..life.clone()
    };
    live(account, &last, told, from, to_ms);
}

fn any_range() -> impl Strategy<Value = (i64, Option<i64>)> {
    let from = prop_oneof![Just(60 * DAY), 0..70 * DAY];
    let to = prop_oneof![3 => Just(None), 1 => (-40 * DAY..2 * DAY).prop_map(Some)];
    (from, to).prop_map(|(from, to)| {
        let from = BEGIN - from;
        (from, to.map(|to| (BEGIN + to).max(from) * 1_000 + 999))
    })
}

fn check(
    account: &Account,
    told: &Told,
    from: i64,
    to_ms: Option<i64>,
) -> Result<(), TestCaseError> {
    let given: HashSet<_> = told.given.iter().collect();
    for one in promised(account, told, from) {
        prop_assert!(
            given.contains(&one),
            "{one:?} at {} is lost",
            time_of(account, &one) - BEGIN
        );
    }
    for one in &told.given {
        let at = time_of(account, one);
        prop_assert!(
            at >= from && to_ms.is_none_or(|to| at * 1_000 <= to),
            "{one:?} is outside"
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_message_comes_once_in_any_account_with_any_kills(
        mut account in any_account(260), (from, to_ms) in any_range(),
        lives in prop::collection::vec(any_life(), 1..6),
    ) {
        let mut told = Told::default();
        for life in &lives {
            live(&mut account, life, &mut told, from, to_ms);
            if told.through_ms.is_some() {
                check(&account, &told, from, to_ms)?;
            }
        }
        let life = &lives[0];
        finish(&mut account, &mut told, life, from, to_ms);
        prop_assert_eq!(repeated(&told), None);
        check(&account, &told, from, to_ms)?;
        if told.failed.is_empty() {
            prop_assert!(told.state.as_ref().unwrap().len() <= 100, "{:?}", told.state);
        }
    }

    #[test]
    fn with_a_state_older_than_the_messages_none_is_lost(
        mut account in any_account(120), (from, to_ms) in any_range(),
        lives in prop::collection::vec((any_life(), 2_u32..9), 1..6),
    ) {
        let mut told = Told::default();
        for (life, save) in &lives {
            live(&mut account, &Life { save: *save, ..life.clone() }, &mut told, from, to_ms);
        }
        finish(&mut account, &mut told, &lives[0].0, from, to_ms);
        check(&account, &told, from, to_ms)?;
    }

    #[test]
    fn a_damaged_state_is_refused(at in 0_usize..80, byte in b' '..b'~') {
        let state = State { scope: "abc".to_owned(), from_ms: 5, base_ms: 4, ..State::default() };
        let mut text = state.write().into_bytes();
        let place = at % text.len();
        if text[place] != byte {
            text[place] = byte;
            prop_assert!(State::read(std::str::from_utf8(&text).unwrap()).is_err());
        }
    }
}

#[test]
fn a_session_that_gets_messages_while_the_last_lists_are_answered_is_not_lost() {
    // The server refuses ranges that end in the future; each response takes a minute.
    let life = Life {
        steps: 0,
        pause: 0,
        pace_ms: 60_000,
        concurrency: 1,
        page: 100,
        ahead: 0,
        has_date: true,
        faulty: 0,
        save: 1,
        without: None,
    };
    for seconds in 0..600 {
        let at = [BEGIN - 2_000, BEGIN + seconds, BEGIN + seconds + 60];
        let mut account = Account {
            conversations: vec![account::Conversation {
                id: "00s0".to_owned(),
                messages: at.map(|at| (at, at)).to_vec(),
                gone: None,
            }],
            order: account::Listed::Ascending,
            by_offset: true,
            ends_count: true,
            meaning: account::Meaning::Last,
            accepts_future: false,
            always_token: false,
            empties: 0,
            drift: 0,
            now: BEGIN,
            requests: 0,
        };
        let from = BEGIN - 5_000;
        let mut told = Told::default();
        live(&mut account, &life, &mut told, from, None);
        check(&account, &told, from, None).unwrap();
        assert!(!told.given.is_empty(), "{seconds} s");
        assert!(told.lists < 20, "{} lists", told.lists);
    }
}

#[test]
fn sessions_that_always_fail_do_not_end_each_run() {
    let life = Life {
        steps: 0,
        pause: 0,
        pace_ms: 400,
        concurrency: 1,
        page: 100,
        ahead: 0,
        has_date: true,
        faulty: 2,
        save: 1,
        without: None,
    };
    // The even ones fail; their ids come first.
    let conversation = |index: usize| account::Conversation {
        id: format!("{:03x}s{index}", index % 2 * 2_000 + index),
        messages: vec![(BEGIN - 10_000, BEGIN - 10_000)],
        gone: None,
    };
    let mut account = Account {
        conversations: (0..40).map(conversation).collect(),
        order: account::Listed::Ascending,
        by_offset: true,
        ends_count: true,
        meaning: account::Meaning::Last,
        accepts_future: true,
        always_token: false,
        empties: 0,
        drift: 0,
        now: BEGIN,
        requests: 0,
    };
    let mut told = Told::default();
    let mut runs = 0;
    while told.through_ms.is_none() {
        runs += 1;
        assert!(runs < 5, "the archive does not come to an end");
        live(&mut account, &life, &mut told, BEGIN - 20_000, None);
    }
    assert_eq!((told.given.len(), told.failed.len()), (20, 20));
    live(&mut account, &life, &mut told, BEGIN - 20_000, None);
    assert!(told.through_ms.is_some(), "a run without news, too");
}
