//! Worlds in which time passes: messages come and go between any two requests, readers are killed and
//! resumed with other pages, and clocks are wrong for a while.

use proptest::prelude::*;
use zoom_phone_sms::history::{Checkpoint, History, HistoryQuery};
use zoom_phone_sms::query::Order;

use super::any_order;
use super::server::{Answer, DAY, NOW, Sent, Server, between, refusal, session};

pub(super) const HOUR: i64 = 3_600;

/// A reader's life: from a start or a checkpoint to its end, or until it is killed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Life {
    pub(super) page_size: u32,
    /// After how many requests it is killed; 0 never.
    pub(super) requests: u32,
    /// How many messages it wants.
    pub(super) limit: Option<u64>,
    /// How many seconds pass with each request.
    pub(super) pace: i64,
    /// How many seconds pass before it.
    pub(super) pause: i64,
    /// By how many seconds its clock is ahead.
    pub(super) ahead: i64,
    /// After how many requests its clock is put right; 0 at the next life.
    pub(super) righted: u32,
    /// Whether the server's `Date` can be read.
    pub(super) has_date: bool,
}

#[derive(Debug, Clone)]
pub(super) struct World {
    /// `after` is when it is there: in seconds since the start; `gone` when it is deleted.
    pub(super) messages: Vec<Sent>,
    pub(super) order: Order,
    pub(super) lives: Vec<Life>,
    pub(super) to: i64,
    pub(super) flags: [bool; 3],
}

pub(super) fn any_life() -> impl Strategy<Value = Life> {
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
pub(super) fn any_world(ahead: bool) -> impl Strategy<Value = World> {
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
pub(super) struct Told {
    pub(super) given: Vec<Sent>,
    pub(super) late: u64,
    pub(super) requests: u32,
    /// When the first request was sent.
    pub(super) began: i64,
    pub(super) longest_checkpoint: usize,
}

/// Reads through all lives, the last of which has the right time and comes to the end.
pub(super) fn live(world: &World) -> Told {
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
