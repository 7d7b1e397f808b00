//! What answers change, and for how long.

use zoom_phone_sms::input::Input;
use zoom_phone_sms::rate_limit::{Admission, Label, LimitType, Limiter, Permit, RateLimit, Report};

use super::world::{Load, NOW, YEAR, fine, limit, options, refusal, saturate, start};

/// When the next request may start.
fn next(limiter: &mut Limiter, now: f64) -> f64 {
    let permit = limiter.enqueue();
    let admission = limiter.poll(permit, now);
    limiter.release(permit);
    match admission {
        Admission::Go => now,
        Admission::WaitUntil(time) | Admission::Refused { until_ms: time } => time,
        other @ (Admission::WaitForOthers | Admission::Exhausted { .. }) => panic!("{other:?}"),
    }
}

#[test]
fn every_request_waits_until_the_time_that_a_refusal_names_or_else_for_a_moment() {
    for (retry_at_ms, reset_at_ms, end) in [
        (None, None, NOW + 250.0),
        (Some(NOW + 5_000.0), None, NOW + 5_000.0),
        (None, Some(NOW + 3_000.0), NOW + 3_000.0),
        (Some(NOW + 5_000.0), Some(NOW + 3_000.0), NOW + 5_000.0),
        (Some(NOW - 5.0), None, NOW + 250.0),
        (Some(f64::NAN), None, NOW + 250.0),
        (Some(NOW + 180_000.0), None, NOW + 180_000.0),
        (Some(1e300), None, NOW + YEAR),
    ] {
        let mut limiter = Limiter::new(limit(100.0, None, 10));
        let permit = start(&mut limiter, NOW);
        let report = Report {
            retry_at_ms,
            reset_at_ms,
            ..refusal()
        };
        limiter.report(permit, &report, NOW);
        assert_eq!(next(&mut limiter, NOW + 100.0), end, "{report:?}");
        assert_eq!(next(&mut limiter, end), end);
    }
}

#[test]
fn a_refusal_takes_a_fifth_of_the_rate_which_recovers_first_quickly_then_slowly() {
    let mut limiter = Limiter::new(limit(10.0, None, 100));
    let permit = start(&mut limiter, NOW);
    limiter.report(permit, &refusal(), NOW);
    limiter.release(permit);
    let mut counts = Vec::new();
    for second in 0..60 {
        let from = NOW + 250.0 + f64::from(second) * 1_000.0;
        counts.push(saturate(&mut limiter, from, 1_000.0, fine()).len());
    }
    assert!((8..=9).contains(&counts[0]), "{counts:?}");
    let after = |second: usize| counts[second..second + 10].iter().sum::<usize>();
    assert!((91..=95).contains(&after(1)), "{counts:?}");
    assert!((96..=98).contains(&after(40)), "{counts:?}");
}

#[test]
fn refusals_of_requests_in_flight_together_count_once() {
    let mut one = Limiter::new(limit(10.0, None, 100));
    let mut many = one.clone();
    for (limiter, refused) in [(&mut one, 1), (&mut many, 5)] {
        let permits: Vec<Permit> = (0..5)
            .map(|count| start(limiter, NOW + f64::from(count) * 110.0))
            .collect();
        for permit in &permits[..refused] {
            limiter.report(*permit, &refusal(), NOW + 500.0);
        }
        for permit in permits {
            limiter.release(permit);
        }
    }
    let from = NOW + 750.0;
    let [one, many] =
        [one, many].map(|mut limiter| saturate(&mut limiter, from, 1_000.0, fine()).len());
    assert_eq!(one, many);
    assert!((8..=9).contains(&one), "{one}");
}

#[test]
fn a_refusal_after_the_pause_lowers_the_rate_further_but_never_to_zero() {
    let mut limiter = Limiter::new(limit(5.0, None, 100));
    let count = saturate(&mut limiter, NOW, 600_000.0, refusal()).len();
    assert!((200..600).contains(&count), "{count} requests were refused");
    let from = NOW + 700_000.0;
    saturate(&mut limiter, from, 200_000.0, fine());
    let again = saturate(&mut limiter, from + 200_000.0, 100_000.0, fine()).len();
    assert!(again >= 480, "{again}");
}

