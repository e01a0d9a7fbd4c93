//! The booking aggregate.
//!
//! Status follows from the state and the time: past its hold a booking reads
//! expired even before a sweeper has written it down.

use std::collections::{BTreeMap, BTreeSet};

use airside_cancellation::JourneyAccount;
use airside_exchange::Rules;
use airside_fares::{ExtraBaggageMode, PromoName};
use airside_primitives::{
    Amount, BookingId, Cabin, Currency, FlightId, PassengerId, PassengerType, SeatNumber, TicketId,
    UserId,
};
use time::{Date, OffsetDateTime};

use crate::exchange::Exchanging;
use crate::issue::Issue;
use crate::offer::{Offer, Segment};
use crate::one_to::OneTo;
use crate::parting::Parting;
use crate::passenger::{Passenger, Person};
use crate::record_locator::RecordLocator;
use crate::schedule_change::ScheduleChange;
use crate::seat_rows::SeatRows;
pub use crate::state::{ExpiredBecause, State};
use crate::status::{BookingStatus, JourneyStatus};
use crate::ticket::{Reissue, Ticket, TicketStatus};
use crate::ticket_number::TicketNumber;
use crate::trip::{Direction, TripType};

/// Journeys sold together to one to ten passengers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booking {
    pub id: BookingId,
    pub reference: RecordLocator,
    pub owner: UserId,
    pub created_at: OffsetDateTime,
    pub trip_type: TripType,
    /// `None` once the people of the booking were erased.
    pub contact: Option<Contact>,
    pub passengers: Vec<Passenger>,
    pub extra_baggage_mode: ExtraBaggageMode,
    pub promo_code: Option<PromoName>,
    pub currency: Currency,
    /// In the order of travel.
    pub journeys: Journeys,
    pub tickets: Vec<Ticket>,
    /// Changes of the timetable since, oldest first.
    pub schedule_changes: Vec<ScheduleChange>,
    /// Tickets that got new numbers, oldest first.
    pub reissues: Vec<Reissue>,
    /// The exchange that is being paid for, whose places are held beside its own.
    pub exchanging: Option<Exchanging>,
    /// How some parted from others, oldest first.
    pub partings: Vec<Parting>,
    /// When its people were erased, if they were.
    pub erased_at: Option<OffsetDateTime>,
    pub state: State,
}

/// Where news of the booking goes.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    pub email: String,
    pub phone: Option<String>,
}

/// The journeys of a booking, in the order of travel.
pub type Journeys = OneTo<6, Journey>;

/// One direction of the trip: an offer, as it was accepted. Of those who left it since, it has
/// neither seat nor price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journey {
    pub direction: Direction,
    pub offer: Offer,
    /// This journey's share of the promo code.
    pub discount: Amount,
    /// Prepaid, for all passengers.
    pub extra_baggage: Amount,
    /// When it may be exchanged, by the tariff that it was sold by; not at all where that is silent.
    pub changes: Option<Rules>,
    pub seats: SeatRows,
    /// Passengers who cancelled it for themselves, and when; the others still travel.
    pub left: BTreeMap<PassengerId, OffsetDateTime>,
}

/// The parts of a booking's price; they add up to the total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BookingPrice {
    pub base: Amount,
    pub taxes: Amount,
    pub extra_baggage: Amount,
    pub discount: Amount,
    pub total: Amount,
}

/// What is sold: a number of seats in one cabin of one flight on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Inventory {
    pub flight: FlightId,
    pub date: Date,
    pub cabin: Cabin,
    pub count: u16,
}

impl Booking {
    pub fn status(&self, now: OffsetDateTime) -> BookingStatus {
        match &self.state {
            State::PendingPayment { due_by } if now < *due_by => BookingStatus::PendingPayment,
            State::PendingPayment { .. } | State::Expired { .. } => BookingStatus::Expired,
            State::Confirmed { cancelled, .. } => match cancelled.len() {
                0 => BookingStatus::Confirmed,
                some if some < self.journeys.len() => BookingStatus::PartiallyCancelled,
                _ => BookingStatus::Cancelled,
            },
        }
    }

    pub fn journey_status(&self, direction: Direction, now: OffsetDateTime) -> JourneyStatus {
        match self.status(now) {
            BookingStatus::PendingPayment => JourneyStatus::Pending,
            BookingStatus::Expired => JourneyStatus::Expired,
            BookingStatus::Confirmed
            | BookingStatus::PartiallyCancelled
            | BookingStatus::Cancelled => {
                if self.is_cancelled(direction) {
                    JourneyStatus::Cancelled
                } else {
                    JourneyStatus::Confirmed
                }
            }
        }
    }

