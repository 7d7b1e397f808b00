//! How many requests start in a day of UTC.

use proptest::prelude::*;
use zoom_phone_sms::rate_limit::{Admission, LimitType, Limiter, Report};

use super::world::{DAY, Load, MIDNIGHT, NOW, Random, YEAR, fine, limit, refusal, start};

/// How far apart clocks may be: `src/rate_limit/day.rs`.
const EDGE: f64 = 2_000.0;

fn daily() -> Report {
    Report {
        limit_type: Some(LimitType::Day),
        ..refusal()
    }
}

/// Sends one request, and takes the answer at once.
fn ask(limiter: &mut Limiter, now: f64, report: &Report) -> Admission {
    let permit = limiter.enqueue();
    let admission = limiter.poll(permit, now);
    if admission == Admission::Go {
        limiter.report(permit, report, now);
    }
    limiter.release(permit);
    admission
}

fn until(retry_at_ms: f64) -> Admission {
    Admission::Exhausted { retry_at_ms }
}

proptest! {
    #[test]
    fn no_day_has_more_requests_than_its_budget_even_if_clocks_differ(
        per_day in 1_u32..60, before in 0.0_f64..20_000.0, pause in 0.0_f64..4_000.0, ahead in -0.999_f64..0.999, seed: u64
    ) {
        let mut limiter = Limiter::new(limit(20.0, Some(per_day), 1_000));
        let mut random = Random(seed);
        let load = Load {
            limiter: &mut limiter,
            from: MIDNIGHT - before,
            until: MIDNIGHT + 2.0 * DAY + 20_000.0,
            latency: &mut || 100.0,
            lateness: &mut || random.next() * pause,
            answer: &mut |_| fine(),
        };
        let sent = load.run();
        for skew in [0.0, ahead * EDGE] {
            for day in 0..4 {
                let start = MIDNIGHT + f64::from(day - 1) * DAY;
                let of_day = |at: f64| (start..start + DAY).contains(&(at + skew));
                let count = sent.iter().filter(|sent| of_day(sent.at)).count();
                prop_assert!(count <= per_day as usize, "{count} of {per_day} on day {day}");
            }
        }
        // All that are allowed, on the days that were there as a whole.
        let whole = |sent: &&super::world::Sent| (MIDNIGHT - EDGE..MIDNIGHT + DAY + EDGE).contains(&sent.at);
        prop_assert!(sent.iter().filter(whole).count() >= per_day as usize);
    }

    #[test]
    fn a_used_up_day_ends_for_any_time_that_the_server_names(named in any::<f64>(), reset in any::<f64>()) {
        let mut limiter = Limiter::new(limit(5.0, None, 10));
        let answer = Report { retry_at_ms: Some(named), reset_at_ms: Some(reset), ..daily() };
        prop_assert_eq!(ask(&mut limiter, NOW, &answer), Admission::Go);
        let Admission::Exhausted { retry_at_ms } = ask(&mut limiter, NOW + 1_000.0, &fine()) else {
            return Err(TestCaseError::fail("the day is used up"));
        };
        prop_assert!(retry_at_ms <= NOW + YEAR);
        prop_assert_eq!(ask(&mut limiter, NOW + YEAR, &fine()), Admission::Go);
    }
}

#[test]
fn waiting_requests_learn_that_the_day_is_used_up_until_just_after_midnight() {
    let mut limiter = Limiter::new(limit(5.0, Some(2), 10));
    for second in [0.0, 1_000.0] {
        assert_eq!(ask(&mut limiter, NOW + second, &fine()), Admission::Go);
    }
    let (first, second) = (limiter.enqueue(), limiter.enqueue());
    for now in [NOW + 2_000.0, MIDNIGHT - 1.0] {
        assert_eq!(limiter.poll(first, now), until(MIDNIGHT + EDGE));
        assert_eq!(limiter.poll(second, now), until(MIDNIGHT + EDGE));
    }
    assert_eq!(limiter.poll(first, MIDNIGHT), until(MIDNIGHT + EDGE));
    assert_eq!(limiter.poll(first, MIDNIGHT + EDGE), Admission::Go);
}

