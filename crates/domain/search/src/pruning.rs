//! Drops journeys that another of the same seller beats.
//!
//! A journey is beaten by one of no more stops that leaves no earlier, arrives no later and costs
//! no more. Of two that tie in all of it, the one with more time at its tightest change stays. A
//! direct flight is never dropped: people know it is there and look for it.

use std::cell::Cell;

use airside_primitives::Amount;

use crate::airlines::dense;
use crate::dated::Dated;

/// A journey that was found and may still be dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Candidate {
    first: Dated,
    second: Option<Dated>,
    third: Option<Dated>,
    price: Amount,
}

impl Candidate {
    pub(crate) const fn direct(leg: Dated, price: Amount) -> Self {
        Self { first: leg, second: None, third: None, price }
    }

    pub(crate) const fn one_stop([first, second]: [Dated; 2], price: Amount) -> Self {
        Self { first, second: Some(second), third: None, price }
    }

    pub(crate) const fn two_stops([first, second, third]: [Dated; 3], price: Amount) -> Self {
        Self { first, second: Some(second), third: Some(third), price }
    }

    pub(crate) fn legs(&self) -> impl Iterator<Item = &Dated> {
        std::iter::once(&self.first).chain(&self.second).chain(&self.third)
    }

    pub(crate) fn stops(&self) -> usize {
        usize::from(self.second.is_some()) + usize::from(self.third.is_some())
    }

    fn worth(&self) -> Worth {
        Worth {
            departs: self.first.departs,
            arrives: self.third.or(self.second).unwrap_or(self.first).arrives,
            price: self.price,
        }
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

/// What journeys of the same number of stops are compared by; instants are minutes since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Worth {
    pub(crate) departs: i64,
    pub(crate) arrives: i64,
    pub(crate) price: Amount,
}

impl Worth {
    /// Whether it is as good in all of it; one that is equal is.
    fn is_as_good_as(&self, other: &Self) -> bool {
        self.departs >= other.departs && self.arrives <= other.arrives && self.price <= other.price
    }
}

/// The journeys found so far, by seller. Those with fewer stops are to be offered first.
pub(crate) struct Pruning {
    /// For each airline, one more than its position in `frontiers`; 0 while it sells nothing.
    positions: Vec<u16>,
    frontiers: Vec<Frontier>,
}

/// One seller's journeys, of which none beats another.
#[derive(Default)]
struct Frontier {
    worths: Vec<Worth>,
    /// The position of the one that beat something last, and is likely to beat the next, too.
    beater: Cell<usize>,
    /// Those of the same positions.
    journeys: Vec<Candidate>,
    /// Every direct flight, beaten or not.
    direct: Vec<Candidate>,
}

impl Pruning {
    pub(crate) fn new(airlines: usize) -> Self {
        Self { positions: vec![0; airlines], frontiers: Vec::new() }
    }

    /// Whether a journey of the seller that is worth this would be dropped; one that ties is not.
    pub(crate) fn is_beaten(&self, seller: u16, worth: Worth) -> bool {
        let position = usize::from(self.positions[usize::from(seller)]);
        let frontier = position.checked_sub(1).and_then(|at| self.frontiers.get(at));
        frontier.is_some_and(|frontier| frontier.beats(worth))
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

    /// All journeys that remain, by departure, arrival, stops, price and flights.
    pub(crate) fn finish(self) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        for frontier in self.frontiers {
            found.extend(frontier.direct);
            found.extend(frontier.journeys.iter().filter(|journey| journey.stops() > 0));
        }
        found.sort_unstable_by_key(|it| {
            let Worth { departs, arrives, price } = it.worth();
            (departs, arrives, it.stops(), price, it.flights())
        });
        found
    }
}

impl Frontier {
    fn beats(&self, worth: Worth) -> bool {
        let beats = |it: &Worth| it.is_as_good_as(&worth) && *it != worth;
        if self.worths.get(self.beater.get()).is_some_and(beats) {
            return true;
        }
        let beater = self.worths.iter().position(beats);
        self.beater.set(beater.unwrap_or(self.beater.get()));
        beater.is_some()
    }

    fn offer(&mut self, journey: Candidate) {
        if journey.stops() == 0 {
            self.direct.push(journey);
        }
        let worth = journey.worth();
        if let Some(at) = self.worths.iter().position(|it| it.is_as_good_as(&worth)) {
            let other = &mut self.journeys[at];
            let is_tie = self.worths[at] == worth && other.stops() == journey.stops();
            if is_tie && journey.is_preferred_to(other) {
                *other = journey;
            }
            return;
        }
        // With more stops it beats nothing that was found before.
        let mut at = 0;
        while at < self.worths.len() {
            let is_beaten = worth.is_as_good_as(&self.worths[at])
                && journey.stops() == self.journeys[at].stops();
            if is_beaten {
                self.worths.swap_remove(at);
                self.journeys.swap_remove(at);
            } else {
                at += 1;
            }
        }
        self.worths.push(worth);
        self.journeys.push(journey);
    }
}
