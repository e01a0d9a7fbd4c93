//! Drops journeys that another of the same seller beats.
//!
//! A journey is beaten by one of no more stops that leaves no earlier and
//! arrives no later. Of two that tie in all three, the one with more time at
//! its tightest change stays. A direct flight is never dropped: people know it
//! is there and look for it.

use crate::airlines::dense;
use crate::dated::Dated;

/// A journey that was found and may still be dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Candidate {
    first: Dated,
    second: Option<Dated>,
    third: Option<Dated>,
}

impl Candidate {
    pub(crate) const fn direct(leg: Dated) -> Self {
        Self { first: leg, second: None, third: None }
    }

    pub(crate) const fn one_stop([first, second]: [Dated; 2]) -> Self {
        Self { first, second: Some(second), third: None }
    }

    pub(crate) const fn two_stops([first, second, third]: [Dated; 3]) -> Self {
        Self { first, second: Some(second), third: Some(third) }
    }

    pub(crate) fn legs(&self) -> impl Iterator<Item = &Dated> {
        std::iter::once(&self.first).chain(&self.second).chain(&self.third)
    }

    pub(crate) fn departs(&self) -> i64 {
        self.first.departs
    }

    pub(crate) fn arrives(&self) -> i64 {
        self.third.or(self.second).unwrap_or(self.first).arrives
    }

    pub(crate) fn stops(&self) -> usize {
        usize::from(self.second.is_some()) + usize::from(self.third.is_some())
    }

    fn ties_with(&self, other: &Self) -> bool {
        (self.departs(), self.arrives(), self.stops())
            == (other.departs(), other.arrives(), other.stops())
    }

    /// More time at the tightest change, then flights that come first in the timetable.
    fn is_preferred_to(&self, other: &Self) -> bool {
        (other.tightest(), self.flights()) < (self.tightest(), other.flights())
    }

    fn tightest(&self) -> i64 {
        let legs = [Some(self.first), self.second, self.third];
        let changes = legs.windows(2).filter_map(|pair| Some(pair[1]?.departs - pair[0]?.arrives));
        changes.min().unwrap_or(i64::MAX)
    }

    fn flights(&self) -> [Option<u32>; 3] {
        [Some(self.first), self.second, self.third].map(|leg| leg.map(|leg| leg.flight))
    }
}

/// The journeys found so far, by seller. Those with fewer stops are to be offered first.
pub(crate) struct Pruning {
    /// For each airline, one more than its position in `frontiers`; 0 while it sells nothing.
    positions: Vec<u16>,
    frontiers: Vec<Frontier>,
}

/// One seller's journeys.
#[derive(Default)]
struct Frontier {
    /// None beats another: later departures arrive later. Includes direct flights.
    steps: Vec<Candidate>,
    /// Connections beaten only by others with more stops.
    beaten_by_more_stops: Vec<Candidate>,
    direct: Vec<Candidate>,
}

impl Pruning {
    pub(crate) fn new(airlines: usize) -> Self {
        Self { positions: vec![0; airlines], frontiers: Vec::new() }
    }

    /// Whether a journey of the seller with these instants would be dropped; one that ties is not.
    pub(crate) fn is_beaten(&self, seller: u16, departs: i64, arrives: i64) -> bool {
        let position = usize::from(self.positions[usize::from(seller)]);
        let Some(frontier) = position.checked_sub(1).and_then(|at| self.frontiers.get(at)) else {
            return false;
        };
        let at = frontier.steps.partition_point(|step| step.departs() < departs);
        frontier.steps.get(at).is_some_and(|step| {
            let is_tie = step.departs() == departs && step.arrives() == arrives;
            step.arrives() <= arrives && !is_tie
        })
    }

    /// Takes a journey in, and drops it or those that it beats.
    pub(crate) fn offer(&mut self, journey: Candidate) {
        let position = &mut self.positions[usize::from(journey.first.airline)];
        if *position == 0 {
            self.frontiers.push(Frontier::default());
            *position = dense(self.frontiers.len());
        }
        self.frontiers[usize::from(*position) - 1].offer(journey);
    }

    /// All journeys that remain, by departure, arrival, stops and flights.
    pub(crate) fn finish(self) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        for frontier in self.frontiers {
            found.extend(frontier.direct);
            found.extend(frontier.beaten_by_more_stops);
            found.extend(frontier.steps.iter().filter(|step| step.stops() > 0));
        }
        found.sort_unstable_by_key(|it| (it.departs(), it.arrives(), it.stops(), it.flights()));
        found
    }
}

impl Frontier {
    fn offer(&mut self, journey: Candidate) {
        if journey.stops() == 0 {
            self.direct.push(journey);
        }
        let at = self.steps.partition_point(|step| step.departs() < journey.departs());
        if let Some(step) = self.steps.get_mut(at)
            && step.arrives() <= journey.arrives()
        {
            if step.ties_with(&journey) && journey.is_preferred_to(step) {
                *step = journey;
            }
            return;
        }
        let leaves_as_late = |step: &Candidate| step.departs() <= journey.departs();
        let end = at + usize::from(self.steps.get(at).is_some_and(leaves_as_late));
        let begin = self.steps.partition_point(|step| step.arrives() < journey.arrives());
        let beaten = self.steps.splice(begin..end, [journey]);
        let has_fewer_stops = |it: &Candidate| 0 < it.stops() && it.stops() < journey.stops();
        self.beaten_by_more_stops.extend(beaten.filter(has_fewer_stops));
    }
}
