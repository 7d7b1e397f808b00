//! The checked options of a client, and what its requests share.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::JsValue;
use web_sys::Url;

use super::input::{Members, function, member};
use super::options::SmsClientOptions;
use super::pacing::Pacing;
use super::token::TokenSource;
use crate::client::Client;
use crate::error::{Issue, IssueCode, Issues};
use crate::input::{Input, issue, text};
use crate::options::timeout_ms;
use crate::request::{BaseUrl, UrlParts};
use crate::retry::RetryPolicy;

/// One account: how it is reached, and what all requests of a client and its histories share.
pub(super) struct Account {
    pub(super) client: Client,
    pub(super) tokens: TokenSource,
    pub(super) fetch: Option<Function>,
    pub(super) timeout_ms: u32,
    pub(super) retry: RetryPolicy,
    pub(super) pacing: Pacing,
}

impl Account {
    /// Checks a client's options.
    ///
    /// # Errors
    /// Every issue.
    pub(super) fn validate(members: &mut Members) -> Result<Rc<Self>, Issues> {
        let options: SmsClientOptions = members.read();
        let mut issues = Issues::default();
        let token = members.value(options.token);
        let tokens = issues.note(TokenSource::validate(&token).map(Some));
        let base = issues.note(base_url(&options.base_url, &token));
        let fetch = issues.note(function(&members.value(options.fetch), "fetch"));
        let timeout_ms = issues.note(timeout_ms(&options.timeout_ms));
        let retry = issues.note_all(retry(&members.value(options.retry)));
        let pacing = Pacing::validate(&members.value(options.rate_limit), base.as_str());
        let pacing = issues.note_all(pacing);
        let account = tokens.map(|tokens| Self {
            client: Client::new(base),
            tokens,
            fetch,
            timeout_ms,
            retry,
            pacing,
        });
        issues.unless(account).map(Rc::new)
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

/// The base URL. A simulator's tokens must not go to Zoom, the default.
fn base_url(given: &Input, token: &JsValue) -> Result<BaseUrl, Issue> {
    let name = "baseUrl";
    let Some(text) = text(given, name, "a URL")? else {
        if member(token, "needsBaseUrl").as_bool() == Some(true) {
            let problem = "is missing, and the tokens are not Zoom's";
            let accepted = "`await token.baseUrl()`, or the address of the API that takes them";
            return Err(issue(IssueCode::Missing, name, problem, accepted));
        }
        return Ok(BaseUrl::default());
    };
    // A host without a scheme is not a path: otherwise the token would go to the page's own server.
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

/// The address of the page or worker, if any.
fn page_address() -> Option<String> {
    let global = js_sys::global();
    let of = |object, name| member(&member(&global, object), name).as_string();
    of("document", "baseURI").or_else(|| of("location", "href"))
}
