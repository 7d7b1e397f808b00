//! Decides when an account's next request may start: a queue without its own clock.
//!
//! Zoom counts requests per account, across all of its apps. It does not say whether it counts
//! clock seconds, sliding seconds or tokens. So requests are spaced evenly: no second, wherever it
//! begins, has more than the limit. The limit is assumed until responses name it, and refusals
//! lower it for a while. Nothing starts before a time that a refusal names, and no refusal stops
//! requests forever.

mod admission;
mod day;
mod gate;
mod label;
mod learned;
mod pace;
mod report;
mod setting;

pub use admission::Admission;
use day::Day;
pub use gate::Gate;
pub use label::Label;
use learned::Learned;
use pace::Pace;
pub use report::{DATE, HEADERS, LimitType, Report};
pub use setting::{RateLimit, RateLimitOptions};

/// How long all requests wait after a refusal without a time. A whole second would outlast any
/// counting window, but with another program on the account it costs more than it saves (`bench/`):
/// a pace that is still too high is refused and lowered again.
const PAUSE_MS: f64 = 250.0;
/// The longest time that the last success of a second delays others.
const SECOND_MS: f64 = 1_000.0;
/// The range of JavaScript's times. A time outside it is ignored.
const FURTHEST_MS: f64 = 8_640_000_000_000_000.0;

/// A place in the queue, and then among the requests in flight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permit(u64);

/// The rate limiter of one account, shared by all of its clients.
///
/// It tracks waiting and active requests, and forgets finished ones.
#[derive(Debug, Clone)]
pub struct Limiter {
    /// In order of arrival.
    waiting: Vec<Permit>,
    under_way: Vec<Permit>,
    next: u64,
    now_ms: f64,
    gate: Gate,
    pace: Pace,
    day: Day,
    concurrency: Learned,
    setting: RateLimit,
    /// Requests in flight at the last refusal. Their refusals are not news: counting each would
    /// slow down many times.
    answered: Vec<Permit>,
}

impl Limiter {
    /// A new limiter.
    #[must_use]
    pub fn new(setting: RateLimit) -> Self {
        Self {
            waiting: Vec::new(),
            under_way: Vec::new(),
            next: 0,
            now_ms: 0.0,
            gate: Gate::default(),
            pace: Pace::new(setting.per_second()),
            day: Day::new(setting.per_day()),
            concurrency: Learned::new(f64::from(setting.concurrency())),
            setting,
            answered: Vec::new(),
        }
    }

    /// Also applies this setting: from now on the stricter of each number counts.
    pub fn restrict(&mut self, setting: RateLimit) {
        self.pace.restrict(setting.per_second());
        self.day.restrict(setting.per_day());
        self.concurrency.restrict(f64::from(setting.concurrency()));
        self.setting.restrict(setting);
    }

    /// Whether it is equal to a new limiter: nothing waits, is in flight or counts.
    pub fn is_forgettable(&mut self, now_ms: f64) -> bool {
        let now_ms = self.advance(now_ms);
        let idle = self.waiting.is_empty() && self.under_way.is_empty();
        let open = self.gate.poll(now_ms) == Admission::Go && self.pace.is_fresh(now_ms);
        idle && open && self.concurrency.is_whole() && self.day.is_over(now_ms)
    }

    /// Takes a place at the end of the queue. The holder calls [`Limiter::poll`], and finally
    /// [`Limiter::release`]: when the request has ended or is no longer wanted.
    pub fn enqueue(&mut self) -> Permit {
        let permit = Permit(self.next);
        self.next += 1;
        self.waiting.push(permit);
        permit
    }

    /// Takes a place at the head of the queue for a refused request: at the end it could be refused
    /// again and again while others succeed.
    pub fn enqueue_again(&mut self) -> Permit {
        let permit = Permit(self.next);
        self.next += 1;
        self.waiting.insert(0, permit);
        permit
    }

