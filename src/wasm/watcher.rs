//! The caller's `onProgress`, which is told how far a history is.

use std::cell::{Cell, RefCell};

use js_sys::Function;
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::JsValue;

use super::out::plain;
use super::promise::ignore;
use crate::history::Progress;

/// A function of the caller's, and what it is told.
pub(super) struct Watcher {
    on_progress: Function,
    progress: RefCell<Progress>,
    requests: Cell<u32>,
}

/// How far a history has been read.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
#[tsify(missing_as_null)]
struct SmsProgress<'p> {
    /// The first moment of the range that is read: what was asked for, or 30 days ago.
    from: &'p str,
    /// Its last moment.
    to: &'p str,
    /// The window of at most a month that is being read, from 1.
    window: u32,
    /// How many windows there are.
    windows: u32,
    /// The pages read so far.
    pages: u32,
    /// The messages given so far, those before a checkpoint included.
    messages: u32,
    /// The messages that were found and not given, since they were further behind the furthest one
    /// than `overlapSeconds`: they appeared late, or were created more than a minute away from their
    /// `date_time`. Reading the range again gives them.
    late: u32,
    /// The requests sent so far.
    requests: u32,
    /// What is waited for: to try again, or for the rate limit.
    #[tsify(type = "\"retry\" | \"rate-limit\" | null")]
    waiting_for: Option<&'p str>,
    /// Until when, in milliseconds since 1970; `null` where that is not known, as behind others.
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

    /// Counts a request that is sent.
    pub(super) fn count_request(&self) {
        self.requests.set(self.requests.get().saturating_add(1));
    }

    /// Tells how far the history is.
    pub(super) fn show(&self, progress: Progress) {
        self.progress.replace(progress);
        self.tell(None);
    }

    /// Tells how far the history is, and what is waited for until when.
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
        // What is called may call this package.
        drop(progress);
        // An error of `onProgress` must not break the history.
        ignore(shown.and_then(|shown| self.on_progress.call1(&JsValue::UNDEFINED, &shown)));
    }
}

/// A count; one that no counter reaches is cut off.
fn counter(count: impl TryInto<u32>) -> u32 {
    count.try_into().unwrap_or(u32::MAX)
}
