//! Converts a history to a checkpoint and back.

use super::History;
use super::checkpoint::{Checkpoint, Marks};
use super::hash::Fingerprints;
use super::pass::Pass;
use super::recent::{Mark, Recent};
use super::window::{MARGIN_SECONDS, place};
use crate::date_time::DAY;
use crate::query::Order;

/// The number of messages to remember besides those that may come again. Messages that appear between
/// them are found on resume, and counted as late.
const LOOK_BACK: usize = 6;

impl History {
    /// Where to continue later, in this process or another.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        self.checkpoint_with(LOOK_BACK)
    }

    /// The same in fewer characters, for a reader who knows the query: without the messages that only serve to
    /// count late ones.
    #[must_use]
    pub fn mark(&self) -> String {
        self.checkpoint_with(0).write_mark()
    }

    fn checkpoint_with(&self, look_back: usize) -> Checkpoint {
        let order = self.query.order;
        let pass = self.pass.as_ref();
        let begin = self.begin_of(0);
        let watermark = self.watermark.map(|place| place - self.query.overlap);
        // A clock that was set back moves the watermark back, but cannot restore forgotten messages.
        let whole = self
            .recent
            .whole_from()
            .saturating_add(2 * MARGIN_SECONDS - 1);
        let limit = watermark.unwrap_or(begin).max(begin).max(whole);
        let limit = pass.map_or(limit, |pass| limit.min(pass.limit));
        let from = limit - MARGIN_SECONDS;
        let from = pass.map_or(from, |pass| from.min(pass.start));
        let from = self.looking_back(from, look_back);
        // Unless that clock was ahead.
        let is_settled = self.settled_at <= self.clock.past();
        let settled = if is_settled { self.settled } else { 0 };
        let unsure = pass.map(Pass::to_be_shown).unwrap_or_default();
        let mut is_unsure = Fingerprints::default();
        for (_, identity) in &unsure {
            is_unsure.insert(*identity);
        }
        let known = self.recent.since(remembered(from));
        let known = known.filter(|(_, identity)| !is_unsure.contains(*identity));
        Checkpoint {
            query: self.query.fingerprint(),
            range: self.query.range,
            from: place(order, from),
            limit: place(order, limit),
            settled: place(order, self.begin_of(settled)),
            clock: self.clock.past(),
            given: self.given,
            late: self.late,
            known: self.marks(known),
            unsure: self.marks(unsure.into_iter()),
        }
    }

    pub(super) fn resume(&mut self, checkpoint: &Checkpoint) {
        let order = self.query.order;
        (self.given, self.late) = (checkpoint.given, checkpoint.late);
        let [from, limit] = [checkpoint.from, checkpoint.limit].map(|second| place(order, second));
        self.recent = Recent::from(remembered(from));
        let (first, last) = self.query.range.seconds();
        for (second, identity) in checkpoint.known.iter().chain(&checkpoint.unsure) {
            if (first..=last).contains(second) {
                self.recent.insert((place(order, *second), *identity));
                self.latest = self.latest.max(*second);
            }
        }
        self.windows = self.begun();
        self.move_watermark();
        let settled = self.believed(checkpoint);
        let is_done = |end: i64| end < settled || end + MARGIN_SECONDS < limit - MARGIN_SECONDS;
        let ends = self.windows.iter().map(|window| window.places(order).1);
        self.done = ends.take_while(|end| is_done(*end)).count();
        (self.settled, self.settled_at) = (self.done, checkpoint.clock);
        self.begin();
        let zone = self.zone();
        if let Some(pass) = &mut self.pass {
            pass.start = pass.start.max(from);
            pass.limit = pass.limit.max(limit);
            let mut unsure = Vec::new();
            for (second, identity) in &checkpoint.unsure {
                unsure.push((place(order, *second), *identity));
            }
            let places = unsure.iter().map(|(place, _)| *place);
            let goal = places.filter(|place| zone.contains(place)).max();
            *pass = pass.expecting(unsure, goal);
        }
    }

    /// The place up to which windows count as read and over, as far as the clock is trusted. With the
    /// newest first, this does not depend on a clock.
    fn believed(&self, checkpoint: &Checkpoint) -> i64 {
        let order = self.query.order;
        let settled = place(order, checkpoint.settled);
        match order {
            Order::Descending => settled,
            Order::Ascending => {
                let until = self.clock.believes(checkpoint.clock);
                until.map_or(i64::MIN, |until| settled.min(until))
            }
        }
    }

    /// The place where a window begins; past the last window, where that ends.
    fn begin_of(&self, index: usize) -> i64 {
        let order = self.query.order;
        let end = self.windows.last().map(|window| window.places(order).1 + 1);
        let window = self.windows.get(index);
        window.map_or(end.unwrap_or_default(), |window| window.places(order).0)
    }

    /// Where to start, at `from` or earlier, to include some more remembered messages.
    fn looking_back(&self, from: i64, look_back: usize) -> i64 {
        let Some(more) = look_back.checked_sub(1) else {
            return from;
        };
        let marks = self.recent.back().map(|(place, _)| place);
        let mut before = marks.skip_while(|place| *place >= remembered(from));
        let last = before.nth(more).unwrap_or(i64::MIN);
        let kept = self.recent.whole_from().max(last.saturating_add(1));
        let shown = kept.saturating_add(MARGIN_SECONDS - 1);
        from.min(shown.max(self.start_of(0)))
    }

    /// Converts places to seconds. Leaves out messages far from the range, which cannot come again.
    fn marks(&self, marks: impl Iterator<Item = Mark>) -> Marks {
        let (first, last) = self.query.range.seconds();
        let mut seconds = Marks::new();
        for (at, identity) in marks {
            let second = place(self.query.order, at);
            if (first - DAY..=last + DAY).contains(&second) {
                seconds.push((second, identity));
            }
        }
        seconds
    }
}

/// The first place that a request from here can show.
fn remembered(from: i64) -> i64 {
    from - MARGIN_SECONDS + 1
}
