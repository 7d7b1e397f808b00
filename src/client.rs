//! From a checked query to a checked page: what to do next, one step after another. Nothing is done
//! here.
//!
//! The caller takes the steps ([`Step`]) and says how each ended ([`Outcome`]): `wasm` does it with
//! JavaScript's `fetch` and timers, the tests with a script.

mod step;
mod way;

use std::cell::RefCell;

use crate::decode;
use crate::error::{ErrorKind, SmsError};
use crate::model::SmsSession;
use crate::request::{BaseUrl, session_url};
use crate::response::{Response, START_AGAIN};
use crate::retry::{Decision, RetryBudget};
use crate::token::{self, Grant, Token, TokenSlot, Why};
use crate::written::cut;
pub use step::{NewPage, Outcome, Step, World};
pub use way::Way;

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

    /// Below what it asks.
    #[must_use]
    pub fn base(&self) -> &BaseUrl {
        &self.base
    }

    /// The first step of a way.
    ///
    /// # Errors
    /// [`ErrorKind::Paging`] for a history that cannot be read on.
    pub fn start(&self, world: &dyn World, way: &mut Way<'_>) -> Result<Step, SmsError> {
        if way.turn_page()? {
            Ok(self.ask(world, way))
        } else {
            Ok(Step::Finish(None))
        }
    }

    /// The step after one of which this came.
    ///
    /// # Errors
    /// What could not be helped: what went wrong with a step, every status but 2xx by its meaning,
    /// and [`ErrorKind::Decode`] for a page that is not right.
    // Within the future that takes the steps, all of this would be larger.
    #[inline(never)]
    pub fn go_on(
        &self,
        world: &dyn World,
        way: &mut Way<'_>,
        outcome: Result<Outcome, SmsError>,
    ) -> Result<Step, SmsError> {
        let page = match outcome {
            Ok(Outcome::Token(grant)) => {
                let token = grant.token.clone();
                self.keep(grant);
                return Ok(self.wait_or_send(way, token));
            }
            Ok(Outcome::Turn(turn)) => {
                way.turn = turn;
                return Ok(self.send_in_turn(world, way));
            }
            Ok(Outcome::Slept) => {
                way.sleeps = false;
                return Ok(self.ask(world, way));
            }
            Ok(Outcome::Answer(answer)) => self.read(world, way, answer),
            Err(error) => Err(error),
        };
        match page {
            Ok(page) => {
                if way.history.is_some() {
                    self.budget.borrow_mut().earn();
                }
                if page.new.is_empty() && way.history.is_some() {
                    self.start(world, way)
                } else {
                    Ok(Step::Finish(Some(Box::new(page))))
                }
            }
            Err(error) => {
                if let Some(turn) = way.turn.take() {
                    world.done(Some(turn), None);
                }
                self.get_over(world, way, error)
            }
        }
    }

    /// The token at hand, or why another is due.
    #[must_use]
    pub fn token(&self, now_ms: f64) -> token::Step {
        self.tokens.borrow().step(now_ms)
    }

    /// The last token, whether or not it will do.
    #[must_use]
    pub fn last_token(&self) -> Option<Token> {
        self.tokens.borrow().last().cloned()
    }

    /// Keeps a token for the requests to come.
    pub fn keep(&self, grant: Grant) {
        self.tokens.borrow_mut().keep(grant);
    }

    /// Begins a request: with the token at hand, or by getting one.
    fn ask(&self, world: &dyn World, way: &mut Way<'_>) -> Step {
        match self.token(world.now_ms()) {
            token::Step::Use(token) => self.wait_or_send(way, token),
            token::Step::Ask(why) => Step::GetToken(why),
        }
    }

    /// A turn is a time to send at. It is waited for with the token at hand: who waited for a token
    /// with it would send later, together with others.
    fn wait_or_send(&self, way: &mut Way<'_>, token: Token) -> Step {
        if way.history.is_none() {
            return self.send(way, token);
        }
        way.token = Some(token);
        let again = way.last.is_some();
        Step::WaitForTurn { again }
    }

    fn send_in_turn(&self, world: &dyn World, way: &mut Way<'_>) -> Step {
        // The token may have been replaced, or refused to another request, meanwhile.
        match (self.token(world.now_ms()), way.token.take()) {
            (token::Step::Ask(Why::Initial | Why::Expiring), Some(token))
            | (token::Step::Use(token), _) => self.send(way, token),
            (token::Step::Ask(why), _) => {
                world.done(way.turn.take(), None);
                Step::GetToken(why)
            }
        }
    }

    fn send(&self, way: &mut Way<'_>, token: Token) -> Step {
        way.token = Some(token.clone());
        let url = session_url(&self.base, way.id, &way.query);
        Step::Send { url, token }
    }

    /// Says what the answer says of limits, and has the history take the page: one that is not
    /// right is a failure like any other.
    fn read(
        &self,
        world: &dyn World,
        way: &mut Way<'_>,
        answer: Response,
    ) -> Result<NewPage, SmsError> {
        let Some(token) = way.token.take() else {
            return Err(SmsError::new(ErrorKind::Network, "Nothing was sent."));
        };
        let answer = answer.without(&token);
        let error = (!answer.is_success()).then(|| answer.to_error(&token));
        let refuses = |error: &SmsError| error.kind == ErrorKind::Authentication;
        if error.as_ref().is_some_and(refuses) {
            self.tokens.borrow_mut().reject(&token);
        }
        if let Some((history, _)) = &mut way.history {
            let report = answer.report();
            world.done(way.turn.take(), Some(&report));
            history.set_clock(answer.came_ms(), answer.date_ms());
        }
        if let Some(error) = error {
            return Err(error);
        }
        let page = decode(answer)?;
        let new = match &mut way.history {
            Some((history, _)) => history.take(&page),
            None => (0..page.sms_histories.len()).collect(),
        };
        Ok(NewPage { page, new })
    }

    /// What to do after a failure.
    fn get_over(
        &self,
        world: &dyn World,
        way: &mut Way<'_>,
        error: SmsError,
    ) -> Result<Step, SmsError> {
        let Some((history, policy)) = &mut way.history else {
            return Err(error);
        };
        let error = error.amid(way.last.take());
        if way.sleeps {
            return Err(error);
        }
        let is_refused = error.kind == ErrorKind::Authentication && error.status.is_some();
        if is_refused && !way.refreshed && world.can_refresh() {
            way.refreshed = true;
            return Ok(self.ask(world, way));
        }
        let decision = policy.decide(&error, way.retries, world.now_ms(), world.random());
        // To wait after too many requests is what the server asked for: `max` bounds it.
        let affordable =
            || error.kind == ErrorKind::RateLimited || self.budget.borrow_mut().spend();
        match decision {
            Decision::Wait(ms) if affordable() => {
                way.retries.count(&error);
                way.sleeps = true;
                way.last = Some(error);
                Ok(Step::Sleep(ms))
            }
            Decision::Wait(_) | Decision::GiveUp if error.kind == ErrorKind::InvalidPageToken => {
                history.restart(error).map_err(from_checkpoint)?;
                self.start(world, way)
            }
            Decision::Wait(_) | Decision::GiveUp => Err(error),
        }
    }
}

