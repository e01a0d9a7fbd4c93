//! Which airlines sell journeys on each other's flights.
//!
//! A modest list from common knowledge: the larger members of the three
//! alliances, each with every other, and a few pairs of their own. It is demo
//! data like the rest, not a record of agreements.

use airside_primitives::AirlineCode;

const ALLIANCES: [&[&str]; 3] = [
    &["AC", "AI", "LH", "LX", "NH", "NZ", "OS", "SN", "SQ", "TG", "TK", "TP", "UA"],
    &["AA", "AS", "AY", "BA", "CX", "IB", "JL", "MH", "QF", "QR", "RJ"],
    &["AF", "AM", "AZ", "CI", "DL", "GA", "KE", "KL", "MU", "SV", "VN", "VS"],
];

const PAIRS: [(&str, &str); 4] = [("EK", "QF"), ("EK", "FZ"), ("EY", "AI"), ("VA", "SQ")];

/// Pairs of airlines that may meet in one journey; each pair is named once.
pub fn partners() -> Vec<[AirlineCode; 2]> {
    let within = ALLIANCES.iter().flat_map(|members| {
        members
            .iter()
            .enumerate()
            .flat_map(|(at, one)| members[at + 1..].iter().map(move |other| (*one, *other)))
    });
    within
        .chain(PAIRS)
        .filter_map(|(one, other)| Some([one.parse().ok()?, other.parse().ok()?]))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_pair_is_named_once_and_none_is_lost() {
        let pairs = partners();
        let seen: HashSet<_> = pairs
            .iter()
            .map(|[one, other]| if one < other { (*one, *other) } else { (*other, *one) })
            .collect();
        assert_eq!(seen.len(), pairs.len());
        assert_eq!(pairs.len(), 13 * 12 / 2 + 11 * 10 / 2 + 12 * 11 / 2 + 4);
        assert!(pairs.iter().all(|[one, other]| one != other));
    }
}
