//! The travel documents of a booking: kept for those who travel, good to the day on which their trip
//! ends, and gone when they are to be.

use airside_primitives::PassengerId;
use time::{Date, OffsetDateTime};

use crate::booking::Booking;
use crate::passenger::Passenger;
use crate::status::BookingStatus;
use crate::travel_document::TravelDocument;

impl Booking {
    /// The day of the last arrival that lies before a passenger, by the clocks there: of the
    /// journeys they are on that were not cancelled. While a change of the timetable is open, the
    /// later of both arrivals.
    pub fn trip_ends_on(&self, passenger: &Passenger) -> Option<Date> {
        let journeys = self.journeys.iter().filter(|it| !self.is_cancelled(it.direction));
        let theirs = journeys.filter(|it| it.carries(passenger));
        let arrivals = theirs.filter_map(|journey| self.arrives_at(journey.direction));
        arrivals.max().map(OffsetDateTime::date)
    }

    /// Keeps what a passenger travels with, in the place of what was kept.
    pub fn with_travel_document(
        self,
        passenger: PassengerId,
        document: TravelDocument,
        now: OffsetDateTime,
    ) -> Result<Self, CannotKeep> {
        let traveller = self.passengers.iter().find(|it| it.id == passenger);
        let traveller = traveller.ok_or(CannotKeep::UnknownPassenger)?;
        match self.status(now) {
            BookingStatus::PendingPayment
            | BookingStatus::Confirmed
            | BookingStatus::PartiallyCancelled => {}
            BookingStatus::Cancelled | BookingStatus::Expired => {
                return Err(CannotKeep::NotConfirmed);
            }
        }
        if !self.still_travels(traveller) {
            return Err(CannotKeep::TravelsNoMore);
        }
        if traveller.person.is_none() {
            return Err(CannotKeep::Erased);
        }
        let ends_on = self.trip_ends_on(traveller);
        if let Some(ends_on) = ends_on.filter(|_| !document.is_valid_until(ends_on)) {
            return Err(CannotKeep::ExpiresBefore { ends_on });
        }
        Ok(self.travelling_with(passenger, Some(document)))
    }

    /// Forgets what a passenger travels with; there may be nothing to forget.
    pub fn without_travel_document(self, passenger: PassengerId) -> Result<Self, CannotKeep> {
        if !self.passengers.iter().any(|it| it.id == passenger) {
            return Err(CannotKeep::UnknownPassenger);
        }
        Ok(self.travelling_with(passenger, None))
    }

    fn travelling_with(mut self, passenger: PassengerId, document: Option<TravelDocument>) -> Self {
        let theirs = self.passengers.iter_mut().find(|it| it.id == passenger);
        if let Some(person) = theirs.and_then(|it| it.person.as_mut()) {
            person.travel_document = document;
        }
        self
    }
}

/// Why a document is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotKeep {
    #[error("the booking has no such passenger")]
    UnknownPassenger,
    #[error("nobody travels on the booking: it is cancelled or has expired")]
    NotConfirmed,
    #[error("the passenger travels on no journey of the booking any more")]
    TravelsNoMore,
    #[error("the people of the booking were erased")]
    Erased,
    #[error("must not be before {ends_on}, the day of the last arrival")]
    ExpiresBefore { ends_on: Date },
}
