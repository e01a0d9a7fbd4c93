//! Promises about the world that is sold.

use std::sync::Arc;

use airside_app::ports::bus::Message;
use airside_app::ports::store::WorldRows;
use airside_app::ports::{Store, Write};
use airside_fares::{Fare, FareConditions};
use airside_primitives::{Brand, Cabin, Currency};
use airside_timetable::{Airline, Airport};
use time::macros::date;

use super::put;
use crate::samples::{airline, airport, code, fare, promo_code};

pub async fn the_world_comes_back_as_loaded(store: Arc<dyn Store>) {
    assert_eq!(store.provenance().await.unwrap(), None);
    assert_eq!(store.fares_currency().await.unwrap(), None);
    let plain = Airport { icao: None, city_code: None, latitude: -33.946, ..airport("SYD") };
    let front = Fare { cabin: Cabin::First, ..fare("LHR", 9) };

    store
        .load(WorldRows {
            airports: vec![airport("DEL"), plain.clone()],
            airlines: vec![airline("AI"), airline("6E")],
            fares: vec![fare("LHR", 4_512_300), front],
            promo_codes: vec![promo_code("FLAT500")],
            provenance: Some("demo".to_owned()),
            fares_currency: Some(Currency::INR),
            ..WorldRows::default()
        })
        .await
        .unwrap();

    let mut airports = store.airports().await.unwrap();
    airports.sort_by_key(|airport| airport.iata);
    assert_eq!(airports, [airport("DEL"), plain]);
    let mut airlines = store.airlines().await.unwrap();
    airlines.sort_by_key(|airline| airline.code);
    assert_eq!(airlines, [airline("6E"), airline("AI")]);
    assert_eq!(fares(&*store).await, [front, fare("LHR", 4_512_300)]);
    assert_eq!(store.provenance().await.unwrap().as_deref(), Some("demo"));
    assert_eq!(store.fares_currency().await.unwrap(), Some(Currency::INR));
    let promo = store.promo_code(&code("FLAT500")).await.unwrap();
    assert_eq!(promo, Some(promo_code("FLAT500")));
}

pub async fn rows_replace_rows_with_the_same_key(store: Arc<dyn Store>) {
    let first = WorldRows {
        airports: vec![airport("DEL")],
        airlines: vec![airline("AI")],
        fares: vec![fare("LHR", 1), fare("BOM", 2)],
        provenance: Some("demo".to_owned()),
        ..WorldRows::default()
    };
    let renamed = Airport { name: "Palam".to_owned(), ..airport("DEL") };
    let rebranded = Airline { name: "Equator".to_owned(), ..airline("AI") };
    let second = WorldRows {
        airports: vec![renamed.clone()],
        airlines: vec![rebranded.clone()],
        fares: vec![fare("LHR", 3)],
        ..WorldRows::default()
    };
    store.load(first).await.unwrap();
    store.load(second).await.unwrap();

    assert_eq!(store.airports().await.unwrap(), [renamed]);
    assert_eq!(store.airlines().await.unwrap(), [rebranded]);
    assert_eq!(fares(&*store).await, [fare("BOM", 2), fare("LHR", 3)]);
    assert_eq!(store.provenance().await.unwrap().as_deref(), Some("demo"));
}

pub async fn fares_differ_by_each_of_their_conditions(store: Arc<dyn Store>) {
    let fares = under_different_conditions();
    store.load(WorldRows { fares: fares.clone(), ..WorldRows::default() }).await.unwrap();
    assert_eq!(store.fares().await.unwrap(), fares, "as they were published");

    // Published again, each replaces itself alone, and is the latest.
    let dearer = fares.iter().map(|fare| Fare { base: fare.base.times(2), ..*fare });
    let dearer: Vec<Fare> = dearer.rev().collect();
    let (again, rest) = dearer.split_at(3);
    let kept = &fares[..rest.len()];
    store.load(WorldRows { fares: again.to_vec(), ..WorldRows::default() }).await.unwrap();
    assert_eq!(store.fares().await.unwrap(), [kept, again].concat());

    // Of two in one file with the same conditions the later one counts.
    let twice = [dearer.clone(), fares.clone()].concat();
    store.load(WorldRows { fares: twice, ..WorldRows::default() }).await.unwrap();
    assert_eq!(store.fares().await.unwrap(), fares);

    let rows = WorldRows { fares: vec![fares[1]], replace_fares: true, ..WorldRows::default() };
    store.load(rows).await.unwrap();
    assert_eq!(store.fares().await.unwrap(), [fares[1]]);
}

