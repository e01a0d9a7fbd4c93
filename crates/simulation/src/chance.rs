//! Numbers that follow from a seed and from what they are for, and from nothing else.
//!
//! A stream of random numbers would shift when one question fewer is asked of it. Here each
//! question has a number of its own, so that a story with a part left out goes on as before.

/// A source of numbers for one purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) const fn of(seed: u64) -> Self {
        Self(mix(seed))
    }

    /// The source for a part of this purpose.
    pub(crate) const fn about(self, part: u64) -> Self {
        Self(mix(self.0 ^ mix(part)))
    }

    pub(crate) const fn number(self) -> u64 {
        self.0
    }

    /// A number below `end`.
    pub(crate) fn below(self, end: usize) -> usize {
        usize::try_from(self.0 % u64::try_from(end).unwrap()).unwrap()
    }

    pub(crate) const fn one_in(self, many: u64) -> bool {
        self.0.is_multiple_of(many)
    }

    pub(crate) fn pick<T: Copy>(self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// The finishing step of `SplitMix64` (Steele, Lea and Flood, 2014): every bit of the input moves
/// every bit of the output.
const fn mix(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
