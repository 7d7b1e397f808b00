//! A number that answers may lower, and that comes back by itself.

/// How long the whole of the setting would take to come back, first up to the [`KNEE`] and then
/// from there on: quickly to what went well lately, and slowly to where it may go wrong again. So
/// most of what others leave of an account's quota is used, with a refusal now and then.
const QUICK_MS: f64 = 5_000.0;
const SLOW_MS: f64 = 200_000.0;
/// The part of the value at the last refusal that comes back quickly.
const KNEE: f64 = 0.93;
/// The part of what was refused that is kept: with a half, less of what others leave is used, and
/// with more, refusals come again (`bench/`, beside a competitor).
const KEPT: f64 = 0.8;
/// The part of the setting that always remains: it recovers, and nothing stands still.
const LEAST_PART: f64 = 1.0 / 32.0;

/// A rate or a concurrency, at most what was set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Learned {
    setting: f64,
    value: f64,
    knee: f64,
}

impl Learned {
    pub(super) fn new(setting: f64) -> Self {
        Self {
            setting,
            value: setting,
            knee: setting,
        }
    }

    pub(super) fn value(self) -> f64 {
        self.value
    }

    /// It is at most this from now on.
    pub(super) fn restrict(&mut self, setting: f64) {
        self.setting = self.setting.min(setting);
        self.value = self.value.min(setting);
        self.knee = self.knee.min(setting);
    }

    /// Whether it is all that was set.
    pub(super) fn is_whole(self) -> bool {
        self.value >= self.setting
    }

    /// A part of `used`, or of what is allowed, whichever is less.
    pub(super) fn lower(&mut self, used: f64) {
        let refused = self.value.min(used);
        self.value = (refused * KEPT).max(self.setting * LEAST_PART);
        self.knee = refused * KNEE;
    }

    pub(super) fn recover(&mut self, elapsed_ms: f64) {
        let missing = (self.knee - self.value).max(0.0);
        let quick_ms = (missing / self.setting * QUICK_MS).min(elapsed_ms);
        let parts = quick_ms / QUICK_MS + (elapsed_ms - quick_ms) / SLOW_MS;
        self.value = (self.value + self.setting * parts).min(self.setting);
    }
}
