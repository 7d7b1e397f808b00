//! Reports progress to the caller's `onProgress`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Function;
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::JsValue;

use super::out::plain;
use super::promise::ignore;
use crate::history::Progress;

type Describe = dyn Fn(&Requests) -> Result<JsValue, JsValue>;

/// A caller's function, and what it is told.
pub(super) struct Watcher {
    on_progress: Function,
    /// The progress as an object of JavaScript.
    describe: Box<Describe>,
    requests: Cell<Requests>,
}

/// The requests that were sent, and what the next one waits for.
#[derive(Clone, Copy, Default)]
pub(super) struct Requests {
    pub(super) sent: u32,
    /// `retry` or `rate-limit`.
    pub(super) waiting_for: Option<&'static str>,
    /// The end of the wait, in milliseconds since 1970, if it is known.
    pub(super) waiting_until: Option<f64>,
}

impl Watcher {
    pub(super) fn new(
        on_progress: Function,
        describe: impl Fn(&Requests) -> Result<JsValue, JsValue> + 'static,
    ) -> Self {
        Self {
            on_progress,
            describe: Box::new(describe),
            requests: Cell::default(),
        }
    }

    /// Counts a request.
    pub(super) fn count_request(&self) {
        self.requests.set(Requests {
            sent: self.requests.get().sent.saturating_add(1),
            ..Requests::default()
        });
    }

    /// Reports the progress after a step.
    pub(super) fn show(&self) {
        // An error of `onProgress` must not break what it watches.
        let shown = (self.describe)(&self.requests.get());
        ignore(shown.and_then(|shown| self.on_progress.call1(&JsValue::UNDEFINED, &shown)));
    }

    /// Reports that a request waits. Of several that wait, the one that ends first counts.
    pub(super) fn wait(&self, what: &'static str, until_ms: Option<f64>) {
        let requests = self.requests.get();
        let is_later = |known: f64| until_ms.is_none_or(|until_ms| until_ms > known);
        let known = requests.waiting_until;
        let known = known.filter(|known| *known > js_sys::Date::now());
        if !known.is_some_and(is_later) {
            self.requests.set(Requests {
                waiting_for: Some(what),
                waiting_until: until_ms,
                ..requests
            });
        }
        self.show();
    }

    /// Notes that nothing waits any more.
    pub(super) fn end_wait(&self) {
        let sent = self.requests.get().sent;
        self.requests.set(Requests {
            sent,
            ..Requests::default()
        });
    }
}

/// The watcher of a history, whose progress it is told.
pub(super) struct HistoryWatcher {
    pub(super) watcher: Watcher,
    progress: Rc<RefCell<Progress>>,
}

impl HistoryWatcher {
    pub(super) fn new(on_progress: Function, progress: Progress) -> Self {
        let progress = Rc::new(RefCell::new(progress));
        let shown = Rc::clone(&progress);
        let describe = move |requests: &Requests| describe(&shown.borrow(), requests);
        Self {
            watcher: Watcher::new(on_progress, describe),
            progress,
        }
    }

    /// Reports the progress.
    pub(super) fn show(&self, progress: Progress) {
        self.progress.replace(progress);
        self.watcher.end_wait();
        self.watcher.show();
    }
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

fn describe(progress: &Progress, requests: &Requests) -> Result<JsValue, JsValue> {
    plain(&SmsProgress {
        from: &progress.range.from,
        to: &progress.range.to,
        window: counter(progress.window),
        windows: counter(progress.windows),
        pages: counter(progress.pages),
        messages: counter(progress.messages),
        late: counter(progress.late),
        requests: requests.sent,
        waiting_for: requests.waiting_for,
        waiting_until: requests.waiting_until,
    })
}

/// A count; one that no counter reaches is cut off.
pub(super) fn counter(count: impl TryInto<u32>) -> u32 {
    count.try_into().unwrap_or(u32::MAX)
}
