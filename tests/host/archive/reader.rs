//! Reads an archive of an account over several lives: each ends by itself or is killed.

use std::collections::{BTreeMap, HashSet};

use proptest::prelude::*;
use zoom_phone_sms::archive::{Archive, ArchiveQuery, State};
use zoom_phone_sms::error::{ErrorKind, SmsError};
use zoom_phone_sms::history::{Checkpoint, History};
use zoom_phone_sms::listing::Lister;
use zoom_phone_sms::listing::{ListRequest, ListedPage, Sessions};

use super::account::{Account, BEGIN, HOUR};
use crate::histories::server::{Answer, Server, session};

pub(super) const SETTLE: i64 = 900;

/// A rule of archives. The reader can undo what it does, between the archive and the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// A leg ends before messages that may still become visible.
    Settling,
    /// The list is read up to now, also past the end of the leg.
    ListingToNow,
    /// The second before a window's end is in the next window too.
    WindowOverlap,
    /// A window fits one page, unless it is the shortest.
    WholeWindows,
    /// Sessions that were being read when a process was killed are remembered.
    OpenSessions,
    /// Sessions that could not be read are remembered.
    FailedSessions,
}

/// One process that reads.
#[derive(Debug, Clone)]
pub(super) struct Life {
    /// After how many steps it is killed; 0 never.
    pub(super) steps: u32,
    /// Seconds that pass before it.
    pub(super) pause: i64,
    /// Milliseconds that pass with each request.
    pub(super) pace_ms: i64,
    pub(super) concurrency: usize,
    /// Messages in a page of the server.
    pub(super) page: usize,
    /// By how many seconds its clock is ahead.
    pub(super) ahead: i64,
    pub(super) has_date: bool,
    /// Each so many sessions cannot be read; 0 none.
    pub(super) faulty: usize,
    /// After how many steps the state is saved: 1 together with the messages.
    pub(super) save: u32,
    /// A rule that is left out.
    pub(super) without: Option<Rule>,
}

impl Life {
    fn leaves_out(&self, rule: Rule) -> bool {
        self.without == Some(rule)
    }
}

pub(super) fn any_life() -> impl Strategy<Value = Life> {
    (
        prop_oneof![2 => Just(0_u32), 3 => 1_u32..60],
        prop_oneof![Just(0), 0..HOUR, 0..30 * HOUR],
        prop_oneof![Just(400_i64), 0_i64..3_000, 0_i64..90_000],
        1_usize..6,
        prop::sample::select(vec![1_usize, 2, 100]),
        prop_oneof![3 => Just(0), 1 => -40 * 60..0_i64],
        any::<bool>(),
        prop_oneof![3 => Just(0_usize), 1 => 2_usize..9],
    )
        .prop_map(
            |(steps, pause, pace_ms, concurrency, page, ahead, has_date, faulty)| Life {
                steps,
                pause,
                pace_ms,
                concurrency,
                page,
                ahead,
                has_date,
                faulty,
                save: 1,
                without: None,
            },
        )
}

/// What the caller has got and saved.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    /// The session and the number of each message that was given, in order.
    pub(super) given: Vec<(String, usize)>,
    pub(super) state: Option<String>,
    /// Up to when everything was given, in milliseconds since 1970.
    pub(super) through_ms: Option<i64>,
    pub(super) failed: HashSet<String>,
    /// The server's time when the last leg was done.
    pub(super) done_at: i64,
    pub(super) longest_state: usize,
    pub(super) lists: u64,
    pub(super) reads: u64,
    /// Ids that were asked for in this leg, each with how often reading it was begun.
    pub(super) begun: BTreeMap<String, u32>,
}

