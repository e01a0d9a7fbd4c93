//! The search for the candidates that a party takes.
//!
//! Walks through the cabin are tried in order of their spread, and a table of the least spread
//! still ahead of each candidate cuts short every walk that cannot be among them. So the first
//! spread that leaves no child apart is the best one, and only its walks are compared by
//! preference.
//!
//! The search is exact until its effort is spent. It is spent when a full,
//! scattered cabin has to leave a child apart; what was found by then stands.

use crate::assignment::{Group, SPREAD, Seating};
use crate::togetherness::{Candidate, least_step, step};

/// How many steps a search may look at: well under a millisecond of work.
const EFFORT: u32 = 40_000;

/// More than any walk costs.
const UNREACHABLE: u32 = u32::MAX / 8;

/// The best seating in `count` of the `candidates`, or `best` if none is better.
pub(crate) fn improve(
    best: Seating,
    group: &Group,
    candidates: &[Candidate],
    count: usize,
) -> Seating {
    let Some(last_step) = count.checked_sub(1) else { return best };
    let ahead = Ahead::new(candidates, last_step);
    let mut search = Search {
        group,
        candidates,
        ahead: &ahead,
        exits: group.exit_seekers(),
        walk: Vec::with_capacity(count),
        seen: None,
        bound: ahead.least[last_step],
        next_bound: UNREACHABLE,
        effort: EFFORT,
        best,
    };
    while search.bound < UNREACHABLE && search.could_improve(search.bound) && search.effort > 0 {
        search.start(last_step);
        search.seen = Some(search.bound);
        search.bound = std::mem::replace(&mut search.next_bound, UNREACHABLE);
    }
    search.best
}

/// The least spread still ahead, for each number of steps and each candidate.
struct Ahead {
    /// By steps to go, then by candidate. A walk never skips a picked candidate.
    from: Vec<Vec<u32>>,
    /// By steps to go: the least over all candidates.
    least: Vec<u32>,
    /// The furthest candidate that a step may go to, by candidate.
    reach: Vec<usize>,
    /// The furthest candidate that a walk may start at.
    start: usize,
}

impl Ahead {
    fn new(candidates: &[Candidate], steps: usize) -> Self {
        let end = candidates.len().saturating_sub(1);
        let mut reach = vec![end; candidates.len()];
        let mut next_kept = end;
        let mut last_kept = None;
        for (at, candidate) in candidates.iter().enumerate().rev() {
            reach[at] = next_kept;
            if candidate.kept_by.is_some() {
                next_kept = at;
                last_kept = last_kept.or(Some(at));
            }
        }

        let home = |at| if last_kept.is_none_or(|kept| at >= kept) { 0 } else { UNREACHABLE };
        let from = vec![(0..candidates.len()).map(home).collect()];
        let mut ahead = Self { from, least: vec![0], reach, start: next_kept };
        for _ in 0..steps {
            ahead.add_step(candidates);
        }
        // A walk may start no further back than the first picked candidate.
        if let (Some(least), Some(from)) = (ahead.least.last_mut(), ahead.from.last()) {
            *least = from.iter().take(next_kept + 1).copied().min().unwrap_or(UNREACHABLE);
        }
        ahead
    }

    fn add_step(&mut self, candidates: &[Candidate]) {
        let (Some(shorter), Some(least)) = (self.from.last(), self.least.last()) else { return };
        let longer: Vec<u32> = candidates
            .iter()
            .enumerate()
            .map(|(here, from)| {
                let mut best = UNREACHABLE;
                for there in here + 1..=self.reach[here] {
                    let to = &candidates[there];
                    if least_step(to.row - from.row) + least >= best {
                        break;
                    }
                    best = best.min(step(from, to) + shorter[there]);
                }
                best
            })
            .collect();
        self.least.push(longer.iter().copied().min().unwrap_or(UNREACHABLE));
        self.from.push(longer);
    }
}

struct Search<'a> {
    group: &'a Group<'a>,
    candidates: &'a [Candidate],
    ahead: &'a Ahead,
    /// How many more candidates of exit rows the walk may take.
    exits: usize,
    walk: Vec<&'a Candidate>,
    /// Walks up to this spread have been tried.
    seen: Option<u32>,
    /// Walks up to this spread are being tried.
    bound: u32,
    /// The least spread that was seen beyond the bound.
    next_bound: u32,
    effort: u32,
    best: Seating,
}

impl Search<'_> {
    fn could_improve(&self, spread: u32) -> bool {
        spread.saturating_mul(SPREAD) < self.best.cost
    }

    fn start(&mut self, steps: usize) {
        for at in 0..=self.ahead.start {
            self.visit(at, steps, 0);
        }
    }

    /// Takes a candidate into the walk and goes on from it, if that can lead anywhere.
    fn visit(&mut self, at: usize, steps: usize, spread: u32) {
        let total = spread + self.ahead.from[steps][at];
        if total > self.bound {
            self.next_bound = self.next_bound.min(total);
            return;
        }
        let candidate = &self.candidates[at];
        let at_exit = candidate.seat.exit_row && candidate.kept_by.is_none();
        if !self.could_improve(total) || (at_exit && self.exits == 0) {
            return;
        }

        self.exits -= usize::from(at_exit);
        self.walk.push(candidate);
        match steps.checked_sub(1) {
            Some(steps) => self.go_on(at, steps, spread),
            None => self.arrive(spread),
        }
        self.walk.pop();
        self.exits += usize::from(at_exit);
    }

    /// Tries the candidates behind this one; `steps` are left after the next.
    fn go_on(&mut self, here: usize, steps: usize, spread: u32) {
        let from = &self.candidates[here];
        for there in here + 1..=self.ahead.reach[here] {
            let to = &self.candidates[there];
            let at_least = spread + least_step(to.row - from.row) + self.ahead.least[steps];
            if at_least > self.bound {
                self.next_bound = self.next_bound.min(at_least);
                return;
            }
            let Some(effort) = self.effort.checked_sub(1) else { return };
            self.effort = effort;
            self.visit(there, steps, spread + step(from, to));
        }
    }

    fn arrive(&mut self, spread: u32) {
        let tried_before = self.seen.is_some_and(|seen| spread <= seen);
        if tried_before || self.group.at_least(&self.walk) >= self.best.cost {
            return;
        }
        self.effort = self.effort.saturating_sub(1 << self.group.len());
        if let Some(seating) = self.group.assign(&self.walk)
            && seating.cost < self.best.cost
        {
            self.best = seating;
        }
    }
}
