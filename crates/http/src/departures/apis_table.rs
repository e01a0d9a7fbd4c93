//! The list for authorities as a table.

use actix_web::HttpResponse;
use airside_app::departures::{ApisList, ApisTraveller};

use super::apis::file_name;
use crate::csv::Csv;
use crate::date;

const COLUMNS: [&str; 16] = [
    "family_name",
    "given_name",
    "gender",
    "date_of_birth",
    "nationality",
    "document_type",
    "document_number",
    "issuing_country",
    "expires_on",
    "valid_for_trip",
    "type",
    "seat",
    "journey_origin",
    "journey_destination",
    "booking_ref",
    "passenger_id",
];

/// Everybody, in the order of the list.
pub(super) fn answer(list: &ApisList) -> HttpResponse {
    let mut csv = Csv::new(COLUMNS);
    for traveller in &list.travellers {
        row(&mut csv, traveller);
    }
    csv.answer(&format!("{}.csv", file_name(list)))
}

fn row(csv: &mut Csv, traveller: &ApisTraveller) {
    let person = &traveller.person;
    csv.text(person.name.ticketed().family())
        .text(person.name.ticketed().given())
        .text(person.gender.code())
        .text(&date::show(person.date_of_birth));
    match traveller.document() {
        Some(document) => csv
            .text(document.nationality.as_str())
            .text(document.kind.code())
            .text(document.number.in_full())
            .text(document.issuing_country.as_str())
            .text(&date::show(document.expires_on))
            .text(if traveller.has_valid_document() == Some(true) { "YES" } else { "NO" }),
        None => csv.text("").text("").text("").text("").text("").text("NO"),
    };
    csv.text(traveller.kind.code())
        .text(&traveller.seat.map(|seat| seat.to_string()).unwrap_or_default())
        .text(traveller.journey.0.as_str())
        .text(traveller.journey.1.as_str())
        .text(&traveller.reference)
        .text(&traveller.id.to_string())
        .end_row();
}
