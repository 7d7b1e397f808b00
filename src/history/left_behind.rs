//! Counts the messages of a pass before a place. Each message is counted once: counting all of them
//! again for every page would be quadratic.

/// Message counts by place, and the number that the mark has passed.
#[derive(Debug, Clone, Default)]
pub(super) struct LeftBehind {
    /// The places with their message counts, in order.
    counts: Vec<(i64, usize)>,
    /// How many entries of `counts` the mark has passed.
    passed: usize,
    /// The number of messages in those entries.
    behind: usize,
}

impl LeftBehind {
    /// Counts a message. Servers keep an order except for a minute or two, so few places have to move.
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

    /// The number of messages up to and including this place. Places must not decrease between calls.
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
        fn messages_before_a_place_are_counted_in_any_order(
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
