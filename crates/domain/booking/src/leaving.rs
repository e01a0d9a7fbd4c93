//! Some of the travellers of a journey leave it, or part from the others: everything that was paid
//! for it, and its terms, are divided to the last minor unit.

use std::collections::BTreeSet;

use airside_cancellation::{Conditions, JourneyAccount};
use airside_exchange::Rules;
use airside_fares::JourneyPrice;
use airside_primitives::{Amount, InvalidParty, Party, PassengerId, PassengerType};
use time::OffsetDateTime;

use crate::booking::{Booking, Journey};
use crate::offer::Offer;
use crate::passenger::Passenger;
use crate::splitting::CannotSplit;
use crate::status::{BookingStatus, JourneyStatus};
use crate::ticket::Ticket;

/// What some of the travellers have of a journey.
#[derive(Debug, Clone)]
struct Share {
    party: [u8; 3],
    price: JourneyPrice,
    discount: Amount,
    extra_baggage: Amount,
    conditions: Conditions,
    changes: Option<Rules>,
}

impl Journey {
    /// Whether a passenger of the booking travels on it: nobody who has left it does.
    pub fn carries(&self, passenger: &Passenger) -> bool {
        !self.left.contains_key(&passenger.id)
    }

    /// What these travellers paid for it, as the cancellation policy sees it, and the journey for
    /// those who stay: the seats of the others are free.
    pub(crate) fn left_by(
        &self,
        passengers: &[Passenger],
        some: &BTreeSet<PassengerId>,
        now: OffsetDateTime,
    ) -> Result<(JourneyAccount, Self), CannotLeave> {
        let [part, rest] = self.shares(passengers, some).ok_or(CannotLeave::NotOnIt)?;
        let mut journey = self.clone().of(rest)?;
        for row in journey.seats.iter_mut() {
            let seats = row.iter_mut().zip(passengers);
            for (seat, _) in seats.filter(|(_, passenger)| some.contains(&passenger.id)) {
                *seat = None;
            }
        }
        journey.left.extend(some.iter().map(|id| (*id, now)));
        let account = JourneyAccount {
            base: part.price.base(),
            discount: part.discount,
            taxes: part.price.taxes().to_vec(),
            extra_baggage: part.extra_baggage,
            first_departure: self.offer.departs_at(),
            conditions: part.conditions,
        };
        Ok((account, journey))
    }

    /// The journey for those of `some` who are on it, and for the others; with the seats of both.
    pub(crate) fn divided(
        &self,
        passengers: &[Passenger],
        some: &BTreeSet<PassengerId>,
    ) -> Result<[Self; 2], CannotSplit> {
        let on_it = passengers.iter().filter(|it| self.carries(it) && some.contains(&it.id));
        let on_it: BTreeSet<PassengerId> = on_it.map(|it| it.id).collect();
        let stay = passengers.iter().any(|it| self.carries(it) && !some.contains(&it.id));
        if on_it.is_empty() || !stay {
            return Err(CannotSplit::NotOnIt);
        }
        let shares = self.shares(passengers, &on_it).ok_or(CannotSplit::NotOnIt)?;
        let [part, rest] = shares.map(|share| self.clone().of(share));
        Ok([part?, rest?])
    }

    fn of(self, share: Share) -> Result<Self, InvalidParty> {
        let Share { party, price, discount, extra_baggage, conditions, changes } = share;
        let [adults, children, infants] = party;
        let party = Party::new(adults, children, infants)?;
        let offer = Offer { party, price, conditions, ..self.offer };
        Ok(Self { offer, discount, extra_baggage, changes, ..self })
    }

