//! Bookings of departures that wait for their payment.

use airside_app::ports::StoreError;
use airside_app::ports::store::Departures;
use airside_booking::Booking;
use airside_primitives::FlightId;
use async_trait::async_trait;
use diesel::prelude::*;
use time::Date;
use uuid::Uuid;

use crate::PostgresStore;
use crate::schema::{booking_departures, bookings};
use crate::stock::IsOneOf;

#[async_trait]
impl Departures for PostgresStore {
    async fn unpaid_on(&self, departures: &[(FlightId, Date)]) -> Result<Vec<Booking>, StoreError> {
        let on_them = booking_departures::table.filter(IsOneOf::from(departures));
        let ids = self.load::<_, Uuid>(on_them.select(booking_departures::booking)).await?;
        let unpaid = bookings::table
            .filter(bookings::id.eq_any(ids))
            .filter(bookings::due_by.is_not_null())
            .order(bookings::id);
        self.bookings_of(self.load(unpaid.select(bookings::document)).await?)
    }
}
