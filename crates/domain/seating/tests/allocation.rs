//! The promises of allocation, held against an objective written down a second
//! time and against trying everything.

#![expect(clippy::unwrap_used, reason = "a broken test fails where it breaks")]

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use airside_primitives::{Cabin, SeatNumber, SeatPreference};
use airside_seating::{Layout, Plan, Row, Seat, Section, Seeker, allocate};
use proptest::prelude::*;

const ADULT: Seeker = Seeker {
    preference: SeatPreference::Any,
    picked: None,
    exit_row_allowed: true,
    with_infant: false,
    adult: true,
};
const CHILD: Seeker = Seeker { exit_row_allowed: false, adult: false, ..ADULT };

fn wanting(preference: SeatPreference) -> Seeker {
    Seeker { preference, ..ADULT }
}

/// Aircraft, cabin, first row, last row, letters, rows at an exit.
type Deck = (&'static str, Cabin, u8, u8, &'static str, &'static [u8]);

/// Cabins of every shape.
const CABINS: &[Deck] = &[
    ("AT5", Cabin::Economy, 1, 12, "AC-DF", &[1]),
    ("ER4", Cabin::Economy, 2, 17, "A-BC", &[11]),
    ("320", Cabin::Economy, 4, 26, "ABC-DEF", &[11, 12]),
    ("321", Cabin::Economy, 5, 33, "ABC-DEF", &[12, 23]),
    ("E95", Cabin::Business, 1, 3, "A-DF", &[]),
    ("77W", Cabin::First, 1, 2, "A-DG-K", &[]),
    ("77W", Cabin::Economy, 30, 52, "ABC-DEFG-HJK", &[41]),
    ("789", Cabin::PremiumEconomy, 10, 12, "AC-DEG-HK", &[]),
    ("388", Cabin::Economy, 43, 76, "ABC-DEFG-HJK", &[54, 65]),
    ("A3B", Cabin::Economy, 1, 4, "ABC-DEF", &[2]),
];

/// Seats of the `A3B` that are never sold.
const BLOCKED: &[&str] = &["1A", "2C", "3D", "3E"];

static AIRCRAFT: LazyLock<HashMap<&str, Layout>> = LazyLock::new(|| {
    let codes: HashSet<_> = CABINS.iter().map(|(code, ..)| *code).collect();
    codes.into_iter().map(|code| (code, laid_out(code))).collect()
});

fn laid_out(code: &str) -> Layout {
    let cabins = || CABINS.iter().filter(|(of, ..)| *of == code);
    let section = |&(_, cabin, first, last, letters, _): &Deck| Section {
        cabin,
        first,
        last,
        letters: letters.to_owned(),
    };
    let blocked = BLOCKED.iter().filter(|_| code == "A3B");
    let plan = Plan {
        sections: cabins().map(section).collect(),
        exit_rows: cabins().flat_map(|(.., exits)| exits.iter().copied()).collect(),
        missing_rows: Vec::new(),
        blocked_seats: blocked.map(|seat| seat.parse().unwrap()).collect(),
    };
    Layout::new(code, &plan).unwrap()
}

fn aircraft(code: &str) -> &'static Layout {
    &AIRCRAFT[code]
}

fn seats(text: &str) -> HashSet<SeatNumber> {
    text.split_whitespace().map(|seat| seat.parse().unwrap()).collect()
}

fn all_seats(layout: &Layout, cabin: Cabin) -> Vec<SeatNumber> {
    let seats = layout.rows(cabin).iter().flat_map(Row::seats);
    seats.filter(|seat| !seat.blocked).map(|seat| seat.number).collect()
}

/// Seats a party in the economy of an A320 of which only `free` is left.
fn in_last_seats(free: &str, party: &[Seeker]) -> Vec<Option<String>> {
    let a320 = aircraft("320");
    let free = seats(free);
    let all = all_seats(a320, Cabin::Economy).into_iter();
    let taken = all.filter(|seat| !free.contains(seat)).collect();
    shown(&allocate(a320, Cabin::Economy, &taken, party))
}

