//! A value that responses can lower, and that recovers by itself.

/// How long a full recovery would take below the [`KNEE`] and above it: quick up to values that worked
/// recently, slow towards values that may be refused again. So most of the quota that others leave is
/// used, with an occasional refusal.
const QUICK_MS: f64 = 5_000.0;
const SLOW_MS: f64 = 200_000.0;
/// The share of the value at the last refusal up to which recovery is quick.
const KNEE: f64 = 0.93;
/// The share that remains after a refusal. A half would leave quota unused, and a larger share causes
/// repeated refusals (`bench/`, with a competitor).
const KEPT: f64 = 0.8;
/// The share of the setting that always remains, so that requests never stop.
const LEAST_PART: f64 = 1.0 / 32.0;

/// A rate or a concurrency, never above its setting.
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

    /// Caps it from now on.
    pub(super) fn restrict(&mut self, setting: f64) {
        self.setting = self.setting.min(setting);
        self.value = self.value.min(setting);
        self.knee = self.knee.min(setting);
    }

    /// Whether it has fully recovered.
    pub(super) fn is_whole(self) -> bool {
        self.value >= self.setting
    }

    /// Lowers it to a share of `used` or of the allowed value, whichever is less.
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
