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
    /// The services, flight numbers and date of departure of a journey decide, unless the price
    /// [varies](Self::varies) on one of its services: the search asks once for many journeys. The
    /// date counts only where the price [varies through](Self::varies_through).
    fn price(&self, flights: &[Sold<'_>]) -> Option<Amount>;

    /// Whether what a service adds to a price depends on the flight or its date.
    fn varies(&self, service: u32) -> bool;

    /// Whether the price of journeys of several flights, from the service that begins them to the
    /// one that ends them, depends on the date of departure where it varies on none of them.
    fn varies_through(&self, first: u32, last: u32) -> bool {
        let _ = (first, last);
        false
    }

    /// What a journey costs at least for taking a service. Told well, it saves the search most of
    /// the journeys that it would try in vain; too much of it loses journeys.
    fn least(&self, service: u32) -> Least {
        let _ = service;
        Least::default()
    }

    /// The least fare of journeys of several flights from the service that begins them to the one
    /// that ends them; `None` when it is the sum of their flights'.
    fn least_through(&self, first: u32, last: u32) -> Option<Amount> {
        let _ = (first, last);
        None
    }

    /// What such journeys cost at least besides their fare and what [`least`](Self::least) says of
    /// their flights.
    fn least_besides(&self, first: u32, last: u32) -> Besides {
        let _ = (first, last);
        Besides::default()
    }
}

/// A bound from below on what is levied once on a journey as a whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Besides {
    /// Thousandths of the fare.
    pub permille: u32,
    pub fixed: Amount,
}

impl Besides {
    /// The least price of a journey of at least this fare.
    pub(crate) fn with(self, fare: Amount) -> Amount {
        let levied = fare.get().saturating_mul(self.permille.into()) / 1_000;
        fare + Amount::minor(levied) + self.fixed
    }
}

/// A bound from below on the price of journeys: each costs no less than the sum of its flights'.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Least {
    /// In the place of which a through fare may come.
    pub fare: Amount,
    /// Besides any fare.
    pub taxes: Amount,
}

impl Least {
    /// The least of either part.
    pub(crate) fn or(self, other: Self) -> Self {
        Self { fare: self.fare.min(other.fare), taxes: self.taxes.min(other.taxes) }
    }
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
