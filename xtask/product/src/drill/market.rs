//! What the drill's clients choose from: offers that are searched once and bought often.
//!
//! Sales crowd on one flight on purpose, and on one small cabin, until both are sold out.

use airside_client::Client;
use airside_client::offers::{Cabin, Offer, Search, Sort};
use anyhow::ensure;
use time::{Date, Duration};

use super::client::{Caller, Fault};
use crate::today::today;

const ROUTES: [(&str, &str); 3] = [("DEL", "BOM"), ("DEL", "BLR"), ("BOM", "BLR")];
/// Cancelling so long before is free of charge.
const AHEAD: Duration = Duration::days(45);
const STAY: Duration = Duration::days(3);
/// Bookings for which the seats of one day are plenty.
const ONE_DAY_SERVES: i64 = 1_500;

/// What can be bought.
pub(super) struct Market {
    /// For one adult, and for two.
    shelves: [Shelf; 2],
}

struct Shelf {
    days: Vec<Day>,
    /// All want this flight.
    crowded: Offer,
    /// And this small cabin.
    scarce: Offer,
}

/// Flights out on one day, and back some days later; both lists have the routes in turn, so
/// that the same place is the same route.
struct Day {
    out: Vec<Offer>,
    back: Vec<Offer>,
}

/// What a buyer is after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    OneWay,
    RoundTrip,
    Crowded,
    Scarce,
}

impl Market {
    /// Searches flights enough for so many bookings.
    pub(super) async fn open(caller: &Caller<'_>, bookings: u32) -> anyhow::Result<Self> {
        let days = 1 + i64::from(bookings) / ONE_DAY_SERVES;
        let shelves = [Shelf::fill(caller, 1, days).await?, Shelf::fill(caller, 2, days).await?];
        Ok(Self { shelves })
    }

    /// Offers for the n-th wish, in the order of travel.
    pub(super) fn choose(&self, wish: Wish, adults: u8, n: usize) -> Vec<&Offer> {
        let Shelf { days, crowded, scarce } = &self.shelves[usize::from(adults).clamp(1, 2) - 1];
        // Not by the remainder of two: that tells the ways out from those back.
        let Day { out, back } = &days[n / 4 % days.len()];
        match wish {
            Wish::OneWay if n.is_multiple_of(2) => vec![&out[n % out.len()]],
            Wish::OneWay => vec![&back[n % back.len()]],
            Wish::RoundTrip => {
                let at = n % out.len().min(back.len());
                vec![&out[at], &back[at]]
            }
            Wish::Crowded => vec![crowded],
            Wish::Scarce => vec![scarce],
        }
    }
}

impl Shelf {
    async fn fill(caller: &Caller<'_>, adults: u8, days: i64) -> anyhow::Result<Self> {
        let first = today() + AHEAD;
        let small = direct("DEL", "BOM", first + Duration::DAY, adults, Cabin::Business);
        let small = search(caller, 0, &small).await?;
        ensure!(!small.is_empty(), "the world has no business cabin for the drill");

        let mut shelf = Vec::new();
        for after in 0..days {
            let day = first + Duration::days(after);
            let (mut out, mut back) = (Vec::new(), Vec::new());
            for (from, to) in ROUTES {
                let query = direct(from, to, day, adults, Cabin::Economy);
                out.push(search(caller, 0, &query).await?);
                let query = direct(to, from, day + STAY, adults, Cabin::Economy);
                back.push(search(caller, 1, &query).await?);
            }
            let (out, back) = (in_turn(&out), in_turn(&back));
            ensure!(!out.is_empty() && !back.is_empty(), "the world has no flights for the drill");
            shelf.push(Day { out, back });
        }
        Ok(Self { crowded: shelf[0].out[0].clone(), scarce: small[0].clone(), days: shelf })
    }
}

/// One of each list, then the next of each, as long as every list has one.
fn in_turn(lists: &[Vec<Offer>]) -> Vec<Offer> {
    let shortest = lists.iter().map(Vec::len).min().unwrap_or_default();
    (0..shortest).flat_map(|at| lists.iter().map(move |list| list[at].clone())).collect()
}

/// A search for one flight without a stop.
pub(super) fn direct(from: &str, to: &str, day: Date, adults: u8, cabin: Cabin) -> Search {
    Search {
        adults,
        cabin: Some(cabin),
        max_stops: Some(0),
        sort: Some(Sort::Departure),
        limit: Some(200),
        ..Search::one_way(from, to, day)
    }
}

/// The STANDARD offers of a search, asked of one node.
pub(super) async fn search(
    caller: &Caller<'_>,
    node: usize,
    search: &Search,
) -> Result<Vec<Offer>, Fault> {
    let call = async |node: &Client| node.offers().search(search).await;
    let mut offers = caller.ask(node, "searching", call).await?.departing;
    offers.retain(|offer| offer.brand.code == "STANDARD");
    Ok(offers)
}
