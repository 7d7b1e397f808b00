//! Decides where to continue after a page.

use super::clock::LARGEST_ERROR_SECONDS;
use super::fault::Fault;
use super::pass::Pass;
use super::sequence::Entry;
use super::window::{MARGIN_SECONDS, Window, place};
use super::{Found, History, MOST_AHEAD};
use crate::date_time::DAY;
use crate::query::Order;

/// The most consecutive pages without anything new to their pass.
const BARREN_PAGES: u32 = 100;
/// The most consecutive passes without anything new while each misses something.
const BARREN_PASSES: u32 = 100;
/// The most of these passes that may end in a page behind the one before.
const SET_BACKS: u32 = 3;
/// Windows that begin more seconds than this after the latest known time are not requested: nothing
/// has happened there yet. The margin allows for clocks that differ.
const LOOK_AHEAD_SECONDS: i64 = DAY;

impl History {
    /// The windows that have begun, by any clock or by the messages seen so far. The first window is
    /// always requested: a clock may be far behind.
    ///
    /// With the newest first, there is no way back to a window that a slow clock has left out, so only
    /// the server's clock is trusted.
    pub(super) fn begun(&self) -> Vec<Window> {
        let (first, last) = self.query.range.seconds();
        let ahead = match self.query.order {
            Order::Ascending => LOOK_AHEAD_SECONDS,
            Order::Descending => LARGEST_ERROR_SECONDS,
        };
        let until = (self.clock.latest().max(self.latest) + ahead).min(self.query.until);
        let lead = self.query.lead();
        Window::cut(Window { first, last }, until, self.query.order, lead)
    }

    /// Records the times of messages, which show what has begun.
    pub(super) fn look_at_times(&mut self, entries: &[Entry]) {
        for entry in entries {
            let ms = place(self.query.order, entry.time);
            if self.query.range.contains(ms) {
                self.latest = self.latest.max(ms.div_euclid(1_000));
            }
        }
    }

    /// The place from which to request a window. The first window has nothing before it; the others
    /// overlap the window before.
    pub(super) fn start_of(&self, index: usize) -> i64 {
        let order = self.query.order;
        let window = self.windows.get(index);
        let begin = window.map_or(0, |window| window.places(order).0);
        begin
            - if index == 0 {
                MARGIN_SECONDS
            } else {
                self.query.lead()
            }
    }

    /// Begins the current window.
    pub(super) fn begin(&mut self) {
        let is_there = self.done < self.windows.len();
        let start = self.start_of(self.done);
        self.pass = is_there.then(|| self.pass_from(start));
    }

    /// A pass from this place. Unknown messages before its limit may have been returned and forgotten.
    fn pass_from(&self, start: i64) -> Pass {
        Pass::new(start, self.recent.whole_from().max(start + MARGIN_SECONDS))
    }

    /// Continues after a page.
    pub(super) fn advance(&mut self, token: Option<String>, found: &Found) {
        self.pages += 1;
        self.barren = if found.has_unseen { 0 } else { self.barren + 1 };
        if !found.new.is_empty() {
            (self.restarts, self.passes) = (0, 0);
        }
        let Some(pass) = &mut self.pass else {
            return;
        };
        pass.end_page();
        let is_one_page = pass.is_one_page();
        let promise = self.promise.take().filter(|(_, reach)| {
            let brings = !found.new.is_empty() || found.late > 0;
            !brings && pass.reach <= *reach
        });
        match (token, promise) {
            // More was promised but is not where it should be: the token may lead there.
            (None, Some((start, _))) => {
                let mut pass = self.pass_from(start);
                pass.follows = true;
                self.pass = Some(pass);
            }
            (None, None)
                if is_one_page || self.is_checked || pass.has_ended && pass.is_complete() =>
            {
                self.end_window();
            }
            (None, None) => self.repeat(Pass::after_end),
            (Some(token), _) => self.go_on(token),
        }
    }

    /// Continues after a page that is not the last: by time if that makes progress, or by its token.
    fn go_on(&mut self, token: String) {
        let lead = self.query.lead();
        let Some(pass) = &mut self.pass else {
            return;
        };
        let is_alone = pass.is_one_page() && !pass.follows;
        let (is_far, sure) = if self.is_checked {
            (false, None)
        } else {
            (pass.is_far(lead), pass.sure())
        };
        let next = sure.map(|sure| sure - lead);
        let next = next.filter(|next| *next > pass.start && (is_far || !is_alone));
        if let Some(next) = next {
            self.relies_on_order = true;
            if is_alone {
                self.promise = Some((pass.start, pass.reach));
            }
            (self.restarts, self.passes) = (0, 0);
            self.pass = Some(self.pass_from(next));
        } else if is_far && pass.is_decided() && !pass.is_one_page() {
            self.repeat(Pass::again);
        } else if !pass.follow(token) {
            self.fault = Some(Fault::Cycle);
        }
        if self.pages >= self.query.max_pages {
            self.fault = Some(Fault::TooMany);
        } else if self.barren >= BARREN_PAGES {
            self.fault = Some(Fault::Barren);
        }
    }

