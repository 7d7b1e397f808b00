//! Histories: the laws of reading a range, against a server of our own.

mod arrivals;
mod checkpoints;
mod disorder;
mod endings;
mod identity;
mod limits;
mod requests;
pub(crate) mod server;
mod world;
mod worlds;

use proptest::prelude::*;
use server::{
    DAY, NOW, NOW_MS, Reading, Sent, Server, between, date_time, fall, query, read, read_from,
    sent, session, truth,
};
use zoom_phone_sms::error::{ErrorKind, IssueCode};
use zoom_phone_sms::history::{
    Checkpoint, History, HistoryQuery, ORDER_SLACK_SECONDS, ORDER_SPAN_SECONDS,
};
use zoom_phone_sms::input::{Input, Options};
use zoom_phone_sms::query::Order;

/// Up to 400 messages of two years, many of them at the edges of windows or in one second; and how
/// much later than its `date_time` each was created.
fn any_messages() -> impl Strategy<Value = Vec<Sent>> {
    let times = prop_oneof![
        3 => (0..730 * DAY).prop_map(move |back| NOW - back),
        2 => (0_i64..25, -130_i64..130).prop_map(move |(windows, off)| NOW - windows * 30 * DAY + off),
        1 => Just(NOW - 40 * DAY),
        1 => (0_i64..300).prop_map(move |off| NOW - 41 * DAY + off),
    ];
    let slack = -ORDER_SLACK_SECONDS..=ORDER_SLACK_SECONDS;
    let one = (times, slack);
    (prop::collection::vec(one, 0..400), any::<bool>()).prop_map(|(messages, drifts)| {
        let sent = messages.into_iter().enumerate();
        sent.map(|(id, (at, drift))| Sent {
            drift: if drifts { drift } else { 0 },
            ..Sent::new(id, at)
        })
        .collect()
    })
}

fn any_server() -> impl Strategy<Value = Server> {
    (
        any_messages(),
        any::<[bool; 4]>(),
        0_u32..6,
        0_u32..4,
        0_usize..4,
    )
        .prop_map(|(messages, flags, expires, empty, doubles)| Server {
            from_inclusive: flags[0],
            to_inclusive: flags[1],
            whole_days: flags[2],
            by_offset: flags[3],
            expires: if expires == 0 { 0 } else { expires + 20 },
            empty: if empty == 1 { 0 } else { empty },
            doubles,
            ..Server::of(messages)
        })
}

fn any_order() -> impl Strategy<Value = Order> {
    prop_oneof![Just(Order::Ascending), Just(Order::Descending)]
}

fn any_page_size() -> impl Strategy<Value = u32> {
    prop_oneof![1_u32..=100, Just(1), Just(100)]
}

fn sorted(mut ids: Vec<usize>) -> Vec<usize> {
    ids.sort_unstable();
    ids
}

fn ids(messages: &[Sent]) -> Vec<usize> {
    messages.iter().map(|sent| sent.id).collect()
}

/// Reads on after an error, with a server that has become reliable.
fn complete(query: &HistoryQuery, server: &mut Server, lives: u32) -> Reading {
    let mut whole = read(query, server, lives);
    if let Some(error) = &whole.error {
        assert_eq!(error.kind, ErrorKind::InvalidPageToken);
        (server.expires, server.empty) = (0, 0);
        let rest = read_from(query, server, lives, Some(&whole.checkpoint), NOW_MS);
        whole.given.extend(rest.given.iter());
        whole = Reading {
            given: whole.given,
            ..rest
        };
    }
    whole
}

