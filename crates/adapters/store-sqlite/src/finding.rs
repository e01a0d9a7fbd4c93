//! Finds bookings: a query for each list of what is known, each newest first.

use airside_app::ports::store::{Finding, Known, Page};
use airside_app::ports::{StoreError, Versioned};
use airside_booking::{Booking, BookingStatus};
use airside_primitives::BookingId;
use async_trait::async_trait;
use diesel::prelude::*;
use diesel::sqlite::Sqlite;
use uuid::Uuid;

use crate::SqliteStore;
use crate::bookings::{VERSIONED, versioned};
use crate::column::{Code, Day, Instant, Key};
use crate::schema::{booking_departures, booking_words, bookings, ticket_numbers};

type Found = bookings::BoxedQuery<'static, Sqlite>;

/// References are of these and what comes before them.
const BEHIND_EVERY_LETTER: char = '~';

#[async_trait]
impl Finding for SqliteStore {
    async fn find_bookings(
        &self,
        any: Vec<Vec<Known>>,
        page: Page<BookingId>,
    ) -> Result<Vec<Booking>, StoreError> {
        let before = Key(page.before.map_or(Uuid::max(), |id| id.0));
        let keys = self.keys.clone();
        self.read(move |connection| {
            let mut rows: Vec<(Key, String)> = Vec::new();
            for all in any {
                let found = bookings::table.filter(bookings::id.lt(before)).into_boxed();
                let found = all.into_iter().fold(found, narrowed);
                let found = found.order(bookings::id.desc()).limit(page.limit.into());
                let found = found.select((bookings::id, bookings::document));
                rows.extend(found.load::<(Key, String)>(connection)?);
            }
            rows.sort_by_key(|(id, _)| std::cmp::Reverse(id.0));
            rows.dedup_by_key(|(id, _)| id.0);
            rows.truncate(page.limit.into());
            rows.iter().map(|(_, body)| Ok(keys.open_booking(body)?)).collect()
        })
        .await
    }

    async fn unindexed_bookings(&self, limit: u16) -> Result<Vec<Versioned<Booking>>, StoreError> {
        let found = bookings::table.filter(bookings::words.is_null());
        let found = found.order(bookings::id).limit(limit.into()).select(VERSIONED);
        let keys = self.keys.clone();
        self.read(move |connection| versioned(&keys, found.load(connection)?)).await
    }
}

/// Only those of which this is known too.
fn narrowed(found: Found, known: Known) -> Found {
    match known {
        Known::Reference(beginning) => {
            let end = format!("{beginning}{BEHIND_EVERY_LETTER}");
            found.filter(bookings::reference.ge(beginning).and(bookings::reference.lt(end)))
        }
        Known::Word(word) => {
            let with = booking_words::table.filter(booking_words::word.eq(word.0));
            found.filter(bookings::id.eq_any(with.select(booking_words::booking)))
        }
        Known::Owner(id) => found.filter(bookings::owner.eq(Key(id.0))),
        Known::Ticket(number) => {
            let with = ticket_numbers::table.filter(ticket_numbers::number.eq(Code(number)));
            found.filter(bookings::id.eq_any(with.select(ticket_numbers::booking)))
        }
        Known::Flight(flight, Some(date)) => {
            let on = booking_departures::flight
                .eq(Key(flight.0))
                .and(booking_departures::date.eq(Day(date)));
            let on = booking_departures::table.filter(on).select(booking_departures::booking);
            found.filter(bookings::id.eq_any(on))
        }
        Known::Flight(flight, None) => {
            let on = booking_departures::table
                .filter(booking_departures::flight.eq(Key(flight.0)))
                .select(booking_departures::booking);
            found.filter(bookings::id.eq_any(on))
        }
        Known::Date(date) => {
            let on = booking_departures::table
                .filter(booking_departures::date.eq(Day(date)))
                .select(booking_departures::booking);
            found.filter(bookings::id.eq_any(on))
        }
        Known::Status(status, now) => {
            let is_it = bookings::status.eq(status.code());
            let overdue = bookings::status
                .eq(BookingStatus::PendingPayment.code())
                .and(bookings::due_by.le(Instant(now)).assume_not_null());
            match status {
                BookingStatus::PendingPayment => {
                    found.filter(is_it.and(bookings::due_by.gt(Instant(now)).assume_not_null()))
                }
                BookingStatus::Expired => found.filter(is_it.or(overdue)),
                BookingStatus::Confirmed
                | BookingStatus::PartiallyCancelled
                | BookingStatus::Cancelled => found.filter(is_it),
            }
        }
        Known::CreatedFrom(from) => found.filter(bookings::created_at.ge(Instant(from))),
        Known::CreatedBefore(end) => found.filter(bookings::created_at.lt(Instant(end))),
    }
}
