//! The client.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use tsify::Ts;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortSignal, Url};

use super::history::{HistoryOptions, SmsHistory, SmsPlan};
use super::input::{Members, input, member};
use super::objects;
use super::options::{SmsCallOptions, SmsClientOptions};
use super::pacing::Pacing;
use super::platform;
use super::run::{Limit, Run};
use super::task::Task;
use super::token::TokenSource;
use super::wait::{Signals, validate_signal};
use crate::client::{Client, Way};
use crate::error::{Issue, IssueCode, Issues, SmsError};
use crate::input::{Input, issue, wrong_type};
use crate::options::timeout_ms;
use crate::query::Query;
use crate::request::{BaseUrl, SessionId, UrlParts};
use crate::retry::RetryPolicy;

/// Reads SMS sessions of one Zoom account.
#[wasm_bindgen]
pub struct SmsClient {
    pub(super) parts: Rc<Parts>,
}

/// What a client is made of; its histories share it.
pub(super) struct Parts {
    pub(super) client: Client,
    pub(super) tokens: TokenSource,
    pub(super) fetch: Option<Function>,
    pub(super) timeout_ms: u32,
    pub(super) retry: RetryPolicy,
    pub(super) pacing: Pacing,
}

#[wasm_bindgen]
impl SmsClient {
    /// Checks the options.
    ///
    /// # Errors
    /// `SmsError` of kind `invalid-request` with everything that is wrong with them.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "SmsClientOptions")] options: &JsValue,
    ) -> Result<SmsClient, JsValue> {
        let mut members = Members::of(options, "options").map_err(SmsError::from)?;
        let options = members.read();
        let unknown = members.unknown();
        Ok(Self::of(&options, &members, unknown).map_err(SmsError::invalid)?)
    }

    /// The absolute address below which it asks.
    #[wasm_bindgen(getter, js_name = baseUrl, unchecked_return_type = "string")]
    #[must_use]
    pub fn base_url(&self) -> JsValue {
        JsValue::from_str(self.parts.client.base().as_str())
    }

    /// Asks for one page of an SMS session.
    ///
    /// # Errors
    /// `SmsError`, of kind `invalid-request` before anything is sent.
    #[wasm_bindgen(js_name = getSmsSession, unchecked_return_type = "Promise<SmsSession>")]
    pub fn get_sms_session(
        &self,
        #[wasm_bindgen(js_name = sessionId, unchecked_param_type = "string")] session_id: &JsValue,
        #[wasm_bindgen(
            unchecked_optional_param_type = "(SmsSessionQuery & SmsCallOptions) | null"
        )]
        query: &JsValue,
    ) -> Promise {
        let request = PageRequest::alone(session_id, query);
        Task::promise_of(request.map(|request| Task::Page(Rc::clone(&self.parts), request)))
    }

    /// Starts reading a history: every message of a range, page by page; each page as rows, if so
    /// wanted, by the query's options of rows. `stop` ends it, beside the query's own `signal`.
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
        let history = SmsHistory::of(&self.parts, &input(session_id), &options, stop);
        Ok(history.map_err(SmsError::invalid)?)
    }

    /// What reading a history will take: the windows that are asked for, in their order, and the
    /// least number of requests. Nothing is sent.
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
        let history = self.planned(options).map_err(SmsError::invalid)?;
        history.plan()
    }
}

/// Asks for one page of an SMS session, with a client of its own.
///
/// # Errors
/// `SmsError`, of kind `invalid-request` before anything is sent.
#[wasm_bindgen(js_name = getSmsSession, unchecked_return_type = "Promise<SmsSession>")]
pub fn get_sms_session(
    #[wasm_bindgen(js_name = sessionId, unchecked_param_type = "string")] session_id: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "SmsClientOptions & SmsSessionQuery & SmsCallOptions")]
    options: &JsValue,
) -> Promise {
    Task::promise_of(PageRequest::with_client(session_id, options))
}

impl SmsClient {
    /// Checks the options, of which some are only places in `members`.
    fn of(
        options: &SmsClientOptions,
        members: &Members,
        mut issues: Issues,
    ) -> Result<Self, Issues> {
        let token = members.value(options.token);
        let tokens = issues.note(TokenSource::validate(&token).map(Some));
        let base = issues.note(base_url(&options.base_url, &token));
        let fetch = issues.note(function(&members.value(options.fetch), "fetch"));
        let timeout_ms = issues.note(timeout_ms(&options.timeout_ms));
        let retry = issues.note_all(retry(&members.value(options.retry)));
        let pacing = Pacing::validate(&members.value(options.rate_limit), base.as_str());
        let pacing = issues.note_all(pacing);
        let client = tokens.map(|tokens| Parts {
            client: Client::new(base),
            tokens,
            fetch,
            timeout_ms,
            retry,
            pacing,
        });
        let parts = issues.unless(client)?;
        Ok(Self {
            parts: Rc::new(parts),
        })
    }

    /// A history of this query, of no session and from its start.
    pub(super) fn planned(&self, mut options: HistoryOptions) -> Result<SmsHistory, Issues> {
        // Whether a checkpoint is right depends on the session.
        let resume = std::mem::take(&mut options.run.resume);
        let wrong = match &*resume {
            Input::Absent | Input::Text(_) => None,
            Input::IllFormedText
            | Input::Number(_)
            | Input::Date(_)
            | Input::Boolean(_)
            | Input::Other(_) => Some(wrong_type("resume", &resume, "a checkpoint")),
        };
        let any = Input::Text(String::from("any"));
        let history = SmsHistory::of(&self.parts, &any, &options, None);
        match (history, wrong) {
            (Ok(history), None) => Ok(history),
            (Ok(_), Some(wrong)) => Err(wrong.into()),
            (Err(mut issues), wrong) => {
                if let Some(wrong) = wrong {
                    issues.push(wrong);
                }
                Err(issues)
            }
        }
    }
}

