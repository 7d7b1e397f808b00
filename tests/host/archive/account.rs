//! An account of our own, whose list of sessions behaves in every way that is not known of Zoom's.

use proptest::prelude::*;
use zoom_phone_sms::endpoint::Filter;
use zoom_phone_sms::listing::{ListRequest, ListedPage};

use crate::histories::server::Sent;

pub(crate) const DAY: i64 = 86_400;
pub(crate) const HOUR: i64 = 3_600;
/// 2024-06-15T12:00:00Z
pub(crate) const BEGIN: i64 = 1_718_452_800;

/// A message: its `date_time`, and the second at which it becomes visible.
type Dated = (i64, i64);

/// A conversation. Of its messages, `at` is the `date_time` and `after` the second at which they become visible.
#[derive(Debug, Clone)]
pub(crate) struct Conversation {
    pub(crate) id: String,
    pub(crate) messages: Vec<(i64, i64)>,
    /// When it is deleted, if it is.
    pub(crate) gone: Option<i64>,
}

/// In what order a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Listed {
    Descending,
    Ascending,
    /// Each request in another one.
    Any,
}

/// What the times of a list's range are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// `last_message_time` is the last message's, the other filter means any message.
    Literal,
    /// Every filter means the last message.
    Last,
    /// Some messages do not count as the last one.
    SomeDoNotCount,
    /// `last_message_time` is a time of access, later than the last message.
    Access,
}

#[allow(clippy::struct_excessive_bools, reason = "each is one way to behave")]
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) conversations: Vec<Conversation>,
    pub(crate) order: Listed,
    pub(crate) by_offset: bool,
    pub(crate) ends_count: bool,
    pub(crate) meaning: Meaning,
    pub(crate) accepts_future: bool,
    /// Each list carries a token, even the last page.
    pub(crate) always_token: bool,
    /// How many of five requests bring an empty page with a token, though sessions follow.
    pub(crate) empties: u32,
    /// Seconds by which its times for lists are off.
    pub(crate) drift: i64,
    /// The server's time.
    pub(crate) now: i64,
    pub(crate) requests: u32,
}

impl Account {
    /// The messages of a conversation that are visible.
    pub(crate) fn visible(&self, conversation: &Conversation) -> Vec<Sent> {
        let is_gone = conversation.gone.is_some_and(|gone| gone <= self.now);
        let messages = conversation.messages.iter().enumerate();
        let there = messages.filter(|(_, (_, visible))| !is_gone && *visible <= self.now);
        there.map(|(id, (at, _))| Sent::new(id, *at)).collect()
    }

    /// The time of a conversation that a range is compared with, if it is listed.
    fn times(&self, conversation: &Conversation, filter: Filter) -> Vec<i64> {
        let messages = self.visible(conversation);
        let last = messages.iter().map(|sent| sent.at).max();
        let times: Vec<i64> = match (self.meaning, filter) {
            // The kinds of a message are left out.
            (
                Meaning::Literal | Meaning::SomeDoNotCount,
                Filter::AnyMessage | Filter::SentMessage | Filter::ReceivedMessage,
            ) => messages.iter().map(|sent| sent.at).collect(),
            (Meaning::SomeDoNotCount, Filter::LastMessage) => {
                let counted = messages.iter().filter(|sent| sent.id % 3 != 1);
                counted.map(|sent| sent.at).max().into_iter().collect()
            }
            (Meaning::Access, Filter::LastMessage) => {
                let access = last.map(|last| (last + 5 * HOUR).min(self.now));
                access.into_iter().collect()
            }
            (Meaning::Access | Meaning::Last, _) | (Meaning::Literal, Filter::LastMessage) => {
                last.into_iter().collect()
            }
        };
        times.into_iter().map(|time| time + self.drift).collect()
    }

