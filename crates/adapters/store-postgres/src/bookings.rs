//! Bookings and what hangs on them: JSON for each, read back through the domain's rules.

use airside_app::ports::StoreError;
use airside_app::ports::changes::{Version, Versioned};
use airside_app::ports::store::{BookingFilter, Bookings, Page};
use airside_booking::{Booking, BookingStatus};
use airside_primitives::{BookingId, FlightId, UserId};
use async_trait::async_trait;
use diesel::dsl::{case_when, not};
use diesel::prelude::*;
use diesel::sql_types::Text;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::PostgresStore;
use crate::column::Written;
use crate::schema::{booking_departures, bookings};

#[async_trait]
impl Bookings for PostgresStore {
    async fn bookings(
        &self,
        filter: BookingFilter,
        page: Page<BookingId>,
    ) -> Result<Vec<Booking>, StoreError> {
        let BookingFilter { owner, status, now } = filter;
        let before = page.before.map_or(Uuid::max(), |id| id.0);
        let wanted: Vec<_> = match status {
            Some(status) => vec![status.code().to_owned()],
            None => BookingStatus::ALL.iter().map(|status| status.code().to_owned()).collect(),
        };
        // An exchange that was not paid for in time leaves its booking what it was.
        let is_overdue = bookings::status
            .eq(BookingStatus::PendingPayment.code())
            .and(bookings::due_by.le(now).assume_not_null());
        let expired = BookingStatus::Expired.code().to_owned().into_sql::<Text>();
        let reads_as = case_when(is_overdue, expired).otherwise(bookings::status);
        let found = bookings::table
            .filter(bookings::owner.eq(owner.0))
            .filter(bookings::id.lt(before))
            .filter(reads_as.eq_any(wanted))
            .order(bookings::id.desc())
            .limit(page.limit.into());
        self.bookings_of(self.load(found.select(bookings::document)).await?)
    }

    async fn unpaid_bookings(
        &self,
        owner: UserId,
        now: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<Booking>, StoreError> {
        let found = bookings::table
            .filter(bookings::owner.eq(owner.0))
            .filter(bookings::due_by.gt(now))
            .limit(limit.into());
        self.bookings_of(self.load(found.select(bookings::document)).await?)
    }

    async fn all_bookings(
        &self,
        after: Option<BookingId>,
        limit: u16,
    ) -> Result<Vec<Versioned<Booking>>, StoreError> {
        let after = after.map_or(Uuid::nil(), |id| id.0);
        let found = bookings::table.filter(bookings::id.gt(after));
        let found = found.order(bookings::id).limit(limit.into()).select(VERSIONED);
        self.versioned(self.load(found).await?)
    }

    async fn sealed_otherwise(
        &self,
        key: &str,
        after: Option<BookingId>,
        limit: u16,
    ) -> Result<Vec<Versioned<Booking>>, StoreError> {
        let after = after.map_or(Uuid::nil(), |id| id.0);
        let found = bookings::table
            .filter(bookings::id.gt(after).and(not(bookings::is_erased)))
            .filter(bookings::sealed_with.is_distinct_from(key.to_owned()))
            .order(bookings::id)
            .limit(limit.into())
            .select(VERSIONED);
        self.versioned(self.load(found).await?)
    }

    async fn booked_from(&self, date: Date) -> Result<Vec<(FlightId, Date)>, StoreError> {
        let departures = (booking_departures::flight, booking_departures::date);
        let found = booking_departures::table
            .filter(booking_departures::date.ge(date))
            .select(departures)
            .distinct();
        let rows = self.load::<_, (Uuid, Date)>(found).await?;
        Ok(rows.into_iter().map(|(flight, date)| (FlightId(flight), date)).collect())
    }

    async fn bookings_on(
        &self,
        flight: FlightId,
        date: Date,
    ) -> Result<Vec<BookingId>, StoreError> {
        let found = booking_departures::table
            .filter(booking_departures::flight.eq(flight.0))
            .filter(booking_departures::date.eq(date))
            .order(booking_departures::booking)
            .select(booking_departures::booking);
        let ids = self.load::<_, Uuid>(found).await?;
        Ok(ids.into_iter().map(BookingId).collect())
    }
}

/// A booking's version and its JSON.
pub(crate) const VERSIONED: (bookings::version, bookings::document) =
    (bookings::version, bookings::document);

impl PostgresStore {
    pub(crate) fn bookings_of(&self, bodies: Vec<Written>) -> Result<Vec<Booking>, StoreError> {
        bodies.into_iter().map(|Written(body)| self.keys.open_booking(&body)).collect()
    }

    pub(crate) fn versioned(
        &self,
        rows: Vec<(i64, Written)>,
    ) -> Result<Vec<Versioned<Booking>>, StoreError> {
        let read = |(version, Written(body)): (i64, Written)| {
            Ok(Versioned { value: self.keys.open_booking(&body)?, version: Version(version) })
        };
        rows.into_iter().map(read).collect()
    }
}
