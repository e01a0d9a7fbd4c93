//! Seats for a party: what is best, and the search for it.
//!
//! Allocation never fails. A passenger who may sit in none of the remaining seats gets `None`, and
//! a seat at the airport.
//!
//! Two rules are hard: a picked seat is kept while it is free, and only those who may sit in an
//! exit row get a seat there. Among all ways that keep both, the best is the one with the least of,
//! in this order:
//!
//! 1. passengers without a seat;
//! 2. children apart from every adult: the party in cabin order falls into
//!    groups wherever a step is longer than [`NEAR`](crate::togetherness::NEAR),
//!    and the children of a group without an adult count (none do when no adult
//!    travels with them);
//! 3. spread: the sum of those [`step`](crate::togetherness::step)s;
//! 4. preferences not met, those of passengers in a picked seat aside.
//!
//! Ties are decided for the seats further forward.

use std::collections::HashSet;

use airside_primitives::{Cabin, Party, SeatNumber};

use crate::assignment::Group;
use crate::layout::Layout;
use crate::seeker::Seeker;
use crate::togetherness::{Candidate, candidates};
use crate::walk;

/// Gives each of a party a seat of `cabin` that is not `taken`, in the party's order.
///
/// More than [`Party::MOST`] are seated ten at a time.
#[expect(clippy::implicit_hasher, reason = "seats are never keyed by another hasher")]
pub fn allocate(
    layout: &Layout,
    cabin: Cabin,
    taken: &HashSet<SeatNumber>,
    party: &[Seeker],
) -> Vec<Option<SeatNumber>> {
    let mut taken = taken.clone();
    let mut seats = keep_picks(layout, cabin, &mut taken, party);

    let most = usize::from(Party::MOST);
    for (members, seats) in party.chunks(most).zip(seats.chunks_mut(most)) {
        let usable = |candidate: Candidate| {
            let seat = candidate.seat.number;
            let kept_by = seats.iter().position(|kept| *kept == Some(seat));
            let is_ours = kept_by.is_some() || !taken.contains(&seat);
            is_ours.then_some(Candidate { kept_by, ..candidate })
        };
        let candidates: Vec<Candidate> = candidates(layout, cabin).filter_map(usable).collect();
        seat_group(&Group::new(members, seats), &candidates, seats);
        taken.extend(seats.iter().flatten());
    }
    seats
}

/// Lets everyone have the seat they picked, if it is free and they may sit there.
fn keep_picks(
    layout: &Layout,
    cabin: Cabin,
    taken: &mut HashSet<SeatNumber>,
    party: &[Seeker],
) -> Vec<Option<SeatNumber>> {
    let keep = |seeker: &Seeker| {
        let seat = layout.seat(seeker.picked?)?;
        let kept = seat.cabin == cabin && seeker.may_sit_in(*seat) && taken.insert(seat.number);
        kept.then_some(seat.number)
    };
    party.iter().map(keep).collect()
}

/// Fills in the seats of those who keep none.
fn seat_group(group: &Group, candidates: &[Candidate], seats: &mut [Option<SeatNumber>]) {
    if seats.iter().all(Option::is_some) {
        return;
    }
    let away_from_exits: Vec<Candidate> =
        candidates.iter().filter(|it| !it.seat.exit_row || it.kept_by.is_some()).copied().collect();
    let exits_in_reach = group.exit_seekers().min(candidates.len() - away_from_exits.len());
    let count = group.len().min(away_from_exits.len() + exits_in_reach);

    let Some(mut best) = group.assign(&first_fit(candidates, count)) else { return };
    if group.all_may_sit_at_exits() {
        best = walk::improve(best, group, candidates, count);
    } else {
        // A search that may use exit rows does not foresee that few of the party can sit there:
        // the one without gives it a good seating to beat.
        if away_from_exits.len() >= count {
            best = walk::improve(best, group, &away_from_exits, count);
        }
        if exits_in_reach > 0 {
            best = walk::improve(best, group, candidates, count);
        }
    }

    for (member, seat) in best.seats {
        if let Some(given) = seats.get_mut(member) {
            *given = Some(seat);
        }
    }
}

/// The picked candidates and then the front ones, those in exit rows last.
fn first_fit(candidates: &[Candidate], count: usize) -> Vec<&Candidate> {
    let mut order: Vec<&Candidate> = candidates.iter().collect();
    order.sort_by_key(|it| (it.kept_by.is_none(), it.kept_by.is_none() && it.seat.exit_row));
    order.truncate(count);
    order.sort_by_key(|it| (it.row, it.column));
    order
}
