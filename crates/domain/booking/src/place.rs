//! Placing a booking: from offers and travellers to a hold, or every fault that stands in the way.
//!
//! All faults are found in one go, each with its place in the request, so that a form
//! can show them at once.

mod checked;
mod fault;

use std::collections::HashSet;

use airside_fares::{BaggageTariff, ExtraBaggageMode, PromoName};
use airside_primitives::{
    BookingId, Gender, Party, PassengerId, PassengerType, SeatNumber, SeatPreference, TicketId,
    UserId,
};
use airside_seating::{Fleet, PickRefused, refuse_pick};
use thiserror::Error;
use time::{Date, OffsetDateTime};

use crate::booking::Contact;
use crate::name::Name;
use crate::offer::Offer;
use crate::passenger::{Passenger, Person};
use crate::record_locator::RecordLocator;
use crate::service::SpecialService;

pub use checked::{Checked, JourneyTerms, Offers};
pub use fault::{Fault, PartyFault, PassengerFault, SeatFault};

/// So many offers make one booking.
pub const MOST_OFFERS: usize = 6;
/// The first year of birth that a passenger may have.
const FIRST_YEAR: i32 = 1900;

/// What somebody asks to book.
#[derive(Debug, Clone)]
pub struct Request {
    /// In the order of travel.
    pub offers: Vec<Offer>,
    pub passengers: Vec<Traveller>,
    pub extra_baggage_mode: ExtraBaggageMode,
    pub contact: Contact,
    pub promo_code: Option<PromoName>,
}

/// A passenger as asked for: the type follows from the age.
#[derive(Clone)]
pub struct Traveller {
    pub name: Name,
    pub gender: Gender,
    pub date_of_birth: Date,
    pub seat_preference: SeatPreference,
    /// One entry for each segment of the whole trip, or empty.
    pub seats: Vec<Option<SeatNumber>>,
    pub hand_baggage_kg: u8,
    pub extra_baggage_kg: u8,
    pub services: Vec<SpecialService>,
    pub infant_of: Option<usize>,
}

/// What the booking is called, and who asked.
#[derive(Debug, Clone)]
pub struct Identity {
    pub booking: BookingId,
    pub reference: RecordLocator,
    pub owner: UserId,
    /// One for each passenger.
    pub passengers: Vec<PassengerId>,
    /// One for each journey at least.
    pub tickets: Vec<TicketId>,
}

/// Why the request is no booking.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CannotPlace {
    #[error("at most 10 passengers, infants included")]
    TooManyPassengers,
    #[error("the passengers are not the party that the offers were made for")]
    PartyMismatch(Vec<PartyFault>),
    #[error("the offers and the passengers do not make a booking")]
    Invalid(Vec<Fault>),
}

impl Request {
    /// Checks everything that needs no stock: order of travel, types, infants, seats, baggage.
    pub fn check(
        self,
        baggage: &BaggageTariff,
        fleet: &Fleet,
        now: OffsetDateTime,
    ) -> Result<Checked, CannotPlace> {
        if self.passengers.len() > usize::from(Party::MOST) {
            return Err(CannotPlace::TooManyPassengers);
        }
        let mut faults = order_of_travel(&self.offers);
        if self.passengers.is_empty() {
            faults.push(Fault::NoPassengers);
        }
        let (Some(first), Some(last_day)) = (self.offers.first(), self.last_departure_day()) else {
            faults.push(Fault::NoOffers);
            return Err(CannotPlace::Invalid(faults));
        };

        // Where the trip begins it may be another day than here.
        let today = now.to_offset(first.departs_at().offset()).date().min(last_day);
        let mut kinds = Vec::new();
        for (at, traveller) in self.passengers.iter().enumerate() {
            let wrong = traveller.faults(baggage, today);
            // Nothing follows from a date of birth that cannot be.
            let kind = PassengerType::on(traveller.date_of_birth, last_day);
            kinds.push(kind.filter(|_| !wrong.iter().any(PassengerFault::is_of_birth)));
            faults.extend(of_passenger(at, wrong));
        }
        if faults.is_empty() {
            self.check_party(&kinds)?;
        }
        faults.extend(infants(&self.passengers, &kinds));
        faults.extend(self.seat_faults(fleet, &kinds));
        let Self { passengers, extra_baggage_mode, contact, promo_code, .. } = self;
        let kinds: Option<Vec<_>> = kinds.into_iter().collect();
        match (Offers::try_from(self.offers), kinds) {
            (Ok(offers), Some(kinds)) if faults.is_empty() => {
                let travellers = passengers.into_iter().zip(kinds).collect();
                Ok(Checked { offers, travellers, extra_baggage_mode, contact, promo_code })
            }
            _ => Err(CannotPlace::Invalid(faults)),
        }
    }

    fn last_departure_day(&self) -> Option<Date> {
        self.offers.iter().flat_map(|offer| &offer.segments).map(|segment| segment.date).max()
    }

