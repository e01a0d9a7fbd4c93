//! Chance without a random number: every choice is a hash of what it is about.
//!
//! A seed depends on its words alone, so a world is the same on every machine
//! and adding a route changes no other route.

/// The source of all choices about one thing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seed(u64);

impl Seed {
    /// The seed of the thing these words name, in this order (FNV-1a).
    pub(crate) fn of(words: &[&str]) -> Self {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for word in words {
            // The separator keeps ["AB", "C"] apart from ["A", "BC"].
            for byte in word.bytes().chain([0xff]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        Self(hash)
    }

    /// The seed of one numbered part of the thing.
    pub(crate) fn part(self, index: u32) -> Self {
        Self(self.0 ^ u64::from(index + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// A number from 0 to `below` - 1, another for each `question`; 0 when `below` is 0.
    pub(crate) fn pick(self, question: u32, below: u32) -> u32 {
        let bits = mix(self.part(question).0) >> 32;
        u32::try_from((bits * u64::from(below)) >> 32).unwrap_or(0)
    }

    /// A factor from `low` to `high` permille, as a number around 1.
    pub(crate) fn factor(self, question: u32, low: u32, high: u32) -> f64 {
        f64::from(low + self.pick(question, high.saturating_sub(low) + 1)) / 1000.0
    }
}

/// The finaliser of splitmix64: neighbouring seeds give unrelated answers.
const fn mix(seed: u64) -> u64 {
    let seed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let seed = (seed ^ (seed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    seed ^ (seed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_give_the_same_choices_and_others_do_not() {
        let answers = |seed: Seed| -> Vec<u32> { (0..8).map(|q| seed.pick(q, 1000)).collect() };
        assert_eq!(answers(Seed::of(&["AB", "C"])), answers(Seed::of(&["AB", "C"])));
        assert_ne!(answers(Seed::of(&["AB", "C"])), answers(Seed::of(&["A", "BC"])));
    }

    #[test]
    fn picks_stay_below_their_bound_and_reach_all_of_it() {
        let picks: Vec<u32> = (0..200).map(|q| Seed::of(&["x"]).pick(q, 5)).collect();
        assert!((0..5).all(|wanted| picks.contains(&wanted)));
        assert!(picks.iter().all(|pick| *pick < 5));
    }
}
