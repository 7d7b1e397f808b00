//! Reads a history step by step: each step returns what is new in one page.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::AbortSignal;

use super::account::Account;
use super::client::SmsClient;
use super::context::Context;
use super::input::{Members, function, input};
use super::object::Made;
use super::objects;
use super::out::typed;
use super::platform;
use super::promise::promise_of;
use super::wait::{Signals, validate_signal};
use super::watcher::{HistoryWatcher, Watcher};
use crate::client::{Deadline, PageFetch, TimeLimit};
use crate::date_range::{DateRange, WrittenRange};
use crate::endpoint::SessionId;
use crate::error::{Issues, SmsError};
use crate::history::SmsHistoryRange;
use crate::options::{SmsRowOptions, SmsRunOptions};
use crate::reading::{HistoryRequest, NewPage, Plan, Reading};
use crate::rows::RowOptions;

#[wasm_bindgen]
impl SmsClient {
    /// Starts a history: every message of a range, page by page, or as rows with the query's row
    /// options. `stop` ends it, like the query's own `signal`.
    ///
    /// # Errors
    /// `SmsError` of kind `invalid-request` with everything that is wrong.
    pub fn history(
        &self,
        #[wasm_bindgen(js_name = sessionId, unchecked_param_type = "string")] session_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "(SmsHistoryQuery & SmsRowOptions) | null")]
        query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "boolean | null")] rows: Option<bool>,
        #[wasm_bindgen(unchecked_optional_param_type = "AbortSignal | null")] stop: Option<
            AbortSignal,
        >,
    ) -> Result<SmsHistory, JsValue> {
        let members = Members::of(query, "query").map_err(SmsError::from)?;
        let options = HistoryOptions::read(members, rows.unwrap_or_default());
        let mut issues = Issues::default();
        let id = SessionId::validate("sessionId", &input(session_id)).map(Some);
        let id = issues.note(id);
        let asked = issues.note_all(options.validate().map(Some));
        let both = issues.unless(id.zip(asked));
        let history = both.and_then(|(id, asked)| asked.begin(&self.account, id, stop));
        Ok(history.map_err(SmsError::invalid)?)
    }

    /// The minimum cost of a history: the windows to request, in order, and the minimum number of
    /// requests. Sends nothing.
    ///
    /// # Errors
    /// `SmsError` of kind `invalid-request` with everything that is wrong.
    pub fn plan(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "(SmsHistoryQuery & SmsRowOptions) | null")]
        query: &JsValue,
    ) -> Result<Ts<SmsPlan>, JsValue> {
        let members = Members::of(query, "query").map_err(SmsError::from)?;
        let options = HistoryOptions::read(members, true);
        let asked = options.validate().map_err(SmsError::invalid)?;
        plan_of(&asked.request.plan())
    }
}

/// A plan for JavaScript.
pub(super) fn plan_of(plan: &Plan) -> Result<Ts<SmsPlan>, JsValue> {
    typed(&SmsPlan {
        windows: plan.windows.iter().map(DateRange::written).collect(),
        requests: u32::try_from(plan.requests).unwrap_or(u32::MAX),
    })
}

/// The minimum cost of reading a history, or of listing sessions.
#[derive(Serialize, Tsify)]
pub struct SmsPlan {
    /// The ranges to request, in order; each request adds a few minutes.
    #[tsify(type = "DateRange[]")]
    windows: Vec<WrittenRange>,
    /// The minimum number of requests: one per window, or with a `limit` only as many as can hold
    /// its messages, because the first windows may contain them all.
    requests: u32,
}

/// What a history of any session is asked with, unchecked.
pub(super) struct HistoryOptions {
    pub(super) range: SmsHistoryRange,
    pub(super) run: SmsRunOptions,
    /// Only where it is given as rows.
    pub(super) rows: Option<SmsRowOptions>,
    pub(super) members: Members,
}

impl HistoryOptions {
    pub(super) fn read(mut members: Members, has_rows: bool) -> Self {
        Self {
            range: members.read(),
            run: members.read(),
            rows: has_rows.then(|| members.read()),
            members,
        }
    }

    /// Checks them.
    pub(super) fn validate(&self) -> Result<Asked, Issues> {
        let Self {
            range,
            run,
            rows,
            members,
        } = self;
        let mut issues = members.unknown();
        let request = HistoryRequest::validate(range, run, rows.as_ref(), now_ms()).map(Some);
        let request = issues.note_all(request);
        let signal = issues.note(validate_signal(&members.value(run.signal)));
        let watcher = function(&members.value(run.on_progress), "onProgress");
        let watcher = issues.note(watcher);
        issues.unless(request.map(|request| Asked {
            request,
            signal,
            watcher,
        }))
    }
}

/// What a history of any session is asked with, checked.
pub(super) struct Asked {
    request: HistoryRequest,
    signal: Option<AbortSignal>,
    watcher: Option<js_sys::Function>,
}

