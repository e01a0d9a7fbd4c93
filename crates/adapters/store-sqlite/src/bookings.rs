//! Bookings and what hangs on them: JSON for each, read back through the domain's rules.

use airside_app::ports::StoreError;
use airside_app::ports::changes::{Version, Versioned};
use airside_app::ports::store::{BookingFilter, Bookings, Page};
use airside_app::sealing::KeyRing;
use airside_booking::{Booking, BookingStatus};
use airside_primitives::{BookingId, FlightId, UserId};
use async_trait::async_trait;
use diesel::dsl::not;
use diesel::prelude::*;
use time::{Date, OffsetDateTime};

use crate::SqliteStore;
use crate::column::{Day, Instant, Key};
use crate::failure::Failure;
use crate::schema::{booking_departures, bookings};

#[async_trait]
impl Bookings for SqliteStore {
    async fn bookings(
        &self,
        filter: BookingFilter,
        page: Page<BookingId>,
    ) -> Result<Vec<Booking>, StoreError> {
        let BookingFilter { owner, status, now } = filter;
        let keys = self.keys.clone();
        self.read(move |connection| {
            let mut found = bookings::table.filter(bookings::owner.eq(Key(owner.0))).into_boxed();
            if let Some(before) = page.before {
                found = found.filter(bookings::id.lt(Key(before.0)));
            }
            // An exchange that was not paid for in time leaves its booking what it was.
            let overdue = bookings::status
                .eq(BookingStatus::PendingPayment.code())
                .and(bookings::due_by.le(Instant(now)).assume_not_null());
            found = match status {
                None => found,
                Some(status @ BookingStatus::PendingPayment) => found
                    .filter(bookings::status.eq(status.code()))
                    .filter(bookings::due_by.gt(Instant(now))),
                Some(status @ BookingStatus::Expired) => {
                    found.filter(bookings::status.eq(status.code()).or(overdue))
                }
                Some(
                    status @ (BookingStatus::Confirmed
                    | BookingStatus::PartiallyCancelled
                    | BookingStatus::Cancelled),
                ) => found.filter(bookings::status.eq(status.code())),
            };
            let found = found.order(bookings::id.desc()).limit(page.limit.into());
            let rows = found.select(bookings::document).load::<String>(connection)?;
            rows.iter().map(|body| Ok(keys.open_booking(body)?)).collect()
        })
        .await
    }

    async fn unpaid_bookings(
        &self,
        owner: UserId,
        now: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<Booking>, StoreError> {
        let keys = self.keys.clone();
        self.read(move |connection| {
            let found = bookings::table
                .filter(bookings::owner.eq(Key(owner.0)))
                .filter(bookings::due_by.gt(Instant(now)))
                .limit(limit.into());
            let rows = found.select(bookings::document).load::<String>(connection)?;
            rows.iter().map(|body| Ok(keys.open_booking(body)?)).collect()
        })
        .await
    }

    async fn all_bookings(
        &self,
        after: Option<BookingId>,
        limit: u16,
    ) -> Result<Vec<Versioned<Booking>>, StoreError> {
        let after = Key(after.map_or(uuid::Uuid::nil(), |id| id.0));
        let found = bookings::table.filter(bookings::id.gt(after));
        let found = found.order(bookings::id).limit(limit.into()).select(VERSIONED);
        let keys = self.keys.clone();
        self.read(move |connection| versioned(&keys, found.load(connection)?)).await
    }

    async fn sealed_otherwise(
        &self,
        key: &str,
        after: Option<BookingId>,
        limit: u16,
    ) -> Result<Vec<Versioned<Booking>>, StoreError> {
        let after = Key(after.map_or(uuid::Uuid::nil(), |id| id.0));
        let found = bookings::table
            .filter(bookings::id.gt(after).and(not(bookings::is_erased)))
            .filter(bookings::sealed_with.is_not(key.to_owned()))
            .order(bookings::id)
            .limit(limit.into())
            .select(VERSIONED);
        let keys = self.keys.clone();
        self.read(move |connection| versioned(&keys, found.load(connection)?)).await
    }

    async fn booked_from(&self, date: Date) -> Result<Vec<(FlightId, Date)>, StoreError> {
        self.read(move |connection| {
            let rows = booking_departures::table
                .filter(booking_departures::date.ge(Day(date)))
                .select((booking_departures::flight, booking_departures::date))
                .distinct()
                .load::<(Key, Day)>(connection)?;
            Ok(rows.into_iter().map(|(Key(flight), Day(date))| (FlightId(flight), date)).collect())
        })
        .await
    }

    async fn bookings_on(
        &self,
        flight: FlightId,
        date: Date,
    ) -> Result<Vec<BookingId>, StoreError> {
        self.read(move |connection| {
            let ids = booking_departures::table
                .filter(booking_departures::flight.eq(Key(flight.0)))
                .filter(booking_departures::date.eq(Day(date)))
                .order(booking_departures::booking)
                .select(booking_departures::booking)
                .load::<Key>(connection)?;
            Ok(ids.into_iter().map(|Key(id)| BookingId(id)).collect())
        })
        .await
    }
}

/// A booking's version and its JSON.
pub(crate) const VERSIONED: (bookings::version, bookings::document) =
    (bookings::version, bookings::document);

pub(crate) fn versioned(
    keys: &KeyRing,
    rows: Vec<(i64, String)>,
) -> Result<Vec<Versioned<Booking>>, Failure> {
    let read = |(version, body): (i64, String)| {
        Ok(Versioned { value: keys.open_booking(&body)?, version: Version(version) })
    };
    rows.into_iter().map(read).collect()
}
