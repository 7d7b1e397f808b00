//! In every world, each message is returned once, in the server's order.

use std::cell::Cell;
use std::collections::HashSet;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use zoom_phone_sms::history::{History, HistoryQuery};
use zoom_phone_sms::query::Order;

use super::any_order;
use super::server::{Answer, DAY, NOW, Sent, Server, between, sent, session};
use super::world::{HOUR, Life, Told, World, any_life, any_world, live};

/// The seed of the worlds: always the same, unless `WORLDS_SEED` names another.
fn seed() -> u64 {
    let given = std::env::var("WORLDS_SEED").ok();
    given.map_or(1, |text| text.parse().unwrap())
}

/// Runs so many worlds of [`seed`], which a failure names.
fn run(
    name: &str,
    cases: u32,
    worlds: impl Strategy<Value = World>,
    law: fn(&World, &Told) -> Result<(), TestCaseError>,
) {
    let config = Config {
        failure_persistence: None,
        ..Config::with_cases(cases)
    };
    let counts = Cell::new((0_u64, 0_u64, 0_u64, 0_u64));
    let seed = seed();
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let result = runner.run(&worlds, |world| {
        let told = live(&world);
        let (histories, requests, resumes, given) = counts.get();
        counts.set((
            histories + 1,
            requests + u64::from(told.requests),
            resumes + world.lives.len() as u64,
            given + told.given.len() as u64,
        ));
        law(&world, &told)
    });
    let (histories, requests, resumes, given) = counts.get();
    println!(
        "{name}: {histories} histories, {requests} requests, {resumes} resumes, {given} given"
    );
    if let Err(error) = result {
        panic!("WORLDS_SEED={seed} fails again: {error}");
    }
}

/// What is there from the first request on and is never deleted; oldest first, also what comes later.
fn is_promised(world: &World, told: &Told, sent: &Sent) -> bool {
    let is_there = i64::from(sent.after) < told.began || world.order == Order::Ascending;
    sent.gone == 0 && is_there && sent.at <= NOW + world.to
}

fn each_once(world: &World, told: &Told) -> Result<(), TestCaseError> {
    let given: HashSet<usize> = told.given.iter().map(|sent| sent.id).collect();
    prop_assert_eq!(given.len(), told.given.len(), "one comes twice");
    for sent in &world.messages {
        if is_promised(world, told, sent) {
            prop_assert!(given.contains(&sent.id), "{:?} does not come", sent);
        }
    }
    Ok(())
}

#[test]
fn nothing_is_lost_or_repeated_with_any_clock_and_any_changes() {
    run("clocks", 400, any_world(false), each_once);
}

#[test]
fn messages_ahead_of_the_clock_are_returned_and_end_nothing() {
    run("dated ahead", 300, any_world(true), each_once);
}

/// Crowds of which many are deleted while they are read, one request a second.
fn any_crowd() -> impl Strategy<Value = World> {
    let width = prop::sample::select(vec![1_i64, 1, 30, 200, 1_000, 5_000, 20 * DAY]);
    let one = (
        0_i64..1_000,
        -60_i64..=60,
        prop_oneof![Just(0_u32), 1_u32..150],
    );
    let messages = prop::collection::vec(one, 1..250);
    let lives = prop::collection::vec(any_life(), 0..8);
    let drifts = any::<bool>();
    (
        width,
        messages,
        drifts,
        any_order(),
        lives,
        any::<[bool; 3]>(),
    )
        .prop_map(|(width, messages, drifts, order, mut lives, flags)| {
            let messages = messages.into_iter().enumerate();
            let messages = messages.map(|(id, (part, drift, gone))| Sent {
                drift: if drifts { drift } else { 0 },
                gone,
                ..Sent::new(id, NOW - 30 * DAY + part * width / 1_000)
            });
            for life in &mut lives {
                (life.pace, life.pause) = (1, 0);
            }
            lives.insert(
                0,
                Life {
                    page_size: lives.first().map_or(10, |life| life.page_size),
                    requests: 0,
                    limit: None,
                    pace: 1,
                    pause: 0,
                    ahead: 0,
                    righted: 0,
                    has_date: false,
                },
            );
            if flags[0] {
                lives.remove(0);
            }
            World {
                messages: messages.collect(),
                order,
                lives,
                to: 0,
                flags,
            }
        })
}

