//! The caller's `onProgress`, which is told how far a history is.

use std::cell::{Cell, RefCell};

use js_sys::Function;
use wasm_bindgen::JsValue;

use super::object::Made;
use super::promise::ignore;
use crate::history::Progress;

/// A function of the caller's, and what it is told.
pub(super) struct Watcher {
    on_progress: Function,
    progress: RefCell<Progress>,
    requests: Cell<u32>,
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
        let count = |count: u64| JsValue::from(u32::try_from(count).unwrap_or(u32::MAX));
        let (what, until) = waiting.unzip();
        let until = until.flatten().map_or(JsValue::NULL, JsValue::from);
        let shown: JsValue = Made::new()
            .with("from", &progress.range.from)
            .with("to", &progress.range.to)
            .with("window", progress.window)
            .with("windows", progress.windows)
            .with("pages", count(progress.pages))
            .with("messages", count(progress.messages))
            .with("late", count(progress.late))
            .with("requests", self.requests.get())
            .with("waitingFor", what.map_or(JsValue::NULL, JsValue::from))
            .with("waitingUntil", until)
            .into();
        // What is called may call this package.
        drop(progress);
        // An error of `onProgress` must not break the history.
        ignore(self.on_progress.call1(&JsValue::UNDEFINED, &shown));
    }
}
