//! Other seats for those who travel: until a flight departs, any that is free and that they may sit
//! in, and each other's.

use std::collections::HashSet;

use airside_primitives::{PassengerId, SeatNumber};
use airside_seating::{Fleet, PickRefused, refuse_pick};
use thiserror::Error;
use time::OffsetDateTime;

use crate::booking::{Booking, Journey};
use crate::place::SeatFault;
use crate::schedule_change::Followed;
use crate::status::BookingStatus;
use crate::trip::Direction;

/// A seat that somebody is to have on one flight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WantedSeat {
    pub passenger: PassengerId,
    pub journey: Direction,
    /// The position of the flight in its journey.
    pub segment: usize,
    pub seat: SeatNumber,
}

/// What is wrong with a seat that somebody asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReseatFault {
    UnknownPassenger,
    /// It is none of the traveller's journeys that are booked.
    NoSuchJourney,
    NoSuchSegment,
    Departed,
    /// The flight has changed, and the change waits for its answer.
    ChangeIsOpen,
    Seat(SeatFault),
}

impl Booking {
    /// The flights on which seats may be changed: each with its journey, and its position in it.
    pub fn flights_to_sit_on(&self, now: OffsetDateTime) -> Vec<(&Journey, usize)> {
        if self.status(now) == BookingStatus::Expired {
            return Vec::new();
        }
        let held = self.held_directions();
        let journeys = self
            .journeys
            .iter()
            .filter(|it| held.contains(&it.direction) && self.open_change(it.direction).is_none());
        let flights = journeys
            .flat_map(|it| it.offer.segments.iter().enumerate().map(move |flight| (it, flight)));
        let ahead = flights.filter(|(_, (_, segment))| segment.departs_at > now);
        ahead.map(|(journey, (at, _))| (journey, at)).collect()
    }

    /// The booking with these seats; all others stay where they are. Whether a seat is free is for the
    /// store to say.
    pub fn reseat(
        self,
        wanted: &[WantedSeat],
        fleet: &Fleet,
        now: OffsetDateTime,
    ) -> Result<Followed, CannotReseat> {
        let held = self.held_directions();
        if self.status(now) == BookingStatus::Expired {
            return Err(CannotReseat::Expired);
        }
        if held.is_empty() {
            return Err(CannotReseat::Cancelled);
        }
        let mut faults = Vec::new();
        let before = self.clone();
        let mut booking = self;
        let mut given = HashSet::new();
        for (at, it) in wanted.iter().enumerate() {
            match before.place_of(it, &held, fleet, now) {
                Err(fault) => faults.push((at, fault)),
                Ok(_) if !given.insert((it.journey, it.segment, it.passenger)) => {
                    faults.push((at, ReseatFault::Seat(SeatFault::PickedTwice)));
                }
                Ok((journey, passenger)) => {
                    let row = booking.journeys[journey].seats.iter_mut().nth(it.segment);
                    if let Some(seat) = row.and_then(|row| row.get_mut(passenger)) {
                        *seat = Some(it.seat);
                    }
                }
            }
        }
        for (at, it) in wanted.iter().enumerate() {
            let journey = booking.journey(it.journey);
            let row = journey.map_or(&[][..], |journey| journey.seats.on(it.segment));
            let is_taken = row.iter().filter(|seat| **seat == Some(it.seat)).count() > 1;
            if is_taken && faults.iter().all(|(faulty, _)| *faulty != at) {
                faults.push((at, ReseatFault::Seat(SeatFault::PickedTwice)));
            }
        }
        if !faults.is_empty() {
            return Err(CannotReseat::Wanted(faults));
        }
        Ok(Followed::between(&before, booking))
    }

    /// The positions of the journey and of the passenger, if the seat may be theirs.
    fn place_of(
        &self,
        wanted: &WantedSeat,
        held: &[Direction],
        fleet: &Fleet,
        now: OffsetDateTime,
    ) -> Result<(usize, usize), ReseatFault> {
        let passenger = self.passengers.iter().position(|it| it.id == wanted.passenger);
        let at = passenger.ok_or(ReseatFault::UnknownPassenger)?;
        let passenger = &self.passengers[at];
        let is_theirs = |it: &Journey| {
            it.direction == wanted.journey && held.contains(&it.direction) && it.carries(passenger)
        };
        let journey_at = self.journeys.iter().position(is_theirs);
        let journey_at = journey_at.ok_or(ReseatFault::NoSuchJourney)?;
        let journey = &self.journeys[journey_at];
        let segment = journey.offer.segments.get(wanted.segment);
        let segment = segment.ok_or(ReseatFault::NoSuchSegment)?;
        if segment.departs_at <= now {
            return Err(ReseatFault::Departed);
        }
        if self.open_change(journey.direction).is_some() {
            return Err(ReseatFault::ChangeIsOpen);
        }
        if !passenger.kind.has_seat() {
            return Err(ReseatFault::Seat(SeatFault::NoSeatOfTheirOwn));
        }
        let seeker = passenger.seeker(segment.date, self.carries_infant(at));
        let refused = match fleet.layout(segment.aircraft) {
            Some(layout) => refuse_pick(layout, journey.offer.cabin, wanted.seat, &seeker),
            None => Some(PickRefused::NotOnThisAircraft),
        };
        match refused {
            Some(refused) => Err(ReseatFault::Seat(SeatFault::Refused(refused))),
            None => Ok((journey_at, at)),
        }
    }
}

/// Why nobody gets another seat.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CannotReseat {
    #[error("the booking has expired")]
    Expired,
    #[error("every journey of the booking is cancelled")]
    Cancelled,
    #[error("the seats cannot be had so")]
    Wanted(Vec<(usize, ReseatFault)>),
}
