//! A booking as plain data, with everything it holds.
//!
//! Totals and statuses are not kept: they follow from what is.

use airside_booking::{
    Booking, BookingStatus, Contact, Journey, Journeys, Offer, Passenger, ScheduleChange, SeatRows,
    State, Ticket,
};
use airside_primitives::{Amount, BookingId, SeatNumber, UserId};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::serde::rfc3339;
use uuid::Uuid;

use crate::BadRecord;
use crate::choices::{ExpiredBecauseRecord, ExtraBaggageModeRecord, TripTypeRecord};
use crate::offer::OfferRecord;
use crate::passenger::PassengerRecord;
use crate::plain::Letters;
use crate::row::{Column, Kept, Row, Unreadable, body};
use crate::schedule_change::ScheduleChangeRecord;
use crate::trip::{DirectionRecord, TicketRecord};

/// A [`Booking`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingRecord {
    pub id: Uuid,
    pub reference: String,
    pub owner: Uuid,
    #[serde(with = "rfc3339")]
    pub created_at: OffsetDateTime,
    pub trip_type: TripTypeRecord,
    pub contact: ContactRecord,
    pub passengers: Vec<PassengerRecord>,
    pub extra_baggage_mode: ExtraBaggageModeRecord,
    pub promo_code: Option<String>,
    pub currency: Letters<3>,
    pub journeys: Vec<JourneyRecord>,
    pub tickets: Vec<TicketRecord>,
    /// Absent in what older releases wrote.
    #[serde(default)]
    pub schedule_changes: Vec<ScheduleChangeRecord>,
    pub state: StateRecord,
}

/// A [`Contact`] as plain data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRecord {
    pub email: String,
    pub phone: Option<String>,
}

/// A [`Journey`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JourneyRecord {
    pub direction: DirectionRecord,
    pub offer: OfferRecord,
    pub discount: i64,
    pub extra_baggage: i64,
    /// A row for each segment, a place for each passenger.
    pub seats: Vec<Vec<Option<String>>>,
}

/// A [`State`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum StateRecord {
    PendingPayment {
        #[serde(with = "rfc3339")]
        due_by: OffsetDateTime,
    },
    Expired {
        #[serde(with = "rfc3339")]
        due_by: OffsetDateTime,
        /// Absent in what older releases wrote.
        #[serde(default)]
        because: ExpiredBecauseRecord,
    },
    Confirmed {
        #[serde(with = "rfc3339")]
        at: OffsetDateTime,
        ticket_numbers: Vec<Vec<String>>,
        cancelled: Vec<DirectionRecord>,
    },
}

impl std::fmt::Debug for ContactRecord {
    /// Names no person: this may end up in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ContactRecord").finish_non_exhaustive()
    }
}

impl Kept for Booking {
    const TABLE: &'static str = "bookings";

    fn row(&self) -> Row {
        let (status, due_by) = match self.state {
            State::PendingPayment { due_by } => (BookingStatus::PendingPayment, Some(due_by)),
            // From here on the status does not depend on the time.
            State::Expired { .. } | State::Confirmed { .. } => (self.status(self.created_at), None),
        };
        Row {
            table: Self::TABLE,
            id: self.id.0,
            fixed: vec![
                Column::text("reference", self.reference.to_string()),
                Column::id("owner", self.owner.0),
            ],
            columns: vec![
                Column::text("status", status.code()),
                Column::moment("due_by", due_by),
                Column::moment("answer_by", self.earliest_answer_by()),
            ],
            body: body(&BookingRecord::from(self)),
        }
    }

    fn read(body: &str) -> Result<Self, Unreadable> {
        Ok(serde_json::from_str::<BookingRecord>(body)?.try_into()?)
    }
}

impl From<&Booking> for BookingRecord {
    fn from(booking: &Booking) -> Self {
        Self {
            id: booking.id.0,
            reference: booking.reference.to_string(),
            owner: booking.owner.0,
            created_at: booking.created_at,
            trip_type: booking.trip_type.into(),
            contact: ContactRecord {
                email: booking.contact.email.clone(),
                phone: booking.contact.phone.clone(),
            },
            passengers: booking.passengers.iter().map(PassengerRecord::from).collect(),
            extra_baggage_mode: booking.extra_baggage_mode.into(),
            promo_code: booking.promo_code.as_ref().map(ToString::to_string),
            currency: Letters(*booking.currency.as_bytes()),
            journeys: booking.journeys.iter().map(JourneyRecord::from).collect(),
            tickets: booking.tickets.iter().map(TicketRecord::from).collect(),
            schedule_changes: booking
                .schedule_changes
                .iter()
                .map(ScheduleChangeRecord::from)
                .collect(),
            state: (&booking.state).into(),
        }
    }
}

