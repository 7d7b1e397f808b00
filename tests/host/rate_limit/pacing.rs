//! How many requests start in a second, wherever it begins.

use proptest::prelude::*;
use zoom_phone_sms::input::Input;
use zoom_phone_sms::rate_limit::{Admission, Label, Limiter, RateLimit};

use super::world::{
    Counter, JITTER, LATENESS, Load, NOW, ROUNDING, Random, Sent, fine, limit, most_within,
    options, refusal,
};

fn times(sent: &[Sent]) -> Vec<f64> {
    sent.iter().map(|sent| sent.at).collect()
}

/// Requests that always wait; timers are late by up to `late` milliseconds.
fn run(
    per_second: f64,
    concurrency: u32,
    seconds: f64,
    late: f64,
    slow: f64,
    seed: u64,
) -> Vec<Sent> {
    let mut limiter = Limiter::new(limit(per_second, None, concurrency));
    let (mut first, mut second) = (Random(seed), Random(!seed));
    let load = Load {
        limiter: &mut limiter,
        from: NOW,
        until: NOW + seconds * 1_000.0,
        latency: &mut || first.next() * slow,
        lateness: &mut || second.next() * late,
        answer: &mut |_| fine(),
    };
    load.run()
}

/// Whole numbers, and those with a fraction.
fn any_rate() -> impl Strategy<Value = f64> {
    prop_oneof![(1_u32..60).prop_map(f64::from), 0.02_f64..60.0]
}

proptest! {
    #[test]
    fn no_second_has_more_requests_than_the_limit(
        rate in any_rate(), concurrency in 1_u32..100, late in 0.0_f64..500.0, slow in 0.0_f64..3_000.0, seed: u64
    ) {
        let sent = run(rate, concurrency, 30.0_f64.max(5.0 / rate), late, slow, seed);
        prop_assert!(sent.len() > 1);
        let times = times(&sent);
        prop_assert!(most_within(&times, 1_000.0 + JITTER - ROUNDING) <= rate.ceil() as usize);
        // With a fraction: so many in the time for so many, if that is a second or more.
        for count in [1_u32, 2, 5, 10, 50] {
            let span = f64::from(count) * (1_000.0 + JITTER) / rate - ROUNDING;
            prop_assert!(f64::from(count) < rate || most_within(&times, span) <= count as usize);
        }
    }

    #[test]
    fn requests_are_spread_evenly(rate in any_rate(), late in 0.0_f64..500.0, seed: u64) {
        let times = times(&run(rate, 1_000, 30.0_f64.max(5.0 / rate), late, 100.0, seed));
        let interval = 1_000.0 / rate;
        for (at, start) in times.iter().enumerate() {
            for (between, end) in times[at..].iter().take(10).enumerate() {
                let even = between as f64 * interval - LATENESS - ROUNDING;
                prop_assert!(end - start >= even, "{between} after {}", end - start);
            }
        }
    }

    #[test]
    fn the_whole_limit_is_used(rate in any_rate(), late in 0.0..=LATENESS, seed: u64) {
        let seconds = 30.0_f64.max(100.0 / rate);
        let sent = run(rate, 1_000, seconds, late, 1_000.0, seed);
        prop_assert!(sent.len() as f64 >= 0.96 * rate * seconds, "{} in {seconds} s", sent.len());
    }

    #[test]
    fn requests_in_flight_never_exceed_the_concurrency(rate in any_rate(), concurrency in 1_u32..20, slow in 0.0_f64..9_000.0, seed: u64) {
        let sent = run(rate, concurrency, 60.0, 2.0, slow, seed);
        let most = sent.iter().map(|sent| sent.under_way).max().unwrap();
        prop_assert!(most <= concurrency as usize);
    }

    #[test]
    fn no_server_refuses_a_request_however_it_counts(limit in 1_u32..50, late in 0.0_f64..100.0, seed: u64) {
        let sent = run(f64::from(limit), 1_000, 60.0, late, 100.0, seed);
        let mut random = Random(seed);
        // Some are on their way for longer than others.
        let mut arrivals: Vec<f64> = sent.iter().map(|sent| sent.at + random.next() * JITTER).collect();
        arrivals.sort_by(f64::total_cmp);
        for mut counter in Counter::all(limit) {
            let refused = arrivals.iter().filter(|time| !counter.serves(**time)).count();
            prop_assert_eq!(refused, 0);
        }
    }

    #[test]
    fn a_clock_that_is_set_back_stops_nothing_and_lets_nothing_through(back in 0.0_f64..1e11) {
        let mut limiter = Limiter::new(limit(5.0, None, 10));
        let mut start = |from: f64| {
            let load = Load {
                limiter: &mut limiter,
                from,
                until: from + 10_000.0,
                latency: &mut || 100.0,
                lateness: &mut || 0.0,
                answer: &mut |_| fine(),
            };
            times(&load.run())
        };
        start(NOW);
        let after = start(NOW - back);
        prop_assert!(after.len() >= 48, "{}", after.len());
        prop_assert!(most_within(&after, 1_000.0) <= 5);
    }
}

