//! What ends a history, and what does not.

use zoom_phone_sms::error::ErrorKind;
use zoom_phone_sms::history::History;
use zoom_phone_sms::input::Input;
use zoom_phone_sms::query::Order;

use super::server::{
    Answer, DAY, NOW, NOW_MS, Sent, Server, between, query, read, refusal, sent, session,
};

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
fn a_response_without_a_request_returns_nothing() {
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