#[test]
fn a_daily_refusal_applies_until_the_time_it_names_or_else_until_midnight() {
    let hours = |hours: f64| NOW + hours * 3_600_000.0;
    for (retry_at_ms, reset_at_ms, end) in [
        (None, None, MIDNIGHT + EDGE),
        (Some(hours(3.0)), None, hours(3.0)),
        (None, Some(hours(2.0)), hours(2.0)),
        (Some(hours(3.0)), Some(hours(2.0)), hours(3.0)),
        (Some(hours(-3.0)), None, MIDNIGHT + EDGE),
        (Some(f64::NAN), None, MIDNIGHT + EDGE),
        (Some(hours(49.0)), None, hours(49.0)),
        (Some(f64::INFINITY), None, NOW + YEAR),
        (Some(1e300), None, NOW + YEAR),
    ] {
        let mut limiter = Limiter::new(limit(5.0, None, 10));
        let answer = Report {
            retry_at_ms,
            reset_at_ms,
            ..daily()
        };
        assert_eq!(ask(&mut limiter, NOW, &answer), Admission::Go);
        assert_eq!(ask(&mut limiter, NOW + 5_000.0, &fine()), until(end));
        assert_eq!(ask(&mut limiter, end, &fine()), Admission::Go);
    }
}

#[test]
fn the_latest_named_time_applies_and_none_after_the_clock_was_set_back() {
    let mut limiter = Limiter::new(limit(5.0, None, 10));
    let permits = [NOW, NOW + 500.0].map(|now| start(&mut limiter, now));
    for (permit, hours) in permits.into_iter().zip([3.0, 1.0]) {
        let retry_at_ms = Some(NOW + hours * 3_600_000.0);
        let answer = Report {
            retry_at_ms,
            ..daily()
        };
        limiter.report(permit, &answer, NOW + 600.0);
    }
    let end = NOW + 3.0 * 3_600_000.0;
    assert_eq!(ask(&mut limiter, NOW + 700.0, &fine()), until(end));
    let before = NOW - 30.0 * DAY;
    // As far away as it was when it was named.
    let meant = end - (NOW + 600.0);
    assert_eq!(ask(&mut limiter, before, &fine()), until(before + meant));
}

#[test]
fn a_daily_refusal_just_after_midnight_does_not_cost_the_new_day() {
    let mut limiter = Limiter::new(limit(5.0, None, 10));
    assert_eq!(ask(&mut limiter, MIDNIGHT + 300.0, &daily()), Admission::Go);
    let minute = MIDNIGHT + 60_000.0;
    assert_eq!(ask(&mut limiter, MIDNIGHT + 400.0, &fine()), until(minute));
    assert_eq!(ask(&mut limiter, minute, &fine()), Admission::Go);
}

#[test]
fn the_last_request_of_a_day_stops_others_before_a_refusal() {
    let mut limiter = Limiter::new(limit(5.0, None, 10));
    let last = Report {
        limit_type: Some(LimitType::Day),
        remaining: Some(0),
        reset_at_ms: Some(MIDNIGHT),
        ..fine()
    };
    assert_eq!(ask(&mut limiter, NOW, &last), Admission::Go);
    assert_eq!(ask(&mut limiter, NOW + 1_000.0, &fine()), until(MIDNIGHT));
}

#[test]
fn a_clock_set_back_over_midnight_neither_restores_a_day_nor_uses_up_the_next() {
    let mut limiter = Limiter::new(limit(5.0, Some(2), 10));
    let noon = MIDNIGHT + DAY / 2.0;
    for (now, admission) in [
        (noon, Admission::Go),
        (noon + 1_000.0, Admission::Go),
        (noon + 2_000.0, until(MIDNIGHT + DAY + EDGE)),
        (MIDNIGHT - 5.0, until(MIDNIGHT + DAY + EDGE)),
        (noon + 3_000.0, until(MIDNIGHT + DAY + EDGE)),
        // A clock that was wrong by days.
        (
            noon - 3.0 * DAY,
            Admission::WaitUntil(noon - 3.0 * DAY + 206.0),
        ),
        (noon - 3.0 * DAY + 1_000.0, Admission::Go),
    ] {
        assert_eq!(ask(&mut limiter, now, &fine()), admission, "{now}");
    }
}