    /// Counts a request that is sent at once, whoever waits. Until its permit is released, it is in flight.
    pub fn start_at_once(&mut self, now_ms: f64) -> Permit {
        let now_ms = self.advance(now_ms);
        let permit = Permit(self.next);
        self.next += 1;
        self.under_way.push(permit);
        self.pace.start_at_once(now_ms);
        self.day.start(now_ms);
        permit
    }

    /// Whether the request of this permit may start at `now_ms`. Once allowed, it stays allowed; a
    /// released permit waits forever.
    pub fn poll(&mut self, permit: Permit, now_ms: f64) -> Admission {
        let now_ms = self.advance(now_ms);
        if self.under_way.contains(&permit) {
            return Admission::Go;
        }
        let refused = self.gate.poll(now_ms);
        if let Some(own_ms) = self.day.used_up_until_ms(now_ms) {
            let retry_at_ms = own_ms.max(self.gate.day_until_ms());
            return Admission::Exhausted { retry_at_ms };
        }
        if refused != Admission::Go {
            return refused;
        }
        if self.first() != Some(permit) || self.is_full() {
            return Admission::WaitForOthers;
        }
        let next_ms = self.pace.next_ms(now_ms);
        if now_ms < next_ms {
            return Admission::WaitUntil(next_ms);
        }
        self.waiting.remove(0);
        self.under_way.push(permit);
        self.pace.start(now_ms);
        self.day.start(now_ms);
        Admission::Go
    }

    /// Releases a permit: an active one because the response has arrived, or a queued one because
    /// the caller has left. Releasing it again has no effect.
    pub fn release(&mut self, permit: Permit) {
        let is_other = |other: &Permit| *other != permit;
        self.under_way.retain(is_other);
        self.waiting.retain(is_other);
    }

    /// The next permit. Only this one has to poll again after a request started, was released or
    /// reported.
    #[must_use]
    pub fn first(&self) -> Option<Permit> {
        self.waiting.first().copied()
    }

    /// Learns from the response to this permit's request, which arrived at `now_ms`.
    pub fn report(&mut self, permit: Permit, report: &Report, now_ms: f64) {
        let now_ms = self.advance(now_ms);
        let about_requests_a_second = matches!(report.limit_type, None | Some(LimitType::Second));
        if let Some(per_second) = self.setting.heard(report) {
            self.pace.heed(per_second, now_ms);
        }
        self.gate.report(report, now_ms);
        if report.is_refusal() {
            self.refused(permit, report, now_ms);
            return;
        }
        let reset = report.reset_at_ms.filter(|reset| *reset > now_ms);
        if let (Some(0), Some(reset), true) = (report.remaining, reset, about_requests_a_second) {
            self.pace.pause(reset.min(now_ms + SECOND_MS), now_ms);
        }
    }

    fn refused(&mut self, permit: Permit, report: &Report, now_ms: f64) {
        if report.is_daily() || self.answered.contains(&permit) {
            return;
        }
        self.answered.clone_from(&self.under_way);
        if report.refused_until_ms(now_ms).is_none() {
            self.pace.pause(now_ms + PAUSE_MS, now_ms);
        }
        if report.limit_type == Some(LimitType::Concurrency) {
            let used = count(self.under_way.len()) / self.pace.growth();
            self.concurrency.lower(used);
        } else {
            self.pace.slow_down();
        }
    }

    fn is_full(&self) -> bool {
        let most = self.concurrency.value() * self.pace.growth();
        count(self.under_way.len()) + 1.0 > most.max(1.0)
    }

    fn advance(&mut self, now_ms: f64) -> f64 {
        let is_time = now_ms.abs() <= FURTHEST_MS;
        let now_ms = if is_time { now_ms } else { self.now_ms };
        self.gate.advance(now_ms);
        let open_ms = self.pace.advance(self.now_ms, self.gate.until_ms(), now_ms);
        self.concurrency.recover(open_ms);
        self.day.advance(now_ms);
        self.now_ms = now_ms;
        now_ms
    }
}

fn count(permits: usize) -> f64 {
    u32::try_from(permits).map_or(f64::INFINITY, f64::from)
}