    pub fn ticket_status(&self, ticket: &Ticket, now: OffsetDateTime) -> TicketStatus {
        let cancelled = ticket.journeys.iter().filter(|it| self.is_cancelled(**it)).count();
        match self.status(now) {
            BookingStatus::PendingPayment => TicketStatus::Pending,
            BookingStatus::Expired => TicketStatus::Expired,
            BookingStatus::Confirmed
            | BookingStatus::PartiallyCancelled
            | BookingStatus::Cancelled => match cancelled {
                0 => TicketStatus::Issued,
                some if some < ticket.journeys.len() => TicketStatus::PartiallyCancelled,
                _ => TicketStatus::Cancelled,
            },
        }
    }

    /// When payment is due; `None` once it is paid.
    pub fn payment_due_by(&self) -> Option<OffsetDateTime> {
        match self.state {
            State::PendingPayment { due_by } | State::Expired { due_by, .. } => Some(due_by),
            State::Confirmed { .. } => None,
        }
    }

    pub fn is_cancelled(&self, direction: Direction) -> bool {
        match &self.state {
            State::PendingPayment { .. } | State::Expired { .. } => false,
            State::Confirmed { cancelled, .. } => cancelled.contains(&direction),
        }
    }

    /// Journeys that were paid for and not cancelled.
    pub fn live_journeys(&self) -> Vec<Direction> {
        match &self.state {
            State::PendingPayment { .. } | State::Expired { .. } => Vec::new(),
            State::Confirmed { cancelled, .. } => self
                .journeys
                .iter()
                .map(|journey| journey.direction)
                .filter(|direction| !cancelled.contains(direction))
                .collect(),
        }
    }

    pub fn journey(&self, direction: Direction) -> Option<&Journey> {
        self.journeys.iter().find(|journey| journey.direction == direction)
    }

    pub fn ticket(&self, id: TicketId) -> Option<&Ticket> {
        self.tickets.iter().find(|ticket| ticket.id == id)
    }

    /// The ticket that covers a journey.
    pub fn ticket_of(&self, direction: Direction) -> Option<&Ticket> {
        self.tickets.iter().find(|ticket| ticket.journeys.contains(&direction))
    }

    /// The price as sold, cancelled journeys included, without what was given back to those who left
    /// a journey that others still travel.
    pub fn price(&self) -> BookingPrice {
        let sum = |part: fn(&Journey) -> Amount| self.journeys.iter().map(part).sum::<Amount>();
        let base = sum(|journey| journey.offer.price.base());
        let taxes = sum(Journey::taxes);
        let extra_baggage = sum(|journey| journey.extra_baggage);
        let discount = sum(|journey| journey.discount);
        let total = base + taxes + extra_baggage - discount;
        BookingPrice { base, taxes, extra_baggage, discount, total }
    }

    /// The number of each passenger on a ticket, once it is issued.
    pub fn ticket_numbers(&self, ticket: TicketId) -> Option<&[TicketNumber]> {
        let at = self.tickets.iter().position(|it| it.id == ticket)?;
        match &self.state {
            State::PendingPayment { .. } | State::Expired { .. } => None,
            State::Confirmed { ticket_numbers, .. } => ticket_numbers.get(at).map(Vec::as_slice),
        }
    }

    /// Passengers who need a seat.
    pub fn seated(&self) -> u16 {
        let seated = self.passengers.iter().filter(|passenger| passenger.kind.has_seat());
        u16::try_from(seated.count()).unwrap_or(u16::MAX)
    }

    /// The inventory that these journeys take; while a change is open, that of the new flights.
    pub fn inventory(&self, directions: &[Direction]) -> Vec<Inventory> {
        self.segments(directions)
            .map(|(journey, _, segment)| Inventory {
                flight: segment.inventory,
                date: segment.date,
                cabin: journey.offer.cabin,
                count: journey.offer.party.seated().into(),
            })
            .collect()
    }

