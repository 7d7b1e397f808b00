//! How much is given at most, and what that takes at least.

use proptest::prelude::*;
use zoom_phone_sms::history::{History, HistoryQuery};
use zoom_phone_sms::query::Order;

use super::server::{DAY, NOW, NOW_MS, Server, between, read, read_from};
use super::{any_order, any_page_size, any_server, sorted};

proptest! {
    #[test]
    fn a_limit_returns_the_first_messages_and_a_checkpoint_the_next(
        server in any_server(), limit in 1_u64..150, order in any_order(), size in any_page_size(),
    ) {
        let server = Server { expires: 0, ..server };
        let all = between(NOW - 500 * DAY, NOW - 20 * DAY, order, size);
        let everything = read(&all, &mut server.clone(), 0);
        let drifts = server.messages.iter().any(|sent| sent.drift != 0);
        let limited = HistoryQuery { limit: Some(limit), ..all };
        let mut server = server;
        let (mut given, mut checkpoint) = (Vec::new(), None);
        while given.len() < everything.given.len() {
            let part = read_from(&limited, &mut server, 0, checkpoint.as_deref(), NOW_MS);
            prop_assert_eq!(part.error, None);
            let left = everything.given.len() - given.len();
            prop_assert_eq!(part.given.len(), left.min(usize::try_from(limit).unwrap()));
            given.extend(part.given.iter().map(|sent| sent.id));
            checkpoint = Some(part.checkpoint);
        }
        if drifts {
            prop_assert_eq!(sorted(given), sorted(everything.ids()));
        } else {
            prop_assert_eq!(given, everything.ids());
        }
    }
}

#[test]
fn a_limit_of_zero_requests_nothing() {
    let query = HistoryQuery {
        limit: Some(0),
        ..between(NOW - DAY, NOW, Order::Ascending, 100)
    };
    assert_eq!(History::new(query, None, NOW_MS).next(), Ok(None));
}

#[test]
fn the_minimum_is_one_request_per_window_or_as_many_as_the_limit_needs() {
    let all = between(NOW - 360 * DAY, NOW - DAY, Order::Ascending, 10);
    let windows = History::new(all.clone(), None, NOW_MS).windows().len();
    assert!(windows > 11);
    let least = |limit| {
        let query = HistoryQuery {
            limit,
            ..all.clone()
        };
        History::new(query, None, NOW_MS).least_requests()
    };
    let cases = [
        (None, windows),
        (Some(0), 0),
        (Some(1), 1),
        (Some(10), 1),
        (Some(11), 2),
        (Some(9_999), windows),
    ];
    for (limit, requests) in cases {
        assert_eq!(least(limit), requests, "{limit:?}");
    }
}
