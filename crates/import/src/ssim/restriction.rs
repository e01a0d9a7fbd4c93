//! Traffic restrictions: legs that are not sold to passengers who fly them alone.
//!
//! The table is SSIM appendix G as `cell-scape/ItinerarySearch.jl` has it (edition of 2013) and as
//! the Sirena reservation system has it; `ebastien/journey` and the published lists of Amadeus and
//! Travelport say the same of the letters they have. Only `B`, `C` and `F` allow local traffic.

/// A limit on the passengers that a leg may carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrafficRestriction {
    /// The letter of the format.
    pub letter: char,
    /// What it means, for people.
    pub meaning: &'static str,
    /// Whether the leg may be sold to a passenger who flies it alone.
    pub allows_local: bool,
}

const fn local(letter: char, meaning: &'static str) -> TrafficRestriction {
    TrafficRestriction { letter, meaning, allows_local: true }
}

const fn closed(letter: char, meaning: &'static str) -> TrafficRestriction {
    TrafficRestriction { letter, meaning, allows_local: false }
}

const RESTRICTIONS: [TrafficRestriction; 19] = [
    closed('A', "no local traffic"),
    local('B', "local traffic only"),
    local('C', "local and domestic connecting traffic only"),
    closed('D', "qualified international online connecting or stopover traffic only"),
    closed('E', "qualified online connecting or stopover traffic only"),
    local('F', "local and online connecting traffic only"),
    closed('G', "qualified online connecting traffic only"),
    closed('H', "not to be displayed"),
    closed('I', "technical landing"),
    closed('K', "connecting traffic only"),
    closed('M', "international online stopover traffic only"),
    closed('N', "international connecting traffic only"),
    closed('O', "international online connecting traffic only"),
    closed('Q', "international online connecting or stopover traffic only"),
    closed('T', "online stopover traffic only"),
    closed('V', "connecting or stopover traffic only"),
    closed('W', "international connecting or stopover traffic only"),
    closed('X', "online connecting or stopover traffic only"),
    closed('Y', "online connecting traffic only"),
];

/// The letter that says: see data elements 170 to 173.
const ELSEWHERE: u8 = b'Z';

/// What the leg itself says of its passengers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stated {
    Nothing,
    Here(TrafficRestriction),
    /// In the records of type 4 that follow.
    Elsewhere,
}

pub(super) fn stated(letter: u8) -> Result<Stated, String> {
    match letter {
        b' ' => Ok(Stated::Nothing),
        ELSEWHERE => Ok(Stated::Elsewhere),
        letter => restriction(char::from(letter)).map(Stated::Here),
    }
}

/// The restriction with a letter.
pub(super) fn restriction(letter: char) -> Result<TrafficRestriction, String> {
    let found = RESTRICTIONS.into_iter().find(|it| it.letter == letter);
    found.ok_or_else(|| format!("{letter:?} is no traffic restriction: A to Y, or Z"))
}