    /// What these travellers have of it, and what the rest has; `None` where they are not all on it.
    fn shares(&self, passengers: &[Passenger], some: &BTreeSet<PassengerId>) -> Option<[Share; 2]> {
        let (leaving, staying): (Vec<_>, Vec<_>) =
            passengers.iter().filter(|it| self.carries(it)).partition(|it| some.contains(&it.id));
        if leaving.len() != some.len() {
            return None;
        }
        let parties = [count(&leaving), count(&staying)];
        let step = self.offer.currency.chargeable_step();
        let prices = self.offer.price.divided(step, |kind| parties[0][place(kind)])?;
        let kg = |of: &[&Passenger]| {
            Amount::minor(of.iter().map(|it| i64::from(it.extra_baggage_kg)).sum())
        };
        let bags = self.extra_baggage.split_in_two(step, [kg(&leaving), kg(&staying)]);
        let bases = [prices[0].base(), prices[1].base()];
        let discounts = self.discount.split_in_two(step, bases);
        let fares = [bases[0] - discounts[0], bases[1] - discounts[1]];
        // Who paid nothing for the fare shares a fee by what it would have cost.
        let weights = if fares.iter().all(|it| it.is_zero()) { bases } else { fares };
        let conditions = self.offer.conditions.divided(step, weights);
        let changes = match &self.changes {
            Some(rules) => rules.divided(step, weights).map(Some),
            None => [None, None],
        };
        let mut halves = prices.into_iter().zip(conditions).zip(changes).enumerate();
        let mut next = || {
            let (half, ((price, conditions), changes)) = halves.next()?;
            let (party, discount) = (parties[half], discounts[half]);
            let extra_baggage = bags[half];
            Some(Share { party, price, discount, extra_baggage, conditions, changes })
        };
        Some([next()?, next()?])
    }
}

impl Booking {
    /// Whether an infant travels on this passenger's lap on a journey.
    pub fn has_lap_on(&self, journey: &Journey, passenger: usize) -> bool {
        self.travellers(journey).any(|(_, it)| it.infant_of == Some(passenger))
    }

    /// Whether its journeys are those that were sold, for all whom they were sold to.
    pub fn is_as_sold(&self) -> bool {
        self.reissues.is_empty()
            && self.partings.is_empty()
            && self.journeys.iter().all(|it| it.left.is_empty())
    }

    /// These passengers, with the infants on their laps.
    pub fn with_infants(&self, some: &BTreeSet<PassengerId>) -> BTreeSet<PassengerId> {
        let on_a_lap = self.passengers.iter().filter(|it| {
            let adult = it.infant_of.and_then(|adult| self.passengers.get(adult));
            adult.is_some_and(|adult| some.contains(&adult.id))
        });
        some.iter().copied().chain(on_a_lap.map(|it| it.id)).collect()
    }

    /// Those who travel on a journey, with their places in the list of passengers.
    pub fn travellers<'a>(
        &'a self,
        journey: &'a Journey,
    ) -> impl Iterator<Item = (usize, &'a Passenger)> {
        self.passengers.iter().enumerate().filter(|(_, it)| journey.carries(it))
    }

    /// The places of those who are on some journey of a ticket.
    pub fn ticketed(&self, ticket: &Ticket) -> Vec<usize> {
        let journeys = ticket.journeys.iter().filter_map(|it| self.journey(*it));
        let places: BTreeSet<usize> =
            journeys.flat_map(|journey| self.travellers(journey).map(|(at, _)| at)).collect();
        places.into_iter().collect()
    }

    /// The status of a passenger, which is that of the journeys they are on.
    pub fn passenger_status(&self, passenger: &Passenger, now: OffsetDateTime) -> JourneyStatus {
        match self.status(now) {
            BookingStatus::PendingPayment => JourneyStatus::Pending,
            BookingStatus::Expired => JourneyStatus::Expired,
            _ if self.still_travels(passenger) => JourneyStatus::Confirmed,
            _ => JourneyStatus::Cancelled,
        }
    }

    /// Whether a passenger is on a journey that was not cancelled.
    pub fn still_travels(&self, passenger: &Passenger) -> bool {
        let mut journeys = self.journeys.iter().filter(|it| !self.is_cancelled(it.direction));
        journeys.any(|journey| journey.carries(passenger))
    }
}

/// Passengers of each type, in the order of [`PassengerType::ALL`].
fn count(passengers: &[&Passenger]) -> [u8; 3] {
    let mut counts = [0; 3];
    for passenger in passengers {
        counts[place(passenger.kind)] += 1;
    }
    counts
}

const fn place(kind: PassengerType) -> usize {
    match kind {
        PassengerType::Adult => 0,
        PassengerType::Child => 1,
        PassengerType::Infant => 2,
    }
}

/// Why some cannot leave a journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotLeave {
    #[error("somebody who is named does not travel on the journey any more")]
    NotOnIt,
    #[error("those who stay cannot travel by themselves: {0}")]
    LeftAlone(#[from] InvalidParty),
}
