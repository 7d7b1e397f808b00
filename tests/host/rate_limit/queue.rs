//! Who is next.

use proptest::prelude::*;
use zoom_phone_sms::rate_limit::{Admission, Limiter, RateLimit, Ticket};

use super::world::{Load, NOW, fine, limit};

#[derive(Debug, Clone)]
enum Act {
    Enqueue,
    Poll(prop::sample::Index, bool),
    Release(prop::sample::Index),
    Wait(f64),
}

fn any_act() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => Just(Act::Enqueue),
        6 => (any::<prop::sample::Index>(), any::<bool>()).prop_map(|(which, first)| Act::Poll(which, first)),
        2 => any::<prop::sample::Index>().prop_map(Act::Release),
        3 => (0.0_f64..400.0).prop_map(Act::Wait),
    ]
}

proptest! {
    #[test]
    fn who_came_first_starts_first_and_who_left_blocks_nobody(
        acts in prop::collection::vec(any_act(), 0..300), concurrency in 1_u32..5
    ) {
        let mut limiter = Limiter::new(limit(10.0, None, concurrency));
        let (mut waiting, mut under_way): (Vec<Ticket>, Vec<Ticket>) = (Vec::new(), Vec::new());
        let mut now = NOW;
        let mut due = NOW;
        for act in acts {
            match act {
                Act::Enqueue => waiting.push(limiter.enqueue()),
                Act::Wait(ms) => now += ms,
                Act::Release(which) => {
                    let mut all: Vec<Ticket> = waiting.iter().chain(&under_way).copied().collect();
                    if !all.is_empty() {
                        let ticket = all.swap_remove(which.index(all.len()));
                        limiter.release(ticket);
                        waiting.retain(|it| *it != ticket);
                        under_way.retain(|it| *it != ticket);
                    }
                }
                Act::Poll(which, first) => {
                    prop_assert_eq!(limiter.first(), waiting.first().copied());
                    if waiting.is_empty() {
                        continue;
                    }
                    let place = if first { 0 } else { which.index(waiting.len()) };
                    let ticket = waiting[place];
                    let full = under_way.len() == concurrency as usize;
                    match limiter.poll(ticket, now) {
                        Admission::Go => {
                            prop_assert!(place == 0 && !full && due <= now);
                            under_way.push(waiting.remove(0));
                            due = now;
                        }
                        Admission::WaitForOthers => prop_assert!(place > 0 || full),
                        Admission::WaitUntil(time) => {
                            prop_assert!(place == 0 && !full && time > now);
                            due = time;
                        }
                        Admission::Exhausted { .. } => prop_assert!(false, "there is no budget"),
                    }
                }
            }
        }
        // Nobody starves.
        while let Some(ticket) = limiter.first() {
            under_way.drain(..).for_each(|ticket| limiter.release(ticket));
            prop_assert_eq!(ticket, waiting.remove(0));
            if let Admission::WaitUntil(time) = limiter.poll(ticket, now) {
                now = time;
            }
            prop_assert_eq!(limiter.poll(ticket, now), Admission::Go);
            under_way.push(ticket);
        }
        prop_assert!(waiting.is_empty());
    }
}

#[test]
fn a_request_that_may_start_may_start_and_counts_once() {
    let mut limiter = Limiter::new(limit(1.0, Some(2), 5));
    let ticket = limiter.enqueue();
    for _ in 0..10 {
        assert_eq!(limiter.poll(ticket, NOW), Admission::Go);
    }
    let next = limiter.enqueue();
    assert_eq!(limiter.poll(next, NOW + 1_100.0), Admission::Go);
}

#[test]
fn a_place_under_way_is_free_again_once_and_only_when_it_is_released() {
    let mut limiter = Limiter::new(limit(1_000.0, None, 1));
    let (first, second, third) = (limiter.enqueue(), limiter.enqueue(), limiter.enqueue());
    assert_eq!(limiter.poll(first, NOW), Admission::Go);
    let hour = NOW + 3_600_000.0;
    assert_eq!(limiter.poll(second, hour), Admission::WaitForOthers);
    limiter.release(first);
    limiter.release(first);
    assert_eq!(limiter.poll(second, hour), Admission::Go);
    assert_eq!(limiter.poll(third, hour + 9.0), Admission::WaitForOthers);
    limiter.release(second);
    assert_eq!(limiter.poll(third, hour + 9.0), Admission::Go);
}

#[test]
fn nothing_is_kept_of_requests_that_are_over() {
    let mut limiter = Limiter::new(RateLimit::default());
    let size = |limiter: &Limiter| format!("{limiter:?}").len();
    let mut run = |from: f64, seconds: f64| {
        let load = Load {
            limiter: &mut limiter,
            from,
            until: from + seconds * 1_000.0,
            latency: &mut || 100.0,
            lateness: &mut || 0.0,
            answer: &mut |_| fine(),
        };
        load.run();
        size(&limiter)
    };
    let before = run(NOW, 10.0);
    let after = run(NOW + 20_000.0, 3_000.0);
    assert!(after < before + 100, "{before} {after}");
}

#[test]
fn a_time_that_is_none_lets_nothing_through() {
    for no_time in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300] {
        let mut limiter = Limiter::new(RateLimit::default());
        let (first, second) = (limiter.enqueue(), limiter.enqueue());
        assert_eq!(limiter.poll(first, no_time), Admission::Go);
        for now in [no_time, no_time] {
            let admission = limiter.poll(second, now);
            assert!(
                matches!(admission, Admission::WaitUntil(_)),
                "{admission:?}"
            );
        }
        assert_eq!(limiter.poll(second, NOW), Admission::Go);
    }
}