fn in_empty(code: &str, party: &[Seeker]) -> Vec<Option<String>> {
    shown(&allocate(aircraft(code), Cabin::Economy, &HashSet::new(), party))
}

fn shown(seats: &[Option<SeatNumber>]) -> Vec<Option<String>> {
    seats.iter().map(|seat| seat.map(|seat| seat.to_string())).collect()
}

fn given<const N: usize>(seats: [&str; N]) -> Vec<Option<String>> {
    seats.iter().map(|seat| Some((*seat).to_owned())).collect()
}

#[test]
fn a_preference_is_met_when_nothing_speaks_against_it() {
    let window = wanting(SeatPreference::Window);
    let middle = wanting(SeatPreference::Middle);
    let aisle = wanting(SeatPreference::Aisle);
    assert_eq!(in_empty("320", &[aisle]), given(["4C"]));
    assert_eq!(in_empty("320", &[middle]), given(["4B"]));
    assert_eq!(in_empty("320", &[aisle, window, middle]), given(["4C", "4A", "4B"]));
}

#[test]
fn a_couple_who_both_want_windows_sit_together() {
    let window = wanting(SeatPreference::Window);
    assert_eq!(in_empty("320", &[window, window]), given(["4A", "4B"]));
}

#[test]
fn a_party_fills_a_row_across_the_aisle_before_the_next_row() {
    assert_eq!(in_empty("320", &[ADULT; 4]), given(["4A", "4B", "4C", "4D"]));
    let ten = in_empty("77W", &[ADULT; 10]);
    assert!(ten.iter().flatten().all(|seat| seat.starts_with("30")), "{ten:?}");
}

#[test]
fn a_party_that_must_split_leaves_no_child_without_an_adult() {
    let party = [CHILD, CHILD, ADULT, ADULT];
    let split = in_last_seats("5A 5B 20A 20B", &party);
    let front = |member: usize| split[member].as_ref().unwrap().starts_with('5');
    assert_ne!(front(0), front(1));
    assert_ne!(front(2), front(3));

    // One of them is left alone here, but only one.
    let trio = in_last_seats("5A 5B 5C 25A", &[CHILD, CHILD, CHILD, ADULT]);
    assert_ne!(trio[3].as_deref(), Some("25A"));
}

#[test]
fn a_picked_seat_is_kept_and_the_party_gathers_around_it() {
    let picker = Seeker { picked: Some("20E".parse().unwrap()), ..ADULT };
    let party = in_empty("320", &[ADULT, picker, ADULT]);
    assert_eq!(party, given(["20D", "20E", "20F"]));
}

#[test]
fn a_picked_seat_that_is_gone_is_replaced_by_preference() {
    let gone = Some("20D".parse().unwrap());
    let picker = Seeker { picked: gone, ..wanting(SeatPreference::Aisle) };
    assert_eq!(in_last_seats("9B 22C", &[picker]), given(["22C"]));
}

#[test]
fn of_two_who_picked_the_same_seat_the_first_has_it() {
    let picker = Seeker { picked: Some("20A".parse().unwrap()), ..ADULT };
    assert_eq!(in_empty("320", &[picker, picker]), given(["20A", "20B"]));
}

#[test]
fn a_forbidden_seat_is_never_given() {
    let young = Seeker { exit_row_allowed: false, ..ADULT };
    let with_infant = Seeker { with_infant: true, ..ADULT };
    for forbidden in [young, with_infant, CHILD] {
        assert_eq!(in_last_seats("11A 12A", &[forbidden]), [None]);
    }
    let picker = Seeker { picked: Some("11A".parse().unwrap()), ..CHILD };
    assert_eq!(in_last_seats("11A", &[picker]), [None]);
}

#[test]
fn an_exit_row_takes_those_who_may_sit_there_so_that_all_have_seats() {
    assert_eq!(in_last_seats("11A 20A", &[ADULT, CHILD]), given(["11A", "20A"]));
    assert_eq!(in_last_seats("10A 11A", &[CHILD, ADULT]), given(["10A", "11A"]));
}

