//! A passenger list as a table for spreadsheets.

use actix_web::HttpResponse;
use airside_app::departures::{Extra, Listed, PassengerList};

use crate::csv::Csv;
use crate::date;

const COLUMNS: [&str; 14] = [
    "status",
    "seat",
    "name",
    "type",
    "cabin",
    "flight_number",
    "booking_ref",
    "ticket_number",
    "checked_kg",
    "extra_kg",
    "extra_baggage_mode",
    "passenger_id",
    "infant_of",
    "special_services",
];

/// Those who travel, then those who have not paid.
pub(super) fn answer(list: &PassengerList) -> HttpResponse {
    let mut csv = Csv::new(COLUMNS);
    for (status, listed) in [("TRAVELLING", &list.travelling), ("HELD", &list.held)] {
        for passenger in listed {
            row(&mut csv, status, passenger);
        }
    }
    csv.answer(&format!("{}.csv", file_name(list)))
}

/// The name of a file with this list, without its ending.
pub(super) fn file_name(list: &PassengerList) -> String {
    let known = &list.departure.known;
    format!("passengers-{}-{}", known.original.number, date::show(known.date))
}

fn row(csv: &mut Csv, status: &str, passenger: &Listed) {
    let maybe = |text: Option<String>| text.unwrap_or_default();
    let (extra_kg, mode) = match passenger.extra {
        Extra::None => (0, ""),
        Extra::Prepaid { kg } => (kg, "PREPAID"),
        Extra::AtAirport { kg } => (kg, "AT_AIRPORT"),
    };
    csv.text(status)
        .text(&maybe(passenger.seat.map(|seat| seat.to_string())))
        .text(passenger.name.as_deref().unwrap_or_default())
        .text(passenger.kind.code())
        .text(passenger.cabin.code())
        .text(&passenger.sold_as.to_string())
        .text(&passenger.reference)
        .text(passenger.ticket_number.as_deref().unwrap_or_default())
        .number(passenger.checked_kg)
        .number(extra_kg)
        .text(mode)
        .text(&passenger.id.to_string())
        .text(&maybe(passenger.infant_of.map(|adult| adult.to_string())))
        .text(&passenger.served())
        .end_row();
}
