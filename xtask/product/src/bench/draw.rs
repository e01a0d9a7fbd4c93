//! Numbers that follow from a seed, the same on every machine and in every release.

/// Draws one number after the other.
#[derive(Debug)]
pub(super) struct Draw(u64);

impl Draw {
    pub(super) const fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// `SplitMix64` (Steele, Lea and Flood, 2014).
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is not 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let drawn = self.next() % u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(drawn).unwrap_or_default()
    }

    /// One of these, of which there must be one.
    pub(super) fn one_of<'a, T>(&mut self, these: &'a [T]) -> &'a T {
        &these[self.below(these.len())]
    }

    /// So many of these, or all if there are no more, each once.
    pub(super) fn some_of<T>(&mut self, mut these: Vec<T>, count: usize) -> Vec<T> {
        let count = count.min(these.len());
        for at in 0..count {
            let other = at + self.below(these.len() - at);
            these.swap(at, other);
        }
        these.truncate(count);
        these
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_same_seed_draws_the_same_and_nothing_twice() {
        let drawn = |seed| Draw::of(seed).some_of((0..1_000).collect(), 600);
        assert_eq!(drawn(1), drawn(1));
        assert_ne!(drawn(1), drawn(2));
        assert_eq!(drawn(1).into_iter().collect::<BTreeSet<i32>>().len(), 600);
        assert_eq!(Draw::of(1).some_of(vec![1, 2, 3], 600).len(), 3);
    }

    #[test]
    fn everything_is_drawn_sooner_or_later() {
        let mut draw = Draw::of(7);
        let drawn: BTreeSet<usize> = (0..1_000).map(|_| draw.below(10)).collect();
        assert_eq!(drawn, (0..10).collect());
    }
}