#[test]
fn when_seats_run_out_the_rest_of_the_party_has_none() {
    let party = in_last_seats("20A 20B", &[ADULT, CHILD, ADULT]);
    assert_eq!(party.iter().flatten().count(), 2);
    assert!(in_last_seats("", &[ADULT]).iter().all(Option::is_none));
    assert!(allocate(aircraft("320"), Cabin::First, &HashSet::new(), &[ADULT])[0].is_none());
    assert!(in_empty("320", &[]).is_empty());
}

/// The objective as the documentation words it; `None` when a hard rule is broken.
fn cost(
    layout: &Layout,
    cabin: Cabin,
    taken: &HashSet<SeatNumber>,
    party: &[Seeker],
    given: &[Option<SeatNumber>],
) -> Option<(usize, usize, usize, usize)> {
    let mut walk: Vec<(usize, usize, usize, &Seat, &Seeker)> = Vec::new();
    for (seeker, number) in party.iter().zip(given) {
        let Some(number) = number else { continue };
        let seat = layout.seat(*number)?;
        let barred = seat.exit_row && (!seeker.exit_row_allowed || seeker.with_infant);
        if barred || seat.cabin != cabin || taken.contains(number) {
            return None;
        }
        let row = layout.rows(cabin).iter().position(|row| row.number() == number.row())?;
        let blocks = || layout.rows(cabin)[row].blocks();
        let block = blocks().position(|block| block.contains(seat))?;
        let column = blocks().flatten().position(|other| other == seat)?;
        walk.push((row, column, block, seat, seeker));
    }
    walk.sort_by_key(|(row, column, ..)| (*row, *column));
    if walk.windows(2).any(|pair| pair[0].3 == pair[1].3) {
        return None;
    }

    let mut groups: Vec<Vec<&Seeker>> = Vec::new();
    let mut spread = 0;
    for (at, (row, column, block, _, seeker)) in walk.iter().enumerate() {
        let step = at.checked_sub(1).map(|before| {
            let (other_row, other_column, other_block, ..) = walk[before];
            let aisles = block.abs_diff(other_block);
            match row - other_row {
                0 => aisles + 2 * (column - other_column - 1),
                rows => 3 * rows + aisles,
            }
        });
        let near = step.is_some_and(|step| step <= 5);
        spread += step.map_or(0, |step| if near { step } else { step + 40 });
        if near {
            groups.last_mut().unwrap().push(seeker);
        } else {
            groups.push(vec![seeker]);
        }
    }

    let alone = |group: &&Vec<&Seeker>| !group.iter().any(|seeker| seeker.adult);
    let apart = if party.iter().any(|seeker| seeker.adult) {
        groups.iter().filter(alone).map(Vec::len).sum()
    } else {
        0
    };
    let unmet = walk.iter().filter(|(.., seat, seeker)| {
        seeker.picked != Some(seat.number) && !seeker.preference.likes(seat.kind)
    });
    Some((party.len() - walk.len(), apart, spread, unmet.count()))
}

/// The picks that are kept: of free seats, by those who may sit there, first come first served.
fn kept(
    layout: &Layout,
    cabin: Cabin,
    taken: &HashSet<SeatNumber>,
    party: &[Seeker],
) -> Vec<Option<SeatNumber>> {
    let mut kept: Vec<Option<SeatNumber>> = Vec::new();
    for seeker in party {
        let mine = seeker.picked.filter(|pick| {
            let alone = cost(layout, cabin, taken, &[*seeker], &[Some(*pick)]).is_some();
            alone && !kept.contains(&Some(*pick))
        });
        kept.push(mine);
    }
    kept
}

