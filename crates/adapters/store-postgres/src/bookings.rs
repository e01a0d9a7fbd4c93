//! Bookings and what hangs on them: JSON for each, read back through the domain's rules.

use airside_app::ports::StoreError;
use airside_app::ports::changes::{Version, Versioned};
use airside_app::ports::store::{BookingFilter, Bookings, Page};
use airside_booking::{Booking, BookingStatus};
use airside_primitives::{BookingId, FlightId, UserId};
use airside_records::BookingRecord;
use async_trait::async_trait;
use diesel::dsl::case_when;
use diesel::prelude::*;
use diesel::sql_types::Text;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::PostgresStore;
use crate::column::Json;
use crate::failure::Failure;
use crate::schema::{booking_departures, bookings};

/// The JSON and its version, as they are selected.
pub(crate) type Row<R> = (i64, Json<R>);

pub(crate) const BOOKING: (bookings::version, bookings::document) =
    (bookings::version, bookings::document);
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
        // There is an end of the hold only while the payment is pending.
        let is_overdue = bookings::due_by.le(now);
        let expired = BookingStatus::Expired.code().to_owned().into_sql::<Text>();
        let reads_as = case_when(is_overdue, expired).otherwise(bookings::status);
        let found = bookings::table
            .filter(bookings::owner.eq(owner.0))
            .filter(bookings::id.lt(before))
            .filter(reads_as.eq_any(wanted))
            .order(bookings::id.desc())
            .limit(page.limit.into());
        let rows = self.load::<_, Json<BookingRecord>>(found.select(bookings::document)).await?;
        let read = rows.into_iter().map(|Json(record)| record.try_into());
        Ok(read.collect::<Result<Vec<Booking>, _>>().map_err(Failure::from)?)
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
        let rows = self.load::<_, Json<BookingRecord>>(found.select(bookings::document)).await?;
        let read = rows.into_iter().map(|Json(record)| record.try_into());
        Ok(read.collect::<Result<Vec<Booking>, _>>().map_err(Failure::from)?)
    }

    async fn all_bookings(
        &self,
        after: Option<BookingId>,
        limit: u16,
    ) -> Result<Vec<Versioned<Booking>>, StoreError> {
        let after = after.map_or(Uuid::nil(), |id| id.0);
        let found = bookings::table
            .filter(bookings::id.gt(after))
            .order(bookings::id)
            .limit(limit.into())
            .select(BOOKING);
        all(self.load::<_, Row<BookingRecord>>(found).await?)
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

pub(crate) fn all<R, T>(rows: Vec<Row<R>>) -> Result<Vec<Versioned<T>>, StoreError>
where
    R: TryInto<T>,
    Failure: From<R::Error>,
{
    Ok(rows.into_iter().map(versioned).collect::<Result<_, Failure>>()?)
}

fn versioned<R, T>((version, Json(record)): Row<R>) -> Result<Versioned<T>, Failure>
where
    R: TryInto<T>,
    Failure: From<R::Error>,
{
    Ok(Versioned { value: record.try_into()?, version: Version(version) })
}
