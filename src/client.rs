//! One request from a checked query to a checked answer, over any transport.

use std::cell::RefCell;
use std::future::Future;

use crate::decode;
use crate::error::{ErrorKind, SmsError};
use crate::history::History;
use crate::model::SmsSession;
use crate::query::Query;
use crate::rate_limit::{Report, Ticket};
use crate::request::{BaseUrl, SessionId, session_url};
use crate::response::{Response, START_AGAIN};
use crate::retry::{Decision, Retries, RetryBudget, RetryPolicy};
use crate::token::{Grant, Step, Token, TokenSlot, Why};

/// What a client needs from the world: a clock, tokens and HTTP.
pub trait Transport {
    /// Milliseconds since 1970.
    fn now_ms(&self) -> f64;

    /// Gets an access token.
    ///
    /// # Errors
    /// Whatever kept it from getting one.
    fn token(&self, why: Why) -> impl Future<Output = Result<Grant, SmsError>>;

    /// Sends `GET url` with the token as its bearer, follows no redirect, and reads the answer to
    /// its end, whatever its status.
    ///
    /// # Errors
    /// [`ErrorKind::Network`] if there is no complete answer.
    fn send(&self, url: &str, token: &Token) -> impl Future<Output = Result<Response, SmsError>>;

    /// Waits until the rate limit lets a request start; `again`, if it was sent before and failed.
    ///
    /// # Errors
    /// [`ErrorKind::RateLimited`] if there are none left today, [`ErrorKind::Aborted`] or
    /// [`ErrorKind::Timeout`] if there is no time left to wait.
    fn turn(&self, again: bool) -> impl Future<Output = Result<Option<Ticket>, SmsError>>;

    /// Tells the rate limit that a request is over, and what its answer says.
    fn done(&self, turn: Option<Ticket>, report: Option<&Report>);

    /// Waits.
    ///
    /// # Errors
    /// [`ErrorKind::Aborted`] or [`ErrorKind::Timeout`] if there is no time left to wait.
    fn sleep(&self, ms: u32) -> impl Future<Output = Result<(), SmsError>>;

    /// A number from 0 to 1.
    fn random(&self) -> f64;

    /// Whether [`Self::token`] can give another token than the one it gave.
    fn can_refresh(&self) -> bool;
}

/// A page of a history, and which of its messages are new, in the order of the query.
#[derive(Debug, Clone)]
pub struct NewPage {
    /// The page.
    pub page: SmsSession,
    /// Indexes of `sms_histories`.
    pub new: Vec<usize>,
}

/// A client of one account.
#[derive(Debug, Default)]
pub struct Client {
    base: BaseUrl,
    tokens: RefCell<TokenSlot>,
    budget: RefCell<RetryBudget>,
}

impl Client {
    /// A client that asks below `base`.
    #[must_use]
    pub fn new(base: BaseUrl) -> Self {
        Self {
            base,
            tokens: RefCell::default(),
            budget: RefCell::default(),
        }
    }

    /// Asks for one page of an SMS session.
    ///
    /// # Errors
    /// What the transport reports, every status but 2xx by its meaning, and [`ErrorKind::Decode`]
    /// for a page that is not right.
    pub async fn get_sms_session(
        &self,
        transport: &impl Transport,
        id: &SessionId,
        query: &Query,
    ) -> Result<SmsSession, SmsError> {
        let token = self.token(transport).await?;
        match self.ask(transport, &token, id, query).await? {
            (response, None) => decode(response),
            (_, Some(error)) => Err(error),
        }
    }

    /// Asks once: the answer, and the error that it stands for.
    async fn ask(
        &self,
        transport: &impl Transport,
        token: &Token,
        id: &SessionId,
        query: &Query,
    ) -> Result<(Response, Option<SmsError>), SmsError> {
        let url = session_url(&self.base, id, query);
        let response = transport.send(&url, token).await?.without(token);
        if response.is_success() {
            return Ok((response, None));
        }
        let error = response.to_error(token);
        if error.kind == ErrorKind::Authentication {
            self.tokens.borrow_mut().reject(token);
        }
        Ok((response, Some(error)))
    }

