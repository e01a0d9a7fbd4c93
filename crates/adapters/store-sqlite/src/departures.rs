//! Bookings of departures that wait for their payment.

use std::collections::BTreeMap;

use airside_app::ports::StoreError;
use airside_app::ports::store::Departures;
use airside_booking::Booking;
use airside_primitives::FlightId;
use async_trait::async_trait;
use diesel::prelude::*;
use time::Date;

use crate::SqliteStore;
use crate::column::{Day, Key};
use crate::schema::{booking_departures, bookings};

#[async_trait]
impl Departures for SqliteStore {
    async fn unpaid_on(&self, departures: &[(FlightId, Date)]) -> Result<Vec<Booking>, StoreError> {
        let (keys, departures) = (self.keys.clone(), departures.to_vec());
        self.read(move |connection| {
            let mut found = BTreeMap::new();
            for (flight, date) in departures {
                let ids = booking_departures::table
                    .filter(booking_departures::flight.eq(Key(flight.0)))
                    .filter(booking_departures::date.eq(Day(date)))
                    .select(booking_departures::booking)
                    .load::<Key>(connection)?;
                for id in ids {
                    let unpaid = bookings::table
                        .find(id)
                        .filter(bookings::due_by.is_not_null())
                        .select(bookings::document);
                    if let Some(body) = unpaid.first::<String>(connection).optional()? {
                        found.insert(id.0, keys.open_booking(&body)?);
                    }
                }
            }
            Ok(found.into_values().collect())
        })
        .await
    }
}