    /// Answers a request for a list; `None` if it refuses the range.
    pub(crate) fn list(&mut self, request: &ListRequest, size: usize) -> Option<ListedPage> {
        self.requests += 1;
        assert!(
            request.to - request.from <= 30 * DAY,
            "a window is too long"
        );
        assert!(request.from < request.to, "a window is empty");
        if request.to > self.now && !self.accepts_future {
            return None;
        }
        let is_in = |time: i64| {
            let is_end = time == request.from || time == request.to;
            (request.from..=request.to).contains(&time) && (self.ends_count || !is_end)
        };
        let mut found: Vec<(i64, &str)> = Vec::new();
        for conversation in &self.conversations {
            let times = self.times(conversation, request.filter);
            let last = times.iter().max().copied();
            if times.iter().any(|time| is_in(*time)) {
                found.push((last.unwrap_or_default(), &conversation.id));
            }
        }
        match self.order {
            Listed::Descending => found.sort_by_key(|(time, id)| (-time, *id)),
            Listed::Ascending => found.sort_unstable(),
            Listed::Any => {
                let salt = self.requests as usize;
                found.sort_by_key(|(_, id)| {
                    (id.len() + id.bytes().map(usize::from).sum::<usize>()) * salt % 61
                });
            }
        }
        let asked = request.token.as_deref();
        let start = match asked.map(|token| token.split('~').next().unwrap()) {
            None => 0,
            Some(token) if self.by_offset => token.parse().unwrap(),
            Some(token) => {
                let (time, id) = token.split_once(' ').unwrap();
                let anchor: (i64, &str) = (time.parse().unwrap(), id);
                let place = found.iter().position(|entry| match self.order {
                    Listed::Descending => (-entry.0, entry.1) >= (-anchor.0, anchor.1),
                    Listed::Ascending => *entry >= anchor,
                    Listed::Any => entry.1 == anchor.1,
                });
                place.unwrap_or(found.len())
            }
        };
        if self.requests % 5 < self.empties && start < found.len() {
            let (time, id) = found[start];
            let place = if self.by_offset {
                start.to_string()
            } else {
                format!("{time} {id}")
            };
            // Another token each time, as Zoom's are.
            let token = Some(format!("{place}~{}", self.requests));
            return Some(ListedPage {
                ids: Vec::new(),
                token,
            });
        }
        let end = (start + size).min(found.len());
        let token = |(time, id): &(i64, &str)| {
            if self.by_offset {
                end.to_string()
            } else {
                format!("{time} {id}")
            }
        };
        let next = found.get(end).map(token);
        let always = || {
            self.always_token
                .then(|| end.to_string())
                .filter(|_| self.by_offset)
        };
        Some(ListedPage {
            ids: found[start.min(end)..end]
                .iter()
                .map(|(_, id)| (*id).to_owned())
                .collect(),
            token: next.or_else(always),
        })
    }
}

/// When a message is dated, in seconds from the beginning: before it, in a crowd, or while the archive is read.
fn any_time() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => -70 * DAY..0_i64,
        2 => -2 * HOUR..0_i64,
        2 => 0_i64..3 * DAY,
        2 => 0_i64..2 * HOUR,
        1 => (0_i64..4).prop_map(|off| off - 30 * DAY),
        1 => Just(-20 * DAY),
    ]
}

/// How many seconds later it becomes visible.
fn any_latency() -> impl Strategy<Value = i64> {
    prop_oneof![6 => Just(0), 2 => 0_i64..600, 1 => Just(899), 1 => 900_i64..4 * HOUR]
}

fn any_conversation() -> impl Strategy<Value = (Vec<(i64, i64)>, Option<i64>)> {
    let messages = prop::collection::vec((any_time(), any_latency()), 1..6);
    let gone = prop_oneof![12 => Just(None), 1 => (0_i64..DAY).prop_map(Some)];
    (messages, gone)
}

pub(crate) fn any_account(most: usize) -> impl Strategy<Value = Account> {
    let crowd = prop_oneof![3 => Just(0_usize), 1 => 0..=most];
    let order = prop::sample::select(vec![Listed::Descending, Listed::Ascending, Listed::Any]);
    let meaning = prop::sample::select(vec![
        Meaning::Literal,
        Meaning::Literal,
        Meaning::Last,
        Meaning::SomeDoNotCount,
        Meaning::Access,
    ]);
    (
        prop::collection::vec(any_conversation(), 0..40),
        (crowd, any_time()),
        order,
        meaning,
        any::<[bool; 3]>(),
        prop::bool::weighted(0.8),
        prop_oneof![3 => Just(0_i64), 1 => -60_i64..=60],
        prop_oneof![3 => Just(0_u32), 1 => 1_u32..4],
    )
        .prop_map(
            |(some, (crowd, at), order, meaning, flags, accepts_future, drift, empties)| {
                let crowded = (0..crowd).map(|index| {
                    // Some of them move on while they are listed.
                    let moved = (index % 5 == 0).then_some((i64::try_from(index).unwrap() * 7, 0));
                    let first = (at, 0);
                    (std::iter::once(first).chain(moved).collect(), None)
                });
                let all = some.into_iter().chain(crowded).enumerate();
                let conversations = all.map(
                    |(index, (messages, gone)): (usize, (Vec<Dated>, Option<i64>))| {
                        Conversation {
                            // Ids in no order of time.
                            id: format!("{:03x}s{index}", index * 2_654_435_761 % 4_093),
                            messages: messages
                                .iter()
                                .map(|(at, latency)| (BEGIN + at, BEGIN + at + latency))
                                .collect(),
                            gone: gone.map(|gone| BEGIN + gone),
                        }
                    },
                );
                Account {
                    conversations: conversations.collect(),
                    order,
                    by_offset: flags[0],
                    ends_count: flags[1],
                    always_token: flags[2],
                    meaning,
                    accepts_future,
                    empties,
                    // What is ahead of the server's clock is in no range that ends at its present.
                    drift: if accepts_future { drift } else { drift.min(0) },
                    now: BEGIN,
                    requests: 0,
                }
            },
        )
}