proptest! {
    #[test]
    fn every_message_of_the_range_is_given_once_and_in_order(
        mut server in any_server(),
        from in 0_i64..700 * DAY, length in 0_i64..700 * DAY,
        order in any_order(), size in any_page_size(), lives in 0_u32..4,
    ) {
        let first = NOW - from;
        let query = between(first, (first + length).min(NOW), order, size);
        let expected = truth(&server.messages, &query);
        let reading = complete(&query, &mut server, lives);
        prop_assert!(reading.error.is_none());
        prop_assert_eq!(sorted(reading.ids()), sorted(ids(&expected)));
        let drifts = expected.iter().any(|sent| sent.drift != 0);
        let most = if drifts { ORDER_SPAN_SECONDS } else { 0 };
        prop_assert!(fall(&reading.times(), order) <= most);
        // A server that gives more than was asked for shows what cannot be told from late ones.
        prop_assert!(server.whole_days || reading.progress.late == 0);
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn killed_anywhere_and_resumed_equals_uninterrupted(
        server in any_server(), order in any_order(), size in any_page_size(), lives in 1_u32..5,
    ) {
        let query = between(NOW - 700 * DAY, NOW, order, size);
        let whole = read(&query, &mut Server { expires: 0, ..server.clone() }, 0);
        let killed = read(&query, &mut Server { expires: 0, ..server }, lives);
        prop_assert!(whole.error.is_none() && killed.error.is_none());
        prop_assert_eq!(sorted(whole.ids()), sorted(killed.ids()));
        if whole.given.iter().all(|sent| sent.drift == 0) {
            prop_assert_eq!(whole.ids(), killed.ids());
        }
    }
}

/// The furthest that times of creation may be off, each the other way, at ends that do not count.
#[test]
fn what_is_off_by_all_of_the_slack_is_not_lost_where_reading_goes_on() {
    let at = NOW - 3 * DAY;
    let most = ORDER_SLACK_SECONDS;
    for (order, sign) in [(Order::Ascending, 1), (Order::Descending, -1)] {
        let off = |id, created: i64, drift: i64| Sent {
            drift: sign * drift,
            ..Sent::new(id, created - sign * drift)
        };
        let messages = vec![off(0, at - sign, -most), off(1, at, most)];
        let mut server = Server {
            from_inclusive: false,
            to_inclusive: false,
            ..Server::of(messages)
        };
        let query = between(at - DAY, at + DAY, order, 1);
        let reading = read(&query, &mut server, 1);
        assert_eq!((reading.ids(), reading.progress.late), (vec![0, 1], 0));
    }
}

/// Tens of thousands of messages, so that most are forgotten, and many arrive before the place that
/// is read, so that pages shift back over what was given.
#[test]
fn a_window_of_tens_of_thousands_that_shifts_gives_each_once() {
    for order in [Order::Ascending, Order::Descending] {
        let mut messages = sent((0..30_000).map(|index| NOW - 20 * DAY + index * 50));
        let edge = match order {
            Order::Ascending => NOW - 25 * DAY,
            Order::Descending => NOW - DAY,
        };
        let late = (0..5_000).map(|index| Sent {
            after: 40 + 50 * (index / 500),
            ..Sent::new(30_000 + index as usize, edge)
        });
        messages.extend(late);
        for lives in [0, 7] {
            let mut server = Server {
                expires: 61,
                ..Server::of(messages.clone())
            };
            let query = between(NOW - 26 * DAY, NOW, order, 100);
            let reading = read(&query, &mut server, lives);
            assert_eq!(reading.error, None);
            let early = ids(&truth(&messages[..30_000], &query));
            assert_eq!(reading.ids(), early, "{order:?} {lives}");
            assert_eq!(reading.progress.late, 0);
            assert!(
                reading.longest_checkpoint < 400,
                "{}",
                reading.longest_checkpoint
            );
        }
    }
}

/// More messages in one second than are remembered otherwise, which come again at every restart.
#[test]
fn a_burst_that_is_begun_again_and_again_gives_each_once() {
    for (order, lives) in [(Order::Ascending, 3), (Order::Descending, 0)] {
        let mut server = Server {
            expires: 37,
            ..Server::of(sent([NOW - DAY].repeat(3_000)))
        };
        let query = between(NOW - 2 * DAY, NOW, order, 100);
        let reading = read(&query, &mut server, lives);
        assert_eq!(reading.error, None);
        assert_eq!(reading.ids(), ids(&truth(&server.messages, &query)));
        assert_eq!(reading.progress.late, 0);
        let worst = 11 * 3_000 + 300;
        assert!(
            reading.longest_checkpoint < worst,
            "{}",
            reading.longest_checkpoint
        );
    }
}

#[test]
fn only_messages_with_a_date_time_in_the_range_are_given() {
    let messages = sent([NOW - DAY - 1, NOW - DAY, NOW, NOW + 1]);
    for order in [Order::Ascending, Order::Descending] {
        let query = between(NOW - DAY, NOW, order, 100);
        let reading = read(&query, &mut Server::of(messages.clone()), 0);
        assert_eq!(sorted(reading.ids()), [1, 2]);
        assert_eq!(reading.progress.late, 0);
    }
}

/// A month from the end of January ends earlier the later it begins: from 29 January, 23:59, on 28
/// February at 23:59, and from 30 January on at midnight.
#[test]
fn what_is_left_of_a_window_is_no_longer_than_a_month_either() {
    for (year, day) in [2023, 2024]
        .into_iter()
        .flat_map(|year| (28..=31).map(move |day| (year, day)))
    {
        let midnight = jiff::civil::date(year, 1, day).to_zoned(jiff::tz::TimeZone::UTC);
        let midnight = midnight.unwrap().timestamp().as_second();
        for first in [0, 59, 61, DAY / 2, DAY - 1].map(|second| midnight + second) {
            let messages = sent((0..40 * 6).map(|index| first + index * DAY / 6));
            for order in [Order::Ascending, Order::Descending] {
                let query = between(first, first + 40 * DAY, order, 1);
                let reading = read(&query, &mut Server::of(messages.clone()), 1);
                assert_eq!(reading.error, None);
                assert_eq!(reading.ids(), ids(&truth(&messages, &query)));
            }
        }
    }
}

/// Zoom is asked for whole seconds, and its messages have them as far as is known.
#[test]
fn a_date_means_its_millisecond_at_both_ends() {
    #[allow(clippy::cast_precision_loss, reason = "far below 2^53")]
    let start = (NOW - 5) as f64 * 1_000.0;
    let page = |times: &[i64]| {
        let message = |ms: &i64| {
            let fraction = format!(".{:03}Z", ms % 1_000);
            let date_time = date_time(NOW - 5 + ms / 1_000).replace('Z', &fraction);
            serde_json::json!({"message_id": ms.to_string(), "date_time": date_time})
        };
        let messages: Vec<_> = times.iter().map(message).collect();
        let body = serde_json::json!({"sms_histories": messages});
        zoom_phone_sms::decode::session(serde_json::to_vec(&body).unwrap()).unwrap()
    };
    let times = [0, 1, 499, 500, 999, 1_000, 2_000, 2_500, 2_501, 2_999];
    for (from, to, expected) in [
        (0.0, 2_500.0, &times[..8]),
        (500.0, 2_500.0, &times[3..8]),
        (499.5, 2_000.0, &times[3..7]),
        (500.0, 500.0, &[500]),
        (0.0, 0.0, &[0]),
        (501.0, 998.0, &[]),
    ] {
        let range = [("from", from), ("to", to)];
        let query = query(&range.map(|(name, ms)| (name, Input::Date(start + ms))));
        let mut history = History::new(query.clone(), None, NOW_MS);
        let given = history.take(&page(&times));
        let given: Vec<i64> = given.iter().map(|index| times[*index]).collect();
        assert_eq!(given, expected, "{from} {to}");
        // Without the dates, a checkpoint goes on with the same.
        let written = history.checkpoint().write("s");
        let range = Checkpoint::read(&written, "s").unwrap().range();
        assert_eq!(range, query.range);
    }
    let range = [("from", 800.0), ("to", 799.0)];
    let range = range.map(|(name, ms)| (name.to_owned(), Input::Date(start + ms)));
    let reversed = HistoryQuery::validate(&Options::new(range.into()).read(), NOW_MS).unwrap_err();
    assert_eq!(reversed[0].code, IssueCode::Reversed);
}

#[test]
fn a_range_that_reaches_far_into_the_future_takes_no_more_requests_than_one_that_ends_tomorrow() {
    for order in [Order::Ascending, Order::Descending] {
        let query = between(NOW - 10 * DAY, NOW + 3_650 * DAY, order, 100);
        let mut server = Server::of(sent([NOW - DAY, NOW + 600]));
        let reading = read(&query, &mut server, 0);
        assert_eq!(sorted(reading.ids()), [0, 1]);
        // Newest first, a clock may be a year behind: there would be no way back.
        let most = if order == Order::Ascending { 1 } else { 15 };
        assert!(server.asked <= most, "{} requests", server.asked);
        // A clock may be behind by more than anyone thinks: one is asked for in any case.
        let beyond = between(NOW + 2 * DAY, NOW + 3_650 * DAY, order, 100);
        let mut server = Server::of(Vec::new());
        assert_eq!(read(&beyond, &mut server, 0).error, None);
        assert!(
            (1..=most).contains(&server.asked),
            "{} requests",
            server.asked
        );
    }
}