    /// The departures that these journeys depend on: their flights and, for codeshares, the flights
    /// whose seats they take; while a change is open or being paid for, the old and the new ones. Each
    /// once, sorted.
    pub fn departures(&self, directions: &[Direction]) -> Vec<(FlightId, Date)> {
        let journeys = self.journeys.iter().filter(|it| directions.contains(&it.direction));
        let mut departures: Vec<_> = journeys
            .flat_map(|journey| journey.offer.segments.iter().chain(self.held_segments(journey)))
            .chain(self.segments_exchanged_to(directions))
            .flat_map(|it| [(it.flight, it.date), (it.inventory, it.date)])
            .collect();
        departures.sort_unstable();
        departures.dedup();
        departures
    }

    /// The numbered seats that these journeys hold.
    pub fn held_seats(&self, directions: &[Direction]) -> Vec<(FlightId, Date, SeatNumber)> {
        self.segments(directions)
            .flat_map(|(journey, at, segment)| {
                let seats = journey.seats.on(at).iter().flatten();
                seats.map(|seat| (segment.inventory, segment.date, *seat))
            })
            .collect()
    }

    /// Every direction of the booking, in order.
    pub fn directions(&self) -> Vec<Direction> {
        self.journeys.iter().map(|journey| journey.direction).collect()
    }

    fn segments(
        &self,
        directions: &[Direction],
    ) -> impl Iterator<Item = (&Journey, usize, &Segment)> {
        self.journeys.iter().filter(|it| directions.contains(&it.direction)).flat_map(|journey| {
            let held = self.held_segments(journey);
            held.iter().enumerate().map(move |(at, it)| (journey, at, it))
        })
    }

    /// Who travels; nobody once they were erased.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.passengers.iter().filter_map(|passenger| passenger.person.as_ref())
    }

    /// Whether an infant travels on this passenger's lap.
    pub fn carries_infant(&self, passenger: usize) -> bool {
        self.passengers
            .iter()
            .filter(|it| it.kind == PassengerType::Infant && self.still_travels(it))
            .any(|it| it.infant_of == Some(passenger))
    }

    /// Gives seats and ticket numbers to a booking that was paid, in time or late.
    pub fn confirm(mut self, issue: Issue, now: OffsetDateTime) -> Result<Self, AlreadyConfirmed> {
        match self.state {
            State::Confirmed { .. } => Err(AlreadyConfirmed),
            State::PendingPayment { .. } | State::Expired { .. } => {
                let Issue { seats, ticket_numbers } = issue;
                for (journey, seats) in self.journeys.iter_mut().zip(seats) {
                    journey.seats = seats;
                }
                let cancelled = BTreeSet::new();
                let state = State::Confirmed { at: now, ticket_numbers, cancelled };
                Ok(Self { state, ..self })
            }
        }
    }

    /// Ends a hold that was not paid in time.
    pub fn expire(self, now: OffsetDateTime) -> Result<Self, NotOverdue> {
        match self.state {
            State::PendingPayment { due_by } if due_by <= now => {
                let because = ExpiredBecause::TimeIsOver;
                Ok(Self { state: State::Expired { due_by, because }, ..self })
            }
            State::PendingPayment { .. } | State::Expired { .. } | State::Confirmed { .. } => {
                Err(NotOverdue)
            }
        }
    }

    /// Gives up a booking that is not paid, also one whose hold ended by itself: from now on money
    /// does not buy it any more. Giving it up twice is giving it up once.
    pub fn release(self) -> Result<Self, AlreadyConfirmed> {
        let because = ExpiredBecause::Released;
        match self.state {
            State::PendingPayment { due_by } | State::Expired { due_by, .. } => {
                Ok(Self { state: State::Expired { due_by, because }, ..self })
            }
            State::Confirmed { .. } => Err(AlreadyConfirmed),
        }
    }
}

impl Journey {
    /// All taxes, for the party.
    pub fn taxes(&self) -> Amount {
        self.offer.price.taxes().iter().map(|tax| tax.amount).sum()
    }

    /// What was paid for this journey, as the cancellation policy sees it.
    pub fn account(&self) -> JourneyAccount {
        JourneyAccount {
            base: self.offer.price.base(),
            discount: self.discount,
            taxes: self.offer.price.taxes().to_vec(),
            extra_baggage: self.extra_baggage,
            first_departure: self.offer.departs_at(),
            conditions: self.offer.conditions.clone(),
        }
    }
}

airside_primitives::hide_in_debug!(Contact);

/// The booking was paid before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the booking is already confirmed")]
pub struct AlreadyConfirmed;

/// There is no hold to end, or not yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the booking has no hold that is past its time")]
pub struct NotOverdue;
