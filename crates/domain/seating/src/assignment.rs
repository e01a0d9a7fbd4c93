//! Seats the members of a party, once it is settled which candidates it takes.
//!
//! The candidates come in cabin order and are filled one after the other; a table
//! over all sets of passengers seated so far makes the answer exact. A party
//! has at most ten, so the table has at most 1,024 rows.

use airside_primitives::{SeatKind, SeatNumber, SeatPreference};

use crate::seeker::Seeker;
use crate::togetherness::{Candidate, Shape};

/// Weights that keep the tiers of the objective apart: at most ten preferences
/// lie below one unit of spread, and no spread (nine steps over 100 rows)
/// reaches one child apart.
pub(crate) const UNMET_PREFERENCE: u32 = 1;
pub(crate) const SPREAD: u32 = 100;
pub(crate) const CHILD_APART: u32 = 10_000_000;

/// Up to ten passengers who are seated together.
pub(crate) struct Group<'a> {
    members: Vec<Member<'a>>,
    any_adult: bool,
}

struct Member<'a> {
    seeker: &'a Seeker,
    /// Keeps the seat they picked.
    settled: bool,
    /// A member before them with the same wishes and rules, who is seated first: swapping the two
    /// would change nothing.
    twin: Option<usize>,
}

/// Seats for the members of a group, and how good they are: less is better.
#[derive(Debug)]
pub(crate) struct Seating {
    pub cost: u32,
    /// Members by position, in no order.
    pub seats: Vec<(usize, SeatNumber)>,
}

/// What is known of the adults in the part of the party that is being seated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Escort {
    /// There will be none.
    Absent,
    /// There must be one further on.
    Awaited,
    Present,
}

/// The cheapest way so far to have seated one set of members.
#[derive(Debug, Clone, Copy)]
struct Reached {
    cost: u32,
    last: usize,
    before: Escort,
}

type Table = Vec<[Option<Reached>; 3]>;

