//! A virtual clock, requests that never run out, and servers that count.

use std::collections::VecDeque;

use zoom_phone_sms::input::{Input, Options};
use zoom_phone_sms::rate_limit::{
    Admission, Label, Limiter, Permit, RateLimit, RateLimitOptions, Report,
};

/// 2025-01-19T15:20:00.250Z
pub(super) const NOW: f64 = 1_737_300_000_250.0;
pub(super) const DAY: f64 = 86_400_000.0;
/// The furthest time that a server is believed.
pub(super) const YEAR: f64 = 366.0 * DAY;
/// 2025-01-20T00:00:00Z
pub(super) const MIDNIGHT: f64 = 1_737_331_200_000.0;
/// What `src/rate_limit/pace.rs` promises on top of a second, and bears in late timers.
pub(super) const JITTER: f64 = 20.0;
pub(super) const LATENESS: f64 = 10.0;
/// Times of now have steps of a quarter of a microsecond.
pub(super) const ROUNDING: f64 = 0.01;

pub(super) fn given(members: &[(&str, Input)]) -> Options {
    let members = members.iter();
    let members = members.map(|(name, value)| ((*name).to_owned(), value.clone()));
    Options::new(members.collect())
}

pub(super) fn options(members: &[(&str, Input)]) -> RateLimitOptions {
    given(members).read()
}

pub(super) fn limit(per_second: f64, per_day: Option<u32>, concurrency: u32) -> RateLimit {
    let number = |number: u32| Input::Number(f64::from(number));
    let options = options(&[
        ("perSecond", Input::Number(per_second)),
        ("perDay", per_day.map_or(Input::Absent, number)),
        ("concurrency", number(concurrency)),
    ]);
    RateLimit::validate(&options, Label::Medium).unwrap()
}

/// An answer that says nothing of limits.
pub(super) fn fine() -> Report {
    Report {
        status: 200,
        ..Report::default()
    }
}

pub(super) fn refusal() -> Report {
    Report {
        status: 429,
        ..Report::default()
    }
}

/// Numbers from 0 to 1 that are the same in each run (Knuth's MMIX generator).
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn next(&mut self) -> f64 {
        let state = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = state.wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(self.0 >> 32).unwrap()) / f64::from(u32::MAX)
    }
}

/// Requests that wait from the start, until a time.
pub(super) struct Load<'a> {
    pub(super) limiter: &'a mut Limiter,
    pub(super) from: f64,
    pub(super) until: f64,
    /// How long each answer takes.
    pub(super) latency: &'a mut dyn FnMut() -> f64,
    /// How late each timer is.
    pub(super) lateness: &'a mut dyn FnMut() -> f64,
    /// What the server answers to a request that starts now.
    pub(super) answer: &'a mut dyn FnMut(f64) -> Report,
}

/// A request that started.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sent {
    pub(super) at: f64,
    pub(super) refused: bool,
    /// How many were under way then, with this one.
    pub(super) under_way: usize,
}

impl Load<'_> {
    pub(super) fn run(self) -> Vec<Sent> {
        let mut now = self.from;
        let mut sent = Vec::new();
        let mut under_way: VecDeque<(f64, Permit, Report)> = VecDeque::new();
        while now < self.until {
            while under_way.front().is_some_and(|(end, _, _)| *end <= now) {
                let (_, permit, report) = under_way.pop_front().unwrap();
                self.limiter.report(permit, &report, now);
                self.limiter.release(permit);
            }
            let permit = match self.limiter.first() {
                Some(permit) => permit,
                None => self.limiter.enqueue(),
            };
            let answer = under_way.front().map_or(f64::INFINITY, |(end, _, _)| *end);
            now = match self.limiter.poll(permit, now) {
                Admission::Go => {
                    let report = (self.answer)(now);
                    under_way.push_back((now + (self.latency)(), permit, report));
                    let soonest = |left: &(f64, Permit, Report), right: &(f64, Permit, Report)| {
                        left.0.total_cmp(&right.0)
                    };
                    under_way.make_contiguous().sort_by(soonest);
                    sent.push(Sent {
                        at: now,
                        refused: report.is_refusal(),
                        under_way: under_way.len(),
                    });
                    assert!(sent.len() < 200_000, "nothing is limited");
                    now
                }
                Admission::WaitUntil(time) => {
                    let wait = time - now;
                    assert!(0.0 < wait && wait <= 60_000.0, "a wait of {wait} ms");
                    answer.min(time + (self.lateness)())
                }
                Admission::Exhausted { retry_at_ms } => {
                    assert!(retry_at_ms > now, "a day has an end that is to come");
                    answer.min(retry_at_ms + (self.lateness)())
                }
                Admission::Refused { until_ms } => {
                    assert!(until_ms > now, "a refusal has an end that is to come");
                    answer.min(until_ms + (self.lateness)())
                }
                Admission::WaitForOthers => answer,
            };
        }
        sent
    }
}

/// A request that may start at once.
pub(super) fn start(limiter: &mut Limiter, now: f64) -> Permit {
    let permit = limiter.enqueue();
    assert_eq!(limiter.poll(permit, now), Admission::Go);
    permit
}

/// What starts for some milliseconds if requests always wait and each is answered like this.
pub(super) fn saturate(limiter: &mut Limiter, from: f64, ms: f64, report: Report) -> Vec<Sent> {
    let load = Load {
        limiter,
        from,
        until: from + ms,
        latency: &mut || 50.0,
        lateness: &mut || 0.0,
        answer: &mut |_| report,
    };
    load.run()
}

/// The most of these times in any span of this length, its end not included.
pub(super) fn most_within(times: &[f64], span: f64) -> usize {
    let within = times.iter().enumerate().map(|(at, start)| {
        let rest = times[at..].iter();
        rest.take_while(|time| **time < start + span).count()
    });
    within.max().unwrap_or(0)
}

/// A server that allows some requests a second.
pub(super) enum Counter {
    /// In each second of its clock.
    Seconds { limit: u32, second: f64, count: u32 },
    /// In the second before each.
    Sliding { limit: usize, times: VecDeque<f64> },
    /// That come back evenly.
    Tokens { limit: f64, left: f64, last: f64 },
}

impl Counter {
    pub(super) fn all(limit: u32) -> [Self; 3] {
        [
            Self::Seconds {
                limit,
                second: 0.0,
                count: 0,
            },
            Self::Sliding {
                limit: limit as usize,
                times: VecDeque::new(),
            },
            Self::Tokens {
                limit: f64::from(limit),
                left: f64::from(limit),
                last: 0.0,
            },
        ]
    }

    /// Whether a request that arrives now is served. One that is not counts for nothing.
    pub(super) fn serves(&mut self, now: f64) -> bool {
        match self {
            Self::Seconds {
                limit,
                second,
                count,
            } => {
                let this = (now / 1_000.0).floor();
                if this > *second {
                    (*second, *count) = (this, 0);
                }
                *count += 1;
                *count <= *limit
            }
            Self::Sliding { limit, times } => {
                while times.front().is_some_and(|time| *time <= now - 1_000.0) {
                    times.pop_front();
                }
                let served = times.len() < *limit;
                if served {
                    times.push_back(now);
                }
                served
            }
            Self::Tokens { limit, left, last } => {
                *left = (*left + (now - *last) / 1_000.0 * *limit).min(*limit);
                *last = now;
                let served = *left >= 1.0;
                if served {
                    *left -= 1.0;
                }
                served
            }
        }
    }
}
