//! Journeys by one way with two changes, flight by flight.

use airside_primitives::Amount;
use smallvec::SmallVec;

use crate::dated::Dated;
use crate::first_legs::{FirstLegs, Seller};
use crate::hunt::Hunt;
use crate::last_legs::{Onward, OnwardService};
use crate::one_stop::is_of_same_service;
use crate::prices::PriceOfServices;
use crate::pruning::{Candidate, Worth};

/// The shortest and the longest wait at a change, in minutes.
type Waits = (i64, i64);

/// The flights of a way.
pub(crate) struct Legs<'l> {
    pub(crate) firsts: &'l FirstLegs,
    /// By service.
    pub(crate) middles: &'l [Dated],
    pub(crate) lasts: &'l Onward,
    /// The position of the destination.
    pub(crate) end: usize,
}

/// A service that ends the way, for one seller and one service in the middle.
struct Beyond<'l> {
    service: &'l OnwardService,
    /// What a journey costs at least.
    least: Amount,
    /// What it costs.
    price: PriceOfServices,
}

impl Hunt<'_, '_> {
    /// Tries the journeys of some sellers, told by their positions among the first legs.
    pub(crate) fn through_middles(
        &mut self,
        legs: &Legs<'_>,
        sellers: &[usize],
        waits: [Waits; 2],
    ) {
        for middles in legs.middles.chunk_by(is_of_same_service) {
            let least = self.market.least(middles[0].service);
            for seller in sellers.iter().map(|at| &legs.firsts.sellers[*at]) {
                let partners = self.index.airlines.with(seller.airline);
                if !partners.contains(middles[0].airline) {
                    continue;
                }
                let services = legs.lasts.services.iter();
                let sold = services.filter(|service| partners.contains(service.airline));
                let beyond: SmallVec<[Beyond<'_>; 4]> = sold
                    .map(|service| Beyond {
                        service,
                        least: seller.least_price(legs.end, least, service.least),
                        price: PriceOfServices::default(),
                    })
                    .collect();
                self.by_seller(legs, seller, middles, &beyond, waits);
            }
        }
    }

    /// Goes on from the first legs of one seller by flights of one service.
    fn by_seller(
        &mut self,
        legs: &Legs<'_>,
        seller: &Seller,
        middles: &[Dated],
        beyond: &[Beyond<'_>],
        [before, after]: [Waits; 2],
    ) {
        let Legs { firsts, lasts, .. } = legs;
        let shortest = beyond.iter().map(|it| it.service.shortest_flight).min();
        let least = beyond.iter().map(|it| it.least).min();
        let Some((shortest, price)) = shortest.zip(least) else { return };
        let latest_first = firsts.legs[seller.legs.clone()].last();
        for middle in middles {
            let departs = latest_first.map_or(middle.departs, |it| it.departs.min(middle.departs));
            let wait = if middle.goes_on { 0 } else { after.0 };
            let best = Worth { departs, arrives: middle.arrives + wait + shortest, price };
            if self.pruning.is_beaten(seller.airline, best) {
                continue;
            }
            let reaching = seller.legs.clone().rev().filter(|at| {
                self.connects(&firsts.legs[*at], middle, before) && firsts.has_room(self, *at)
            });
            let reaching = latest(reaching.map(|at| &firsts.legs[at]));
            let reaching: SmallVec<[Dated; 2]> = reaching.copied().collect();
            for first in reaching {
                for service in beyond {
                    self.onward([first, *middle], lasts, service, after);
                }
            }
        }
    }

    /// Goes on with the best flights of one service.
    fn onward(
        &mut self,
        [first, middle]: [Dated; 2],
        lasts: &Onward,
        Beyond { service, least, price }: &Beyond<'_>,
        (shortest, longest): Waits,
    ) {
        let wait = if middle.goes_on { 0 } else { shortest };
        let departures = middle.arrives + wait..=middle.arrives + longest;
        let (departs, arrives) = (first.departs, departures.start() + service.shortest_flight);
        if self.pruning.is_beaten(first.airline, Worth { departs, arrives, price: *least }) {
            return;
        }
        let each = middle.goes_on;
        if !each && !service.varies {
            let Some(price) = price.of(self, &[first, middle, *lasts.any(service)]) else {
                return;
            };
            if self.pruning.is_beaten(first.airline, Worth { departs, arrives, price }) {
                return;
            }
        }
        let mut found: SmallVec<[Dated; 2]> = SmallVec::new();
        let pleases =
            |last: &Dated| self.connects(&middle, last, (shortest, longest)) && self.has_room(last);
        lasts.best(service, departures, each, pleases, |last| found.push(last));
        for last in found {
            self.offer_two_stops([first, middle, last], price);
        }
    }

    fn offer_two_stops(&mut self, legs: [Dated; 3], price: &PriceOfServices) {
        let [first, middle, last] = legs;
        if last.arrives - first.departs > self.filters.max_minutes {
            return;
        }
        let Some(price) = price.of(self, &legs) else { return };
        let worth = Worth { departs: first.departs, arrives: last.arrives, price };
        if !self.pruning.is_beaten(first.airline, worth) && self.has_room(&middle) {
            self.pruning.offer(Candidate::two_stops(legs, price));
        }
    }
}

/// Of legs of one service from the last to leave back, those that may be part of the best journey:
/// the first, and every one that may cost something else.
fn latest<'l>(legs: impl Iterator<Item = &'l Dated>) -> impl Iterator<Item = &'l Dated> {
    let mut has_one = false;
    legs.filter(move |leg| leg.varies || leg.goes_on || !std::mem::replace(&mut has_one, true))
}