impl TryFrom<BookingRecord> for Booking {
    type Error = BadRecord;

    fn try_from(record: BookingRecord) -> Result<Self, BadRecord> {
        let bad = |field| BadRecord::new("booking", field);
        let passengers = record.passengers.len();
        let journeys = record.journeys.into_iter().map(|it| it.journey(passengers));
        let journeys = journeys.collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            id: BookingId(record.id),
            reference: record.reference.parse().map_err(|_| bad("reference"))?,
            owner: UserId(record.owner),
            created_at: record.created_at,
            trip_type: record.trip_type.into(),
            contact: Contact { email: record.contact.email, phone: record.contact.phone },
            passengers: record.passengers.into_iter().map(Passenger::from).collect(),
            extra_baggage_mode: record.extra_baggage_mode.into(),
            promo_code: record
                .promo_code
                .map(|word| word.parse().map_err(|_| bad("promo_code")))
                .transpose()?,
            currency: record.currency.parse("booking", "currency")?,
            journeys: Journeys::try_from(journeys).map_err(|_| bad("journeys"))?,
            tickets: record.tickets.into_iter().map(Ticket::try_from).collect::<Result<_, _>>()?,
            schedule_changes: record
                .schedule_changes
                .into_iter()
                .map(ScheduleChange::try_from)
                .collect::<Result<_, _>>()?,
            state: record.state.try_into()?,
        })
    }
}

impl From<&Journey> for JourneyRecord {
    fn from(journey: &Journey) -> Self {
        let row = |row: &[Option<SeatNumber>]| {
            row.iter().map(|seat| seat.as_ref().map(ToString::to_string)).collect()
        };
        Self {
            direction: journey.direction.into(),
            offer: (&journey.offer).into(),
            discount: journey.discount.get(),
            extra_baggage: journey.extra_baggage.get(),
            seats: journey.seats.iter().map(row).collect(),
        }
    }
}

impl JourneyRecord {
    /// The journey, of a booking of so many passengers.
    fn journey(self, passengers: usize) -> Result<Journey, BadRecord> {
        let bad = || BadRecord::new("journey", "seats");
        let seat = |text: Option<String>| text.map(|text| text.parse()).transpose();
        let row = |row: Vec<_>| row.into_iter().map(seat).collect::<Result<_, _>>();
        let seats = self.seats.into_iter().map(row).collect::<Result<_, _>>();
        let offer = Offer::try_from(self.offer)?;
        let seats = SeatRows::new(seats.map_err(|_| bad())?, offer.segments.len(), passengers);
        Ok(Journey {
            direction: self.direction.into(),
            offer,
            discount: Amount::minor(self.discount),
            extra_baggage: Amount::minor(self.extra_baggage),
            seats: seats.ok_or_else(bad)?,
        })
    }
}

impl From<&State> for StateRecord {
    fn from(state: &State) -> Self {
        match state {
            State::PendingPayment { due_by } => Self::PendingPayment { due_by: *due_by },
            State::Expired { due_by, because } => {
                Self::Expired { due_by: *due_by, because: (*because).into() }
            }
            State::Confirmed { at, ticket_numbers, cancelled } => Self::Confirmed {
                at: *at,
                ticket_numbers: ticket_numbers
                    .iter()
                    .map(|row| row.iter().map(ToString::to_string).collect())
                    .collect(),
                cancelled: cancelled.iter().copied().map(Into::into).collect(),
            },
        }
    }
}

impl TryFrom<StateRecord> for State {
    type Error = BadRecord;

    fn try_from(record: StateRecord) -> Result<Self, BadRecord> {
        Ok(match record {
            StateRecord::PendingPayment { due_by } => Self::PendingPayment { due_by },
            StateRecord::Expired { due_by, because } => {
                Self::Expired { due_by, because: because.into() }
            }
            StateRecord::Confirmed { at, ticket_numbers, cancelled } => {
                let number = |text: String| {
                    text.parse().map_err(|_| BadRecord::new("booking", "ticket_numbers"))
                };
                let row = |row: Vec<_>| row.into_iter().map(number).collect::<Result<_, _>>();
                Self::Confirmed {
                    at,
                    ticket_numbers: ticket_numbers
                        .into_iter()
                        .map(row)
                        .collect::<Result<_, _>>()?,
                    cancelled: cancelled.into_iter().map(Into::into).collect(),
                }
            }
        })
    }
}
