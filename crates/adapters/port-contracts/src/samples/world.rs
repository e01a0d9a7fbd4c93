//! Places, airlines, flights, fares and promo codes.

use std::collections::BTreeSet;

use airside_app::ports::Store;
use airside_app::ports::store::{AdoptError, Adoption, Judge, NewTariff, WorldRows};
use airside_fares::{Fare, FareConditions, PromoCode, Reduction};
use airside_primitives::{Amount, Cabin};
use airside_timetable::{Airline, Airport, Flight, OperatingDays, Zone};
use time::macros::{date, time};

use super::{NOW, code, flight_id, flight_number};

/// Somewhere in India.
pub fn airport(iata: &str) -> Airport {
    Airport {
        iata: code(iata),
        icao: Some("VIDP".to_owned()),
        name: "Indira Gandhi International Airport".to_owned(),
        city: "Delhi".to_owned(),
        country: code("IN"),
        city_code: Some(code("DEL")),
        latitude: 28.5665,
        longitude: 77.103_1,
        zone: Zone::named("Asia/Kolkata").unwrap(),
    }
}

pub fn airline(iata: &str) -> Airline {
    Airline { code: code(iata), name: "Meridian Air".to_owned() }
}

/// A daily flight from Delhi to London.
pub fn flight(number: u128) -> Flight {
    Flight {
        id: flight_id(number),
        number: flight_number(number),
        operating_airline: code("AI"),
        operating_number: None,
        origin: code("DEL"),
        destination: code("LHR"),
        departs: time!(02:15),
        arrives: time!(07:20),
        arrival_day_offset: 0,
        days: OperatingDays::EVERY_DAY,
        valid_from: date!(2026 - 10 - 25),
        valid_until: date!(2027 - 03 - 27),
        aircraft: code("788"),
    }
}

pub fn fare(destination: &str, base: i64) -> Fare {
    Fare {
        airline: code("AI"),
        origin: code("DEL"),
        destination: code(destination),
        cabin: Cabin::Economy,
        base: Amount::minor(base),
        conditions: FareConditions::none(),
    }
}

/// Two airports, an airline, and its fare from one to the other.
pub fn delhi_and_mumbai() -> WorldRows {
    let mumbai = Airport {
        city: "Mumbai".to_owned(),
        city_code: None,
        latitude: 19.0887,
        longitude: 72.8679,
        ..airport("BOM")
    };
    WorldRows {
        airports: vec![airport("DEL"), mumbai],
        airlines: vec![airline("AI")],
        fares: vec![fare("BOM", 500_000)],
        ..WorldRows::default()
    }
}

/// A tariff of this text, which no store reads.
pub fn tariff(text: &str) -> NewTariff {
    NewTariff { name: "tariff.toml".to_owned(), text: text.to_owned(), loaded_at: NOW }
}

/// A code that takes 500.00 off.
pub fn promo_code(name: &str) -> PromoCode {
    PromoCode::unlimited(code(name), Reduction::Fixed(Amount::minor(50_000)))
}

/// Makes these rows the timetable of their airlines, in a store that has sold nothing.
pub async fn adopt(store: &dyn Store, rows: Vec<Flight>) -> Result<(), AdoptError> {
    let airlines: BTreeSet<_> = rows.iter().map(|row| row.number.airline()).collect();
    let stage = store.stage(rows, &|_| ()).await?;
    let adoption = Adoption {
        planned_at: store.world_version().await?,
        timetable: Some((stage, airlines.into_iter().collect())),
        provenance: None,
        restocked: Vec::new(),
        touched: Vec::new(),
        planned_when: store.time().await?,
        judge: Judge::nothing_changes(),
        also: Vec::new(),
    };
    store.adopt(adoption).await.map(drop)
}
