//! Archives for JavaScript: each step of one, and its state.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use serde::{Deserialize, Serialize};
use tsify::Tsify;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::AbortSignal;

use super::account::Account;
use super::client::SmsClient;
use super::context::Context;
use super::histories::{concurrency, ended};
use super::history::{OfArchive, SmsHistory, now_ms};
use super::input::{Members, function};
use super::object::Made;
use super::options::SmsHistoriesOptions;
use super::out::{count, plain};
use super::platform;
use super::promise::promise_of;
use super::wait::{Signals, validate_signal};
use super::watcher::{Requests, Watcher};
use crate::archive::{Archive, ArchiveProgress, ArchiveRequest, SmsArchiveRange};
use crate::client::PageFetch;
use crate::endpoint::SessionId;
use crate::error::{ErrorKind, Issues, SmsError};
use crate::history::{Checkpoint, History};
use crate::input::{Input, Reference};
use crate::listing::{ListSource, SmsAccountRange, Whose};
use crate::options::{SmsRowOptions, deadline_ms, row_options};
use crate::reading::Reading;
use crate::rows::RowOptions;

/// What an archive reports to.
#[derive(Default, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
struct SmsArchiveWatch {
    /// Called with the progress: after each page and each session, before a retry, and when a request waits for the
    /// rate limit for 250 ms or more. What it throws or rejects with is ignored.
    #[tsify(
        optional,
        type = "((progress: SmsArchiveProgress) => unknown) | null | undefined"
    )]
    on_progress: Reference,
}

/// The progress of an archive in this run.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
#[tsify(missing_as_null)]
struct SmsArchiveProgress {
    /// The sessions that may have messages, as far as they are listed.
    sessions: f64,
    /// Whether they are all listed.
    listed: bool,
    /// The sessions that were read to their end.
    read: f64,
    /// The sessions that could not be read.
    failed: f64,
    /// The messages returned so far.
    messages: f64,
    /// The messages found but not returned, because they appeared too late among those of their session.
    late: f64,
    /// The pages of the list of sessions that were read.
    lists: f64,
    /// The requests sent so far.
    requests: u32,
    /// What its next request waits for: a retry, or the rate limit.
    #[tsify(type = "\"retry\" | \"rate-limit\" | null")]
    waiting_for: Option<&'static str>,
    /// The end of the wait, in milliseconds since 1970; `null` if unknown, such as in a queue behind other requests.
    waiting_until: Option<f64>,
    /// The milliseconds that the rest will take, at the pace so far: an estimate from the months that each session
    /// may have messages in. `null` until the sessions are listed and some are read, and with a `limit`.
    remaining_ms: Option<f64>,
}

#[wasm_bindgen]
impl SmsClient {
    /// Begins an archive: every message of every session once. `stop` ends it.
    ///
    /// # Errors
    /// `SmsError` of kind `invalid-request` with everything that is wrong.
    pub fn archive(
        &self,
        #[wasm_bindgen(unchecked_param_type = "unknown")] query: &JsValue,
        stop: AbortSignal,
    ) -> Result<SmsArchiveRun, JsValue> {
        let mut members = Members::of(query, "query").map_err(SmsError::from)?;
        let range: SmsAccountRange = members.read();
        let own: SmsArchiveRange = members.read();
        let run: SmsHistoriesOptions = members.read();
        let rows: SmsRowOptions = members.read();
        let SmsArchiveWatch { on_progress } = members.read();
        let mut issues = Issues::default();
        let request = ArchiveRequest::validate(&range, &own, now_ms()).map(Some);
        let request = issues.note_all(request);
        let has_rows = !rows.grain.is_absent() || !rows.calling_code.is_absent();
        let rows = issues.note_all(row_options(&rows));
        let concurrency = issues.note(concurrency(&run.concurrency));
        let signal = issues.note(validate_signal(&members.value(run.signal)));
        let deadline_ms = issues.note(deadline_ms(&run.deadline_ms));
        let on_progress = issues.note(function(&members.value(on_progress), "onProgress"));
        issues.extend(members.unknown());
        let request = issues.unless(request).map_err(SmsError::invalid)?;
        let ended = ended(signal, deadline_ms, stop.clone());
        let archive = Rc::new(RefCell::new(request.archive));
        let watcher = on_progress.map(|told| {
            let (shown, has_limit) = (Rc::clone(&archive), request.limit.is_some());
            Rc::new(Watcher::new(told, move |requests| {
                let progress = shown.borrow().progress(now_ms());
                describe(&progress, has_limit, requests)
            }))
        });
        Ok(SmsArchiveRun(Rc::new(State {
            account: Rc::clone(&self.account),
            archive,
            whose: request.whose,
            concurrency: if request.limit.is_some() {
                1
            } else {
                concurrency
            },
            limit: request.limit,
            rows: has_rows.then_some(rows),
            watcher,
            stop,
            ended,
        })))
    }
}

/// An active archive.
#[wasm_bindgen]
pub struct SmsArchiveRun(Rc<State>);

struct State {
    account: Rc<Account>,
    archive: Rc<RefCell<Archive>>,
    whose: Whose,
    concurrency: u32,
    limit: Option<u32>,
    rows: Option<RowOptions>,
    watcher: Option<Rc<Watcher>>,
    stop: AbortSignal,
    ended: JsValue,
}