/// Fares that are alike in all but their conditions.
fn under_different_conditions() -> Vec<Fare> {
    let none = FareConditions::none();
    let (first, last) = (Some(date!(2026 - 12 - 01)), Some(date!(2027 - 03 - 31)));
    let all = FareConditions {
        flight: Some(code("AI161")),
        travel_from: first,
        travel_until: last,
        days: Some(code("1457")),
        book_days_before: Some(0),
        brand: Some(Brand::Saver),
    };
    let conditions = [
        none,
        all,
        FareConditions { flight: all.flight, ..none },
        FareConditions { flight: Some(code("AI161A")), ..none },
        FareConditions { travel_from: first, ..none },
        FareConditions { travel_until: last, ..none },
        FareConditions { travel_from: first, travel_until: last, ..none },
        FareConditions { days: all.days, ..none },
        FareConditions { book_days_before: Some(0), ..none },
        FareConditions { book_days_before: Some(u16::MAX), ..none },
        FareConditions { brand: Some(Brand::Standard), ..none },
    ];
    let base = 100_i64..;
    let fares = conditions.into_iter().zip(base);
    fares.map(|(conditions, base)| Fare { conditions, ..fare("LHR", base) }).collect()
}

pub async fn replacing_empties_first(store: Arc<dyn Store>) {
    let rows = |destination, base| WorldRows {
        fares: vec![fare(destination, base)],
        ..WorldRows::default()
    };
    store.load(rows("LHR", 1)).await.unwrap();
    store.load(rows("BOM", 2)).await.unwrap();
    assert_eq!(fares(&*store).await, [fare("BOM", 2), fare("LHR", 1)]);

    let yen = "JPY".parse().ok();
    let other = WorldRows { fares_currency: yen, ..rows("BOM", 3) };
    store.load(WorldRows { replace_fares: true, ..other }).await.unwrap();
    assert_eq!(store.fares_currency().await.unwrap(), yen);
    assert_eq!(fares(&*store).await, [fare("BOM", 3)]);
}

pub async fn loading_tells_every_node(store: Arc<dyn Store>) {
    store.load(WorldRows::default()).await.unwrap();
    let waiting = store.unsent(10).await.unwrap();
    let messages: Vec<_> =
        waiting.into_iter().map(|envelope| envelope.message().unwrap()).collect();
    assert_eq!(messages, [Message::TimetableChanged]);
}

async fn fares(store: &dyn Store) -> Vec<Fare> {
    let mut fares = store.fares().await.unwrap();
    fares.sort_by_key(|fare| (fare.destination, fare.cabin));
    fares
}

pub async fn an_airport_is_saved_and_removed_alone(store: Arc<dyn Store>) {
    let airports = async || {
        let mut airports = store.airports().await.unwrap();
        airports.sort_by_key(|airport| airport.iata);
        airports
    };
    let (del, lhr) = (airport("DEL"), airport("LHR"));
    put(&*store, [Write::SaveAirport(del.clone()), Write::SaveAirport(lhr.clone())]).await;
    assert_eq!(airports().await, [del.clone(), lhr.clone()]);

    let other = Airport { icao: None, latitude: -33.946, ..lhr };
    put(&*store, [Write::SaveAirport(other.clone())]).await;
    assert_eq!(airports().await, [del.clone(), other.clone()]);
    for _ in 0..2 {
        put(&*store, [Write::RemoveAirport(del.iata)]).await;
        assert_eq!(airports().await, std::slice::from_ref(&other));
    }
}

pub async fn an_airline_is_saved_alone(store: Arc<dyn Store>) {
    let (old, new) = (airline("AI"), Airline { name: "Another".to_owned(), ..airline("AI") });
    put(&*store, [Write::SaveAirline(old)]).await;
    put(&*store, [Write::SaveAirline(new.clone())]).await;
    assert_eq!(store.airlines().await.unwrap(), [new]);
}