    /// Asks once when it is this request's turn, says what the answer says of limits, and has the
    /// history take the page: a page that is not right is a failure like any other.
    async fn ask_in_turn(
        &self,
        transport: &impl Transport,
        id: &SessionId,
        query: &Query,
        history: &mut History,
        again: bool,
    ) -> Result<NewPage, SmsError> {
        let (token, turn) = self.turn(transport, again).await?;
        let asked = self.ask(transport, &token, id, query).await;
        let report = asked.as_ref().ok().map(|(response, _)| response.report());
        transport.done(turn, report.as_ref());
        let (response, error) = asked?;
        if let Some(error) = error {
            return Err(error);
        }
        let page = decode(response)?;
        let new = history.take(&page);
        Ok(NewPage { page, new })
    }

    /// Waits for this request's turn, with the token at hand: a turn is a time to send at, and who
    /// waited for a token with it would send later, together with others.
    async fn turn(
        &self,
        transport: &impl Transport,
        again: bool,
    ) -> Result<(Token, Option<Ticket>), SmsError> {
        loop {
            let token = self.token(transport).await?;
            let turn = transport.turn(again).await?;
            // The token may have been replaced, or refused to another request, meanwhile.
            match self.tokens.borrow().step(transport.now_ms()) {
                Step::Use(current) => return Ok((current, turn)),
                Step::Ask(Why::Initial | Why::Expiring) => return Ok((token, turn)),
                Step::Ask(Why::Rejected) => transport.done(turn, None),
            }
        }
    }

    /// Asks for the next page of a history that has anything new, with patience: failures that may
    /// pass are tried again, an expired page token starts its window again, and a refused access
    /// token is replaced once. `None`: everything has been read.
    ///
    /// # Errors
    /// What could not be helped; and [`ErrorKind::Decode`] for a page that is not right.
    pub async fn next_page(
        &self,
        transport: &impl Transport,
        policy: &RetryPolicy,
        id: &SessionId,
        history: &mut History,
    ) -> Result<Option<NewPage>, SmsError> {
        while let Some(query) = history.next()? {
            let asked = self.patiently(transport, policy, id, &query, history).await;
            match asked {
                Err(refusal) if refusal.kind == ErrorKind::InvalidPageToken => {
                    history.restart(refusal).map_err(go_on)?;
                }
                Err(error) => return Err(error),
                Ok(page) if page.new.is_empty() => {}
                Ok(page) => return Ok(Some(page)),
            }
        }
        Ok(None)
    }

    async fn patiently(
        &self,
        transport: &impl Transport,
        policy: &RetryPolicy,
        id: &SessionId,
        query: &Query,
        history: &mut History,
    ) -> Result<NewPage, SmsError> {
        let (mut retries, mut refreshed) = (Retries::default(), false);
        let mut last = None;
        loop {
            let again = last.is_some();
            let asked = self.ask_in_turn(transport, id, query, history, again);
            let error = match asked.await {
                Ok(page) => {
                    self.budget.borrow_mut().earn();
                    return Ok(page);
                }
                Err(error) => error.amid(last.take()),
            };
            if error.kind == ErrorKind::Authentication
                && error.status.is_some()
                && !refreshed
                && transport.can_refresh()
            {
                refreshed = true;
                continue;
            }
            let decision = policy.decide(&error, retries, transport.now_ms(), transport.random());
            // To wait after too many requests is what the server asked for: `max` bounds it.
            let affordable =
                || error.kind == ErrorKind::RateLimited || self.budget.borrow_mut().spend();
            match decision {
                Decision::Wait(ms) if affordable() => {
                    let slept = transport.sleep(ms).await;
                    slept.map_err(|stop| stop.amid(Some(error.clone())))?;
                }
                Decision::Wait(_) | Decision::GiveUp => return Err(error),
            }
            retries.count(&error);
            last = Some(error);
        }
    }

    /// The token at hand, or another if that is due.
    ///
    /// # Errors
    /// What the transport reports.
    pub async fn token(&self, transport: &impl Transport) -> Result<Token, SmsError> {
        let step = self.tokens.borrow().step(transport.now_ms());
        match step {
            Step::Use(token) => Ok(token),
            Step::Ask(why) => {
                let grant = transport.token(why).await?;
                let token = grant.token.clone();
                self.tokens.borrow_mut().keep(grant);
                Ok(token)
            }
        }
    }
}

