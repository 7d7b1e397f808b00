//! The sessions of an account over a range of any length, each once, and where to go on in another process.
//!
//! A session is returned when a page first shows it. If it gets a message afterwards, it moves to a later window; it
//! is recognized there and not returned again. The next run, which starts before the beginning of this one, shows it
//! as it is then.

use super::sealed::{Kind, NONE, Refused, seal, unseal};
use super::sessions::{Entry, Sessions};
use super::source::Lister;
use super::windows::{ListRequest, ListedPage, Listing, PAGE_SIZE, Place};
use crate::date_range::DateRange;
use crate::endpoint::Filter;
use crate::error::SmsError;
use crate::reading::Plan;
use crate::written::{integer, number};

const KIND: Kind = Kind {
    name: "sms-sessions-",
    version: "1",
};
/// How long before its beginning a run is complete, in milliseconds: messages may become visible this late.
const SETTLE_MS: i64 = 900_000;

/// What a list is asked for. Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListQuery {
    /// A fingerprint of what it is about.
    pub scope: String,
    /// The earliest time; without it, a state has to say.
    pub from_ms: Option<i64>,
    /// The latest time; without it, the present.
    pub to_ms: Option<i64>,
    /// The times that a session is listed by, one after the other.
    pub filters: &'static [Filter],
    /// The most sessions to return.
    pub limit: Option<u32>,
}

/// What a list remembers. Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_field_names, reason = "the unit")]
struct State {
    from_ms: i64,
    /// All sessions up to here were returned.
    base_ms: i64,
    /// The base of the next run, in a run that is not done.
    target_ms: Option<i64>,
}

/// The sessions of an account, each once.
#[derive(Debug, Clone)]
pub struct SessionList {
    query: ListQuery,
    state: State,
    /// `None` if nothing is left to list.
    listing: Option<Listing>,
    /// When this process began, and the earlier of its clock and the server's.
    began_ms: i64,
    clock_ms: i64,
    /// The new sessions of the last page, and how many of them the caller has got.
    page: Vec<String>,
    got: usize,
    /// Where the list was before that page.
    before: Option<Place>,
    returned: u64,
}

/// How far a list has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListProgress {
    /// The sessions that were returned in this run.
    pub sessions: u64,
    /// The requests that brought a page.
    pub lists: u64,
    /// How often the range was listed completely.
    pub pass: usize,
    /// How often that is to be done.
    pub passes: usize,
    /// Up to which second since 1970 it is listed this time.
    pub at: i64,
}

impl SessionList {
    /// A list from its start, or from the state of an earlier one.
    ///
    /// # Errors
    /// Why the state cannot be used.
    pub fn new(query: ListQuery, state: Option<&str>, now_ms: i64) -> Result<Self, Refused> {
        let words = state.map(|text| unseal(KIND, text)).transpose()?;
        let (state, resumed) = if let Some(words) = words {
            State::of_words(&words, &query)?
        } else {
            let from_ms = query.from_ms.unwrap_or(now_ms);
            let state = State {
                from_ms,
                base_ms: from_ms - 1,
                target_ms: None,
            };
            (state, None)
        };
        let second = |ms: i64| ms.div_euclid(1_000);
        let is_done = query.to_ms.is_some_and(|to| to <= state.base_ms);
        let mut listing = (!is_done).then(|| {
            // Whether or not ends count, the first and the last second are listed.
            let until = query.to_ms.map(|to| second(to) + 1);
            Listing::new(
                second(state.base_ms + 1) - 1,
                until,
                query.filters,
                second(now_ms),
            )
        });
        if let (Some(listing), Some((place, given))) = (&mut listing, resumed)
            && !listing.resume(place, given)
        {
            return Err(Refused::Changed);
        }
        Ok(Self {
            before: listing.as_ref().and_then(Listing::place),
            query,
            state,
            listing,
            began_ms: now_ms,
            clock_ms: now_ms,
            page: Vec::new(),
            got: 0,
            returned: 0,
        })
    }

    /// Notes that the caller has got the next session of the last page.
    pub fn gave(&mut self) {
        self.got += 1;
        self.returned += 1;
    }

    /// What to remember, so that another process can go on after the sessions that the caller has got.
    #[must_use]
    pub fn state(&self) -> String {
        let left = self.page.get(self.got..).unwrap_or_default();
        let place = if left.is_empty() {
            self.listing.as_ref().and_then(Listing::place)
        } else {
            self.before
        };
        let State {
            from_ms,
            base_ms,
            target_ms,
        } = self.state;
        let mut words = vec![self.query.scope.clone(), number(from_ms)];
        if let (Some(place), Some(listing)) = (place, &self.listing) {
            let given = listing.seen().filter(|seen| !left.contains(&seen.id));
            let mut known = Sessions::default();
            for Entry { id, .. } in given {
                let (id, time, mark) = (id.clone(), 0, None);
                known.insert(Entry { id, time, mark });
            }
            words.extend([
                number(base_ms),
                maybe(target_ms),
                maybe(self.query.to_ms),
                number(i64::try_from(place.pass).unwrap_or_default()),
                number(place.start),
                number(place.length),
                known.write(|_| String::new()),
            ]);
        } else {
            let target_ms = target_ms.unwrap_or(base_ms);
            let end_ms = self.query.to_ms.map_or(target_ms, |to| target_ms.min(to));
            words.push(number(end_ms.max(base_ms)));
        }
        seal(KIND, &words)
    }

