//! Reads what waits to be done.

use airside_app::ports::StoreError;
use airside_app::ports::bus::Envelope;
use airside_app::ports::payments::{GatewayEvent, GatewayEventId};
use airside_app::ports::store::{Claim, Due, Touched, TouchedDeparture, Work, WorldVersion};
use airside_app::wire;
use airside_primitives::{BookingId, DocumentId, EventId, FlightId, PaymentId, RefundId};
use async_trait::async_trait;
use diesel::dsl::not;
use diesel::pg::Pg;
use diesel::prelude::*;
use time::macros::date;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::failure::Failure;
use crate::schema::{bookings, documents, gateway_events, payments, refunds, touched_departures};
use crate::stock::IsOneOf;
use crate::{PostgresStore, claim, forget, outbox};

/// Before any date of a departure.
const FIRST_DAY: Date = date!(1970 - 01 - 01);

#[derive(Queryable, Selectable)]
#[diesel(table_name = touched_departures, check_for_backend(Pg))]
struct TouchedRow {
    flight: Uuid,
    date: Date,
    moved_to: Option<Date>,
    world: i64,
    since: OffsetDateTime,
}

impl TouchedRow {
    fn touched(self) -> TouchedDeparture {
        let Self { flight, date, moved_to, world, since } = self;
        let touched = Touched { flight: FlightId(flight), date, moved_to };
        TouchedDeparture { touched, world: WorldVersion(world), since }
    }
}

#[async_trait]
impl Due for PostgresStore {
    async fn unsent(&self, limit: u16) -> Result<Vec<Envelope>, StoreError> {
        Ok(outbox::claim(&self.database, limit).await?)
    }

    async fn take_off(&self, ids: &[EventId]) -> Result<(), StoreError> {
        Ok(outbox::take_off(&self.database, ids).await?)
    }

    async fn unsent_since(
        &self,
        since: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<EventId>, StoreError> {
        Ok(outbox::unsent_since(&self.database, since, limit).await?)
    }

    async fn overdue_holds(
        &self,
        now: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<BookingId>, StoreError> {
        let found = bookings::table
            .filter(bookings::due_by.le(now))
            .order((bookings::due_by, bookings::id));
        let ids = self.load::<_, Uuid>(found.select(bookings::id).limit(limit.into())).await?;
        Ok(ids.into_iter().map(BookingId).collect())
    }

    async fn touched_departures(
        &self,
        after: Option<(FlightId, Date)>,
        limit: u16,
    ) -> Result<Vec<TouchedDeparture>, StoreError> {
        use touched_departures::{date, flight, table};

        let (last, day) = after.map_or((Uuid::nil(), FIRST_DAY), |(last, day)| (last.0, day));
        let rest = flight.gt(last).or(flight.eq(last).and(date.gt(day)));
        let found = table.filter(rest).order((flight, date)).limit(limit.into());
        let rows = self.load(found.select(TouchedRow::as_select())).await?;
        Ok(rows.into_iter().map(TouchedRow::touched).collect())
    }

    async fn touched_among(
        &self,
        departures: &[(FlightId, Date)],
    ) -> Result<Vec<TouchedDeparture>, StoreError> {
        let found = touched_departures::table.filter(IsOneOf::from(departures));
        let rows = self.load(found.select(TouchedRow::as_select())).await?;
        Ok(rows.into_iter().map(TouchedRow::touched).collect())
    }

    async fn unanswered_changes(
        &self,
        now: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<BookingId>, StoreError> {
        let found = bookings::table
            .filter(bookings::answer_by.le(now))
            .order((bookings::answer_by, bookings::id));
        let ids = self.load::<_, Uuid>(found.select(bookings::id).limit(limit.into())).await?;
        Ok(ids.into_iter().map(BookingId).collect())
    }

    async fn live_payments(
        &self,
        since: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<PaymentId>, StoreError> {
        let found = payments::table
            .filter(payments::is_live)
            .filter(payments::updated_at.le(since))
            .order((payments::updated_at, payments::id));
        let ids = self.load::<_, Uuid>(found.select(payments::id).limit(limit.into())).await?;
        Ok(ids.into_iter().map(PaymentId).collect())
    }

    async fn claim(
        &self,
        work: Work,
        since: OffsetDateTime,
        now: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<Claim>, StoreError> {
        Ok(claim::claim(&self.database, work, since, now, limit).await?)
    }

    async fn unfinished_refunds(
        &self,
        since: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<RefundId>, StoreError> {
        let found = refunds::table
            .filter(not(refunds::is_finished))
            .filter(refunds::created_at.le(since))
            .order((refunds::created_at, refunds::id));
        let ids = self.load::<_, Uuid>(found.select(refunds::id).limit(limit.into())).await?;
        Ok(ids.into_iter().map(RefundId).collect())
    }

    async fn pending_documents(
        &self,
        since: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<DocumentId>, StoreError> {
        let found = documents::table
            .filter(documents::is_pending)
            .filter(documents::created_at.le(since))
            .order((documents::created_at, documents::id));
        let ids = self.load::<_, Uuid>(found.select(documents::id).limit(limit.into())).await?;
        Ok(ids.into_iter().map(DocumentId).collect())
    }

    async fn gateway_event(&self, id: &GatewayEventId) -> Result<Option<GatewayEvent>, StoreError> {
        let found = gateway_events::table.find(id.0.clone()).select(gateway_events::body);
        let body = self.find::<_, String>(found).await?;
        Ok(body.map(|body| wire::decode_event(&body)).transpose().map_err(Failure::from)?)
    }

    async fn unsettled_events(
        &self,
        since: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<GatewayEventId>, StoreError> {
        let found = gateway_events::table
            .filter(gateway_events::settled_at.is_null())
            .filter(gateway_events::received_at.le(since))
            .order((gateway_events::received_at, gateway_events::id))
            .limit(limit.into());
        let ids = self.load::<_, String>(found.select(gateway_events::id)).await?;
        Ok(ids.into_iter().map(GatewayEventId).collect())
    }

    async fn forget(
        &self,
        now: OffsetDateTime,
        settled_before: OffsetDateTime,
    ) -> Result<(), StoreError> {
        Ok(forget::forget(&self.database, now, settled_before).await?)
    }
}
