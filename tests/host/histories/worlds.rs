//! Worlds in which time passes: messages come and go between any two requests, readers are killed and
//! resumed with other pages, and clocks are wrong for a while.

use std::cell::Cell;
use std::collections::HashSet;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use zoom_phone_sms::history::{Checkpoint, History, HistoryQuery};
use zoom_phone_sms::query::Order;

use super::any_order;
use super::server::{Answer, DAY, NOW, Sent, Server, between, refusal, sent, session};

const HOUR: i64 = 3_600;

/// A reader's life: from a start or a checkpoint to its end, or until it is killed.
#[derive(Debug, Clone, Copy)]
struct Life {
    page_size: u32,
    /// After how many requests it is killed; 0 never.
    requests: u32,
    /// How many messages it wants.
    limit: Option<u64>,
    /// How many seconds pass with each request.
    pace: i64,
    /// How many seconds pass before it.
    pause: i64,
    /// By how many seconds its clock is ahead.
    ahead: i64,
    /// After how many requests its clock is put right; 0 at the next life.
    righted: u32,
    /// Whether the server's `Date` can be read.
    has_date: bool,
}

#[derive(Debug, Clone)]
struct World {
    /// `after` is when it is there: in seconds since the start; `gone` when it is deleted.
    messages: Vec<Sent>,
    order: Order,
    lives: Vec<Life>,
    to: i64,
    flags: [bool; 3],
}

fn any_life() -> impl Strategy<Value = Life> {
    let sizes = prop_oneof![Just(1_u32), Just(2), Just(7), Just(100), 1_u32..=100];
    let ahead = prop_oneof![
        3 => Just(0),
        1 => -2 * HOUR..2 * HOUR,
        1 => prop::sample::select(vec![2 * DAY, 40 * DAY, 365 * DAY]),
        1 => prop::sample::select(vec![-2 * DAY, -40 * DAY, -365 * DAY]),
    ];
    let pause = prop_oneof![Just(0), 0..2 * HOUR, 0..3 * DAY];
    let pace = prop_oneof![Just(0_i64), 1_i64..600];
    let limit = prop_oneof![2 => Just(None), 1 => (1_u64..30).prop_map(Some)];
    (
        sizes,
        0_u32..12,
        limit,
        pace,
        pause,
        ahead,
        0_u32..6,
        prop::bool::weighted(0.2),
    )
        .prop_map(
            |(page_size, requests, limit, pace, pause, ahead, righted, has_date)| Life {
                page_size,
                requests,
                limit,
                pace,
                pause,
                ahead,
                righted,
                has_date,
            },
        )
}

/// Messages of four months and of the days to come, alone or crowded.
fn any_world(ahead: bool) -> impl Strategy<Value = World> {
    let at = prop_oneof![
        2 => -120 * DAY..0_i64,
        2 => 0_i64..6 * DAY,
        2 => -HOUR..HOUR,
        2 => -300_i64..300,
        1 => Just(-40 * DAY),
        1 => (0_i64..200).prop_map(|off| off - 40 * DAY),
    ];
    // How long before its time it is there, if it is dated ahead; and when it is deleted.
    let early = prop_oneof![4 => Just(0), 1 => 0..6 * DAY];
    let gone = prop_oneof![4 => Just(0_u32), 1 => 1_u32..4_000];
    let one = (at, -60_i64..=60, early, gone);
    let messages = prop::collection::vec(one, 0..120);
    let drifts = any::<bool>();
    let lives = prop::collection::vec(any_life(), 0..6);
    let to = prop_oneof![Just(0), Just(2 * DAY), Just(8 * DAY), Just(60 * DAY)];
    (messages, drifts, any_order(), lives, to, any::<[bool; 3]>()).prop_map(
        move |(messages, drifts, order, mut lives, to, flags)| {
            let messages = messages.into_iter().enumerate();
            let messages = messages.map(|(id, (at, drift, early, gone))| {
                let drift = if drifts { drift } else { 0 };
                let early = if ahead { early } else { 0 };
                Sent {
                    drift,
                    // It is there when it is created, or before.
                    after: u32::try_from((at + drift - early).max(0)).unwrap(),
                    gone,
                    ..Sent::new(id, NOW + at)
                }
            });
            if ahead {
                // By a clock that is ahead, what is dated ahead is not.
                for life in &mut lives {
                    life.ahead = life.ahead.min(0);
                }
            }
            World {
                messages: messages.collect(),
                order,
                lives,
                to,
                flags,
            }
        },
    )
}

/// What reading in a world comes to.
#[derive(Default)]
struct Told {
    given: Vec<Sent>,
    late: u64,
    requests: u32,
    /// When the first request was sent.
    began: i64,
    longest_checkpoint: usize,
}

/// Reads through all lives, the last of which has the right time and comes to the end.
fn live(world: &World) -> Told {
    let mut server = Server {
        from_inclusive: world.flags[0],
        to_inclusive: world.flags[1],
        by_offset: world.flags[2],
        ..Server::of(world.messages.clone())
    };
    let mut told = Told::default();
    let mut time = 0;
    let mut checkpoint: Option<String> = None;
    let last = Life {
        page_size: 50,
        requests: 0,
        limit: None,
        pace: 0,
        pause: 7 * DAY,
        ahead: 0,
        righted: 0,
        has_date: false,
    };
    for life in world.lives.iter().chain([&last]) {
        time += life.pause;
        let mut sent_here = 0;
        let clock = |time: i64, sent_here: u32| {
            let is_righted = life.righted > 0 && sent_here >= life.righted;
            NOW + time + if is_righted { 0 } else { life.ahead }
        };
        let query = HistoryQuery {
            page_size: life.page_size,
            limit: life.limit,
            ..between(NOW - 121 * DAY, NOW + world.to, world.order, 100)
        };
        let written = checkpoint.as_deref();
        let resumed = written.map(|written| Checkpoint::read(written, "s").unwrap());
        let now_ms = clock(time, 0) * 1_000;
        let mut history = History::new(query, resumed.as_ref(), now_ms);
        let mut give = |history: &History, given: Vec<Sent>, told: &mut Told| {
            let written = history.checkpoint().write("s");
            told.longest_checkpoint = told.longest_checkpoint.max(written.len());
            told.given.extend(given);
            checkpoint = Some(written);
        };
        while let Some(asked) = history.next().unwrap() {
            if life.requests > 0 && sent_here >= life.requests {
                // It is an error that ends a life without a page, and it has a checkpoint too.
                give(&history, Vec::new(), &mut told);
                break;
            }
            sent_here += 1;
            time += life.pace;
            if told.requests == 0 {
                told.began = time;
            }
            told.requests += 1;
            assert!(told.requests < 20_000, "it comes to an end");
            server.asked = u32::try_from(time).unwrap();
            match server.answer(&asked) {
                Answer::Expired => history.restart(refusal()).unwrap(),
                Answer::Page(page, token) => {
                    let here = clock(time, sent_here);
                    let there = life.has_date.then_some((NOW + time) * 1_000);
                    history.set_clock(here * 1_000, there);
                    let new = history.take(&session(&page, token.as_deref()));
                    let given: Vec<Sent> = new.iter().map(|index| page[*index]).collect();
                    if !given.is_empty() {
                        give(&history, given, &mut told);
                    }
                }
            }
        }
        told.late = history.progress().late;
    }
    told
}

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
fn nothing_is_lost_and_nothing_comes_twice_whatever_the_clock_and_whatever_comes_and_goes() {
    run("clocks", 400, any_world(false), each_once);
}

#[test]
fn what_is_dated_ahead_of_the_clock_is_given_and_ends_nothing() {
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
