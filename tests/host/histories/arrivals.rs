//! Messages that arrive while a history is read.

use std::collections::HashSet;

use proptest::prelude::*;
use zoom_phone_sms::error::ErrorKind;
use zoom_phone_sms::history::{HistoryQuery, ORDER_SPAN_SECONDS};
use zoom_phone_sms::query::Order;

use super::server::{
    DAY, NOW, NOW_MS, Reading, Sent, Server, between, fall, read, read_from, sent, truth,
};
use super::{any_order, any_page_size, any_server, ids};

proptest! {
    #[test]
    fn arriving_messages_neither_repeat_nor_lose_others(
        server in any_server(), order in any_order(), size in any_page_size(), lives in 0_u32..4,
        late in prop::collection::vec((0..100 * DAY, 1_u32..40), 0..60), burst in 0_u32..40,
    ) {
        let mut server = Server { expires: 0, whole_days: false, ..server };
        let early = server.messages.len();
        let arriving = late.iter().enumerate().map(|(index, (back, after))| Sent {
            // Alone, or all at once.
            after: if burst > 20 { burst } else { *after },
            ..Sent::new(early + index, NOW - back)
        });
        server.messages.extend(arriving);
        let query = between(NOW - 100 * DAY, NOW, order, size);
        let mut reading = read(&query, &mut server, lives);
        let mut rounds = 0;
        while let Some(error) = &reading.error {
            // Nothing but late ones in a page: it might have been another order.
            prop_assert_eq!(error.kind, ErrorKind::Paging);
            rounds += 1;
            prop_assert!(rounds < 50);
            let rest = read_from(&query, &mut server, lives, Some(&reading.checkpoint), NOW_MS);
            let mut given = reading.given;
            given.extend(rest.given.iter());
            reading = Reading { given, ..rest };
        }
        let given: HashSet<usize> = reading.ids().into_iter().collect();
        prop_assert_eq!(given.len(), reading.given.len(), "one comes twice");
        for sent in truth(&server.messages[..early], &query) {
            prop_assert!(given.contains(&sent.id), "{sent:?} does not come");
        }
        // What arrives comes when it is found; the others are in order.
        let there = reading.given.iter().filter(|sent| sent.id < early);
        let there: Vec<i64> = there.map(|sent| sent.at).collect();
        prop_assert!(fall(&there, order) <= ORDER_SPAN_SECONDS);
        let missing = server.messages[early..].iter().filter(|sent| !given.contains(&sent.id));
        prop_assert!(reading.progress.late <= missing.count() as u64);
        prop_assert_eq!(reading.progress.messages, reading.given.len() as u64);
    }
}

proptest! {
    #[test]
    fn a_message_within_the_overlap_is_returned_on_resume_and_others_are_counted(
        gaps in prop::collection::vec(300_i64..30_000, 12..60), order in any_order(),
        size in 2_u32..=100, overlap in prop::sample::select(vec![120_i64, 600, 3_600, DAY]),
        part in 0.0_f64..2.0, lives in 0_u32..3,
    ) {
        // All of it in one window, which is not over.
        let mut at = NOW - 28 * DAY;
        let times = gaps.iter().map(|gap| { at += gap; at });
        let mut messages = sent(times);
        let query = HistoryQuery { overlap, ..between(NOW - 28 * DAY, NOW, order, size) };
        let (furthest, behind) = match order {
            Order::Ascending => (messages[messages.len() - 1].at, -1),
            Order::Descending => (messages[0].at, 1),
        };
        #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "two days")]
        let distance = (part * overlap as f64) as i64;
        let late = Sent { after: 100_000, ..Sent::new(messages.len(), furthest + behind * distance) };
        messages.push(late);
        let mut server = Server::of(messages);
        let first = read(&query, &mut server, lives);
        prop_assert_eq!(first.given.len(), gaps.len());
        server.asked = 100_000;
        let second = read_from(&query, &mut server, lives, Some(&first.checkpoint), NOW_MS);
        prop_assert_eq!(second.error, None);
        let told = (second.given.len(), second.progress.late);
        if distance <= overlap {
            prop_assert_eq!(told, (1, 0), "{} behind", distance);
        } else if distance < 6 * 300 {
            // Within the six messages that are remembered beside: it is seen.
            prop_assert!(told == (0, 1) || told == (1, 0), "{} behind: {:?}", distance, told);
        }
    }
}

#[test]
fn a_message_behind_the_current_place_is_counted_and_not_returned() {
    for (order, behind) in [(Order::Ascending, -1), (Order::Descending, 1)] {
        for (distance, late) in [(ORDER_SPAN_SECONDS, 0), (ORDER_SPAN_SECONDS + 1, 1)] {
            let mut messages = sent((0..100).map(|index| NOW - index * 3_600));
            // Five pages of ten, each of which begins with the last message of the one before.
            let reached = match order {
                Order::Ascending => NOW - 54 * 3_600,
                Order::Descending => NOW - 45 * 3_600,
            };
            messages.push(Sent {
                after: 5,
                ..Sent::new(100, reached + behind * distance)
            });
            let query = between(NOW - 20 * DAY, NOW, order, 10);
            let reading = read(&query, &mut Server::of(messages), 0);
            assert_eq!(reading.error, None);
            assert_eq!(reading.given.len(), 101 - usize::try_from(late).unwrap());
            assert_eq!(reading.progress.late, late, "{order:?} {distance}");
        }
    }
}

