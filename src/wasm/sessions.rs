//! Lists of sessions for JavaScript: the sessions of each step, and the state.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::AbortSignal;

use super::account::Account;
use super::client::SmsClient;
use super::context::Context;
use super::history::{SmsPlan, now_ms, plan_of};
use super::input::{Members, function};
use super::objects;
use super::out::{count, plain};
use super::platform;
use super::promise::promise_of;
use super::wait::{Signals, validate_signal};
use super::watcher::{Requests, Watcher, counter};
use crate::client::{Deadline, PageFetch, TimeLimit};
use crate::date_range::DateRange;
use crate::error::{Issues, SmsError};
use crate::input::{Given, Reference};
use crate::listing::{
    ListProgress, ListSource, SessionList, SessionsRequest, SmsAccountRange, SmsSessionFilters,
    Whose,
};
use crate::options::deadline_ms;

/// The progress of a list of sessions in this run.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
#[tsify(missing_as_null)]
struct SmsSessionsProgress {
    /// The sessions returned so far.
    sessions: f64,
    /// The pages of the list that were read.
    lists: f64,
    /// How often the range was listed completely: once for each filter.
    pass: u32,
    /// How often that is to be done.
    passes: u32,
    /// Up to which time it is listed this time, in UTC.
    at: String,
    /// The requests sent so far.
    requests: u32,
    /// What the next request waits for: a retry, or the rate limit.
    #[tsify(type = "\"retry\" | \"rate-limit\" | null")]
    waiting_for: Option<&'static str>,
    /// The end of the wait, in milliseconds since 1970; `null` if unknown, such as in a queue behind other requests.
    waiting_until: Option<f64>,
}

/// How a list of sessions is read.
#[derive(Default, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
struct SmsSessionsRun {
    /// Ends the list; its reason becomes the error's `cause`.
    #[tsify(optional, type = "AbortSignal | null | undefined")]
    signal: Reference,
    /// Milliseconds that the whole list may take.
    #[tsify(optional, type = "number | null | undefined")]
    deadline_ms: Given,
    /// Called with the progress: after each page, before a retry, and when the list waits for the rate limit for 250
    /// ms or more. What it throws or rejects with is ignored.
    #[tsify(
        optional,
        type = "((progress: SmsSessionsProgress) => unknown) | null | undefined"
    )]
    on_progress: Reference,
}

#[wasm_bindgen]
impl SmsClient {
    /// Begins a list of sessions, each once. `stop` ends it.
    ///
    /// # Errors
    /// `SmsError` of kind `invalid-request` with everything that is wrong.
    pub fn sessions(
        &self,
        #[wasm_bindgen(unchecked_param_type = "unknown")] query: &JsValue,
        stop: AbortSignal,
    ) -> Result<SmsSessionsList, JsValue> {
        let Asked {
            request,
            signal,
            deadline_ms,
            on_progress,
        } = asked(query)?;
        let list = Rc::new(RefCell::new(request.list));
        let watcher = on_progress.map(|told| {
            let shown = Rc::clone(&list);
            Watcher::new(told, move |requests| {
                describe(&shown.borrow().progress(), requests)
            })
        });
        let deadline = deadline_ms.map(|ms| Deadline {
            at_ms: js_sys::Date::now() + f64::from(ms),
            limit: TimeLimit::Deadline,
        });
        Ok(SmsSessionsList(Rc::new(State {
            account: Rc::clone(&self.account),
            list,
            whose: request.whose,
            signal,
            stop,
            deadline,
            watcher,
        })))
    }

    /// The minimum cost of a list of sessions: the longest windows, in order, and the minimum number of requests.
    /// Sends nothing.
    ///
    /// # Errors
    /// `SmsError` of kind `invalid-request` with everything that is wrong.
    #[wasm_bindgen(js_name = planSessions)]
    pub fn plan_sessions(
        &self,
        #[wasm_bindgen(unchecked_param_type = "unknown")] query: &JsValue,
    ) -> Result<Ts<SmsPlan>, JsValue> {
        plan_of(&asked(query)?.request.list.plan())
    }
}

/// What a list is asked with, checked.
struct Asked {
    request: SessionsRequest,
    signal: Option<AbortSignal>,
    deadline_ms: Option<u32>,
    on_progress: Option<Function>,
}

/// Checks the options of a list.
fn asked(query: &JsValue) -> Result<Asked, SmsError> {
    let mut members = Members::of(query, "query").map_err(SmsError::from)?;
    let range: SmsAccountRange = members.read();
    let filters: SmsSessionFilters = members.read();
    let run: SmsSessionsRun = members.read();
    let mut issues = Issues::default();
    let request = SessionsRequest::validate(&range, &filters, now_ms()).map(Some);
    let request = issues.note_all(request);
    let signal = issues.note(validate_signal(&members.value(run.signal)));
    let deadline_ms = issues.note(deadline_ms(&run.deadline_ms));
    let on_progress = issues.note(function(&members.value(run.on_progress), "onProgress"));
    issues.extend(members.unknown());
    let asked = issues.unless(request.map(|request| Asked {
        request,
        signal,
        deadline_ms,
        on_progress,
    }));
    asked.map_err(SmsError::invalid)
}

/// An active list of sessions.
#[wasm_bindgen]
pub struct SmsSessionsList(Rc<State>);

struct State {
    account: Rc<Account>,
    list: Rc<RefCell<SessionList>>,
    whose: Whose,
    signal: Option<AbortSignal>,
    stop: AbortSignal,
    deadline: Option<Deadline>,
    watcher: Option<Watcher>,
}

#[wasm_bindgen]
impl SmsSessionsList {
    /// Requests the next page of the list. Returns its new sessions, if there was a page.
    ///
    /// # Errors
    /// `SmsError`.
    #[wasm_bindgen(unchecked_return_type = "Promise<SmsListedSession[] | undefined>")]
    pub fn next(&self) -> Promise {
        let state = Rc::clone(&self.0);
        promise_of(async move { state.next().await })
    }

    /// Notes that the caller has got the next session.
    pub fn gave(&self) {
        self.0.list.borrow_mut().gave();
    }

    /// What to remember, so that another process can go on.
    #[must_use]
    pub fn state(&self) -> String {
        self.0.list.borrow().state()
    }
}

impl State {
    async fn next(&self) -> Result<JsValue, JsValue> {
        if let Some(error) = platform::refusal() {
            return Err(error);
        }
        let context = Context {
            account: &self.account,
            signals: Signals([self.signal.as_ref(), Some(&self.stop)]),
            deadline: self.deadline,
            watcher: self.watcher.as_ref(),
            cause: RefCell::default(),
        };
        let mut source = ListSource {
            lister: &*self.list,
            whose: &self.whose,
            page: None,
        };
        let mut fetch = PageFetch::paced(&mut source, self.account.retry);
        context.fetch_page(&mut fetch).await?;
        if let Some(watcher) = &self.watcher {
            watcher.show();
        }
        source.page.map_or(Ok(JsValue::UNDEFINED), |found| {
            objects::sessions(&found.page, &found.new)
        })
    }
}

fn describe(progress: &ListProgress, requests: &Requests) -> Result<JsValue, JsValue> {
    plain(&SmsSessionsProgress {
        sessions: count(progress.sessions),
        lists: count(progress.lists),
        pass: counter(progress.pass),
        passes: counter(progress.passes),
        at: DateRange::of_seconds(progress.at, progress.at)
            .written()
            .from,
        requests: requests.sent,
        waiting_for: requests.waiting_for,
        waiting_until: requests.waiting_until,
    })
}
