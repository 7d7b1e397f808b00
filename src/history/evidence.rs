//! Whether a server keeps the order that is asked for, as far as its pages tell.

use super::sequence::Entry;
use super::window::ORDER_SPAN_SECONDS;

/// A server that keeps no order shows as much order as this once in a million times.
const ENOUGH_BITS: u32 = 20;

/// The order that was seen in pages so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Evidence {
    /// By how many bits it is less likely than chance.
    bits: u32,
    /// A page was in no order.
    is_refuted: bool,
}

impl Evidence {
    /// Looks at those messages of a page that had not been seen before, as the server gives them. Of
    /// `n` that are surely apart, one order in `n!` is the right one.
    pub(super) fn see<'e>(&mut self, entries: impl Iterator<Item = &'e Entry>) {
        let (mut count, mut last) = (0_u32, None);
        for entry in entries {
            if Some(entry.place) > last {
                count += 1;
                self.bits = self.bits.saturating_add(count.ilog2());
                last = Some(entry.place + ORDER_SPAN_SECONDS);
            }
        }
    }

    /// Notes a page that is in no order.
    pub(super) fn refute(&mut self) {
        self.is_refuted = true;
    }

    /// Whether it is enough to rely on.
    pub(super) fn is_enough(self) -> bool {
        !self.is_refuted && self.bits >= ENOUGH_BITS
    }
}
