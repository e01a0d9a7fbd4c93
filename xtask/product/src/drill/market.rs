//! What the drill's clients choose from: offers that are searched once and bought often.
//!
//! Sales crowd on one flight on purpose, and on one small cabin, until both are sold out.

use anyhow::ensure;
use serde_json::Value;
use time::{Date, Duration};

use super::client::{Caller, text};
use crate::today::today;

const ROUTES: [(&str, &str); 3] = [("DEL", "BOM"), ("DEL", "BLR"), ("BOM", "BLR")];
/// Cancelling so long before is free of charge.
const AHEAD: Duration = Duration::days(45);
const STAY: Duration = Duration::days(3);

/// An offer, as far as a buyer must know it.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    pub(super) id: String,
    pub(super) seats_left: u64,
}

/// What can be bought by so many adults.
pub(super) struct Market {
    /// For one adult, and for two.
    shelves: [Shelf; 2],
}

struct Shelf {
    out: Vec<Offer>,
    back: Vec<Offer>,
    /// All want this flight.
    crowded: Offer,
    /// And this small cabin.
    scarce: Offer,
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
    pub(super) async fn open(caller: &Caller<'_>) -> anyhow::Result<Self> {
        let shelves = [Shelf::fill(caller, 1).await?, Shelf::fill(caller, 2).await?];
        Ok(Self { shelves })
    }

    /// Offers for the n-th wish, in the order of travel.
    pub(super) fn choose(&self, wish: Wish, adults: usize, n: usize) -> Vec<&Offer> {
        let shelf = &self.shelves[adults.clamp(1, 2) - 1];
        let turn = |offers: &[Offer]| n % offers.len().max(1);
        match wish {
            Wish::OneWay if n.is_multiple_of(2) => vec![&shelf.out[turn(&shelf.out)]],
            Wish::OneWay => vec![&shelf.back[turn(&shelf.back)]],
            Wish::RoundTrip => {
                // Both lists have the routes in turn, so that the same place is the same route.
                let route = n % ROUTES.len();
                let of_route = |offers: &[Offer]| {
                    let turns = (offers.len() / ROUTES.len()).max(1);
                    (n / ROUTES.len() % turns) * ROUTES.len() + route
                };
                vec![&shelf.out[of_route(&shelf.out)], &shelf.back[of_route(&shelf.back)]]
            }
            Wish::Crowded => vec![&shelf.crowded],
            Wish::Scarce => vec![&shelf.scarce],
        }
    }
}

impl Shelf {
    async fn fill(caller: &Caller<'_>, adults: usize) -> anyhow::Result<Self> {
        let (day, day_back) = (today() + AHEAD, today() + AHEAD + STAY);
        let (mut out, mut back) = (Vec::new(), Vec::new());
        for (from, to) in ROUTES {
            out.push(search(caller, 0, &direct(from, to, day, adults, "ECONOMY")).await?);
            back.push(search(caller, 1, &direct(to, from, day_back, adults, "ECONOMY")).await?);
        }
        let (out, back) = (in_turn(&out), in_turn(&back));
        let small = direct("DEL", "BOM", day + Duration::DAY, adults, "BUSINESS");
        let small = search(caller, 0, &small).await?;
        ensure!(!out.is_empty() && !back.is_empty(), "the world has no flights for the drill");
        ensure!(!small.is_empty(), "the world has no business cabin for the drill");
        Ok(Self { crowded: out[0].clone(), scarce: small[0].clone(), out, back })
    }
}

/// One of each list, then the next of each, as long as every list has one.
fn in_turn(lists: &[Vec<Offer>]) -> Vec<Offer> {
    let shortest = lists.iter().map(Vec::len).min().unwrap_or_default();
    (0..shortest).flat_map(|at| lists.iter().map(move |list| list[at].clone())).collect()
}

/// A search for one flight without a stop.
pub(super) fn direct(from: &str, to: &str, day: Date, adults: usize, cabin: &str) -> String {
    format!(
        "/v1/offers?origin={from}&destination={to}&departure_date={day}&adults={adults}\
         &cabin={cabin}&max_stops=0&sort=DEPARTURE&limit=200"
    )
}

/// The STANDARD offers of a search, asked of one node.
pub(super) async fn search(
    caller: &Caller<'_>,
    node: usize,
    query: &str,
) -> anyhow::Result<Vec<Offer>> {
    let found = caller.get(node, query).await?;
    let offers = found["departing"].as_array().into_iter().flatten();
    let offers = offers.filter(|offer| offer["brand"]["code"] == "STANDARD");
    let read = |offer: &Value| {
        let seats_left = offer["seats_left"].as_u64().unwrap_or_default();
        Ok(Offer { id: text(offer, "/id")?, seats_left })
    };
    offers.map(read).collect()
}