    /// Ends in the middle of a page; the next run returns the rest.
    pub(super) fn stop(&mut self) {
        let lead = self.query.lead();
        let Some(pass) = &mut self.pass else {
            return;
        };
        pass.end_page();
        let next = pass.sure().map(|sure| sure - lead);
        let next = next.filter(|next| *next > pass.start && pass.is_far(lead));
        if let Some(next) = next {
            self.pass = Some(self.pass_from(next));
        }
    }

    /// Reads again after a page that is behind the one before: either that many messages arrived, or
    /// the server keeps no order.
    pub(super) fn set_back(&mut self) {
        if self.passes < SET_BACKS {
            self.repeat(Pass::set_back);
        } else {
            self.fault = Some(Fault::Unordered);
        }
    }

    /// Reads the same pages again, to check whether they show the same messages.
    pub(super) fn repeat(&mut self, again: fn(&Pass) -> Pass) {
        self.pass = self.pass.as_ref().map(again);
        self.passes += 1;
        if self.passes > BARREN_PASSES {
            self.fault = Some(Fault::Barren);
        }
    }

    /// Ends the current window; or reads it once more by page tokens, if it was read by time and the
    /// server has not yet shown that it keeps the requested order.
    fn end_window(&mut self) {
        let is_sure = self.is_checked || !self.relies_on_order || self.order.is_enough();
        if is_sure {
            self.finish_window();
            return;
        }
        self.is_checked = true;
        let start = self.start_of(self.done);
        let whole = self.recent.whole_from().saturating_add(MARGIN_SECONDS);
        self.pass = Some(self.pass_from(start.max(whole)));
    }

    fn finish_window(&mut self) {
        (self.relies_on_order, self.is_checked) = (false, false);
        if let Some(window) = self.windows.get(self.done) {
            let last = match self.query.order {
                Order::Ascending => window.last,
                // With the newest first, messages added to a window are behind the next one.
                Order::Descending if self.done + 1 < self.windows.len() => i64::MIN,
                Order::Descending => self.query.range.seconds().1,
            };
            let is_over = last.saturating_add(MARGIN_SECONDS) < self.clock.past();
            if is_over && self.settled == self.done {
                self.settled += 1;
                self.settled_at = self.clock.past();
            }
        }
        self.done += 1;
        if let (Order::Descending, Some(now)) = (self.query.order, self.clock.there()) {
            let begins = |window: &&Window| window.first > now + LOOK_AHEAD_SECONDS;
            let rest = self.windows.iter().skip(self.done);
            self.done += rest.take_while(begins).count();
        }
        (self.pages, self.barren) = (0, 0);
        (self.restarts, self.passes) = (0, 0);
        if self.done == self.windows.len() && self.query.order == Order::Ascending {
            let begun = self.begun();
            if begun.len() > self.windows.len() {
                self.windows = begun;
            }
        }
        self.begin();
    }

    /// The watermark is the furthest returned message that is not dated ahead of the clock: it must not
    /// pass times that have not come yet.
    pub(super) fn move_watermark(&mut self) {
        let now = match self.query.order {
            Order::Ascending => self.clock.now(),
            Order::Descending => i64::MAX,
        };
        let mut marks = self.recent.back();
        let past = marks.by_ref().take(MOST_AHEAD);
        let past = past.map(|(place, _)| place).find(|place| *place <= now);
        // If very many are ahead of the clock, the clock is behind.
        let past = past.or_else(|| marks.next().map(|(place, _)| place));
        self.watermark = self.watermark.max(past);
    }

    /// Forgets messages that cannot come again.
    pub(super) fn forget(&mut self) {
        let limit = self.pass.as_ref().map_or(i64::MAX, |pass| pass.limit);
        let behind = self
            .watermark
            .map(|watermark| watermark - self.query.overlap);
        if let Some(behind) = behind {
            self.recent.forget(limit.min(behind) - 2 * MARGIN_SECONDS);
        }
    }
}
