//! Lists of sessions: each session once in a run, and as it was at its beginning or later.

use std::collections::{HashMap, HashSet};

use proptest::prelude::*;
use zoom_phone_sms::endpoint::Filter;
use zoom_phone_sms::error::{ErrorKind, SmsError};
use zoom_phone_sms::listing::{ListQuery, Lister, SessionList};

use crate::archive::account::{Account, BEGIN, DAY, HOUR, Meaning, any_account};

/// How late a message may become visible, in seconds.
const SETTLE: i64 = 900;

/// One process that lists.
#[derive(Debug, Clone)]
struct Life {
    /// After how many sessions it is killed; 0 never.
    sessions: usize,
    /// Seconds that pass before it.
    pause: i64,
    /// Milliseconds that pass with each request.
    pace_ms: i64,
    /// By how many seconds its clock is ahead.
    ahead: i64,
    has_date: bool,
    /// After how many sessions the state is saved: 1 together with each.
    save: usize,
    limit: Option<u32>,
}

fn any_life(save: usize) -> impl Strategy<Value = Life> {
    (
        prop_oneof![2 => Just(0_usize), 3 => 1_usize..200],
        prop_oneof![Just(0), 0..HOUR, 0..30 * HOUR],
        prop_oneof![Just(400_i64), 0_i64..3_000, 0_i64..90_000],
        prop_oneof![3 => Just(0), 1 => -40 * 60..0_i64],
        any::<bool>(),
        1..=save,
        prop_oneof![3 => Just(None), 1 => (0_u32..40).prop_map(Some)],
    )
        .prop_map(
            |(sessions, pause, pace_ms, ahead, has_date, save, limit)| Life {
                sessions,
                pause,
                pace_ms,
                ahead,
                has_date,
                save,
                limit,
            },
        )
}

/// What the caller has got and saved.
#[derive(Debug, Default)]
struct Told {
    state: Option<String>,
    /// The server's second at which each session was last returned.
    at: HashMap<String, i64>,
    /// Those that were returned in this run, and again.
    run: HashSet<String>,
    again: Vec<String>,
    /// When the run began, and the last one that is complete.
    began: Option<i64>,
    complete: Option<i64>,
}

/// Lets one process list, from the state that was saved.
fn live(account: &mut Account, life: &Life, told: &mut Told, from: i64, to_ms: Option<i64>) {
    run(account, life, told, from, to_ms);
    let state = told.state.as_deref().unwrap_or_default();
    // In the middle of a run, a state also says where.
    if state.split(' ').count() == 5 {
        told.complete = told.began.take().or(told.complete);
        told.run.clear();
        assert!(state.len() <= 100, "{state}");
    }
}

fn run(account: &mut Account, life: &Life, told: &mut Told, from: i64, to_ms: Option<i64>) {
    account.now += life.pause;
    // Without the server's clock, a slow one of our own needs ranges that end later.
    let ahead = if life.has_date || account.accepts_future {
        life.ahead
    } else {
        0
    };
    let mut clock_ms = account.now * 1_000;
    let query = ListQuery {
        scope: "all".to_owned(),
        from_ms: Some(from * 1_000),
        to_ms,
        filters: Filter::BOTH,
        limit: life.limit,
    };
    let now_ms = (account.now + ahead) * 1_000;
    let mut list = SessionList::new(query, told.state.as_deref(), now_ms).unwrap();
    let mut given = 0;
    while let Some(asked) = list.next_list().unwrap() {
        clock_ms += life.pace_ms;
        account.now = clock_ms.div_euclid(1_000);
        let there = life.has_date.then_some(clock_ms);
        list.set_clock(clock_ms + ahead * 1_000, there);
        assert!(account.requests < 200_000, "the list comes to an end");
        let Some(page) = account.list(&asked, 100) else {
            let refusal = SmsError::new(ErrorKind::InvalidRequest, "from and to");
            list.restart_list(refusal).unwrap();
            continue;
        };
        told.began.get_or_insert(account.now);
        let ids = page.ids.clone();
        for index in list.take_list(page) {
            list.gave();
            let id = ids[index].clone();
            told.at.insert(id.clone(), account.now);
            if !told.run.insert(id.clone()) {
                told.again.push(id);
            }
            given += 1;
            // Of the states that are saved, only the last one counts.
            if given == life.sessions / life.save * life.save {
                told.state = Some(list.state());
            }
            if given == life.sessions {
                return;
            }
        }
    }
    told.state = Some(list.state());
}