/// A history has a checkpoint to go on from, whatever became of its page token.
fn from_checkpoint(refusal: SmsError) -> SmsError {
    refusal.with(|error| {
        if let Some((before, behind)) = cut(&error.message, START_AGAIN) {
            error.message = [before, "Go on from the checkpoint.", behind].concat();
        }
    })
}

/// The page that an answer's body is.
fn decode(mut answer: Response) -> Result<SmsSession, SmsError> {
    let body = std::mem::take(&mut answer.body);
    decode::session(body).map_err(|error| answer.annotate(error.into()))
}

#[cfg(test)]
mod tests {
    use super::{Client, NewPage, Outcome, Step, Way, World};
    use crate::error::{ErrorKind, SmsError};
    use crate::history::SmsHistoryRange;
    use crate::history::{History, HistoryQuery};
    use crate::input::Input;
    use crate::query::Query;
    use crate::rate_limit::{Report, Ticket};
    use crate::request::SessionId;
    use crate::response::Response;
    use crate::retry::RetryPolicy;
    use crate::token::Grant;
    use std::cell::{Cell, RefCell};

    const NOW_MS: i64 = 1_737_300_000_000;

    /// A world that answers with the statuses it was given, and notes what it was asked.
    #[derive(Default)]
    struct Script {
        statuses: RefCell<Vec<u16>>,
        log: RefCell<Vec<String>>,
        tokens: Cell<u32>,
    }