/// One request, checked.
pub(super) struct PageRequest {
    id: SessionId,
    query: Query,
    signal: Option<AbortSignal>,
}

impl PageRequest {
    /// Checks a query.
    fn alone(session_id: &JsValue, query: &JsValue) -> Result<Self, JsValue> {
        let mut members = Members::of(query, "query").map_err(SmsError::from)?;
        let request = Self::of(session_id, &mut members, Issues::default());
        Ok(request.map_err(SmsError::invalid)?)
    }

    /// Checks a query, and the options of a client of its own.
    fn with_client(session_id: &JsValue, options: &JsValue) -> Result<Task, JsValue> {
        let mut members = Members::of(options, "options").map_err(SmsError::from)?;
        let mut issues = Issues::default();
        let client = SmsClient::of(&members.read(), &members, Issues::default());
        let client = issues.note_all(client.map(Some));
        match (client, Self::of(session_id, &mut members, issues)) {
            (Some(client), Ok(request)) => Ok(Task::Page(client.parts, request)),
            (_, request) => {
                let issues = request.err().unwrap_or_default();
                Err(SmsError::invalid(issues).into())
            }
        }
    }

    /// Asks for the page.
    pub(super) async fn page(self, parts: &Parts) -> Result<JsValue, JsValue> {
        if let Some(error) = platform::refusal() {
            return Err(error);
        }
        let limit = Limit::Timeout(parts.timeout_ms);
        let end_ms = js_sys::Date::now() + f64::from(parts.timeout_ms);
        let run = Run {
            parts,
            signals: Signals([self.signal.as_ref(), None]),
            end: Some((end_ms, limit)),
            watcher: None,
            cause: RefCell::default(),
        };
        let mut way = Way::to_page(&self.id, self.query);
        match run.go(&mut way).await? {
            Some(new) => objects::page(&new.page, &new.new),
            None => Ok(JsValue::UNDEFINED),
        }
    }

    fn of(session_id: &JsValue, members: &mut Members, mut issues: Issues) -> Result<Self, Issues> {
        let id = issues.note(SessionId::validate("sessionId", &input(session_id)).map(Some));
        let query = issues.note_all(Query::validate(&members.read()));
        let SmsCallOptions { signal } = members.read();
        let signal = issues.note(validate_signal(&members.value(signal)));
        issues.extend(members.unknown());
        issues.unless(id.map(|id| Self { id, query, signal }))
    }
}

fn retry(value: &JsValue) -> Result<RetryPolicy, Issues> {
    let name = "retry";
    let mut members = Members::of(value, name)?;
    let retry = RetryPolicy::validate(&members.read());
    let mut issues = members.unknown();
    let retry = issues.note_all(retry);
    issues
        .unless(Some(retry))
        .map_err(|issues| issues.within(name))
}

/// Where requests go. Tokens of a simulator are not for Zoom, which is where they would go unless
/// something is said.
fn base_url(given: &Input, token: &JsValue) -> Result<BaseUrl, Issue> {
    let name = "baseUrl";
    let text = match given {
        Input::Absent if member(token, "needsBaseUrl").as_bool() == Some(true) => {
            let problem = "is missing, and the tokens are not Zoom's";
            let accepted = "`await token.baseUrl()`, or the address of the API that takes them";
            return Err(issue(IssueCode::Missing, name, problem, accepted));
        }
        Input::Absent => return Ok(BaseUrl::default()),
        Input::Text(text) => text,
        other @ (Input::IllFormedText
        | Input::Number(_)
        | Input::Date(_)
        | Input::Boolean(_)
        | Input::Other(_)) => {
            return Err(wrong_type(name, other, "a URL"));
        }
    };
    // A host without a scheme is no path: the token would go to the page's own server.
    let is_relative = ["/", "./", "../"]
        .iter()
        .any(|start| text.starts_with(start));
    let url = match page_address().filter(|_| is_relative) {
        Some(page) => Url::new_with_base(text, &page),
        None if is_relative => {
            let problem = "is relative, and there is no page here that it could be relative to";
            return Err(issue(
                IssueCode::InvalidFormat,
                name,
                problem,
                "an absolute URL, such as https://api.zoom.us/v2",
            ));
        }
        None => Url::new(text),
    };
    let parts = url.ok().map(|url| {
        let part = |name| member(&url, name).as_string().unwrap_or_default();
        UrlParts {
            protocol: part("protocol"),
            host: part("host"),
            hostname: part("hostname"),
            path: part("pathname"),
            has_extras: ["username", "password", "search", "hash"]
                .iter()
                .any(|name| !part(name).is_empty()),
        }
    });
    BaseUrl::validate(parts.as_ref())
}

/// The address of the page or of the worker, where there is one.
fn page_address() -> Option<String> {
    let global = js_sys::global();
    let of = |object, name| member(&member(&global, object), name).as_string();
    of("document", "baseURI").or_else(|| of("location", "href"))
}

pub(super) fn function(value: &JsValue, field: &str) -> Result<Option<Function>, Issue> {
    let found = input(value);
    if found.is_absent() {
        return Ok(None);
    }
    let function = value.dyn_ref::<Function>().cloned();
    function
        .map(Some)
        .ok_or_else(|| wrong_type(field, &found, "a function"))
}
