//! Reading a history, step by step: each step gives what is new in one page.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::AbortSignal;

use super::client::{Parts, function};
use super::input::Members;
use super::object::Made;
use super::objects;
use super::options::SmsRunOptions;
use super::out::typed;
use super::platform;
use super::run::{Limit, Run};
use super::task::Task;
use super::wait::{Signals, validate_signal};
use super::watcher::Watcher;
use crate::client::{NewPage, Way};
use crate::date_range::{DateRange, WrittenRange};
use crate::error::{Issue, IssueCode, Issues};
use crate::history::{Checkpoint, History, HistoryQuery, Refused, SmsHistoryRange};
use crate::input::{Input, issue, wrong_type};
use crate::options::{SmsRowOptions, deadline_ms, flag, row_options};
use crate::request::SessionId;
use crate::rows::RowOptions;

/// What reading a history will take.
#[derive(Serialize, Tsify)]
pub struct SmsPlan {
    /// The ranges that are asked for, in their order: each with a few minutes more.
    #[tsify(type = "DateRange[]")]
    windows: Vec<WrittenRange>,
    /// The least number of requests: one for each window; with a `limit` no more than its messages
    /// take, since the first windows may hold them all.
    requests: u32,
}

/// What a history is asked with, unchecked.
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
}

/// A history that is being read.
#[wasm_bindgen]
pub struct SmsHistory(Rc<Reading>);

/// The same, for the steps that are under way.
pub(super) struct Reading {
    parts: Rc<Parts>,
    id: SessionId,
    session_id: String,
    /// Taken out while a step is under way.
    history: RefCell<Option<History>>,
    checkpoint: RefCell<String>,
    rows: Option<RowOptions>,
    signal: Option<AbortSignal>,
    /// Ends it, when it is no longer read.
    stop: Option<AbortSignal>,
    deadline_at_ms: Option<f64>,
    watcher: Option<Watcher>,
}

#[wasm_bindgen]
impl SmsHistory {
    /// Reads on until there is something new: `{ page, checkpoint }` or, with a grain,
    /// `{ rows, checkpoint }`; `undefined` when everything has been read.
    ///
    /// # Errors
    /// `SmsError`, with the `checkpoint` from which reading can go on.
    #[wasm_bindgen(
        unchecked_return_type = "Promise<{ page: SmsSession; rows: SmsRows[SmsGrain][]; checkpoint: string } | undefined>"
    )]
    pub fn next(&self) -> Promise {
        Task::Next(Rc::clone(&self.0)).promise()
    }

    /// The windows that are asked for, in their order, and the least number of requests.
    ///
    /// # Errors
    /// What the engine throws where it has no memory for them.
    pub fn plan(&self) -> Result<Ts<SmsPlan>, JsValue> {
        let history = self.0.history.borrow();
        let requests = history.as_ref().map_or(0, History::least_requests);
        let windows = history.as_ref().map(History::plan).unwrap_or_default();
        typed(&SmsPlan {
            windows: windows.iter().map(DateRange::written).collect(),
            requests: u32::try_from(requests).unwrap_or(u32::MAX),
        })
    }
}

impl SmsHistory {
    pub(super) fn of(
        parts: &Rc<Parts>,
        session_id: &Input,
        HistoryOptions {
            range,
            run,
            rows,
            members,
        }: &HistoryOptions,
        stop: Option<AbortSignal>,
    ) -> Result<Self, Issues> {
        let mut issues = members.unknown();
        let id = issues.note(SessionId::validate("sessionId", session_id).map(Some));
        let row_options = rows.as_ref().map(row_options);
        let row_options = row_options.map(|options| issues.note_all(options));
        let signal = issues.note(validate_signal(&members.value(run.signal)));
        let deadline = issues.note(deadline_ms(&run.deadline_ms));
        // The package's own JavaScript reads ahead.
        issues.note(flag(&run.prefetch, "prefetch"));
        let on_progress = function(&members.value(run.on_progress), "onProgress");
        let on_progress = issues.note(on_progress);
        let now_ms = now_ms();
        let query = HistoryQuery::validate(range, now_ms).map(Some);
        let query = issues.note_all(query);
        let (Some(id), Some(mut query), Input::Text(session_id)) = (id, query, session_id) else {
            return Err(issues);
        };
        let resume = issues.note(resume(&run.resume, range, session_id, &mut query));
        issues.unless(Some(()))?;
        let history = History::new(query, resume.as_ref(), now_ms);
        let watcher = on_progress.map(|told| Watcher::new(told, history.progress()));
        Ok(Self(Rc::new(Reading {
            parts: Rc::clone(parts),
            id,
            checkpoint: RefCell::new(history.checkpoint().write(session_id)),
            session_id: session_id.clone(),
            history: RefCell::new(Some(history)),
            rows: row_options.map(|options| RowOptions {
                session_id: Some(session_id.clone()),
                ..options
            }),
            signal,
            stop,
            deadline_at_ms: deadline.map(|ms| js_sys::Date::now() + f64::from(ms)),
            watcher,
        })))
    }
}

