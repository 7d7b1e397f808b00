//! Reports progress to the caller's `onProgress`.

use std::cell::{Cell, RefCell};

use js_sys::Function;
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::JsValue;

use super::out::plain;
use super::promise::ignore;
use crate::history::Progress;

/// A caller's function, and its progress object.
pub(super) struct Watcher {
    on_progress: Function,
    progress: RefCell<Progress>,
    requests: Cell<u32>,
}

/// The progress of a history.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
#[tsify(missing_as_null)]
struct SmsProgress<'p> {
    /// The start of the range: the requested one, or 30 days ago.
    from: &'p str,
    /// The end of the range.
    to: &'p str,
    /// The number of the current window of at most a month, from 1.
    window: u32,
    /// The number of windows.
    windows: u32,
    /// The pages read so far.
    pages: u32,
    /// The messages returned so far, including those before a checkpoint.
    messages: u32,
    /// The messages found but not returned, because they were further behind the furthest one than
    /// `overlapSeconds`: they appeared late, or were created more than a minute away from their
    /// `date_time`. Read the range again to get them.
    late: u32,
    /// The requests sent so far.
    requests: u32,
    /// What the history is waiting for: a retry, or the rate limit.
    #[tsify(type = "\"retry\" | \"rate-limit\" | null")]
    waiting_for: Option<&'p str>,
    /// The end of the wait, in milliseconds since 1970; `null` if unknown, such as in a queue
    /// behind other requests.
    waiting_until: Option<f64>,
}

impl Watcher {
    pub(super) fn new(on_progress: Function, progress: Progress) -> Self {
        Self {
            on_progress,
            progress: RefCell::new(progress),
            requests: Cell::new(0),
        }
    }

    /// Counts a request.
    pub(super) fn count_request(&self) {
        self.requests.set(self.requests.get().saturating_add(1));
    }

    /// Reports the progress.
    pub(super) fn show(&self, progress: Progress) {
        self.progress.replace(progress);
        self.tell(None);
    }

    /// Reports the progress, with the current wait.
    pub(super) fn tell(&self, waiting: Option<(&str, Option<f64>)>) {
        let progress = self.progress.borrow();
        let (waiting_for, until) = waiting.unzip();
        let shown = plain(&SmsProgress {
            from: &progress.range.from,
            to: &progress.range.to,
            window: counter(progress.window),
            windows: counter(progress.windows),
            pages: counter(progress.pages),
            messages: counter(progress.messages),
            late: counter(progress.late),
            requests: self.requests.get(),
            waiting_for,
            waiting_until: until.flatten(),
        });
        // The callback may call this package.
        drop(progress);
        // An error of `onProgress` must not break the history.
        ignore(shown.and_then(|shown| self.on_progress.call1(&JsValue::UNDEFINED, &shown)));
    }
}

/// A count; one that no counter reaches is cut off.
fn counter(count: impl TryInto<u32>) -> u32 {
    count.try_into().unwrap_or(u32::MAX)
}
