//! Histories: the laws of reading a range, against a server of our own.

mod arrivals;
mod checkpoints;
mod disorder;
mod limits;
mod server;
mod worlds;

use proptest::prelude::*;
use server::{
    Answer, DAY, NOW, NOW_MS, Reading, Sent, Server, between, date_time, fall, query, read,
    read_from, refusal, sent, session, truth,
};
use zoom_phone_sms::error::{ErrorKind, IssueCode};
use zoom_phone_sms::history::{
    Checkpoint, History, HistoryQuery, NAMES, ORDER_SLACK_SECONDS, ORDER_SPAN_SECONDS,
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
fn the_same_message_is_the_same_id_at_the_same_time_resumed_or_not() {
    let again = |id, at| Sent::new(id, NOW - at);
    let messages = vec![
        again(0, 90 * DAY),
        again(1, 60 * DAY),
        again(0, 30 * DAY),
        again(0, 30 * DAY - 5),
    ];
    for lives in 0..3 {
        for size in [1, 2, 100] {
            let query = between(NOW - 100 * DAY, NOW, Order::Ascending, size);
            let reading = read(&query, &mut Server::of(messages.clone()), lives);
            assert_eq!(reading.ids(), [0, 1, 0, 0], "{lives} {size}");
        }
    }
}

#[test]
fn two_entries_of_one_page_with_one_id_that_differ_are_both_given() {
    let at = date_time(NOW - 2 * DAY);
    let message =
        |text: &str| serde_json::json!({"message_id": "m", "message": text, "date_time": at});
    let page = |token: &str| {
        let messages = ["a", "b", "a"].map(message);
        let body = serde_json::json!({"next_page_token": token, "sms_histories": messages});
        zoom_phone_sms::decode::session(serde_json::to_vec(&body).unwrap()).unwrap()
    };
    let mut history = History::new(query(&[]), None, NOW_MS);
    assert_eq!(history.take(&page("more")), [0, 1]);
    assert_eq!(history.take(&page("")), [0; 0], "and neither comes again");
    // Also where a limit parts them.
    let one = HistoryQuery {
        limit: Some(1),
        ..query(&[])
    };
    let mut history = History::new(one.clone(), None, NOW_MS);
    assert_eq!(history.take(&page("more")), [0]);
    let mut rest = History::new(one, Some(&history.checkpoint()), NOW_MS);
    assert_eq!(rest.take(&page("more")), [1]);
}

/// What may change between two answers, and what makes another message.
#[test]
fn a_message_is_known_by_what_was_sent() {
    let at = date_time(NOW - 2 * DAY);
    let file = serde_json::json!({"id": "f", "name": "a.jpg", "size": 5, "type": "GIF", "download_url": "u"});
    let party = serde_json::json!({"phone_number": "1", "display_name": "A", "owner": {"id": "o", "type": "user"}});
    let message = serde_json::json!({
        "message_id": "m", "message": "text", "date_time": at, "delivery_status": "sent",
        "sender": party, "to_members": [party, {"phone_number": "2"}], "attachments": [file, file],
    });
    let changed = |path: &str, value: serde_json::Value| {
        let mut other = message.clone();
        let (parent, name) = path.rsplit_once('/').unwrap();
        other.pointer_mut(parent).unwrap()[name] = value;
        other
    };
    let given = |other: &serde_json::Value| {
        let body = serde_json::json!({"sms_histories": [message, other]});
        let page = zoom_phone_sms::decode::session(serde_json::to_vec(&body).unwrap()).unwrap();
        History::new(query(&[]), None, NOW_MS).take(&page).len()
    };
    for (path, value) in [
        ("/attachments/0/download_url", "other".into()),
        ("/attachments/1/added", true.into()),
        ("/delivery_status", "delivered".into()),
        ("/sender/added", 5.into()),
        (
            "/to_members",
            serde_json::json!([{"phone_number": "2"}, party]),
        ),
    ] {
        assert_eq!(given(&changed(path, value)), 1, "{path}");
    }
    for (path, value) in [
        ("/message_id", "n".into()),
        ("/message", "other".into()),
        ("/date_time", date_time(NOW - 2 * DAY + 1).into()),
        ("/sender/phone_number", "3".into()),
        ("/sender/owner/id", "p".into()),
        ("/sender/owner/type", "callQueue".into()),
        ("/to_members/1/phone_number", "3".into()),
        ("/to_members", serde_json::json!([party])),
        ("/attachments/0/id", "g".into()),
        ("/attachments/0/name", "b.jpg".into()),
        ("/attachments/1/size", 6.into()),
        ("/attachments/1/type", "JPG".into()),
        ("/attachments", serde_json::json!([file])),
    ] {
        assert_eq!(given(&changed(path, value)), 2, "{path}");
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
    let reversed = HistoryQuery::validate(&Options::new(range.into(), NAMES), NOW_MS).unwrap_err();
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

#[test]
fn pages_that_never_end_are_an_error_and_not_a_loop() {
    let query = query(&[("maxPages", Input::Number(5.0))]);
    for cycle in [true, false] {
        let mut history = History::new(query.clone(), None, NOW_MS);
        let mut pages = 0;
        let error = loop {
            pages += 1;
            let token = if cycle {
                "same".to_owned()
            } else {
                format!("t{pages}")
            };
            history.take(&session(&[], Some(&token)));
            match history.next() {
                Ok(_) => assert!(pages < 10),
                Err(error) => break error,
            }
        };
        assert_eq!(error.kind, ErrorKind::Paging);
        assert_eq!(pages, if cycle { 2 } else { 5 });
    }
}

#[test]
fn a_hundred_pages_without_anything_new_are_an_error() {
    let one = Sent::new(0, NOW - DAY);
    for (page, most) in [(vec![], 100), (vec![one], 101), (sent([NOW + DAY]), 101)] {
        let mut history = History::new(query(&[]), None, NOW_MS);
        let mut pages = 0;
        let error = loop {
            pages += 1;
            history.take(&session(&page, Some(&pages.to_string())));
            match history.next() {
                Ok(_) => assert!(pages < 1_000),
                Err(error) => break error,
            }
        };
        assert_eq!((error.kind, pages), (ErrorKind::Paging, most));
    }
}

/// A margin with more messages than pages may bring nothing, all in one second, one in a page.
#[test]
fn pages_of_messages_beside_the_range_are_read_to_their_end() {
    for order in [Order::Ascending, Order::Descending] {
        let beside = [NOW - DAY - 1].repeat(300);
        let after = [NOW - DAY + 1].repeat(300);
        let messages = sent(beside.into_iter().chain([NOW - DAY]).chain(after));
        let query = between(NOW - DAY, NOW - DAY, order, 1);
        let reading = read(&query, &mut Server::of(messages), 0);
        assert_eq!((&reading.error, reading.ids()), (&None, vec![300]));
    }
}

#[test]
fn a_token_that_always_expires_is_an_error_and_not_a_loop() {
    let mut history = History::new(query(&[]), None, NOW_MS);
    let mut restarts = 0;
    loop {
        history.take(&session(&[], Some("token")));
        restarts += 1;
        if history.restart(refusal()).is_err() {
            break;
        }
    }
    assert_eq!(restarts, 4);
}

#[test]
fn an_answer_without_a_question_gives_nothing() {
    let mut server = Server::of(sent([NOW - DAY]));
    let query = between(NOW - 2 * DAY, NOW - 3_600, Order::Ascending, 100);
    let mut history = History::new(query, None, NOW_MS);
    while let Some(asked) = history.next().unwrap() {
        let Answer::Page(page, token) = server.answer(&asked) else {
            continue;
        };
        history.take(&session(&page, token.as_deref()));
    }
    assert_eq!(history.take(&session(&server.messages, None)), [0; 0]);
}
