//! A booking as plain data, with everything it holds.
//!
//! Totals and statuses are not kept: they follow from what is. Each value is read here; what
//! they promise together is in `promises`.

use airside_booking::{
    Booking, BookingStatus, Contact, Exchanging, Journeys, Parting, Passenger, Reissue, SalesLine,
    ScheduleChange, State, Ticket,
};
use airside_primitives::{BookingId, UserId};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::serde::rfc3339;
use uuid::Uuid;

use crate::BadRecord;
use crate::choices::{ExtraBaggageModeRecord, TripTypeRecord};
use crate::exchange::ExchangingRecord;
use crate::finding::marks;
use crate::journey::JourneyRecord;
use crate::parting::PartingRecord;
use crate::passenger::PassengerRecord;
use crate::plain::Letters;
use crate::promises;
use crate::row::{Column, Kept, Row, Unreadable, body};
use crate::schedule_change::ScheduleChangeRecord;
use crate::state::StateRecord;
use crate::trip::{ReissueRecord, TicketRecord};

/// A [`Booking`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingRecord {
    pub id: Uuid,
    pub reference: String,
    pub owner: Uuid,
    #[serde(with = "rfc3339")]
    pub created_at: OffsetDateTime,
    pub trip_type: TripTypeRecord,
    /// Absent once its people were erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContactRecord>,
    pub passengers: Vec<PassengerRecord>,
    pub extra_baggage_mode: ExtraBaggageModeRecord,
    pub promo_code: Option<String>,
    pub currency: Letters<3>,
    pub journeys: Vec<JourneyRecord>,
    pub tickets: Vec<TicketRecord>,
    /// Absent in what older releases wrote.
    #[serde(default)]
    pub schedule_changes: Vec<ScheduleChangeRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reissues: Vec<ReissueRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchanging: Option<ExchangingRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partings: Vec<PartingRecord>,
    #[serde(default, with = "rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<OffsetDateTime>,
    pub state: StateRecord,
    /// What stands in the place of what is private, in a store that seals it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<String>,
}

/// A [`Contact`] as plain data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRecord {
    pub email: String,
    pub phone: Option<String>,
}

airside_primitives::hide_in_debug!(ContactRecord);

impl Kept for Booking {
    const TABLE: &'static str = "bookings";

    fn row(&self) -> Row {
        let (status, due_by) = match self.state {
            State::PendingPayment { due_by } => (BookingStatus::PendingPayment, Some(due_by)),
            // From here on the status does not depend on the time.
            State::Expired { .. } => (self.status(self.created_at), None),
            State::Confirmed { .. } => {
                (self.status(self.created_at), self.exchanging.as_ref().map(|it| it.due_by))
            }
        };
        let posted = matches!(self.state, State::Confirmed { .. });
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
                Column::text("words", marks(self)),
                Column::moment("created_at", Some(self.created_at)),
                Column::moment("answer_by", self.earliest_answer_by()),
                Column::flag("is_erased", self.erased_at.is_some()),
                Column::moment("over_at", self.erased_at.is_none().then(|| self.over_at())),
                // Its lines of the books are written with it.
                Column::maybe("posted_as", posted.then(|| status.code().to_owned())),
            ],
            body: body(&BookingRecord::from(self)),
        }
    }

    fn sales_lines(&self) -> Vec<SalesLine> {
        self.sales().into_iter().map(SalesLine::Sale).collect()
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
            contact: booking.contact.as_ref().map(|contact| ContactRecord {
                email: contact.email.clone(),
                phone: contact.phone.clone(),
            }),
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
            reissues: booking.reissues.iter().map(ReissueRecord::from).collect(),
            exchanging: booking.exchanging.as_ref().map(ExchangingRecord::from),
            partings: booking.partings.iter().map(PartingRecord::from).collect(),
            erased_at: booking.erased_at,
            state: (&booking.state).into(),
            sealed: None,
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
        let booking = Self {
            id: BookingId(record.id),
            reference: record.reference.parse().map_err(|_| bad("reference"))?,
            owner: UserId(record.owner),
            created_at: record.created_at,
            trip_type: record.trip_type.into(),
            contact: record.contact.map(|it| Contact { email: it.email, phone: it.phone }),
            passengers: record
                .passengers
                .into_iter()
                .map(Passenger::try_from)
                .collect::<Result<_, _>>()?,
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
            reissues: record
                .reissues
                .into_iter()
                .map(Reissue::try_from)
                .collect::<Result<_, _>>()?,
            exchanging: record.exchanging.map(Exchanging::try_from).transpose()?,
            partings: record
                .partings
                .into_iter()
                .map(Parting::try_from)
                .collect::<Result<_, _>>()?,
            erased_at: record.erased_at,
            state: record.state.try_into()?,
        };
        promises::kept_by(&booking)?;
        Ok(booking)
    }
}