/// Whether every session was returned at the beginning of the last complete run or later, as it was then.
fn check(
    account: &Account,
    told: &Told,
    from: i64,
    to_ms: Option<i64>,
) -> Result<(), TestCaseError> {
    let Some(began) = told.complete else {
        return Ok(());
    };
    let to = to_ms.map_or(i64::MAX, |to| to.div_euclid(1_000));
    let drift = account.drift.abs();
    // Where no range ends in the future, the newest are for the next run.
    let began = if account.accepts_future {
        began
    } else {
        began - drift - 2
    };
    for conversation in &account.conversations {
        let given = told.at.get(&conversation.id);
        for (at, visible) in &conversation.messages {
            let is_promised = conversation.gone.is_none()
                && (from + drift..=to - drift).contains(at)
                && *visible <= began
                && visible - at < SETTLE - drift;
            prop_assert!(
                !is_promised || given.is_some_and(|given| given >= visible),
                "{} with a message at {} was returned at {:?}, before {} of a run at {}",
                conversation.id,
                at - BEGIN,
                given.map(|given| given - BEGIN),
                visible - BEGIN,
                began - BEGIN,
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_session_comes_once_in_a_run_of_any_account_with_any_kills(
        mut account in any_account(600), from in 0..70 * DAY,
        lives in prop::collection::vec(any_life(1), 1..8),
    ) {
        let mut told = Told::default();
        for life in &lives {
            live(&mut account, life, &mut told, BEGIN - from, None);
            check(&account, &told, BEGIN - from, None)?;
        }
        let last = Life { sessions: 0, limit: None, ..lives[0].clone() };
        live(&mut account, &last, &mut told, BEGIN - from, None);
        prop_assert!(told.complete.is_some());
        check(&account, &told, BEGIN - from, None)?;
        prop_assert_eq!(&told.again, &Vec::<String>::new());
    }

    #[test]
    fn with_a_state_older_than_the_sessions_none_is_lost(
        mut account in any_account(260), from in 0..70 * DAY,
        lives in prop::collection::vec(any_life(30), 1..8),
    ) {
        let mut told = Told::default();
        for life in &lives {
            live(&mut account, life, &mut told, BEGIN - from, None);
        }
        let last = Life { sessions: 0, limit: None, ..lives[0].clone() };
        live(&mut account, &last, &mut told, BEGIN - from, None);
        check(&account, &told, BEGIN - from, None)?;
    }

    #[test]
    fn a_range_with_an_end_has_all_sessions_with_messages_in_it_and_is_then_done(
        mut account in any_account(260), from in 0..70 * DAY, length in 0..70 * DAY, life in any_life(1),
    ) {
        account.meaning = Meaning::Literal;
        let (from, to_ms) = (BEGIN - from, Some((BEGIN - from + length) * 1_000 + 999));
        let mut told = Told::default();
        let life = Life { sessions: 0, limit: None, ..life };
        live(&mut account, &life, &mut told, from, to_ms);
        check(&account, &told, from, to_ms)?;
        let (requests, is_over) = (account.requests, account.now * 1_000 > to_ms.unwrap() + 2 * 3_600_000);
        live(&mut account, &Life { pause: 0, ..life }, &mut told, from, to_ms);
        prop_assert!(!is_over || account.requests == requests);
    }
}

/// A list of sessions from 2024, in one go.
fn list(
    state: Option<&str>,
    to_ms: Option<i64>,
) -> Result<SessionList, zoom_phone_sms::listing::Refused> {
    let query = ListQuery {
        scope: "all".to_owned(),
        from_ms: Some(BEGIN * 1_000),
        to_ms,
        filters: Filter::BOTH,
        limit: None,
    };
    SessionList::new(query, state, (BEGIN + DAY) * 1_000)
}

#[test]
fn a_state_in_the_middle_of_a_run_belongs_to_its_end_and_a_damaged_one_to_none() {
    let state = list(None, Some((BEGIN + HOUR) * 1_000)).unwrap().state();
    assert!(list(Some(&state), Some((BEGIN + HOUR) * 1_000)).is_ok());
    assert!(list(Some(&state), None).is_err());
    for index in 0..state.len() {
        let mut bytes = state.clone().into_bytes();
        bytes[index] ^= 1;
        let damaged = String::from_utf8(bytes).unwrap();
        assert!(
            list(Some(&damaged), Some((BEGIN + HOUR) * 1_000)).is_err(),
            "{damaged}"
        );
    }
}

#[test]
fn the_plan_is_the_longest_windows_of_each_filter() {
    let plan = list(None, Some((BEGIN + 60 * DAY) * 1_000)).unwrap().plan();
    // Up to a day after the clock.
    assert_eq!((plan.windows.len(), plan.requests), (2, 2));
    let (from, to) = plan.windows[0].seconds();
    assert_eq!((from, to), (BEGIN - 1, BEGIN + 2 * DAY));
}
