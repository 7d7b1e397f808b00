//! Whoever watches how far a history is: the caller's `onProgress`.

use std::cell::{Cell, RefCell};

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::JsValue;

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
        let progress = self.progress.borrow().clone();
        let shown = Object::new();
        let set = |name: &str, value: JsValue| {
            // A fresh object takes any property.
            let _ = Reflect::set(&shown, &name.into(), &value);
        };
        let count = |count: u64| JsValue::from(u32::try_from(count).unwrap_or(u32::MAX));
        set("from", progress.range.from.into());
        set("to", progress.range.to.into());
        set("window", progress.window.into());
        set("windows", progress.windows.into());
        set("pages", count(progress.pages));
        set("messages", count(progress.messages));
        set("late", count(progress.late));
        set("requests", self.requests.get().into());
        let (what, until) = waiting.unzip();
        set("waitingFor", what.map_or(JsValue::NULL, JsValue::from_str));
        set(
            "waitingUntil",
            until.flatten().map_or(JsValue::NULL, JsValue::from_f64),
        );
        // Whoever watches must not break what is watched.
        ignore(self.on_progress.call1(&JsValue::UNDEFINED, &shown));
    }
}
