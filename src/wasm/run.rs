//! Fetches a page: performs the client's actions, one after another.

use wasm_bindgen::JsValue;

use super::context::Context;
use super::error::to_js;
use super::token::Asked;
use crate::client::{Action, Env, Outcome, PageFetch, TimeLimit};
use crate::error::SmsError;
use crate::token::{Grant, Step, Token, TokenReason};

impl Context<'_> {
    /// Fetches a source's next page. Returns whether there is one.
    ///
    /// # Errors
    /// As JavaScript errors, with the thrown value as the cause.
    pub(super) async fn fetch_page(&self, fetch: &mut PageFetch<'_>) -> Result<bool, JsValue> {
        let client = &self.account.client;
        let mut action = client.start(self, fetch);
        loop {
            let outcome = match action {
                Ok(Action::Finish) => return Ok(true),
                Ok(Action::End) => return Ok(false),
                Ok(Action::GetToken(why)) => self.get_token(why).await.map(Outcome::Token),
                Ok(Action::AcquirePermit { again }) => {
                    self.acquire(again).await.map(Outcome::Permit)
                }
                Ok(Action::Send { url, token }) => {
                    self.send(&url, &token).await.map(Outcome::Answer)
                }
                Ok(Action::Sleep(ms)) => self.sleep(ms).await.map(|()| Outcome::Slept),
                Err(error) => return Err(to_js(&error, self.cause.take())),
            };
            action = client.go_on(self, fetch, outcome);
        }
    }

    /// The current token, or another if needed.
    pub(super) async fn token(&self) -> Result<Token, SmsError> {
        let client = &self.account.client;
        match client.token(self.now_ms()) {
            Step::Use(token) => Ok(token),
            Step::Ask(why) => {
                let grant = self.get_token(why).await?;
                let token = grant.token.clone();
                client.keep(grant);
                Ok(token)
            }
        }
    }

    async fn get_token(&self, why: TokenReason) -> Result<Grant, SmsError> {
        let deadline = self.begin_request()?;
        let tokens = &self.account.tokens;
        let patience_ms = f64::from(self.account.timeout_ms);
        let got = match tokens.ask(why, self.now_ms(), patience_ms) {
            Asked::Has(got) => got,
            Asked::Waits(promise) => {
                let left_ms = deadline.at_ms - self.now_ms();
                let Some(settled) = self.wait(Some(&promise), left_ms).await? else {
                    if matches!(deadline.limit, TimeLimit::Timeout(_)) {
                        tokens.give_up(&promise);
                    }
                    return Err(deadline.error());
                };
                tokens.got(settled)
            }
        };
        got.map_err(|(error, cause)| {
            self.cause.replace(cause);
            error
        })
    }

    async fn sleep(&self, ms: u32) -> Result<(), SmsError> {
        let until_ms = self.now_ms() + f64::from(ms);
        match self.deadline {
            Some(deadline) if deadline.at_ms < until_ms => return Err(deadline.error()),
            _ => self.tell("retry", Some(until_ms)),
        }
        self.wait(None, f64::from(ms)).await.map(|_| ())
    }
}