    /// How far it has come.
    #[must_use]
    pub fn progress(&self) -> ListProgress {
        let listing = self.listing.as_ref();
        let place = listing.and_then(Listing::place);
        let passes = listing.map_or(0, Listing::passes);
        ListProgress {
            sessions: self.returned,
            lists: listing.map_or(0, Listing::requests),
            pass: place.map_or(passes, |place| place.pass),
            passes,
            at: place.map_or(self.clock_ms.div_euclid(1_000), |place| place.start),
        }
    }

    /// The longest windows, in order, and the fewest requests: windows are shorter where there are more sessions than
    /// fit a page.
    #[must_use]
    pub fn plan(mut self) -> Plan {
        let mut windows = Vec::new();
        while let Ok(Some(asked)) = self.next_list() {
            windows.push(DateRange::of_seconds(asked.from, asked.to));
            self.take_list(ListedPage::default());
        }
        let full = self.left().map(|limit| limit.div_ceil(PAGE_SIZE as usize));
        Plan {
            requests: full.map_or(windows.len(), |full| full.min(windows.len())),
            windows,
        }
    }
}

impl State {
    /// Reads a state; in the middle of a run also where it goes on, and the sessions that it has returned.
    fn of_words(
        words: &[&str],
        query: &ListQuery,
    ) -> Result<(Self, Option<(Place, Sessions)>), Refused> {
        let [scope, from, base, run @ ..] = words else {
            return Err(Refused::Changed);
        };
        if *scope != query.scope {
            return Err(Refused::OfAnother);
        }
        let (from, base) = (integer(from), integer(base));
        let (Some(from_ms), Some(base_ms)) = (from, base) else {
            return Err(Refused::Changed);
        };
        let mut state = Self {
            from_ms,
            base_ms,
            target_ms: None,
        };
        if query.from_ms.is_some_and(|from| from < from_ms) {
            return Err(Refused::BeginsLater);
        }
        let place = match run {
            [] => None,
            [target, to, place @ ..] => {
                if *to != maybe(query.to_ms) {
                    return Err(Refused::EndsElsewhere);
                }
                state.target_ms = integer(target);
                let has_target = state.target_ms.is_some() || *target == NONE;
                let place = place_of(place).filter(|_| has_target);
                Some(place.ok_or(Refused::Changed)?)
            }
            _ => return Err(Refused::Changed),
        };
        Ok((state, place))
    }
}

fn place_of(words: &[&str]) -> Option<(Place, Sessions)> {
    let [pass, start, length, given] = words else {
        return None;
    };
    let place = Place {
        pass: integer(pass)?,
        start: integer(start)?,
        length: integer(length)?,
    };
    Some((place, Sessions::read(given, |_| Some(0))?))
}

/// A time that may be missing, as a word.
fn maybe(ms: Option<i64>) -> String {
    ms.map_or_else(|| NONE.to_owned(), number)
}

impl Lister for SessionList {
    fn next_list(&self) -> Result<Option<ListRequest>, SmsError> {
        let is_over = self.left() == Some(0);
        let listing = self.listing.as_ref().filter(|_| !is_over);
        listing.map_or(Ok(None), Listing::next)
    }

    fn take_list(&mut self, page: ListedPage) -> Vec<usize> {
        let left = self.left();
        let Some(listing) = &mut self.listing else {
            return Vec::new();
        };
        // What appears later than this will be listed by the next run.
        let now_ms = self.clock_ms.min(self.began_ms);
        let target_ms = now_ms.saturating_sub(SETTLE_MS).max(self.state.base_ms);
        self.state.target_ms.get_or_insert(target_ms);
        self.before = listing.place();
        let ids = page.ids.clone();
        let mut new = listing.take(page);
        let ids = new.iter().filter_map(|index| ids.get(*index).cloned());
        (self.page, self.got) = (ids.collect(), 0);
        new.truncate(left.unwrap_or(usize::MAX));
        new
    }

    fn set_clock(&mut self, now_ms: i64, server_ms: Option<i64>) {
        self.clock_ms = server_ms.unwrap_or(now_ms).min(now_ms);
        if let Some(listing) = &mut self.listing {
            let second = |ms: i64| ms.div_euclid(1_000);
            listing.set_clock(second(now_ms), server_ms.map(second));
        }
    }

    fn restart_list(&mut self, refusal: SmsError) -> Result<(), SmsError> {
        match &mut self.listing {
            Some(listing) => listing.restart(refusal),
            None => Err(refusal),
        }
    }
}

impl SessionList {
    /// How many sessions may still be returned.
    fn left(&self) -> Option<usize> {
        let left = self.query.limit.map(u64::from);
        let left = left.map(|limit| limit.saturating_sub(self.returned));
        left.map(|left| usize::try_from(left).unwrap_or(usize::MAX))
    }
}
