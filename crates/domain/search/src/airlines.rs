//! Airlines as small numbers, and who sells connections with whom.
//!
//! Only marketing airlines count: the operating airline does not affect what a flight connects to.

use airside_primitives::AirlineCode;

/// A set of airlines, by their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AirlineSet(Vec<u64>);

impl AirlineSet {
    pub(crate) fn none(airlines: usize) -> Self {
        Self(vec![0; airlines.div_ceil(64)])
    }

    pub(crate) fn all(airlines: usize) -> Self {
        Self(vec![u64::MAX; airlines.div_ceil(64)])
    }

    pub(crate) fn insert(&mut self, airline: u16) {
        self.0[usize::from(airline / 64)] |= 1 << (airline % 64);
    }

    pub(crate) fn remove(&mut self, airline: u16) {
        self.0[usize::from(airline / 64)] &= !(1 << (airline % 64));
    }

    pub(crate) fn contains(&self, airline: u16) -> bool {
        self.0[usize::from(airline / 64)] & (1 << (airline % 64)) != 0
    }

    pub(crate) fn add(&mut self, others: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(&others.0) {
            *mine |= theirs;
        }
    }
}

/// The marketing airlines of a timetable, numbered in order of their codes.
#[derive(Debug)]
pub(crate) struct Airlines {
    codes: Vec<AirlineCode>,
    /// For each airline, itself and its partners.
    together: Vec<AirlineSet>,
}

impl Airlines {
    pub(crate) fn new(mut codes: Vec<AirlineCode>, partners: &[[AirlineCode; 2]]) -> Self {
        codes.sort_unstable();
        codes.dedup();
        let mut airlines = Self { together: Vec::new(), codes };
        airlines.together = vec![AirlineSet::none(airlines.len()); airlines.len()];
        for number in 0..airlines.len() {
            airlines.together[number].insert(dense(number));
        }
        for [one, other] in partners {
            if let (Some(one), Some(other)) = (airlines.number(*one), airlines.number(*other)) {
                airlines.together[usize::from(one)].insert(other);
                airlines.together[usize::from(other)].insert(one);
            }
        }
        airlines
    }

    pub(crate) fn len(&self) -> usize {
        self.codes.len()
    }

    pub(crate) fn number(&self, code: AirlineCode) -> Option<u16> {
        self.codes.binary_search(&code).ok().map(dense)
    }

    /// The airlines whose flights a seller combines with its own: itself and its partners.
    pub(crate) fn with(&self, seller: u16) -> &AirlineSet {
        &self.together[usize::from(seller)]
    }
}

/// A position as a small number: codes have two or three characters, so both airlines and
/// airports are fewer than 65,536.
pub(crate) fn dense(position: usize) -> u16 {
    u16::try_from(position).unwrap_or(u16::MAX)
}
