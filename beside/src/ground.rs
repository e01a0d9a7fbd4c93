//! The flights that both sides search: the demo's world, without codeshares, as if nobody minded
//! who sells.
//!
//! A list of ours is complete for each seller. RAPTOR knows no sellers, so each airport is one here,
//! and all of them sell with each other: whatever leaves an airport has one seller, and a list has
//! one front.

use std::collections::HashMap;

use airside_demo_data::{Selling, Size, World, tariff, world};
use airside_primitives::{AirlineCode, AirportCode, Amount, Currency, FlightId, FlightNumber};
use airside_search::{Index, Least, Market, Network, Sold};
use airside_timetable::Flight;
use anyhow::Context;
use time::Date;
use time::macros::date;

/// As in `cargo xtask bench search`.
const TODAY: Date = date!(2026 - 11 - 22);
const SELLING: Selling = Selling { currency: Currency::INR, minor_per_dollar: 8_500 };
/// So many flights have numbers of their own with one airline.
const NUMBERS: u16 = 9_999;

/// The index of all flights, each operated by whoever sells it.
pub(crate) fn index() -> anyhow::Result<Index> {
    let World { airports, mut flights, .. } = world(Size::World, TODAY, SELLING)?;
    let terms = airside_tariff::read(&tariff(SELLING)?)?;
    flights.retain(|flight| !flight.is_codeshare());
    let sellers = renumber(&mut flights)?;
    let partners = sellers
        .iter()
        .enumerate()
        .flat_map(|(at, one)| sellers[at + 1..].iter().map(|other| [*one, *other]));
    let partners = partners.collect();
    Ok(Index::build(Network { airports, flights, partners, connecting: terms.connecting }))
}

/// Gives all flights that leave one airport the same airline, and each a number that no other has.
fn renumber(flights: &mut [Flight]) -> anyhow::Result<Vec<AirlineCode>> {
    flights.sort_by_key(|flight| (flight.origin, flight.id));
    let mut leaving: Vec<(AirportCode, Vec<FlightId>)> = Vec::new();
    for flight in flights.iter() {
        match leaving.last_mut() {
            Some((origin, ids)) if *origin == flight.origin => {
                if ids.last() != Some(&flight.id) {
                    ids.push(flight.id);
                }
            }
            _ => leaving.push((flight.origin, vec![flight.id])),
        }
    }
    let mut sellers: Vec<AirlineCode> = Vec::new();
    let mut numbers: HashMap<FlightId, FlightNumber> = HashMap::new();
    let mut used = NUMBERS;
    for (origin, ids) in leaving {
        let wanted = u16::try_from(ids.len()).with_context(|| format!("{origin} is too busy"))?;
        if NUMBERS - used < wanted {
            sellers.push(seller(sellers.len())?);
            used = 0;
        }
        let seller = *sellers.last().context("there is no seller")?;
        for id in ids {
            used += 1;
            numbers.insert(id, FlightNumber::new(seller, used).context("no such number")?);
        }
    }
    for flight in flights {
        flight.number = numbers[&flight.id];
        flight.operating_airline = flight.number.airline();
        flight.operating_number = None;
        flight.id = Flight::id_of(flight.number, flight.origin, flight.destination);
    }
    Ok(sellers)
}

/// `A0`, `A1`, … `Z9`.
fn seller(at: usize) -> anyhow::Result<AirlineCode> {
    let letter = char::from(b'A' + u8::try_from(at / 10)?);
    Ok(format!("{letter}{}", at % 10).parse()?)
}

/// Everything is free, and there is room on all of it: RAPTOR knows no prices.
pub(crate) struct Free;

impl Market for Free {
    fn has_room(&self, _: &Flight, _: Date) -> bool {
        true
    }

    fn price(&self, _: &[Sold<'_>]) -> Option<Amount> {
        Some(Amount::ZERO)
    }

    fn varies(&self, _: u32) -> bool {
        false
    }

    fn least(&self, _: u32) -> Least {
        Least::default()
    }
}
