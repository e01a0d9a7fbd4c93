//! Reads what waits to be done.

use airside_app::ports::StoreError;
use airside_app::ports::bus::Envelope;
use airside_app::ports::payments::{GatewayEvent, GatewayEventId};
use airside_app::ports::store::{Claim, Due, Touched, TouchedDeparture, Work, WorldVersion};
use airside_app::wire;
use airside_primitives::{BookingId, DocumentId, EventId, FlightId, PaymentId, RefundId};
use async_trait::async_trait;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel::sqlite::Sqlite;
use time::{Date, OffsetDateTime};

use crate::SqliteStore;
use crate::claim;
use crate::column::{Day, Instant, Key};
use crate::failure::Failure;
use crate::schema::{
    answers, bookings, documents, gateway_events, looks, outbox, payments, refresh_tokens, refunds,
    sessions, touched_departures,
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = touched_departures, check_for_backend(Sqlite))]
struct TouchedRow {
    flight: Key,
    date: Day,
    moved_to: Option<Day>,
    world: i64,
    since: Instant,
}

impl TouchedRow {
    fn touched(self) -> TouchedDeparture {
        let Self { flight, date, moved_to, world, since } = self;
        let moved_to = moved_to.map(|Day(date)| date);
        let touched = Touched { flight: FlightId(flight.0), date: date.0, moved_to };
        TouchedDeparture { touched, world: WorldVersion(world), since: since.0 }
    }
}

#[async_trait]
impl Due for SqliteStore {
    async fn unsent(&self, limit: u16) -> Result<Vec<Envelope>, StoreError> {
        let rows = self.read(move |connection| {
            Ok(outbox::table
                .filter(outbox::sent_at.is_null())
                .order(outbox::position)
                .limit(limit.into())
                .select((outbox::id, outbox::topic, outbox::body, outbox::trace))
                .load::<(Key, Option<String>, String, Option<String>)>(connection)?)
        });
        let unsent = rows.await?.into_iter().map(|(Key(id), topic, body, trace)| {
            Envelope::kept(EventId(id), topic.as_deref(), body, trace)
        });
        Ok(unsent.collect())
    }

    async fn take_off(&self, ids: &[EventId]) -> Result<(), StoreError> {
        let ids: Vec<Key> = ids.iter().map(|id| Key(id.0)).collect();
        let taken_off = self.writer.write(move |connection| {
            for id in ids {
                // What an older release sent is kept, with the time, until it is forgotten.
                let unsent =
                    outbox::table.filter(outbox::id.eq(id)).filter(outbox::sent_at.is_null());
                diesel::delete(unsent).execute(connection)?;
            }
            Ok::<_, Failure>(())
        });
        Ok(taken_off.await?)
    }

