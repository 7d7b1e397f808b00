//! Servers that do not keep the order that was asked for, or the ranges.

use std::collections::HashSet;

use proptest::prelude::*;
use zoom_phone_sms::error::ErrorKind;
use zoom_phone_sms::query::Order;

use super::server::{
    DAY, NOW, NOW_MS, Sent, Server, Sorting, between, read, read_from, sent, truth,
};
use super::{any_messages, any_order, any_page_size, ids, sorted};

proptest! {
    #[test]
    fn a_server_that_ignores_sort_loses_nothing_silently(
        messages in any_messages(), order in any_order(), size in any_page_size(),
        shuffles in any::<bool>(),
    ) {
        let other = match order {
            Order::Ascending => Order::Descending,
            Order::Descending => Order::Ascending,
        };
        let sorting = if shuffles { Sorting::Shuffled } else { Sorting::Always(other) };
        let mut server = Server { sorting, ..Server::of(messages) };
        let query = between(NOW - 700 * DAY, NOW, order, size);
        let expected = ids(&truth(&server.messages, &query));
        let reading = read(&query, &mut server, 0);
        let given: HashSet<usize> = reading.ids().into_iter().collect();
        prop_assert_eq!(given.len(), reading.given.len(), "none comes twice");
        match &reading.error {
            None => prop_assert_eq!(sorted(reading.ids()), sorted(expected)),
            Some(error) => prop_assert_eq!(error.kind, ErrorKind::Paging),
        }
    }
}

#[test]
fn a_window_in_one_page_may_be_in_any_order() {
    for sorting in [Sorting::Always(Order::Descending), Sorting::Shuffled] {
        let messages = sent((0..50).map(|index| NOW - 20 * DAY + index * 30_000));
        let mut server = Server {
            sorting,
            ..Server::of(messages)
        };
        let query = between(NOW - 25 * DAY, NOW - 60, Order::Ascending, 50);
        let reading = read(&query, &mut server, 0);
        assert_eq!(reading.error, None);
        assert_eq!(reading.ids(), (0..50).collect::<Vec<_>>());
    }
}

#[test]
fn a_page_that_falls_back_further_than_the_slack_ends_in_a_typed_error() {
    for (sort, size) in [
        (Order::Ascending, 2),
        (Order::Ascending, 1),
        (Order::Descending, 30),
    ] {
        let other = match sort {
            Order::Ascending => Order::Descending,
            Order::Descending => Order::Ascending,
        };
        let messages = sent((0..50).map(|index| NOW - 20 * DAY + index * 30_000));
        let mut server = Server {
            sorting: Sorting::Always(other),
            ..Server::of(messages)
        };
        let query = between(NOW - 25 * DAY, NOW - 60, sort, size);
        let reading = read(&query, &mut server, 0);
        let error = reading.error.unwrap();
        assert_eq!(error.kind, ErrorKind::Paging);
        assert!(error.message.contains("sort"), "{}", error.message);
        // A run that resumes from there fails as well.
        let again = read_from(&query, &mut server, 0, Some(&reading.checkpoint), NOW_MS);
        assert!(again.error.is_some() || again.progress.late > 0);
    }
}

#[test]
fn a_message_of_another_window_is_given_or_counted() {
    for order in [Order::Ascending, Order::Descending] {
        for lives in [0, 1] {
            let messages = vec![
                Sent::new(0, NOW - 90 * DAY),
                // Created a month before its time.
                Sent {
                    drift: -30 * DAY,
                    ..Sent::new(1, NOW - 50 * DAY)
                },
                Sent::new(2, NOW - 60 * DAY),
                Sent::new(3, NOW - 10 * DAY),
            ];
            let query = between(NOW - 100 * DAY, NOW, order, 100);
            let reading = read(&query, &mut Server::of(messages), lives);
            // It comes with those that were created with it, unless its own time has been read.
            let (given, late): (&[usize], u64) = match order {
                Order::Ascending => (&[0, 1, 2, 3], 0),
                Order::Descending => (&[0, 2, 3], 1),
            };
            assert_eq!(sorted(reading.ids()), given, "{order:?} {lives}");
            assert_eq!(reading.progress.late, late, "{order:?} {lives}");
        }
    }
}

#[test]
fn a_server_that_gives_whole_days_makes_no_false_alarm() {
    let messages = sent((0..2_000).map(|index| NOW - 90 * DAY + index * 3_600));
    for order in [Order::Ascending, Order::Descending] {
        for size in [1, 7, 100] {
            let mut server = Server {
                whole_days: true,
                ..Server::of(messages.clone())
            };
            let query = between(NOW - 95 * DAY, NOW, order, size);
            let reading = read(&query, &mut server, 0);
            assert_eq!(reading.error, None);
            assert_eq!(reading.ids(), ids(&truth(&messages, &query)));
            assert_eq!(reading.progress.late, 0);
            let killed = read(&query, &mut server, 3);
            assert_eq!(killed.error, None);
            assert_eq!(killed.ids(), reading.ids());
        }
    }
}