impl Asked {
    fn begin(
        self,
        account: &Rc<Account>,
        id: SessionId,
        stop: Option<AbortSignal>,
    ) -> Result<SmsHistory, Issues> {
        let rows = self.request.rows(&id);
        let deadline = self.request.deadline_ms().map(|ms| Deadline {
            at_ms: js_sys::Date::now() + f64::from(ms),
            limit: TimeLimit::Deadline,
        });
        let reading = self.request.begin(id)?;
        let watcher = self.watcher;
        let watcher = watcher.map(|told| HistoryWatcher::new(told, reading.progress()));
        Ok(SmsHistory(Rc::new(State {
            account: Rc::clone(account),
            reading: RefCell::new(Some(reading)),
            rows,
            signal: self.signal,
            stop,
            deadline,
            watcher,
            archive: None,
        })))
    }
}

/// What the history of a session in an archive tells it.
pub(super) struct OfArchive {
    /// What watches the archive.
    pub(super) watcher: Option<Rc<Watcher>>,
    /// Is told how many messages came too late, when the history was read to its end.
    pub(super) on_end: Box<dyn Fn(u64)>,
}

impl SmsHistory {
    /// The history of a session in an archive.
    pub(super) fn of_archive(
        account: &Rc<Account>,
        reading: Reading,
        rows: Option<RowOptions>,
        stop: AbortSignal,
        archive: OfArchive,
    ) -> Self {
        Self(Rc::new(State {
            account: Rc::clone(account),
            reading: RefCell::new(Some(reading)),
            rows,
            signal: None,
            stop: Some(stop),
            deadline: None,
            watcher: None,
            archive: Some(archive),
        }))
    }
}

/// An active history.
#[wasm_bindgen]
pub struct SmsHistory(Rc<State>);

/// The shared state for active steps.
struct State {
    account: Rc<Account>,
    /// Taken out during a step.
    reading: RefCell<Option<Reading>>,
    rows: Option<RowOptions>,
    signal: Option<AbortSignal>,
    /// Ends it when it is no longer read.
    stop: Option<AbortSignal>,
    deadline: Option<Deadline>,
    watcher: Option<HistoryWatcher>,
    archive: Option<OfArchive>,
}

#[wasm_bindgen]
impl SmsHistory {
    /// Reads until something is new: `{ page, checkpoint }` or, with a grain, `{ rows, checkpoint
    /// }`; `undefined` at the end.
    ///
    /// # Errors
    /// `SmsError` with the `checkpoint` to continue from.
    #[wasm_bindgen(
        unchecked_return_type = "Promise<{ page: SmsSession; rows: SmsRows[SmsGrain][]; checkpoint: string } | undefined>"
    )]
    pub fn next(&self) -> Promise {
        let state = Rc::clone(&self.0);
        promise_of(async move { state.next().await })
    }
}

impl State {
    /// Reads until something is new.
    async fn next(&self) -> Result<JsValue, JsValue> {
        if let Some(error) = platform::refusal() {
            return Err(error);
        }
        let Some(mut reading) = self.reading.take() else {
            return Ok(JsValue::UNDEFINED);
        };
        let context = Context {
            account: &self.account,
            signals: Signals([self.signal.as_ref(), self.stop.as_ref()]),
            deadline: self.deadline,
            watcher: self.watcher(),
            cause: RefCell::default(),
        };
        self.show(&reading);
        let mut fetch = PageFetch::paced(&mut reading, self.account.retry);
        let found = context.fetch_page(&mut fetch).await;
        self.show(&reading);
        let mut messages = 0;
        let given = match (found, reading.take_page()) {
            (Ok(_), Some(new)) => {
                messages = new.new.len();
                self.give(&new)
            }
            (Ok(_), None) => {
                if let Some(archive) = self.archive.as_ref().filter(|_| !reading.is_cut()) {
                    (archive.on_end)(reading.progress().late);
                }
                return Ok(JsValue::UNDEFINED);
            }
            (Err(error), _) => {
                reading.commit();
                Err(error)
            }
        };
        match given {
            Ok(given) => {
                reading.commit();
                let mut given = given.with("checkpoint", reading.checkpoint());
                if self.archive.is_some() {
                    given = given.with("messages", messages);
                }
                self.reading.replace(Some(reading));
                Ok(given.into())
            }
            // An archive has its own way to go on.
            Err(error) if self.archive.is_some() => Err(error),
            // What was found and cannot be given stays behind the checkpoint.
            Err(error) => Err(Made::of(error)
                .with("checkpoint", reading.checkpoint())
                .into()),
        }
    }

    /// What watches its requests.
    fn watcher(&self) -> Option<&Watcher> {
        match &self.archive {
            Some(archive) => archive.watcher.as_deref(),
            None => self.watcher.as_ref().map(|own| &own.watcher),
        }
    }

    /// Reports the progress to the caller.
    fn show(&self, reading: &Reading) {
        if let Some(watcher) = &self.watcher {
            watcher.show(reading.progress());
        }
    }

    /// The new messages as JavaScript values.
    fn give(&self, NewPage { page, new }: &NewPage) -> Result<Made, JsValue> {
        Ok(match &self.rows {
            Some(options) => Made::new().with("rows", objects::rows(page, options, new)?),
            None => Made::new().with("page", objects::page(page, new)?),
        })
    }
}

/// Milliseconds since 1970.
#[allow(clippy::cast_possible_truncation, reason = "a time of today")]
pub(super) fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}
