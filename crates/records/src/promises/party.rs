//! Who travels: the party that every journey's price is for, with a lap for each infant.

use std::collections::HashSet;

use airside_booking::Booking;
use airside_primitives::PassengerType;

use crate::BadRecord;

pub(super) fn check(booking: &Booking) -> Result<(), BadRecord> {
    let passengers = &booking.passengers;
    let is_party = booking.journeys.iter().all(|journey| {
        let party = journey.offer.party;
        let travel = |kind| booking.travellers(journey).filter(|(_, it)| it.kind == kind).count();
        PassengerType::ALL.into_iter().all(|kind| usize::from(party.count(kind)) == travel(kind))
    });
    if !is_party {
        return Err(BadRecord::new("booking", "passengers"));
    }
    let mut left = booking.journeys.iter().flat_map(|journey| journey.left.keys());
    if !left.all(|id| passengers.iter().any(|it| it.id == *id)) {
        return Err(BadRecord::new("journey", "left"));
    }
    let is_erased = booking.erased_at.is_some();
    if booking.contact.is_none() != is_erased {
        return Err(BadRecord::new("booking", "contact"));
    }
    if passengers.iter().any(|passenger| passenger.person.is_none() != is_erased) {
        return Err(BadRecord::new("passenger", "given_name"));
    }
    let mut ids = HashSet::new();
    if !passengers.iter().all(|passenger| ids.insert(passenger.id)) {
        return Err(BadRecord::new("passenger", "id"));
    }
    let mut laps = HashSet::new();
    let has_lap =
        |adult: usize| passengers.get(adult).is_some_and(|it| it.kind == PassengerType::Adult);
    for passenger in passengers {
        let is_right = match (passenger.kind, passenger.infant_of) {
            (PassengerType::Infant, Some(adult)) => has_lap(adult) && laps.insert(adult),
            (PassengerType::Infant, None)
            | (PassengerType::Adult | PassengerType::Child, Some(_)) => false,
            (PassengerType::Adult | PassengerType::Child, None) => true,
        };
        if !is_right {
            return Err(BadRecord::new("passenger", "infant_of"));
        }
    }
    Ok(())
}
