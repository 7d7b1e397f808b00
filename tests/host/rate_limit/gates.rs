//! What holds up a client that has no limiter: only what a server has named.

use zoom_phone_sms::rate_limit::{Admission, Gate, LimitType, Report};

use super::world::{DAY, MIDNIGHT, NOW, fine, refusal};

fn named(ms: f64) -> Report {
    Report {
        retry_at_ms: Some(NOW + ms),
        ..refusal()
    }
}

fn after(report: &Report, now: f64) -> Admission {
    let mut gate = Gate::default();
    gate.report(report, NOW);
    gate.poll(now)
}

#[test]
fn nothing_starts_before_the_time_that_a_refusal_names_however_far_away() {
    for ms in [1_000.0, 90_000.0, 49.0 * 3_600_000.0, 300.0 * DAY] {
        let until_ms = NOW + ms;
        let refused = Admission::Refused { until_ms };
        assert_eq!(after(&named(ms), NOW), refused);
        assert_eq!(after(&named(ms), until_ms - 1.0), refused);
        assert_eq!(after(&named(ms), until_ms), Admission::Go);
    }
}

#[test]
fn only_refusals_with_a_time_and_daily_ones_close_the_gate() {
    let later = Some(NOW + 5_000.0);
    let fault = Report {
        status: 503,
        retry_at_ms: later,
        ..Report::default()
    };
    for report in [fine(), fault, refusal(), named(-1.0)] {
        assert_eq!(after(&report, NOW), Admission::Go, "{report:?}");
    }
    let daily = Report {
        limit_type: Some(LimitType::Day),
        ..refusal()
    };
    let retry_at_ms = MIDNIGHT + 2_000.0;
    assert_eq!(after(&daily, NOW), Admission::Exhausted { retry_at_ms });
    assert_eq!(after(&daily, retry_at_ms), Admission::Go);
}

#[test]
fn an_earlier_time_does_not_open_the_gate_and_a_clock_set_back_does_not_close_it_for_longer() {
    let mut gate = Gate::default();
    gate.report(&named(30_000.0), NOW);
    gate.report(&named(10_000.0), NOW);
    let until_ms = NOW + 30_000.0;
    assert_eq!(gate.poll(NOW), Admission::Refused { until_ms });
    let back = NOW - 9.0 * DAY;
    let until_ms = back + 30_000.0;
    assert_eq!(gate.poll(back), Admission::Refused { until_ms });
}