#[test]
fn deletions_between_any_two_requests_lose_nothing_that_stays() {
    run("deletions", 250, any_crowd(), each_once);
}

/// The worst moment for one: between a page and the one that its token leads to.
#[test]
fn a_deletion_just_before_a_token_is_followed_loses_nothing() {
    for order in [Order::Ascending, Order::Descending] {
        for (size, gap, every, limit) in [
            (1, HOUR, 3, None),
            (1, HOUR, 2, Some(2)),
            (1, 100, 3, Some(3)),
            (2, 40, 2, None),
            (2, 100, 1, Some(3)),
            (3, 100, 1, Some(4)),
            (3, 100, 1, Some(5)),
            (3, 1, 3, Some(5)),
            (10, 1, 4, None),
        ] {
            let times = (0..60).map(|index| NOW - 20 * DAY + index * gap);
            let mut server = Server::of(sent(times));
            let query = HistoryQuery {
                limit,
                ..between(NOW - 25 * DAY, NOW - DAY, order, size)
            };
            let mut history = History::new(query.clone(), None, NOW * 1_000);
            let (mut given, mut deleted, mut followed) = (Vec::new(), HashSet::new(), 0);
            let mut last_page: Vec<Sent> = Vec::new();
            loop {
                let Some(asked) = history.next().unwrap() else {
                    let checkpoint = history.checkpoint();
                    let next = History::new(query.clone(), Some(&checkpoint), NOW * 1_000);
                    if limit.is_none() || next.next().unwrap().is_none() {
                        break;
                    }
                    history = next;
                    continue;
                };
                if asked
                    .pairs()
                    .iter()
                    .any(|(name, _)| *name == "next_page_token")
                {
                    followed += 1;
                    if followed % every == 0 {
                        let gone = last_page.last().unwrap().id;
                        server.messages.retain(|sent| sent.id != gone);
                        deleted.insert(gone);
                    }
                }
                let Answer::Page(page, token) = server.answer(&asked) else {
                    continue;
                };
                let new = history.take(&session(&page, token.as_deref()));
                given.extend(new.iter().map(|index| page[*index].id));
                last_page = page;
            }
            let once: HashSet<usize> = given.iter().copied().collect();
            assert_eq!(once.len(), given.len(), "one comes twice");
            for id in (0..60).filter(|id| !deleted.contains(id)) {
                assert!(
                    once.contains(&id),
                    "{order:?} {size} {gap}: {id} does not come"
                );
            }
            assert!(!deleted.is_empty());
        }
    }
}

/// The order in which messages are given is the server's, in pages of any size.
#[test]
fn every_page_size_gives_the_same_messages_in_the_same_order() {
    let still = any_world(false).prop_map(|mut world| {
        for sent in &mut world.messages {
            (sent.after, sent.gone) = (0, 0);
        }
        world.to = 8 * DAY;
        world
    });
    run("page sizes", 200, still, |world, _| {
        let of_size = |page_size: u32, requests: u32| {
            let life = Life {
                page_size,
                requests,
                limit: None,
                pace: 1,
                pause: 7 * DAY,
                ahead: 0,
                righted: 0,
                has_date: false,
            };
            let lives = if requests == 0 {
                vec![life]
            } else {
                vec![life; 9]
            };
            let world = World {
                lives,
                ..world.clone()
            };
            let given = live(&world).given;
            given.iter().map(|sent| sent.id).collect::<Vec<_>>()
        };
        let whole = of_size(100, 0);
        for (page_size, requests) in [(1, 0), (2, 0), (7, 0), (50, 0), (3, 5), (100, 2)] {
            prop_assert_eq!(
                &of_size(page_size, requests),
                &whole,
                "{} {}",
                page_size,
                requests
            );
        }
        Ok(())
    });
}
