//! What is sold of each departure, and who sits where.
//!
//! In that release a row of the timetable that came again under another `valid_from` was another
//! flight, with its own counters and seats. So `6E2041` was sold under two ids; and `6E5302` was
//! replaced by such a row, after it was sold, and was sold again. Now a departure has one counter,
//! and a seat one holder: the first that booked it.

use std::collections::BTreeMap;
use std::sync::Arc;

use airside_app::ports::Store;
use airside_booking::booking::Inventory;
use airside_primitives::{Cabin, FlightId};
use time::Date;
use time::macros::date;

use super::booking;
use super::bookings::BOOKINGS;

/// Flight number, date, cabin, and what is sold: one figure for a departure.
const SOLD: &[(&str, Date, Cabin, &[u16])] = &[
    // Two bookings each.
    ("6E2041", date!(2027 - 03 - 12), Cabin::Economy, &[2]),
    ("6E2041", date!(2027 - 03 - 13), Cabin::Economy, &[2]),
    // 14 of 12 places.
    ("6E5302", date!(2027 - 03 - 18), Cabin::Business, &[14]),
    // In no timetable any more.
    ("6E777", date!(2027 - 03 - 24), Cabin::Economy, &[1]),
    // Before the timetable was replaced; long gone.
    ("AI101", date!(2026 - 10 - 20), Cabin::Economy, &[1]),
    ("AI101", date!(2027 - 03 - 10), Cabin::Economy, &[2]),
    ("AI101", date!(2027 - 03 - 11), Cabin::Economy, &[1]),
    ("AI101", date!(2027 - 03 - 15), Cabin::Economy, &[1]),
    ("AI101", date!(2027 - 03 - 17), Cabin::Economy, &[1]),
    // Winter and summer, which leave at other times and have an id each.
    ("AI161", date!(2027 - 03 - 21), Cabin::Economy, &[1]),
    ("AI161", date!(2027 - 04 - 02), Cabin::Economy, &[2]),
    ("AI503", date!(2027 - 03 - 20), Cabin::Economy, &[1]),
];

/// Flight number, date, and each seat with the bookings that hold it.
const SEATS: &[(&str, Date, &str)] = &[
    ("6E2041", date!(2027 - 03 - 12), "14A 5QL5QL"),
    ("6E2041", date!(2027 - 03 - 13), "14A AUJ782, 15A NWN6KZ"),
    (
        "6E5302",
        date!(2027 - 03 - 18),
        "1A UQ4CE8, 1C UQ4CE8, 1D UQ4CE8, 1F UQ4CE8, 2A UQ4CE8, 2C UQ4CE8, 2D UQ4CE8",
    ),
    ("6E777", date!(2027 - 03 - 24), "4A DJUZK2"),
    ("AI101", date!(2026 - 10 - 20), "4A QNPK28"),
    ("AI101", date!(2027 - 03 - 10), "4A ZMBEBU, 4B ZMBEBU"),
    ("AI101", date!(2027 - 03 - 11), "20F MFQ3RY"),
    ("AI101", date!(2027 - 03 - 15), "4A ALJT6Z"),
    ("AI101", date!(2027 - 03 - 17), "4A RYUENL"),
    ("AI161", date!(2027 - 03 - 21), "20A Y3HLDX"),
    ("AI161", date!(2027 - 04 - 02), "20A FY89N9, 20B FY89N9"),
    ("AI503", date!(2027 - 03 - 20), "4A Y3HLDX"),
];

/// The flight number of every departure that was booked, by the id it is counted under.
async fn numbers(store: &dyn Store) -> BTreeMap<(FlightId, Date), String> {
    let mut numbers = BTreeMap::new();
    for (reference, _) in BOOKINGS {
        for journey in booking(store, reference).await.journeys {
            for segment in journey.offer.segments {
                numbers.insert((segment.inventory, segment.date), segment.number.to_string());
            }
        }
    }
    numbers
}

pub async fn every_counter_stands(store: Arc<dyn Store>) {
    let numbers = numbers(&*store).await;
    let mut sold = BTreeMap::<_, Vec<u16>>::new();
    for row in store.sold_from(date!(2026 - 01 - 01)).await.unwrap() {
        let Inventory { flight, date, cabin, count } = row.inventory;
        if count > 0 {
            let number = &*numbers[&(flight, date)];
            sold.entry((number, date, cabin)).or_default().push(count);
        }
    }
    let sold: Vec<_> = sold
        .iter()
        .map(|((number, date, cabin), counts)| (*number, *date, *cabin, &**counts))
        .collect();
    assert_eq!(sold, SOLD);
}

pub async fn every_seat_has_its_holders(store: Arc<dyn Store>) {
    let numbers = numbers(&*store).await;
    let mut references = BTreeMap::new();
    for (reference, _) in BOOKINGS {
        references.insert(booking(&*store, reference).await.id, *reference);
    }
    let departures: Vec<_> = numbers.keys().copied().collect();
    let mut holders = BTreeMap::<_, BTreeMap<_, Vec<&str>>>::new();
    for (flight, date, seat, booking) in store.taken_seats(&departures).await.unwrap() {
        let seats = holders.entry((&*numbers[&(flight, date)], date)).or_default();
        seats.entry(seat).or_default().push(references[&booking]);
    }
    let mut seats = Vec::new();
    for ((number, date), mut taken) in holders {
        let taken = taken.iter_mut().map(|(seat, holders)| {
            holders.sort_unstable();
            format!("{seat} {}", holders.join(" "))
        });
        seats.push((number, date, taken.collect::<Vec<_>>().join(", ")));
    }
    let seats: Vec<_> =
        seats.iter().map(|(number, date, taken)| (*number, *date, &**taken)).collect();
    assert_eq!(seats, SEATS);
}

pub async fn what_is_oversold_is_closed(store: Arc<dyn Store>) {
    let numbers = numbers(&*store).await;
    let mut oversold = Vec::new();
    for row in store.sold_from(date!(2026 - 01 - 01)).await.unwrap() {
        if row.inventory.count > row.capacity {
            oversold.push((&*numbers[&(row.inventory.flight, row.inventory.date)], row.left()));
        }
    }
    oversold.sort_unstable();
    // Fourteen places of twelve, a flight that is in no timetable, and a day of October that
    // is in none any more.
    assert_eq!(oversold, [("6E5302", 0), ("6E777", 0), ("AI101", 0)]);
}
