//! What a search must be told of what it finds: where there is room, and what journeys cost.

use airside_primitives::Amount;
use airside_timetable::Flight;
use time::Date;

/// Who sells what the index finds.
pub trait Market {
    /// Whether the party fits on a flight on a date. Asked about flights that could be part of an
    /// answer, some more than once.
    fn has_room(&self, flight: &Flight, date: Date) -> bool;

    /// What a journey by these flights costs, in whatever journeys are to be compared by; `None`
    /// when it is not sold.
    ///
    /// The services and flight numbers of a journey decide, unless the price
    /// [varies](Self::varies) on one of its services: the search asks once for many journeys.
    fn price(&self, flights: &[Sold<'_>]) -> Option<Amount>;

    /// Whether what a service adds to a price depends on the flight or its date.
    fn varies(&self, service: u32) -> bool;
}

/// A flight on a date, as part of a journey to be priced.
#[derive(Debug, Clone, Copy)]
pub struct Sold<'a> {
    /// The position of its [`Service`](crate::Service) in the index.
    pub service: u32,
    pub flight: &'a Flight,
    /// Of departure, local to the origin.
    pub date: Date,
}