#[test]
fn a_message_that_arrives_in_a_read_window_is_returned_if_it_is_ahead() {
    let query = between(NOW - 40 * DAY, NOW, Order::Ascending, 100);
    let seam = zoom_phone_sms::history::History::new(query.clone(), None, NOW_MS).windows()[0].last;
    let messages = vec![
        Sent::new(0, seam - 10 * DAY),
        Sent {
            after: 1,
            ..Sent::new(1, seam - 30)
        },
        Sent::new(2, seam + 5 * DAY),
    ];
    let reading = read(&query, &mut Server::of(messages), 0);
    assert_eq!((reading.ids(), reading.progress.late), (vec![0, 1, 2], 0));
}

#[test]
fn the_last_checkpoint_of_an_unfinished_range_continues() {
    let messages = vec![
        Sent::new(0, NOW - 40 * DAY),
        Sent::new(1, NOW - DAY),
        Sent {
            after: 10,
            ..Sent::new(2, NOW - 30)
        },
        Sent {
            after: 10,
            ..Sent::new(3, NOW + 3_600)
        },
        Sent {
            after: 20,
            ..Sent::new(4, NOW + 40 * DAY)
        },
    ];
    for to in [NOW, NOW + 3_600, NOW + 400 * DAY] {
        let query = between(NOW - 50 * DAY, to, Order::Ascending, 100);
        let mut server = Server::of(messages.clone());
        let first = read(&query, &mut server, 0);
        assert_eq!(first.ids(), [0, 1]);
        server.asked = 10;
        let later = NOW_MS + 7_200_000;
        let second = read_from(&query, &mut server, 0, Some(&first.checkpoint), later);
        let expected: &[usize] = if to == NOW { &[2] } else { &[2, 3] };
        assert_eq!(second.ids(), expected);
        server.asked = 20;
        let later = NOW_MS + 41 * DAY * 1_000;
        let third = read_from(&query, &mut server, 0, Some(&second.checkpoint), later);
        assert_eq!(third.ids(), if to > NOW + DAY { vec![4] } else { vec![] });
        // What was over when it was read is not asked for again.
        let asked = server.asked;
        let fourth = read_from(&query, &mut server, 0, Some(&third.checkpoint), later);
        assert_eq!(fourth.ids(), [0; 0]);
        assert_eq!(server.asked - asked, u32::from(to > NOW + DAY));
    }
}

/// By that clock, everything that is remembered is dated ahead.
#[test]
fn resuming_with_a_slow_clock_repeats_nothing() {
    for behind in [2 * DAY, 40 * DAY, 4_000 * DAY] {
        let query = between(NOW - 50 * DAY, NOW + 9 * DAY, Order::Ascending, 100);
        let messages = (0..300)
            .zip(0..)
            .map(|(id, at)| Sent::new(id, NOW - 3_600 + 12 * at));
        let coming = (300..330).zip(300..).map(|(id, at)| Sent {
            after: if id < 310 { 10 } else { 20 },
            ..Sent::new(id, NOW + 60 * at)
        });
        let mut server = Server::of(messages.chain(coming).collect());
        let first = read(&query, &mut server, 0);
        assert_eq!(first.ids().len(), 300);
        server.asked = 10;
        let clock = NOW_MS - behind * 1_000;
        let second = read_from(&query, &mut server, 0, Some(&first.checkpoint), clock);
        assert_eq!(second.ids(), (300..310).collect::<Vec<_>>());
        server.asked = 20;
        let later = NOW_MS + DAY * 1_000;
        let third = read_from(&query, &mut server, 0, Some(&second.checkpoint), later);
        assert_eq!(third.ids(), (310..330).collect::<Vec<_>>());
        assert_eq!(third.progress.late, 0);
    }
}

#[test]
fn the_last_checkpoint_of_a_finished_range_requests_nothing() {
    for order in [Order::Ascending, Order::Descending] {
        let query = between(NOW - 50 * DAY, NOW - 62, order, 100);
        let mut server = Server::of(sent([NOW - 40 * DAY, NOW - DAY]));
        let first = read(&query, &mut server, 0);
        let asked = server.asked;
        let second = read_from(&query, &mut server, 0, Some(&first.checkpoint), NOW_MS);
        assert_eq!((second.ids(), server.asked), (vec![], asked));
    }
}

#[test]
fn windows_that_were_empty_are_not_read_again() {
    let query = between(NOW - 3_000 * DAY, NOW - DAY, Order::Ascending, 100);
    let mut server = Server::of(Vec::new());
    let mut history = zoom_phone_sms::history::History::new(query.clone(), None, NOW_MS);
    for _ in 0..40 {
        let asked = history.next().unwrap().unwrap();
        server.answer(&asked);
        history.take(&super::session(&[], None));
    }
    let written = history.checkpoint().write("s");
    let rest = read_from(&query, &mut server, 0, Some(&written), NOW_MS);
    assert_eq!(rest.error, None);
    assert_eq!(server.asked as usize, history.windows().len());
    assert_eq!(ids(&rest.given), [0; 0]);
}
