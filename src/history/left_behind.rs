//! How many of the messages that a pass has shown lie before a place, counted once each: pages come
//! one after another, and counting all of them anew for each page would be quadratic.

use alloc::vec::Vec;

/// Messages counted by their places, and how many of them the mark has passed.
#[derive(Debug, Clone, Default)]
pub(super) struct LeftBehind {
    /// Each place with its number of messages, in order.
    counts: Vec<(i64, usize)>,
    /// How many of `counts` the mark has passed.
    passed: usize,
    /// How many messages those have.
    behind: usize,
}

impl LeftBehind {
    /// Counts a message. Servers keep an order but for a minute or two, so that few places have to move.
    pub(super) fn insert(&mut self, place: i64) {
        let index = self.counts.partition_point(|(other, _)| *other < place);
        let is_passed = index < self.passed;
        match self.counts.get_mut(index) {
            Some((other, count)) if *other == place => *count += 1,
            _ => {
                self.counts.insert(index, (place, 1));
                self.passed += usize::from(is_passed);
            }
        }
        self.behind += usize::from(is_passed);
    }

    /// How many messages are at this place or before it. A later call must not ask for an earlier place.
    pub(super) fn up_to(&mut self, place: i64) -> usize {
        while let Some((other, count)) = self.counts.get(self.passed) {
            if *other > place {
                break;
            }
            self.passed += 1;
            self.behind += count;
        }
        self.behind
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::LeftBehind;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn messages_before_a_place_are_counted_in_whatever_order_they_come(
            steps in prop::collection::vec((prop::collection::vec(0..40_i64, 0..9), 0..4_i64), 0..20)
        ) {
            let (mut counted, mut all, mut mark) = (LeftBehind::default(), Vec::new(), 0);
            for (places, further) in steps {
                for place in places {
                    counted.insert(place);
                    all.push(place);
                }
                mark += further;
                let expected = all.iter().filter(|place| **place <= mark).count();
                prop_assert_eq!(counted.up_to(mark), expected);
            }
        }
    }
}
