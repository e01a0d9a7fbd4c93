//! Searching, and the seats that an offer could have.

mod fares;
mod found;
mod search;
mod seat_map;

use futures::stream::BoxStream;

pub use fares::{DayFare, Destination, DestinationFilter, FareCalendar, MonthOfFares, Place};
pub use found::{
    Airline, Baggage, Brand, Conditions, Found, Layover, Offer, PassengerPrice, PassengerType,
    Price, Segment, StepCharge, StepFee, Stop, Tax, TripType,
};
pub use search::{Cabin, Search, Slice, Sort, Trip, Window};
pub use seat_map::{Row, Seat, SeatKind, SeatMap, SeatMaps};

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::list::{List, pages};

/// Calls about what is for sale; see [`Client::offers`].
#[derive(Debug, Clone, Copy)]
pub struct Offers<'a>(&'a Client);

impl Client {
    /// Searching, and seat maps.
    pub const fn offers(&self) -> Offers<'_> {
        Offers(self)
    }
}

impl Offers<'_> {
    /// One page of what matches.
    pub async fn search(&self, search: &Search) -> Result<Found, Error> {
        self.0.ask(&call(search)?).await
    }

    /// Page after page of what matches, each fetched when it is needed.
    pub fn search_all(&self, search: Search) -> BoxStream<'static, Result<Found, Error>> {
        let client = self.0.clone();
        let fetch = move |cursor| {
            let call = call(&Search { cursor, ..search.clone() });
            let client = client.clone();
            async move { client.ask(&call?).await }
        };
        pages(fetch, |found: &Found| found.next_cursor.clone())
    }

    /// An offer as it was found, with the seats that are left today.
    pub async fn get(&self, offer_id: &str) -> Result<Offer, Error> {
        self.0.ask(&Call::get(&["v1", "offers", offer_id])).await
    }

    /// The cheapest fare for each day of a month, for one adult.
    pub async fn fare_calendar(&self, month: &MonthOfFares) -> Result<FareCalendar, Error> {
        self.0.ask(&month.call()).await
    }

    /// Every place within two stops, the cheapest first, for one adult.
    pub fn destinations(&self, filter: &DestinationFilter) -> List<Destination> {
        List::new(self.0, filter.call())
    }

    /// The seats that an offer could have, of its own cabin.
    pub async fn seat_maps(&self, offer_id: &str) -> Result<SeatMaps, Error> {
        self.0.ask(&Call::get(&["v1", "offers", offer_id, "seat-map"])).await
    }
}

fn call(search: &Search) -> Result<Call, Error> {
    Ok(Call::post(&["v1", "offers", "search"]).json(search)?.harmless())
}