    async fn unsent_since(
        &self,
        since: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<EventId>, StoreError> {
        self.read(move |connection| {
            let found = outbox::table
                .filter(outbox::sent_at.is_null())
                .filter(outbox::created_at.le(Instant(since)))
                .order(outbox::position)
                .limit(limit.into());
            let ids = found.select(outbox::id).load::<Key>(connection)?;
            Ok(ids.into_iter().map(|id| EventId(id.0)).collect())
        })
        .await
    }

    async fn overdue_holds(
        &self,
        now: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<BookingId>, StoreError> {
        self.read(move |connection| {
            let found = bookings::table
                .filter(bookings::due_by.le(Instant(now)))
                .order((bookings::due_by, bookings::id));
            let ids = found.select(bookings::id).limit(limit.into()).load::<Key>(connection)?;
            Ok(ids.into_iter().map(|Key(id)| BookingId(id)).collect())
        })
        .await
    }

    async fn touched_departures(
        &self,
        after: Option<(FlightId, Date)>,
        limit: u16,
    ) -> Result<Vec<TouchedDeparture>, StoreError> {
        use touched_departures::{date, flight, table};

        self.read(move |connection| {
            let mut found = table.select(TouchedRow::as_select()).into_boxed();
            if let Some((last, day)) = after {
                let (last, day) = (Key(last.0), Day(day));
                found = found.filter(flight.gt(last).or(flight.eq(last).and(date.gt(day))));
            }
            let rows = found.order((flight, date)).limit(limit.into()).load(connection)?;
            Ok(rows.into_iter().map(TouchedRow::touched).collect())
        })
        .await
    }

    async fn touched_among(
        &self,
        departures: &[(FlightId, Date)],
    ) -> Result<Vec<TouchedDeparture>, StoreError> {
        let departures = departures.to_vec();
        self.read(move |connection| {
            let mut touched = Vec::new();
            for (flight, date) in departures {
                let found = touched_departures::table.find((Key(flight.0), Day(date)));
                let row = found.select(TouchedRow::as_select()).first(connection).optional()?;
                touched.extend(row.map(TouchedRow::touched));
            }
            Ok(touched)
        })
        .await
    }

    async fn unanswered_changes(
        &self,
        now: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<BookingId>, StoreError> {
        self.read(move |connection| {
            let found = bookings::table
                .filter(bookings::answer_by.le(Instant(now)))
                .order((bookings::answer_by, bookings::id));
            let ids = found.select(bookings::id).limit(limit.into()).load::<Key>(connection)?;
            Ok(ids.into_iter().map(|Key(id)| BookingId(id)).collect())
        })
        .await
    }

    async fn live_payments(
        &self,
        since: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<PaymentId>, StoreError> {
        self.read(move |connection| {
            let found = payments::table
                .filter(payments::is_live)
                .filter(payments::updated_at.le(Instant(since)))
                .order((payments::updated_at, payments::id));
            let ids = found.select(payments::id).limit(limit.into()).load::<Key>(connection)?;
            Ok(ids.into_iter().map(|Key(id)| PaymentId(id)).collect())
        })
        .await
    }

    async fn claim(
        &self,
        work: Work,
        since: OffsetDateTime,
        now: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<Claim>, StoreError> {
        let (since, now) = (Instant(since), Instant(now));
        let claimed =
            self.writer.write(move |connection| claim::claim(connection, work, since, now, limit));
        Ok(claimed.await?)
    }

    async fn unfinished_refunds(
        &self,
        since: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<RefundId>, StoreError> {
        self.read(move |connection| {
            let found = refunds::table
                .filter(not(refunds::is_finished))
                .filter(refunds::created_at.le(Instant(since)))
                .order((refunds::created_at, refunds::id));
            let ids = found.select(refunds::id).limit(limit.into()).load::<Key>(connection)?;
            Ok(ids.into_iter().map(|Key(id)| RefundId(id)).collect())
        })
        .await
    }

    async fn pending_documents(
        &self,
        since: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<DocumentId>, StoreError> {
        self.read(move |connection| {
            let found = documents::table
                .filter(documents::is_pending)
                .filter(documents::created_at.le(Instant(since)))
                .order((documents::created_at, documents::id));
            let ids = found.select(documents::id).limit(limit.into()).load::<Key>(connection)?;
            Ok(ids.into_iter().map(|Key(id)| DocumentId(id)).collect())
        })
        .await
    }

    async fn gateway_event(&self, id: &GatewayEventId) -> Result<Option<GatewayEvent>, StoreError> {
        let GatewayEventId(id) = id.clone();
        self.read(move |connection| {
            let found = gateway_events::table.find(id).select(gateway_events::body);
            let body = found.first::<String>(connection).optional()?;
            Ok(body.map(|body| wire::decode_event(&body)).transpose()?)
        })
        .await
    }

    async fn unsettled_events(
        &self,
        since: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<GatewayEventId>, StoreError> {
        self.read(move |connection| {
            let found = gateway_events::table
                .filter(gateway_events::settled_at.is_null())
                .filter(gateway_events::received_at.le(Instant(since)))
                .order((gateway_events::received_at, gateway_events::id))
                .limit(limit.into());
            let ids = found.select(gateway_events::id).load::<String>(connection)?;
            Ok(ids.into_iter().map(GatewayEventId).collect())
        })
        .await
    }

    async fn forget(
        &self,
        now: OffsetDateTime,
        settled_before: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let (now, before) = (Instant(now), Instant(settled_before));
        let forgotten = self.writer.write(move |connection| {
            let expired = answers::table.filter(answers::expires_at.le(now));
            diesel::delete(expired).execute(connection)?;
            let sent = outbox::table.filter(outbox::sent_at.lt(before));
            diesel::delete(sent).execute(connection)?;
            let settled = gateway_events::table.filter(gateway_events::settled_at.lt(before));
            diesel::delete(settled).execute(connection)?;
            let over = looks::table.filter(looks::next_at.lt(before));
            diesel::delete(over).execute(connection)?;
            forget_logins(connection, before)
        });
        Ok(forgotten.await?)
    }
}

/// A login goes with its last token: until then a used token may be tried again, and must be
/// recognised.
fn forget_logins(connection: &mut SqliteConnection, before: Instant) -> Result<(), Failure> {
    let expired = refresh_tokens::table.filter(refresh_tokens::expires_at.lt(before));
    let of: Vec<Key> =
        diesel::delete(expired).returning(refresh_tokens::session).get_results(connection)?;
    for session in of {
        let others = refresh_tokens::table.filter(refresh_tokens::session.eq(session));
        let is_over = not(exists(others));
        diesel::delete(sessions::table.find(session).filter(is_over)).execute(connection)?;
    }
    Ok(())
}