/// A history has a checkpoint to go on from, whatever became of its page token.
fn go_on(refusal: SmsError) -> SmsError {
    let message = refusal
        .message
        .replacen(START_AGAIN, "Go on from the checkpoint.", 1);
    refusal.with(|error| error.message = message)
}

/// The page that an answer's body is.
fn decode(mut response: Response) -> Result<SmsSession, SmsError> {
    let body = std::mem::take(&mut response.body);
    decode::session(body).map_err(|error| response.annotate(error))
}

#[cfg(test)]
mod tests {
    use super::{Client, Transport};
    use crate::error::{ErrorKind, SmsError};
    use crate::input::Input;
    use crate::model::SmsSession;
    use crate::query::Query;
    use crate::rate_limit::{Report, Ticket};
    use crate::request::SessionId;
    use crate::response::Response;
    use crate::token::{Grant, Token, Why};
    use std::cell::{Cell, RefCell};
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    /// A world that answers at once, with the statuses it was given, and notes what it was asked.
    #[derive(Default)]
    struct Script {
        statuses: RefCell<Vec<u16>>,
        log: RefCell<Vec<String>>,
        tokens: Cell<u32>,
    }

    impl Transport for Script {
        fn now_ms(&self) -> f64 {
            0.0
        }

        async fn token(&self, why: Why) -> Result<Grant, SmsError> {
            self.tokens.set(self.tokens.get() + 1);
            self.log
                .borrow_mut()
                .push(format!("token {}", why.as_str()));
            let token = Input::Text(format!("t{}", self.tokens.get()));
            Grant::validate(&token, &Input::Absent, 0.0).map_err(SmsError::from)
        }

        async fn turn(&self, _: bool) -> Result<Option<Ticket>, SmsError> {
            Ok(None)
        }

        fn done(&self, _: Option<Ticket>, _: Option<&Report>) {}

        async fn sleep(&self, ms: u32) -> Result<(), SmsError> {
            self.log.borrow_mut().push(format!("sleep {ms}"));
            Ok(())
        }

        fn random(&self) -> f64 {
            1.0
        }

        fn can_refresh(&self) -> bool {
            true
        }

        async fn send(&self, url: &str, token: &Token) -> Result<Response, SmsError> {
            let path = url.trim_start_matches("https://api.zoom.us/v2/phone/sms/sessions/");
            self.log
                .borrow_mut()
                .push(format!("{path} {}", token.secret()));
            let status = self.statuses.borrow_mut().remove(0);
            Ok(Response {
                status,
                body: br#"{"sms_histories":[]}"#.to_vec(),
                ..Response::default()
            })
        }
    }

    fn run(client: &Client, world: &Script) -> Result<SmsSession, SmsError> {
        let id = SessionId::validate(&Input::Text("s".to_owned())).unwrap();
        let query = Query::default();
        let mut call = pin!(client.get_sms_session(world, &id, &query));
        match call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(result) => result,
            Poll::Pending => panic!("the script answers at once"),
        }
    }

    #[test]
    fn a_token_is_asked_for_once_and_used_again() {
        let (client, world) = (Client::default(), Script::default());
        world.statuses.replace(vec![200, 200]);
        assert!(run(&client, &world).is_ok() && run(&client, &world).is_ok());
        assert_eq!(*world.log.borrow(), ["token initial", "s t1", "s t1"]);
    }

    #[test]
    fn after_a_401_the_next_call_asks_for_another_token() {
        let (client, world) = (Client::default(), Script::default());
        world.statuses.replace(vec![401, 200]);
        assert_eq!(
            run(&client, &world).unwrap_err().kind,
            ErrorKind::Authentication
        );
        assert!(run(&client, &world).is_ok());
        assert_eq!(
            *world.log.borrow(),
            ["token initial", "s t1", "token rejected", "s t2"]
        );
    }

    #[test]
    fn another_error_keeps_the_token() {
        let (client, world) = (Client::default(), Script::default());
        world.statuses.replace(vec![404, 200]);
        assert_eq!(run(&client, &world).unwrap_err().kind, ErrorKind::NotFound);
        assert!(run(&client, &world).is_ok());
        assert_eq!(*world.log.borrow(), ["token initial", "s t1", "s t1"]);
    }
}