impl Reading {
    /// Reads on until there is something new.
    pub(super) async fn next(&self) -> Result<JsValue, JsValue> {
        if let Some(error) = platform::refusal() {
            return Err(error);
        }
        let Some(mut history) = self.history.take() else {
            return Ok(JsValue::UNDEFINED);
        };
        let run = Run {
            parts: &self.parts,
            signals: Signals([self.signal.as_ref(), self.stop.as_ref()]),
            end: self.deadline_at_ms.map(|at_ms| (at_ms, Limit::Deadline)),
            watcher: self.watcher.as_ref(),
            cause: RefCell::default(),
        };
        self.show(&history);
        let mut way = Way::to_next_page(&self.id, &mut history, self.parts.retry);
        let result = run.go(&mut way).await;
        self.show(&history);
        let error = match result {
            Ok(None) => return Ok(JsValue::UNDEFINED),
            Ok(Some(new)) => match self.give(&new) {
                Ok(given) => {
                    self.keep(&history);
                    self.history.replace(Some(history));
                    return Ok(given.with("checkpoint", self.checkpoint()).into());
                }
                // What was taken has not been given: the checkpoint stays where it was.
                Err(error) => error,
            },
            Err(error) => {
                self.keep(&history);
                error
            }
        };
        Err(Made::of(error).with("checkpoint", self.checkpoint()).into())
    }

    /// Notes from where reading can go on.
    fn keep(&self, history: &History) {
        let checkpoint = history.checkpoint().write(&self.session_id);
        self.checkpoint.replace(checkpoint);
    }

    fn checkpoint(&self) -> JsValue {
        JsValue::from_str(&self.checkpoint.borrow())
    }

    /// Tells the caller how far the history is.
    fn show(&self, history: &History) {
        if let Some(watcher) = &self.watcher {
            watcher.show(history.progress());
        }
    }

    /// What is new, as it is given to JavaScript.
    fn give(&self, NewPage { page, new }: &NewPage) -> Result<Made, JsValue> {
        Ok(match &self.rows {
            Some(options) => Made::new().with("rows", objects::rows(page, options, new)?),
            None => Made::new().with("page", objects::page(page, new)?),
        })
    }
}

/// Milliseconds since 1970.
#[allow(clippy::cast_possible_truncation, reason = "a time of today")]
fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// Reads the option `resume`. A query without a range goes on with the checkpoint's.
fn resume(
    given: &Input,
    range: &SmsHistoryRange,
    session_id: &str,
    query: &mut HistoryQuery,
) -> Result<Option<Checkpoint>, Issue> {
    let accepted =
        "the checkpoint of a page or an error, as it was given, with the query it was given for";
    let refuse = |problem: &str| Err(issue(IssueCode::InvalidFormat, "resume", problem, accepted));
    let text = match given {
        Input::Absent => return Ok(None),
        Input::Text(text) => text,
        Input::IllFormedText
        | Input::Number(_)
        | Input::Date(_)
        | Input::Boolean(_)
        | Input::Other(_) => {
            return Err(wrong_type("resume", given, accepted));
        }
    };
    let of_another = "is of another session, range, order or delivery_status";
    let checkpoint = match Checkpoint::read(text, session_id) {
        Ok(checkpoint) => checkpoint,
        Err(Refused::Changed) => return refuse("is no checkpoint, or has been changed"),
        Err(Refused::OfAnother) => return refuse(of_another),
        Err(Refused::OfAnotherVersion) => {
            let accepted =
                "a checkpoint of this version, or none: then the range is read from its start";
            let problem = "is a checkpoint of another version of zoom-phone-sms";
            return Err(issue(IssueCode::InvalidFormat, "resume", problem, accepted));
        }
    };
    if range.from.is_absent() && range.to.is_absent() {
        query.range = checkpoint.range();
    }
    if checkpoint.is_of(query) {
        Ok(Some(checkpoint))
    } else {
        refuse(of_another)
    }
}