impl<'a> Group<'a> {
    /// `seats` are those that members keep.
    pub(crate) fn new(seekers: &'a [Seeker], seats: &[Option<SeatNumber>]) -> Self {
        let settled = |at: usize| seats.get(at).is_some_and(Option::is_some);
        let alike = |one: &Seeker, other: &Seeker| {
            let traits = |it: &Seeker| (it.preference, it.adult, it.may_sit_at_exits());
            traits(one) == traits(other)
        };
        let member = |(at, seeker): (usize, &'a Seeker)| {
            let before = seekers.iter().take(at).enumerate();
            let twin = before
                .rev()
                .find(|(twin, other)| !settled(*twin) && alike(seeker, other))
                .map(|(twin, _)| twin);
            Member { seeker, settled: settled(at), twin }
        };
        Self {
            members: seekers.iter().enumerate().map(member).collect(),
            any_adult: seekers.iter().any(|seeker| seeker.adult),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.members.len()
    }

    /// How many still need a seat and may have one in an exit row.
    pub(crate) fn exit_seekers(&self) -> usize {
        self.open().filter(|seeker| seeker.may_sit_at_exits()).count()
    }

    /// Whether exit rows are open to everyone who still needs a seat.
    pub(crate) fn all_may_sit_at_exits(&self) -> bool {
        self.exit_seekers() == self.open().count()
    }

    fn open(&self) -> impl Iterator<Item = &Seeker> {
        self.members.iter().filter(|member| !member.settled).map(|member| member.seeker)
    }

    /// The least that seating the group in these candidates can cost, found quickly.
    pub(crate) fn at_least(&self, walk: &[&Candidate]) -> u32 {
        let shape = Shape::of(walk);
        self.children_apart_at_least(&shape) * CHILD_APART
            + shape.spread * SPREAD
            + self.unmet_at_least(walk) * UNMET_PREFERENCE
    }

    /// Each part of the party needs an adult: the smallest parts go without.
    fn children_apart_at_least(&self, shape: &Shape) -> u32 {
        let adults = self.members.iter().filter(|member| member.seeker.adult).count();
        if adults == 0 || shape.parts.len() <= adults {
            return 0;
        }
        let mut sizes = shape.parts.clone();
        sizes.sort_unstable();
        sizes.iter().take(sizes.len() - adults).sum()
    }

    fn unmet_at_least(&self, walk: &[&Candidate]) -> u32 {
        let open = || walk.iter().filter(|candidate| candidate.kept_by.is_none());
        let wishing = |preference| self.open().filter(|it| it.preference == preference).count();
        let pleased = |preference, kind| {
            open().filter(|candidate| candidate.seat.kind == kind).count().min(wishing(preference))
        };
        let most_pleased = pleased(SeatPreference::Window, SeatKind::Window)
            + pleased(SeatPreference::Middle, SeatKind::Middle)
            + pleased(SeatPreference::Aisle, SeatKind::Aisle)
            + wishing(SeatPreference::Any);
        u32::try_from(open().count().saturating_sub(most_pleased)).unwrap_or(0)
    }

    /// The best way to fill all of these candidates, which are in cabin order.
    ///
    /// `None` when they cannot all be filled, as with more exit-row candidates than
    /// members who may sit there.
    pub(crate) fn assign(&self, walk: &[&Candidate]) -> Option<Seating> {
        let shape = Shape::of(walk);
        let mut table: Table = vec![[None; 3]; 1 << self.members.len()];
        for seated in 0..table.len() {
            let Some(candidate) = walk.get(seated.count_ones() as usize) else { continue };
            let begins = shape.begins.contains(&(seated.count_ones() as usize));
            for (before, so_far) in arrivals(&table, seated) {
                let open_with: &[Escort] = match (begins, before) {
                    (true, Escort::Awaited) => &[],
                    (true, Escort::Absent | Escort::Present) => &[Escort::Absent, Escort::Awaited],
                    (false, Escort::Absent) => &[Escort::Absent],
                    (false, Escort::Awaited) => &[Escort::Awaited],
                    (false, Escort::Present) => &[Escort::Present],
                };
                for escort in open_with {
                    self.seat_next(&mut table, seated, candidate, (before, so_far), *escort);
                }
            }
        }

        let filled = |seated: &usize| seated.count_ones() as usize == walk.len();
        let complete = (0..table.len()).filter(filled).flat_map(|seated| {
            arrivals(&table, seated)
                .filter(|(escort, _)| *escort != Escort::Awaited)
                .map(move |(escort, cost)| (cost, seated, escort))
        });
        let (cost, seated, escort) = complete.min_by_key(|(cost, ..)| *cost)?;
        let seats = trace(&table, walk, seated, escort);
        Some(Seating { cost: cost + shape.spread * SPREAD, seats })
    }

    /// Tries every member who is not yet seated in the next candidate.
    fn seat_next(
        &self,
        table: &mut Table,
        seated: usize,
        candidate: &Candidate,
        (before, so_far): (Escort, u32),
        escort: Escort,
    ) {
        for (at, member) in self.members.iter().enumerate() {
            let is_seated = |at: usize| seated & (1 << at) != 0;
            let may = if member.settled {
                candidate.kept_by == Some(at)
            } else {
                candidate.kept_by.is_none()
                    && member.twin.is_none_or(is_seated)
                    && member.seeker.may_sit_in(candidate.seat)
            };
            if is_seated(at) || !may {
                continue;
            }
            let after = match (member.seeker.adult, escort) {
                (true, Escort::Absent) => continue,
                (true, Escort::Awaited | Escort::Present) => Escort::Present,
                (false, escort) => escort,
            };
            let apart = self.any_adult && !member.seeker.adult && after == Escort::Absent;
            let unmet = !member.settled && !member.seeker.preference.likes(candidate.seat.kind);
            let cost =
                so_far + u32::from(apart) * CHILD_APART + u32::from(unmet) * UNMET_PREFERENCE;

            let reached = &mut table[seated | (1 << at)][after as usize];
            if reached.is_none_or(|other| cost < other.cost) {
                *reached = Some(Reached { cost, last: at, before });
            }
        }
    }
}

/// The ways in which a set of members has been seated, with their costs.
fn arrivals(table: &Table, seated: usize) -> impl Iterator<Item = (Escort, u32)> + use<> {
    let start = (seated == 0).then_some((Escort::Present, 0));
    let ways = table[seated];
    let reached = [Escort::Absent, Escort::Awaited, Escort::Present]
        .into_iter()
        .filter_map(move |escort| ways[escort as usize].map(|reached| (escort, reached.cost)));
    start.into_iter().chain(reached)
}

/// Reads the seats of the members from the table, backwards.
fn trace(
    table: &Table,
    walk: &[&Candidate],
    mut seated: usize,
    mut escort: Escort,
) -> Vec<(usize, SeatNumber)> {
    let mut seats = Vec::with_capacity(walk.len());
    for candidate in walk.iter().rev() {
        let Some(reached) = table[seated][escort as usize] else { break };
        seats.push((reached.last, candidate.seat.number));
        seated &= !(1 << reached.last);
        escort = reached.before;
    }
    seats
}