/// The least cost over all ways to seat the party.
fn least_cost(
    layout: &Layout,
    cabin: Cabin,
    taken: &HashSet<SeatNumber>,
    party: &[Seeker],
) -> (usize, usize, usize, usize) {
    let kept = kept(layout, cabin, taken, party);
    let all = all_seats(layout, cabin);
    let free: Vec<_> =
        all.into_iter().filter(|it| !taken.contains(it) && !kept.contains(&Some(*it))).collect();

    let mut ways: Vec<Vec<Option<SeatNumber>>> = vec![Vec::new()];
    for pick in &kept {
        let longer = |way: &Vec<Option<SeatNumber>>| -> Vec<Vec<Option<SeatNumber>>> {
            let choices: Vec<_> = match pick {
                Some(pick) => vec![Some(*pick)],
                None => free.iter().copied().map(Some).chain([None]).collect(),
            };
            let allowed = |it: &Option<SeatNumber>| it.is_none() || !way.contains(it);
            let extend = |it| way.iter().copied().chain([it]).collect();
            choices.into_iter().filter(allowed).map(extend).collect()
        };
        ways = ways.iter().flat_map(longer).collect();
    }
    let costs = ways.iter().filter_map(|way| cost(layout, cabin, taken, party, way));
    costs.min().unwrap()
}

fn seekers(most: usize, picks: Vec<SeatNumber>) -> impl Strategy<Value = Vec<Seeker>> {
    let preference = prop::sample::select(SeatPreference::ALL.to_vec());
    let picked = prop::option::weighted(0.15, prop::sample::select(picks));
    let seeker = (preference, picked, 0..6_u8).prop_map(|(preference, picked, kind)| Seeker {
        preference,
        picked,
        exit_row_allowed: kind > 2,
        with_infant: kind == 3,
        adult: kind > 1,
    });
    prop::collection::vec(seeker, 1..=most)
}

/// A cabin of which `free` seats are left, and a party for it.
fn last_seats(
    cabins: &'static [(&'static str, Cabin)],
    free: std::ops::RangeInclusive<usize>,
    most: usize,
) -> impl Strategy<Value = (&'static Layout, Cabin, HashSet<SeatNumber>, Vec<Seeker>)> {
    prop::sample::select(cabins).prop_flat_map(move |(code, cabin)| {
        let layout = aircraft(code);
        let all = all_seats(layout, cabin);
        let free = *free.start()..=(*free.end()).min(all.len());
        let free = prop::sample::subsequence(all.clone(), free);
        let taken = free.prop_map(move |free| -> HashSet<_> {
            all_seats(layout, cabin).into_iter().filter(|it| !free.contains(it)).collect()
        });
        (Just(layout), Just(cabin), taken, seekers(most, all))
    })
}

const SMALL: &[(&str, Cabin)] = &[
    ("AT5", Cabin::Economy),
    ("A3B", Cabin::Economy),
    ("ER4", Cabin::Economy),
    ("320", Cabin::Economy),
    ("E95", Cabin::Business),
    ("77W", Cabin::First),
    ("789", Cabin::PremiumEconomy),
];
const LARGE: &[(&str, Cabin)] =
    &[("388", Cabin::Economy), ("77W", Cabin::Economy), ("321", Cabin::Economy)];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn in_the_last_seats_nobody_could_do_better(
        (layout, cabin, taken, party) in last_seats(SMALL, 0..=8, 4),
    ) {
        let given = allocate(layout, cabin, &taken, &party);
        let cost = cost(layout, cabin, &taken, &party, &given);
        prop_assert_eq!(cost, Some(least_cost(layout, cabin, &taken, &party)));
    }

    #[test]
    fn no_rule_is_ever_broken_and_as_many_as_possible_sit(
        (layout, cabin, taken, party) in last_seats(LARGE, 0..=340, 12),
    ) {
        let given = allocate(layout, cabin, &taken, &party);
        prop_assert_eq!(given.len(), party.len());
        let cost = cost(layout, cabin, &taken, &party, &given);
        let Some((unseated, ..)) = cost else { return Err(TestCaseError::fail("a rule is broken")) };
        for (kept, given) in kept(layout, cabin, &taken, &party).iter().zip(&given) {
            prop_assert!(kept.is_none() || kept == given);
        }
        let free = all_seats(layout, cabin).len() - taken.len();
        prop_assert!(unseated == 0 || free < party.len() + 20);
    }

    #[test]
    fn the_same_party_is_seated_the_same_way_twice(
        (layout, cabin, taken, party) in last_seats(LARGE, 0..=340, 10),
    ) {
        let first = allocate(layout, cabin, &taken, &party);
        prop_assert_eq!(allocate(layout, cabin, &taken, &party), first);
    }
}