#[test]
fn a_refusal_for_concurrency_lowers_it_by_a_fifth_until_it_recovers() {
    let mut limiter = Limiter::new(limit(100.0, None, 20));
    let at_a_time = |limiter: &mut Limiter, from: f64| {
        let mut permits = Vec::new();
        for count in 0..100 {
            let permit = limiter.enqueue();
            let admission = limiter.poll(permit, from + f64::from(count) * 11.0);
            permits.push(permit);
            if admission != Admission::Go {
                break;
            }
        }
        permits
    };
    let permits = at_a_time(&mut limiter, NOW);
    assert_eq!(permits.len(), 20 + 1);
    let report = Report {
        limit_type: Some(LimitType::Concurrency),
        ..refusal()
    };
    limiter.report(permits[19], &report, NOW + 1_200.0);
    for permit in permits {
        limiter.release(permit);
    }
    for (later, least, most) in [(1_500.0, 16, 18), (200_000.0, 20, 20)] {
        let mut permits = at_a_time(&mut limiter, NOW + later);
        assert!(
            (least..=most).contains(&(permits.len() - 1)),
            "{}",
            permits.len()
        );
        if most == 20 {
            // A fifth of the four in flight, not of the allowed number.
            permits
                .drain(4..)
                .for_each(|permit| limiter.release(permit));
            limiter.report(permits[3], &report, NOW + later + 300.0);
        }
        for permit in permits {
            limiter.release(permit);
        }
    }
    assert_eq!(at_a_time(&mut limiter, NOW + 201_300.0).len(), 3 + 1);
}

#[test]
fn a_late_refusal_still_sets_its_time() {
    let mut limiter = Limiter::new(limit(100.0, None, 10));
    let permits = [NOW, NOW + 20.0].map(|now| start(&mut limiter, now));
    limiter.report(permits[0], &refusal(), NOW + 30.0);
    let named = Report {
        retry_at_ms: Some(NOW + 5_000.0),
        ..refusal()
    };
    limiter.report(permits[1], &named, NOW + 40.0);
    assert_eq!(next(&mut limiter, NOW + 2_000.0), NOW + 5_000.0);
}

#[test]
fn a_lower_limit_applies_while_responses_name_it() {
    let says = |limit: u32| Report {
        limit: Some(limit),
        ..fine()
    };
    let mut limiter = Limiter::new(limit(20.0, None, 100));
    let mut minute = |number: u32, report: Report| {
        let from = NOW + f64::from(number) * 100_000.0;
        saturate(&mut limiter, from, 60_000.0, report).len()
    };
    assert!(
        (1_160..=1_200).contains(&minute(0, says(40))),
        "a higher one does not"
    );
    assert!((290..=305).contains(&minute(1, says(5))));
    assert!(
        (1_160..=1_200).contains(&minute(3, fine())),
        "it is forgotten"
    );
    assert!((290..=305).contains(&minute(4, says(5))));
    let day = Report {
        limit_type: Some(LimitType::Day),
        ..says(5)
    };
    assert!(
        (1_160..=1_200).contains(&minute(6, day)),
        "it is another limit"
    );
}

/// How many requests start in a minute, for what was chosen and what each answer says.
fn minute(given: &[(&str, &str)], report: Report) -> usize {
    let given = given.iter();
    let given = given.map(|(name, value)| (*name, Input::Text((*value).to_owned())));
    let given: Vec<(&str, Input)> = given.collect();
    let mut limiter = Limiter::new(RateLimit::validate(&options(&given), Label::Medium).unwrap());
    saturate(&mut limiter, NOW, 60_000.0, report).len()
}

#[test]
fn limits_in_responses_are_learned_up_and_down_unless_they_were_chosen() {
    let says = |category, limit_type, limit| Report {
        category,
        limit_type,
        limit,
        ..fine()
    };
    let (light, medium, heavy) = (Some("light"), Some("medium"), Some("heavy"));
    let (second, day) = (Some(LimitType::Second), Some(LimitType::Day));
    let (pro, business) = (&[("plan", "pro")][..], &[("plan", "business")][..]);
    let own_heavy = &[("label", "heavy")][..];
    let both = &[("plan", "pro"), ("label", "medium")][..];
    for (given, report, per_second) in [
        (&[][..], fine(), 10),
        (&[], says(medium, second, Some(20)), 20),
        (&[], says(light, second, Some(40)), 40),
        (&[], says(None, second, Some(20)), 20),
        (&[], says(medium, second, Some(5)), 5),
        (&[], says(heavy, None, None), 5),
        (&[], says(light, None, None), 20),
        // Zoom has not so many.
        (&[], says(medium, second, Some(1_000)), 20),
        (&[], says(None, second, Some(u32::MAX)), 20),
        // Of what, is not said: it may be of a day.
        (&[], says(medium, None, Some(15_000)), 10),
        (&[], says(medium, None, Some(4)), 4),
        (&[], says(heavy, day, Some(15_000)), 5),
        (&[], says(None, day, Some(15_000)), 10),
        (&[], says(medium, second, Some(0)), 10),
        (pro, says(medium, second, Some(20)), 10),
        (pro, says(light, second, Some(40)), 20),
        (business, fine(), 20),
        (business, says(heavy, None, None), 10),
        (business, says(light, second, Some(40)), 40),
        (own_heavy, fine(), 5),
        (own_heavy, says(heavy, second, Some(10)), 10),
        (own_heavy, says(medium, second, Some(20)), 5),
        (own_heavy, says(light, None, None), 5),
        (both, says(medium, second, Some(20)), 10),
        (both, says(light, second, Some(40)), 10),
        (both, says(heavy, second, Some(5)), 5),
    ] {
        let count = minute(given, report);
        let all = 60 * per_second;
        assert!(
            (all * 19 / 20..=all + per_second).contains(&count),
            "{given:?} {report:?}: {count}"
        );
    }
}

