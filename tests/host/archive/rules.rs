//! Each rule of archives is needed: where it is left out, messages are lost. The same worlds show that none is lost
//! with all of them.

use std::collections::HashSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::account::{Account, BEGIN, DAY, any_account};
use super::reader::{Life, Rule, Told, any_life, live, promised};

/// Enough that each rule matters in some of them.
const WORLDS: u8 = 100;

/// The number of messages that are lost in all worlds.
fn lost(without: Option<Rule>) -> usize {
    (0..WORLDS).map(|seed| lost_in(seed, without)).sum()
}

fn lost_in(seed: u8, without: Option<Rule>) -> usize {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let lives = prop::collection::vec(any_life(), 3..8);
    let world = (any_account(260), lives).new_tree(&mut runner);
    let (mut account, lives): (Account, Vec<Life>) = world.unwrap().current();
    let from = BEGIN - 60 * DAY;
    let mut told = Told::default();
    for (index, life) in lives.iter().enumerate() {
        // The last one reads every session to its end.
        let is_last = index + 1 == lives.len();
        let life = Life {
            steps: if is_last { 0 } else { life.steps },
            faulty: if is_last { 0 } else { life.faulty },
            without,
            ..life.clone()
        };
        live(&mut account, &life, &mut told, from, None);
    }
    let given: HashSet<_> = told.given.iter().collect();
    let promised = promised(&account, &told, from);
    promised.iter().filter(|one| !given.contains(one)).count()
}

#[test]
fn with_all_rules_no_message_is_lost() {
    assert_eq!(lost(None), 0);
}

#[test]
fn messages_are_lost_if_a_leg_does_not_leave_them_time_to_settle() {
    assert!(lost(Some(Rule::Settling)) > 0);
}

#[test]
fn messages_are_lost_if_the_list_ends_with_the_leg() {
    assert!(lost(Some(Rule::ListingToNow)) > 0);
}

#[test]
fn messages_are_lost_if_windows_do_not_overlap() {
    assert!(lost(Some(Rule::WindowOverlap)) > 0);
}

#[test]
fn messages_are_lost_if_windows_of_several_pages_are_read_with_page_tokens() {
    assert!(lost(Some(Rule::WholeWindows)) > 0);
}

#[test]
fn messages_are_lost_if_open_sessions_are_forgotten() {
    assert!(lost(Some(Rule::OpenSessions)) > 0);
}

#[test]
fn messages_are_lost_if_failed_sessions_are_forgotten() {
    assert!(lost(Some(Rule::FailedSessions)) > 0);
}
