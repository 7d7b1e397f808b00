//! Answers that no server should give.

use proptest::prelude::*;
use zoom_phone_sms::rate_limit::{Admission, LimitType, Limiter, Report};

use super::world::{DAY, NOW, fine, limit, saturate, start};

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
    let count = || prop::option::of(prop_oneof![Just(0_u32), 0_u32..20, any::<u32>()]);
    (status, limit_type, count(), count(), any_time(), any_time()).prop_map(
        |(status, limit_type, limit, remaining, reset_at_ms, retry_at_ms)| Report {
            status,
            limit_type,
            limit,
            remaining,
            reset_at_ms,
            retry_at_ms,
        },
    )
}

proptest! {
    #[test]
    fn no_answers_stop_it_for_ever_or_make_it_faster(reports in prop::collection::vec(any_report(), 1..40)) {
        let mut limiter = Limiter::new(limit(5.0, None, 10));
        let mut now = NOW;
        let mut last: Option<f64> = None;
        for report in &reports {
            let ticket = limiter.enqueue();
            let asked = now;
            loop {
                now = match limiter.poll(ticket, now) {
                    Admission::Go => break,
                    Admission::WaitUntil(time) => {
                        prop_assert!(time > now && time <= asked + 60_000.0);
                        time
                    }
                    Admission::Exhausted { retry_at_ms } => {
                        prop_assert!(retry_at_ms > now && retry_at_ms <= asked + DAY);
                        retry_at_ms
                    }
                    Admission::WaitForOthers => return Err(TestCaseError::fail("there are none")),
                };
            }
            prop_assert!(last.is_none_or(|last| now - last >= 195.9));
            last = Some(now);
            limiter.report(ticket, report, now);
            limiter.release(ticket);
        }
        // A day and some minutes later it is as before.
        now += DAY;
        for _ in 0..3 {
            now += 100_000.0;
            let ticket = start(&mut limiter, now);
            limiter.release(ticket);
        }
        let sent = saturate(&mut limiter, now + 1_000.0, 10_000.0, fine());
        prop_assert!(sent.len() >= 48, "{}", sent.len());
    }
}