#[test]
fn a_learned_limit_is_forgotten_when_responses_stop_naming_it() {
    let mut limiter = Limiter::new(RateLimit::of(Label::Medium));
    let says = Report {
        limit_type: Some(LimitType::Second),
        limit: Some(20),
        ..fine()
    };
    let mut count = |from: f64, report| saturate(&mut limiter, NOW + from, 10_000.0, report).len();
    assert!((185..=205).contains(&count(0.0, says)));
    assert!((185..=205).contains(&count(20_000.0, fine())));
    assert!((95..=105).contains(&count(100_000.0, fine())));
}

#[test]
fn a_refusal_takes_a_fifth_of_a_learned_limit_too() {
    let mut limiter = Limiter::new(RateLimit::of(Label::Medium));
    let says = |status| Report {
        status,
        limit_type: Some(LimitType::Second),
        limit: Some(20),
        ..fine()
    };
    saturate(&mut limiter, NOW, 10_000.0, says(200));
    while let Some(waiting) = limiter.first() {
        limiter.release(waiting);
    }
    let permit = start(&mut limiter, NOW + 11_000.0);
    limiter.report(permit, &says(429), NOW + 11_000.0);
    limiter.release(permit);
    let count = saturate(&mut limiter, NOW + 11_250.0, 1_000.0, says(200)).len();
    assert!((16..=18).contains(&count), "{count}");
}

#[test]
fn a_higher_learned_rate_raises_the_concurrency() {
    let mut limiter = Limiter::new(RateLimit::of(Label::Medium));
    let says = Report {
        limit_type: Some(LimitType::Second),
        limit: Some(20),
        ..fine()
    };
    let load = Load {
        limiter: &mut limiter,
        from: NOW,
        until: NOW + 60_000.0,
        latency: &mut || 1_900.0,
        lateness: &mut || 0.0,
        answer: &mut |_| says,
    };
    let sent = load.run();
    assert!(sent.len() >= 19 * 57, "{}", sent.len());
    assert!(sent.iter().all(|sent| sent.under_way <= 40));
}

#[test]
fn of_two_clients_with_one_limit_the_stricter_choice_bounds_what_is_learned() {
    let business = RateLimit::validate(
        &options(&[("plan", Input::Text("business".to_owned()))]),
        Label::Medium,
    );
    let mut limiter = Limiter::new(business.unwrap());
    let pro = RateLimit::validate(
        &options(&[("plan", Input::Text("pro".to_owned()))]),
        Label::Medium,
    );
    limiter.restrict(pro.unwrap());
    let says = Report {
        category: Some("medium"),
        limit_type: Some(LimitType::Second),
        limit: Some(20),
        ..fine()
    };
    let count = saturate(&mut limiter, NOW, 60_000.0, says).len();
    assert!((570..=610).contains(&count), "{count}");
}

#[test]
fn only_the_share_of_a_limit_that_the_server_names_is_used() {
    let options = options(&[
        ("plan", Input::Text("business".to_owned())),
        ("label", Input::Text("heavy".to_owned())),
        ("share", Input::Number(0.5)),
    ]);
    let mut limiter = Limiter::new(RateLimit::validate(&options, Label::Medium).unwrap());
    let says = Report {
        limit: Some(5),
        ..fine()
    };
    let count = saturate(&mut limiter, NOW, 60_000.0, says).len();
    assert!((144..=152).contains(&count), "{count}");
}

#[test]
fn after_the_last_request_of_a_second_all_others_wait_for_its_end() {
    for (reset, end) in [(750.0, 750.0), (9e9, 1_000.0), (-5.0, 0.0), (f64::NAN, 0.0)] {
        let mut limiter = Limiter::new(limit(1_000.0, None, 10));
        let permit = start(&mut limiter, NOW);
        let report = Report {
            remaining: Some(0),
            reset_at_ms: Some(NOW + reset),
            ..fine()
        };
        limiter.report(permit, &report, NOW + 10.0);
        let end = if end == 1_000.0 { 1_010.0 } else { end };
        assert_eq!(next(&mut limiter, NOW + 20.0), NOW + f64::max(end, 20.0));
    }
}
