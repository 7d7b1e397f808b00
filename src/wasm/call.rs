//! One call: one request to an endpoint, and its page for JavaScript.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use web_sys::AbortSignal;

use super::account::Account;
use super::context::Context;
use super::input::Members;
use super::objects::ToJs;
use super::options::SmsCallOptions;
use super::platform;
use super::promise::promise_of;
use super::wait::{Signals, validate_signal};
use crate::client::{PageFetch, PageSource, Single};
use crate::endpoint::Endpoint;
use crate::error::{Issues, SmsError};

/// A request to any endpoint, with its page for JavaScript.
pub(super) trait Request: PageSource {
    /// The page, if it has arrived.
    fn into_js(self: Box<Self>) -> Result<JsValue, JsValue>;
}

impl<E: Endpoint> Request for Single<E>
where
    E::Page: ToJs,
{
    fn into_js(self: Box<Self>) -> Result<JsValue, JsValue> {
        let page = self.into_page();
        page.map_or(Ok(JsValue::UNDEFINED), |page| page.to_js())
    }
}

/// A checked request, or everything that is wrong with it.
pub(super) type Checked = Result<Box<dyn Request>, Issues>;

/// What an endpoint made of its ids and options.
pub(super) fn checked<E: Endpoint + 'static>(request: Result<E, Issues>) -> Checked
where
    E::Page: ToJs,
{
    Ok(Box::new(Single::new(request?)))
}

/// One call, checked.
pub(super) struct Call {
    account: Rc<Account>,
    request: Box<dyn Request>,
    signal: Option<AbortSignal>,
}

impl Call {
    /// Sends the request of a client's call, whose options stand in `field`. `check` reads and checks those
    /// of the endpoint.
    pub(super) fn send(
        account: &Rc<Account>,
        field: &str,
        options: &JsValue,
        check: &dyn Fn(&mut Members) -> Checked,
    ) -> Promise {
        let call = Members::of(options, field).map_err(Issues::from);
        Self::promise(call.and_then(|mut members| {
            let account = Rc::clone(account);
            Self::validate(Some(account), &mut members, Issues::default(), check)
        }))
    }

    /// The same with its own client, whose options are in the same object as those of the endpoint.
    pub(super) fn send_alone(
        field: &str,
        options: &JsValue,
        check: &dyn Fn(&mut Members) -> Checked,
    ) -> Promise {
        let call = Members::of(options, field).map_err(Issues::from);
        Self::promise(call.and_then(|mut members| {
            let mut issues = Issues::default();
            let account = issues.note_all(Account::validate(&mut members).map(Some));
            Self::validate(account, &mut members, issues, check)
        }))
    }

    /// Checks the options of a call. `issues` are those found so far.
    fn validate(
        account: Option<Rc<Account>>,
        members: &mut Members,
        mut issues: Issues,
        check: &dyn Fn(&mut Members) -> Checked,
    ) -> Result<Self, Issues> {
        let request = issues.note_all(check(members).map(Some));
        let SmsCallOptions { signal } = members.read();
        let signal = issues.note(validate_signal(&members.value(signal)));
        issues.extend(members.unknown());
        let call = account.zip(request);
        issues.unless(call.map(|(account, request)| Self {
            account,
            request,
            signal,
        }))
    }

    fn promise(call: Result<Self, Issues>) -> Promise {
        promise_of(async { call.map_err(SmsError::invalid)?.page().await })
    }

    async fn page(mut self) -> Result<JsValue, JsValue> {
        if let Some(error) = platform::refusal() {
            return Err(error);
        }
        let context = Context::of_call(&self.account, Signals([self.signal.as_ref(), None]));
        let mut fetch = PageFetch::once(&mut *self.request);
        context.fetch_page(&mut fetch).await?;
        self.request.into_js()
    }
}
