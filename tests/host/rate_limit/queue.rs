//! Who is next.

use proptest::prelude::*;
use zoom_phone_sms::rate_limit::{Admission, Label, Limiter, Permit, RateLimit, Report};

use super::world::{DAY, Load, MIDNIGHT, NOW, fine, limit, refusal, saturate, start};

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
    fn requests_start_in_order_of_arrival_and_a_cancelled_one_blocks_no_other(
        acts in prop::collection::vec(any_act(), 0..300), concurrency in 1_u32..5
    ) {
        let mut limiter = Limiter::new(limit(10.0, None, concurrency));
        let (mut waiting, mut under_way): (Vec<Permit>, Vec<Permit>) = (Vec::new(), Vec::new());
        let mut now = NOW;
        let mut due = NOW;
        for act in acts {
            match act {
                Act::Enqueue => waiting.push(limiter.enqueue()),
                Act::Wait(ms) => now += ms,
                Act::Release(which) => {
                    let mut all: Vec<Permit> = waiting.iter().chain(&under_way).copied().collect();
                    if !all.is_empty() {
                        let permit = all.swap_remove(which.index(all.len()));
                        limiter.release(permit);
                        waiting.retain(|it| *it != permit);
                        under_way.retain(|it| *it != permit);
                    }
                }
                Act::Poll(which, first) => {
                    prop_assert_eq!(limiter.first(), waiting.first().copied());
                    if waiting.is_empty() {
                        continue;
                    }
                    let place = if first { 0 } else { which.index(waiting.len()) };
                    let permit = waiting[place];
                    let full = under_way.len() == concurrency as usize;
                    match limiter.poll(permit, now) {
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
                        Admission::Exhausted { .. } | Admission::Refused { .. } => {
                            prop_assert!(false, "nothing was refused");
                        }
                    }
                }
            }
        }
        // No request starves.
        while let Some(permit) = limiter.first() {
            under_way.drain(..).for_each(|permit| limiter.release(permit));
            prop_assert_eq!(permit, waiting.remove(0));
            if let Admission::WaitUntil(time) = limiter.poll(permit, now) {
                now = time;
            }
            prop_assert_eq!(limiter.poll(permit, now), Admission::Go);
            under_way.push(permit);
        }
        prop_assert!(waiting.is_empty());
    }
}

#[test]
fn a_request_is_granted_and_counted_once() {
    let mut limiter = Limiter::new(limit(1.0, Some(2), 5));
    let permit = limiter.enqueue();
    for _ in 0..10 {
        assert_eq!(limiter.poll(permit, NOW), Admission::Go);
    }
    let next = limiter.enqueue();
    assert_eq!(limiter.poll(next, NOW + 1_100.0), Admission::Go);
}

#[test]
fn a_slot_is_freed_once_and_only_when_its_permit_is_released() {
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
fn nothing_is_kept_of_finished_requests() {
    let mut limiter = Limiter::new(RateLimit::of(Label::Medium));
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
fn a_second_setting_of_one_limit_applies_where_it_is_stricter() {
    let mut limiter = Limiter::new(limit(10.0, None, 100));
    let fast = saturate(&mut limiter, NOW, 10_000.0, fine()).len();
    limiter.restrict(limit(2.0, Some(40), 3));
    let slow = saturate(&mut limiter, NOW + 10_000.0, 10_000.0, fine()).len();
    limiter.restrict(limit(50.0, Some(10_000), 3));
    let still = saturate(&mut limiter, NOW + 20_000.0, 10_000.0, fine()).len();
    assert!((95..=101).contains(&fast), "{fast}");
    assert_eq!((slow, still), (0, 0), "the day's requests are used up");
    let tomorrow = MIDNIGHT + 10_000.0;
    let slow = saturate(&mut limiter, tomorrow, 10_000.0, fine()).len();
    assert!((19..=21).contains(&slow), "{slow}");
}

#[test]
fn a_limiter_is_forgotten_only_when_a_new_one_would_do_the_same() {
    let mut limiter = Limiter::new(limit(1.0, Some(10), 10));
    assert!(limiter.is_forgettable(NOW));
    let permit = limiter.enqueue();
    assert!(!limiter.is_forgettable(NOW), "one waits");
    assert_eq!(limiter.poll(permit, NOW), Admission::Go);
    assert!(!limiter.is_forgettable(NOW), "one is under way");
    limiter.release(permit);
    assert!(!limiter.is_forgettable(NOW), "the pace goes on");
    assert!(!limiter.is_forgettable(MIDNIGHT - 1.0), "the day counts");
    assert!(limiter.is_forgettable(MIDNIGHT + 2_000.0));

    let mut limiter = Limiter::new(limit(1_000.0, None, 10));
    let permit = start(&mut limiter, NOW);
    let report = Report {
        retry_at_ms: Some(NOW + 600_000.0),
        ..refusal()
    };
    limiter.report(permit, &report, NOW);
    limiter.release(permit);
    assert!(!limiter.is_forgettable(NOW + 599_000.0), "it is refused");
    assert!(!limiter.is_forgettable(NOW + 601_000.0), "it is slower");
    assert!(limiter.is_forgettable(NOW + DAY));
}

#[test]
fn an_invalid_time_lets_nothing_through() {
    for no_time in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300] {
        let mut limiter = Limiter::new(RateLimit::of(Label::Medium));
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