#[wasm_bindgen]
impl SmsArchiveRun {
    /// The number of sessions to read at once.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn concurrency(&self) -> u32 {
        self.0.concurrency
    }

    /// A promise that rejects with what ends the archive early.
    #[wasm_bindgen(getter, unchecked_return_type = "Promise<void> | undefined")]
    #[must_use]
    pub fn ended(&self) -> JsValue {
        self.0.ended.clone()
    }

    /// Requests the next page of the list of sessions. Whether there was one.
    ///
    /// # Errors
    /// `SmsError`.
    #[wasm_bindgen(unchecked_return_type = "Promise<boolean>")]
    pub fn list(&self) -> Promise {
        let state = Rc::clone(&self.0);
        promise_of(async move { state.list().await.map(JsValue::from) })
    }

    /// The next session to read: its id, and its history or the error of beginning it. `undefined` when all
    /// have begun, or as many messages were returned as were asked for.
    ///
    /// # Errors
    /// If the state is damaged.
    #[wasm_bindgen(
        unchecked_return_type = "{ sessionId: string; history?: SmsHistory; error?: unknown } | undefined"
    )]
    #[must_use]
    pub fn start(&self) -> JsValue {
        self.0.start(&self.0)
    }

    /// Notes that the caller has got messages of a session.
    pub fn gave(
        &self,
        #[wasm_bindgen(js_name = sessionId)] session_id: &str,
        checkpoint: &str,
        messages: u32,
    ) {
        let mut archive = self.0.archive.borrow_mut();
        archive.gave(session_id, checkpoint, u64::from(messages));
        drop(archive);
        self.0.show();
    }

    /// Notes that a session could not be read. Whether the others can.
    #[must_use]
    pub fn failed(
        &self,
        #[wasm_bindgen(js_name = sessionId)] session_id: &str,
        kind: &str,
    ) -> bool {
        let kind = ErrorKind::of_name(kind).unwrap_or(ErrorKind::Wasm);
        let is_of_session = self.0.archive.borrow_mut().failed(session_id, kind);
        self.0.show();
        is_of_session
    }

    /// Ends the archive: up to when every message was returned, in milliseconds since 1970; `undefined` if
    /// sessions are left.
    pub fn finish(&self) -> Option<f64> {
        let through_ms = self.0.archive.borrow_mut().finish();
        through_ms.map(count)
    }

    /// The ids of the sessions that could not be read.
    #[wasm_bindgen(js_name = failedIds)]
    #[must_use]
    pub fn failed_ids(&self) -> Vec<String> {
        let archive = self.0.archive.borrow();
        archive
            .state()
            .failed
            .iter()
            .map(|failed| failed.id.clone())
            .collect()
    }

    /// The number of messages that came too late.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn late(&self) -> f64 {
        count(self.0.archive.borrow().progress(now_ms()).late)
    }

    /// What to remember, so that another process can go on.
    #[must_use]
    pub fn state(&self) -> String {
        self.0.archive.borrow().state().write()
    }
}

impl State {
    async fn list(&self) -> Result<bool, JsValue> {
        if let Some(error) = platform::refusal() {
            return Err(error);
        }
        let context = Context {
            account: &self.account,
            signals: Signals([None, Some(&self.stop)]),
            deadline: None,
            watcher: self.watcher.as_deref(),
            cause: RefCell::default(),
        };
        let mut source = ListSource {
            lister: &*self.archive,
            whose: &self.whose,
            page: None,
        };
        let mut fetch = PageFetch::paced(&mut source, self.account.retry);
        let found = context.fetch_page(&mut fetch).await;
        self.show();
        found
    }

    fn start(&self, state: &Rc<Self>) -> JsValue {
        let mut archive = self.archive.borrow_mut();
        let now_ms = now_ms();
        let given = archive.progress(now_ms).messages;
        let left = self
            .limit
            .map(|limit| u64::from(limit).saturating_sub(given));
        if left == Some(0) {
            return JsValue::UNDEFINED;
        }
        let Some(mut start) = archive.start(now_ms) else {
            return JsValue::UNDEFINED;
        };
        start.query.limit = left;
        let made = Made::new().with("sessionId", start.id.as_str());
        let id = Input::Text(start.id.clone());
        let id = match SessionId::validate("session_id", &id) {
            Ok(id) => id,
            Err(issue) => {
                let error: JsValue = SmsError::from(issue).into();
                return made.with("error", error).into();
            }
        };
        let mark = start.mark.as_deref();
        let mark = mark.and_then(|mark| Checkpoint::of_mark(mark, &start.query));
        let history = History::new(start.query, mark.as_ref(), now_ms);
        let rows = self.rows.clone().map(|rows| RowOptions {
            session_id: Some(start.id.clone()),
            ..rows
        });
        let (ends, session_id) = (Rc::clone(state), start.id);
        let on_end = Box::new(move |late| {
            ends.archive.borrow_mut().ended(&session_id, late);
            ends.show();
        });
        let reading = Reading::of_archive(id, history);
        let stop = self.stop.clone();
        let archive = OfArchive {
            watcher: self.watcher.clone(),
            on_end,
        };
        let history = SmsHistory::of_archive(&self.account, reading, rows, stop, archive);
        made.with("history", history).into()
    }

    /// Reports the progress to the caller.
    fn show(&self) {
        if let Some(watcher) = &self.watcher {
            watcher.show();
        }
    }
}

fn describe(
    progress: &ArchiveProgress,
    has_limit: bool,
    requests: &Requests,
) -> Result<JsValue, JsValue> {
    plain(&SmsArchiveProgress {
        sessions: count(progress.sessions),
        listed: progress.is_listed,
        read: count(progress.read),
        failed: count(progress.failed),
        messages: count(progress.messages),
        late: count(progress.late),
        lists: count(progress.lists),
        requests: requests.sent,
        waiting_for: requests.waiting_for,
        waiting_until: requests.waiting_until,
        remaining_ms: progress.remaining_ms.filter(|_| !has_limit).map(count),
    })
}