    impl World for Script {
        fn now_ms(&self) -> f64 {
            0.0
        }

        fn random(&self) -> f64 {
            1.0
        }

        fn can_refresh(&self) -> bool {
            true
        }

        fn done(&self, _: Option<Ticket>, _: Option<&Report>) {}
    }

    impl Script {
        fn does(&self, step: Step) -> Result<Outcome, SmsError> {
            let mut log = self.log.borrow_mut();
            match step {
                Step::GetToken(why) => {
                    self.tokens.set(self.tokens.get() + 1);
                    log.push(format!("token {}", why.as_str()));
                    let token = Input::Text(format!("t{}", self.tokens.get()));
                    let grant = Grant::validate(&token, &Input::Absent, 0.0);
                    grant.map(Outcome::Token).map_err(SmsError::from)
                }
                Step::WaitForTurn { again } => {
                    log.push(format!("turn, again: {again}"));
                    Ok(Outcome::Turn(None))
                }
                Step::Send { url, token } => {
                    let path = url.trim_start_matches("https://api.zoom.us/v2/phone/sms/sessions/");
                    log.push(format!("{path} {}", token.secret()));
                    Ok(Outcome::Answer(Response {
                        status: self.statuses.borrow_mut().remove(0),
                        body: br#"{"sms_histories":[]}"#.to_vec(),
                        ..Response::default()
                    }))
                }
                Step::Sleep(ms) => {
                    log.push(format!("sleep {ms}"));
                    Ok(Outcome::Slept)
                }
                Step::Finish(_) => panic!("nothing is to be done"),
            }
        }
    }

    fn go(
        client: &Client,
        world: &Script,
        mut way: Way<'_>,
    ) -> Result<Option<Box<NewPage>>, SmsError> {
        let mut step = client.start(world, &mut way);
        loop {
            let next = step?;
            if let Step::Finish(page) = next {
                return Ok(page);
            }
            step = client.go_on(world, &mut way, world.does(next));
        }
    }

    fn run(client: &Client, world: &Script) -> Result<Option<Box<NewPage>>, SmsError> {
        let id = SessionId::validate("sessionId", &Input::Text("s".to_owned())).unwrap();
        go(client, world, Way::to_page(&id, Query::default()))
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

    #[test]
    fn a_history_waits_for_its_turn_and_gets_over_what_may_pass() {
        let (client, world) = (Client::default(), Script::default());
        world.statuses.replace(vec![401, 500, 200]);
        let id = SessionId::validate("sessionId", &Input::Text("s".to_owned())).unwrap();
        let day = Input::Text("2024-01-01".to_owned());
        let range = SmsHistoryRange {
            from: day.clone().into(),
            to: day.into(),
            ..SmsHistoryRange::default()
        };
        let query = HistoryQuery::validate(&range, NOW_MS).unwrap();
        let mut history = History::new(query, None, NOW_MS);
        let way = Way::to_next_page(&id, &mut history, RetryPolicy::default());
        assert!(go(&client, &world, way).unwrap().is_none());
        let log = world.log.borrow();
        let log: Vec<&str> = log
            .iter()
            .map(|line| line.split('?').next().unwrap())
            .collect();
        assert_eq!(
            log,
            [
                "token initial",
                "turn, again: false",
                "s",
                "token rejected",
                "turn, again: false",
                "s",
                "sleep 500",
                "turn, again: true",
                "s",
            ]
        );
    }
}
