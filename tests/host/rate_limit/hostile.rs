//! Answers that no server should give.

use proptest::prelude::*;
use zoom_phone_sms::input::Input;
use zoom_phone_sms::rate_limit::{Admission, Label, LimitType, Limiter, RateLimit, Report};

use super::world::{DAY, Load, NOW, YEAR, fine, limit, most_within, options, saturate, start};

fn any_time() -> impl Strategy<Value = Option<f64>> {
    prop::option::of(prop_oneof![
        any::<f64>(),
        (-2.0 * DAY..2.0 * DAY).prop_map(|later| NOW + later),
    ])
}

fn any_report() -> impl Strategy<Value = Report> {
    let status = prop_oneof![Just(200_u16), Just(429), any::<u16>()];
    let limit_type = prop::option::of(prop_oneof![
        Just(LimitType::Second),
        Just(LimitType::Day),
        Just(LimitType::Concurrency),
    ]);
    let category = prop::option::of(prop_oneof![Just("light"), Just("medium"), Just("heavy")]);
    let count = || prop::option::of(prop_oneof![Just(0_u32), 0_u32..20, any::<u32>()]);
    let ahead = prop_oneof![Just(0.0), any::<f64>()];
    (
        status,
        (limit_type, category),
        count(),
        count(),
        any_time(),
        any_time(),
        ahead,
    )
        .prop_map(
            |(
                status,
                (limit_type, category),
                limit,
                remaining,
                reset_at_ms,
                retry_at_ms,
                ahead_ms,
            )| Report {
                status,
                limit_type,
                category,
                limit,
                remaining,
                reset_at_ms,
                retry_at_ms,
                ahead_ms,
            },
        )
}

proptest! {
    /// The least time between two requests, however they are answered: the most that Zoom has for what was not chosen.
    #[test]
    fn no_response_raises_the_rate_above_that_of_every_plan(reports in prop::collection::vec(any_report(), 1..40), chosen in 0_usize..5) {
        let (given, most): (&[(&str, &str)], f64) = [
            (&[][..], 40.0),
            (&[("plan", "pro")][..], 20.0),
            (&[("label", "heavy")][..], 10.0),
            (&[("plan", "pro"), ("label", "heavy")][..], 5.0),
            (&[("plan", "business"), ("label", "medium")][..], 20.0),
        ][chosen];
        let given: Vec<(&str, Input)> = given.iter().map(|(name, value)| (*name, Input::Text((*value).to_owned()))).collect();
        let mut limiter = Limiter::new(RateLimit::validate(&options(&given), Label::Medium).unwrap());
        let mut next = 0;
        let load = Load {
            limiter: &mut limiter,
            from: NOW,
            until: NOW + 20_000.0,
            latency: &mut || 100.0,
            lateness: &mut || 0.0,
            answer: &mut |_| {
                next += 1;
                reports[next % reports.len()]
            },
        };
        let times: Vec<f64> = load.run().iter().map(|sent| sent.at).collect();
        prop_assert!(most_within(&times, 1_000.0) as f64 <= most);
    }

    #[test]
    fn no_response_stops_a_limiter_for_ever_or_raises_a_chosen_limit(reports in prop::collection::vec(any_report(), 1..40)) {
        let mut limiter = Limiter::new(limit(5.0, None, 10));
        let mut now = NOW;
        let mut last: Option<f64> = None;
        for report in &reports {
            let permit = limiter.enqueue();
            let asked = now;
            loop {
                now = match limiter.poll(permit, now) {
                    Admission::Go => break,
                    Admission::WaitUntil(time) => {
                        prop_assert!(time > now && time <= asked + 60_000.0);
                        time
                    }
                    Admission::Exhausted { retry_at_ms: until } | Admission::Refused { until_ms: until } => {
                        prop_assert!(until > now && until <= asked + YEAR);
                        until
                    }
                    Admission::WaitForOthers => return Err(TestCaseError::fail("there are none")),
                };
            }
            prop_assert!(last.is_none_or(|last| now - last >= 195.9));
            last = Some(now);
            limiter.report(permit, report, now);
            limiter.release(permit);
        }
        // A year and some minutes later it is as before.
        now += YEAR;
        for _ in 0..3 {
            now += 100_000.0;
            let permit = start(&mut limiter, now);
            limiter.release(permit);
        }
        let sent = saturate(&mut limiter, now + 1_000.0, 10_000.0, fine());
        prop_assert!(sent.len() >= 48, "{}", sent.len());
    }
}

#[test]
fn a_limit_of_zero_or_almost_zero_does_not_stop_a_limiter() {
    let says = |limit: u32| Report {
        limit: Some(limit),
        ..fine()
    };
    let mut all = Limiter::new(limit(5.0, None, 10));
    assert!(saturate(&mut all, NOW, 60_000.0, says(0)).len() >= 288);
    let options = options(&[
        ("label", Input::Text("light".to_owned())),
        ("share", Input::Number(1e-300)),
    ]);
    let mut limiter = Limiter::new(RateLimit::validate(&options, Label::Medium).unwrap());
    let count = saturate(&mut limiter, NOW, 3_600_000.0, says(1)).len();
    assert!((15..=36).contains(&count), "{count}");
}

#[test]
fn after_hours_of_refusals_a_limiter_recovers_in_minutes() {
    let mut limiter = Limiter::new(limit(5.0, None, 10));
    let mut now = NOW;
    for _ in 0..200 {
        let permit = start(&mut limiter, now);
        let refusal = Report {
            status: 429,
            retry_at_ms: Some(now + 60_000.0),
            ..Report::default()
        };
        limiter.report(permit, &refusal, now);
        limiter.release(permit);
        now += 60_000.0;
    }
    assert_eq!(saturate(&mut limiter, now, 1_000.0, fine()).len(), 1);
    assert!(!saturate(&mut limiter, now + 1_000.0, 9_000.0, fine()).is_empty());
    let later = saturate(&mut limiter, now + 210_000.0, 10_000.0, fine()).len();
    assert!(later >= 48, "{later}");
}

#[test]
fn a_clock_that_is_set_back_makes_no_wait_longer_than_intended() {
    let mut limiter = Limiter::new(limit(5.0, None, 10));
    let permit = start(&mut limiter, NOW);
    let refusal = Report {
        status: 429,
        retry_at_ms: Some(NOW + 50_000.0),
        ..Report::default()
    };
    limiter.report(permit, &refusal, NOW);
    limiter.release(permit);
    let next = limiter.enqueue();
    let before = NOW - 7_200_000.0;
    let until_ms = before + 50_000.0;
    assert_eq!(limiter.poll(next, before), Admission::Refused { until_ms });
    assert_eq!(limiter.poll(next, until_ms), Admission::Go);
}
