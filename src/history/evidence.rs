//! Whether a server keeps the requested order, judging by its pages.

use super::sequence::Entry;
use super::window::ORDER_SPAN_SECONDS;

/// A server without any order shows this much order by chance once in a million times.
const ENOUGH_BITS: u32 = 20;

/// The order seen in the pages so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Evidence {
    /// How unlikely this order is by chance, in bits.
    bits: u32,
    /// A page was out of order.
    is_refuted: bool,
}

impl Evidence {
    /// Looks at the new messages of a page in the server's order. Of `n` messages that are clearly
    /// apart in time, one order in `n!` is right.
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

    /// Records a page that is out of order.
    pub(super) fn refute(&mut self) {
        self.is_refuted = true;
    }

    /// Whether the evidence is strong enough.
    pub(super) fn is_enough(self) -> bool {
        !self.is_refuted && self.bits >= ENOUGH_BITS
    }
}