    fn check_party(&self, kinds: &[Option<PassengerType>]) -> Result<(), CannotPlace> {
        let count = |kind| kinds.iter().filter(|it| **it == Some(kind)).count();
        let mut faults = Vec::new();
        for (at, offer) in self.offers.iter().enumerate() {
            for kind in PassengerType::ALL {
                let (made_for, travelling) = (usize::from(offer.party.count(kind)), count(kind));
                if made_for != travelling {
                    faults.push(PartyFault { offer: at, kind, made_for, travelling });
                }
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(CannotPlace::PartyMismatch(faults)) }
    }

    /// Of those of whom it is known how old they are.
    fn seat_faults(&self, fleet: &Fleet, kinds: &[Option<PassengerType>]) -> Vec<Fault> {
        let segments: Vec<_> = self
            .offers
            .iter()
            .flat_map(|offer| offer.segments.iter().map(move |segment| (offer, segment)))
            .collect();
        let carries_infant =
            |adult| self.passengers.iter().any(|traveller| traveller.infant_of == Some(adult));

        let mut faults = Vec::new();
        let mut picked = HashSet::new();
        for (at, (traveller, kind)) in self.passengers.iter().zip(kinds).enumerate() {
            if !traveller.seats.is_empty() && traveller.seats.len() != segments.len() {
                let fault = PassengerFault::NumberOfSeats { segments: segments.len() };
                faults.extend(of_passenger(at, [fault]));
                continue;
            }
            let Some(kind) = kind else { continue };
            let seeker = traveller.passenger(*kind, PassengerId(uuid::Uuid::nil()));
            let picks = traveller.seats.iter().zip(&segments).enumerate();
            for (segment_at, (seat, (offer, segment))) in picks {
                let Some(seat) = *seat else { continue };
                let refused = || {
                    let seeker = seeker.seeker(segment.date, carries_infant(at));
                    match fleet.layout(segment.aircraft) {
                        Some(layout) => refuse_pick(layout, offer.cabin, seat, &seeker),
                        None => Some(PickRefused::NotOnThisAircraft),
                    }
                };
                let fault = if !kind.has_seat() {
                    Some(SeatFault::NoSeatOfTheirOwn)
                } else if let Some(refused) = refused() {
                    Some(SeatFault::Refused(refused))
                } else if !picked.insert((segment_at, seat)) {
                    Some(SeatFault::PickedTwice)
                } else {
                    None
                };
                let fault = fault.map(|fault| PassengerFault::Seat { segment: segment_at, fault });
                faults.extend(of_passenger(at, fault));
            }
        }
        faults
    }
}

impl Traveller {
    fn faults(&self, baggage: &BaggageTariff, today: Date) -> Vec<PassengerFault> {
        let mut faults = Vec::new();
        if self.date_of_birth.year() < FIRST_YEAR {
            faults.push(PassengerFault::BornTooEarly);
        }
        if self.date_of_birth > today {
            faults.push(PassengerFault::NotBorn);
        }
        if self.hand_baggage_kg > baggage.hand_kg {
            faults.push(PassengerFault::TooMuchHandBaggage { most: baggage.hand_kg });
        }
        if baggage.extra(ExtraBaggageMode::Prepaid, self.extra_baggage_kg).is_none() {
            faults.push(PassengerFault::ExtraBaggageNotSold { sold: baggage.weights() });
        }
        faults
    }

    pub(crate) fn passenger(&self, kind: PassengerType, id: PassengerId) -> Passenger {
        Passenger {
            id,
            kind,
            person: Some(Person {
                name: self.name.clone(),
                corrections: Vec::new(),
                gender: self.gender,
                date_of_birth: self.date_of_birth,
                travel_document: None,
            }),
            seat_preference: self.seat_preference,
            hand_baggage_kg: self.hand_baggage_kg,
            extra_baggage_kg: self.extra_baggage_kg,
            services: self.services.clone(),
            infant_of: self.infant_of,
        }
    }
}

airside_primitives::hide_in_debug!(Traveller);

fn order_of_travel(offers: &[Offer]) -> Vec<Fault> {
    if offers.len() > MOST_OFFERS {
        return vec![Fault::TooManyOffers];
    }
    offers
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| pair[1].departs_at() < pair[0].arrives_at())
        .map(|(at, _)| Fault::OutOfOrder { offer: at + 1 })
        .collect()
}

fn infants(passengers: &[Traveller], kinds: &[Option<PassengerType>]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut laps = HashSet::new();
    for (at, (traveller, kind)) in passengers.iter().zip(kinds).enumerate() {
        let Some(kind) = kind else { continue };
        let fault = match (kind, traveller.infant_of) {
            (PassengerType::Infant, None) => Some(PassengerFault::AdultRequired),
            (PassengerType::Infant, Some(adult)) => {
                let is_adult = |it: &Option<_>| it.is_none_or(|it| it == PassengerType::Adult);
                if !kinds.get(adult).is_some_and(is_adult) {
                    Some(PassengerFault::NotAnAdult)
                } else if !laps.insert(adult) {
                    Some(PassengerFault::LapTaken)
                } else {
                    None
                }
            }
            (PassengerType::Adult | PassengerType::Child, Some(_)) => {
                Some(PassengerFault::NotAnInfant)
            }
            (PassengerType::Adult | PassengerType::Child, None) => None,
        };
        faults.extend(of_passenger(at, fault));
    }
    faults
}

fn of_passenger(
    passenger: usize,
    faults: impl IntoIterator<Item = PassengerFault>,
) -> impl Iterator<Item = Fault> {
    faults.into_iter().map(move |fault| Fault::Passenger { passenger, fault })
}