/// Lets one process read, from the state that was saved. `to_ms` is the end of the range.
pub(super) fn live(
    account: &mut Account,
    life: &Life,
    told: &mut Told,
    from: i64,
    to_ms: Option<i64>,
) {
    account.now += life.pause;
    // Without the server's clock, a slow one of our own needs ranges that end later.
    let ahead = if life.has_date || account.accepts_future {
        life.ahead
    } else {
        0
    };
    let mut clock_ms = account.now * 1_000;
    let mut tick = |account: &mut Account| {
        clock_ms += life.pace_ms;
        account.now = clock_ms.div_euclid(1_000);
        let there = life.has_date.then_some(clock_ms);
        (clock_ms + ahead * 1_000, there)
    };
    let query = ArchiveQuery {
        scope: "all".to_owned(),
        from_ms: Some(from * 1_000),
        to_ms,
        settle_ms: if life.leaves_out(Rule::Settling) {
            0
        } else {
            SETTLE * 1_000
        },
    };
    let mut state = told.state.as_deref().map(|text| State::read(text).unwrap());
    if let Some(state) = &mut state {
        if life.leaves_out(Rule::OpenSessions) {
            state.open = Sessions::default();
        }
        if life.leaves_out(Rule::FailedSessions) {
            state.failed = Sessions::default();
        }
    }
    let mut archive = Archive::new(query, state, (account.now + ahead) * 1_000).unwrap();
    told.through_ms = None;
    let mut steps = 0;
    loop {
        let asked = archive.next_list().unwrap();
        let Some(asked) = asked else { break };
        let (here, there) = tick(account);
        told.lists += 1;
        assert!(account.requests < 200_000, "the list comes to an end");
        archive.set_clock(here, there);
        if let Some(page) = listed(account, life, archive.state().target_ms, &asked, &mut tick) {
            archive.take_list(page);
        } else {
            let refusal = SmsError::new(ErrorKind::InvalidRequest, "from and to");
            archive.restart_list(refusal).unwrap();
        }
        told.state = Some(archive.state().write());
        steps += 1;
        if steps == life.steps {
            return;
        }
    }
    let mut active: Vec<(String, History, bool)> = Vec::new();
    let mut turn = 0;
    loop {
        while active.len() < life.concurrency
            && let Some(start) = archive.start(account.now * 1_000)
        {
            *told.begun.entry(start.id.clone()).or_default() += 1;
            let mark = start.mark.as_deref();
            let mark = mark.map(|mark| Checkpoint::of_mark(mark, &start.query).unwrap());
            let now_ms = (account.now + ahead) * 1_000;
            let number = start
                .id
                .split_once('s')
                .unwrap()
                .1
                .parse::<usize>()
                .unwrap();
            let is_faulty = life.faulty > 0 && number % life.faulty == 0;
            active.push((
                start.id,
                History::new(start.query, mark.as_ref(), now_ms),
                is_faulty,
            ));
        }
        if active.is_empty() {
            break;
        }
        turn += 7;
        let index = turn % active.len();
        let (id, history, is_faulty) = &mut active[index];
        let Some(asked) = history.next().unwrap() else {
            let (id, history, _) = active.swap_remove(index);
            archive.ended(&id, history.progress().late);
            told.failed.remove(&id);
            told.state = Some(archive.state().write());
            continue;
        };
        let (here, there) = tick(account);
        told.reads += 1;
        let conversation = account
            .conversations
            .iter()
            .find(|conversation| conversation.id == *id)
            .unwrap();
        let visible = account.visible(conversation);
        let kind = if conversation.gone.is_some_and(|gone| gone <= account.now) {
            Some(ErrorKind::NotFound)
        } else {
            is_faulty.then_some(ErrorKind::Decode)
        };
        if let Some(kind) = kind {
            let (id, ..) = active.swap_remove(index);
            if !archive.failed(&id, kind) {
                return;
            }
            told.failed.insert(id);
            told.state = Some(archive.state().write());
            continue;
        }
        let mut server = Server {
            from_inclusive: account.ends_count,
            to_inclusive: account.ends_count,
            most: life.page,
            ..Server::of(visible)
        };
        let Answer::Page(page, token) = server.answer(&asked) else {
            unreachable!()
        };
        history.set_clock(here, there);
        let new = history.take(&session(&page, token.as_deref()));
        if new.is_empty() {
            continue;
        }
        let (id, mark) = (id.clone(), history.mark());
        told.given
            .extend(new.iter().map(|index| (id.clone(), page[*index].id)));
        archive.gave(&id, &mark, new.len() as u64);
        steps += 1;
        if steps % life.save == 0 {
            let text = archive.state().write();
            told.longest_state = told.longest_state.max(text.len());
            told.state = Some(text);
        }
        if steps == life.steps {
            return;
        }
    }
    told.through_ms = archive.finish();
    told.done_at = account.now;
    told.state = Some(archive.state().write());
    told.begun.clear();
}

/// What the list answers, as it reaches the archive if a rule is left out.
fn listed(
    account: &mut Account,
    life: &Life,
    target_ms: Option<i64>,
    asked: &ListRequest,
    tick: &mut impl FnMut(&mut Account) -> (i64, Option<i64>),
) -> Option<ListedPage> {
    let mut asked = asked.clone();
    if life.leaves_out(Rule::ListingToNow)
        && let Some(target_ms) = target_ms
    {
        asked.to = asked.to.min(target_ms.div_euclid(1_000) + 1);
        if asked.from >= asked.to {
            return Some(ListedPage::default());
        }
    }
    if life.leaves_out(Rule::WindowOverlap) && asked.to - asked.from > 1 {
        asked.from += 1;
    }
    let mut page = account.list(&asked, 100)?;
    if life.leaves_out(Rule::WholeWindows) {
        let mut pages = 1;
        while let Some(token) = page.token.take().filter(|_| pages < 10) {
            tick(account);
            asked.token = Some(token);
            let next = account.list(&asked, 100)?;
            page.ids.extend(next.ids);
            page.token = next.token;
            pages += 1;
        }
    }
    Some(page)
}

/// A message that was given more often than once.
pub(super) fn repeated(told: &Told) -> Option<&(String, usize)> {
    let mut seen = HashSet::new();
    told.given.iter().find(|one| !seen.insert(*one))
}

/// The messages that are promised when a leg is done: those dated from `from` through its end that were visible in
/// time, of sessions that exist.
pub(super) fn promised(account: &Account, told: &Told, from: i64) -> Vec<(String, usize)> {
    let through = told.through_ms.unwrap_or(i64::MIN).div_euclid(1_000);
    let mut promised = Vec::new();
    for conversation in &account.conversations {
        if conversation.gone.is_some() || told.failed.contains(&conversation.id) {
            continue;
        }
        for (index, (at, visible)) in conversation.messages.iter().enumerate() {
            if (from..=through).contains(at) && visible - at < SETTLE {
                promised.push((conversation.id.clone(), index));
            }
        }
    }
    promised
}

/// The time of a message that was given.
pub(super) fn time_of(account: &Account, (id, index): &(String, usize)) -> i64 {
    let conversation = account
        .conversations
        .iter()
        .find(|conversation| conversation.id == *id);
    conversation.map_or(BEGIN, |conversation| conversation.messages[*index].0)
}