#[test]
fn the_rate_of_each_preset_is_reached_with_answers_of_two_seconds() {
    for (plan, label, per_second) in [
        ("pro", "light", 20.0),
        ("pro", "medium", 10.0),
        ("pro", "heavy", 5.0),
        ("business", "light", 40.0),
        ("business", "medium", 20.0),
        ("business", "heavy", 10.0),
    ] {
        let text = |text: &str| Input::Text(text.to_owned());
        let options = options(&[("plan", text(plan)), ("label", text(label))]);
        let mut limiter = Limiter::new(RateLimit::validate(&options, Label::Medium).unwrap());
        let load = Load {
            limiter: &mut limiter,
            from: NOW,
            until: NOW + 600_000.0,
            latency: &mut || 1_990.0,
            lateness: &mut || 4.0,
            answer: &mut |_| fine(),
        };
        let sent = times(&load.run());
        assert!(
            sent.len() as f64 >= 0.96 * 600.0 * per_second,
            "{plan} {label}"
        );
        assert!(most_within(&sent, 1_000.0) <= per_second as usize);
    }
}

#[test]
fn with_a_competitor_for_half_of_the_quota_most_of_the_rest_is_used() {
    for limit in [5, 10, 20, 40] {
        for way in 0..3 {
            let left = 600.0 * f64::from(limit) / 2.0;
            let runs = 0..10;
            let used: f64 = runs.map(|seed| beside_a_competitor(limit, way, seed)).sum();
            // Over a sliding second, of 5 requests only 2 are left beside every 2 to 3.
            let least = if limit == 5 && way == 1 { 0.6 } else { 0.8 };
            assert!(
                used / 10.0 >= least * left,
                "{limit} {way}: {}",
                used / 10.0 / left
            );
        }
    }
}

/// How many requests are served in ten minutes, beside one that sends half of what is allowed.
fn beside_a_competitor(per_second: u32, way: usize, seed: u64) -> f64 {
    let mut counter = Counter::all(per_second).into_iter().nth(way).unwrap();
    let mut random = Random(seed);
    let mut other = NOW + 1_000.0 * random.next();
    let mut limiter = Limiter::new(limit(f64::from(per_second), None, 1_000));
    let load = Load {
        limiter: &mut limiter,
        from: NOW,
        until: NOW + 600_000.0,
        latency: &mut || 150.0,
        lateness: &mut || 1.0,
        answer: &mut |now| {
            while other <= now {
                counter.serves(other);
                other += 2_000.0 / f64::from(per_second) + 10.0 * (random.next() - 0.5);
            }
            if counter.serves(now) {
                fine()
            } else {
                refusal()
            }
        },
    };
    load.run().iter().filter(|sent| !sent.refused).count() as f64
}

/// When a request that waits may start, after this many at `NOW` that did not.
fn due_after(requests: usize, per_second: f64, per_day: Option<u32>) -> Admission {
    let mut limiter = Limiter::new(limit(per_second, per_day, 1_000));
    for _ in 0..requests {
        let permit = limiter.start_at_once(NOW);
        limiter.release(permit);
    }
    let permit = limiter.enqueue();
    limiter.poll(permit, NOW)
}

#[test]
fn what_is_sent_at_once_delays_what_waits_by_its_share_of_a_second_and_not_for_longer_than_one() {
    let wait = |requests| {
        let Admission::WaitUntil(at) = due_after(requests, 10.0, None) else {
            panic!("{requests} requests delay what waits");
        };
        at - NOW
    };
    assert_eq!(due_after(0, 10.0, None), Admission::Go);
    assert!((93.0..104.0).contains(&wait(1)), "{}", wait(1));
    assert!((505.0..516.0).contains(&wait(5)), "{}", wait(5));
    let second = 1_000.0 + JITTER + LATENESS;
    assert!(
        [20, 1_000]
            .map(wait)
            .iter()
            .all(|ms| (ms - second).abs() < ROUNDING)
    );
    // A rate below one a second is kept to.
    let Admission::WaitUntil(at) = due_after(1, 0.1, None) else {
        panic!("it waits");
    };
    assert!(at - NOW >= 10_000.0, "{}", at - NOW);
}

#[test]
fn what_is_sent_at_once_counts_for_the_day_and_in_flight() {
    assert!(matches!(
        due_after(3, 10.0, Some(3)),
        Admission::Exhausted { .. }
    ));
    let mut limiter = Limiter::new(limit(1_000.0, None, 1));
    let sent = limiter.start_at_once(NOW);
    let waiting = limiter.enqueue();
    assert_eq!(
        limiter.poll(waiting, NOW + 2_000.0),
        Admission::WaitForOthers
    );
    limiter.report(sent, &fine(), NOW + 2_000.0);
    limiter.release(sent);
    assert_eq!(limiter.poll(waiting, NOW + 2_000.0), Admission::Go);
}
