//! Who travels, on which ticket number, in which seat, with what baggage.
//!
//! Seats stand in a column for each flight that is still to be flown. More
//! flights than fit side by side go into further tables, whole journeys at a time.

use airside_app::ports::documents::{
    ExtraBaggage, JourneyStatus, PassengerJourney, ShownBaggage, TicketDocument, TicketJourney,
    TicketPassenger,
};
use airside_primitives::{Currency, PassengerType};

use crate::flow::Block;
use crate::fonts::Fonts;
use crate::head;
use crate::style::{BODY, LABEL, SMALL, STRONG};
use crate::table::{Cell, Column, Table};
use crate::words;

const NAME: Column = Column::left(0.0, 165.0);
const TICKET: Column = Column::left(175.0, 90.0);
const SEATS_LEFT: f32 = 273.0;
const SEAT_WIDTH: f32 = 40.0;
/// Two journeys of three flights.
const MOST_FLIGHTS: usize = 6;

pub(super) fn blocks(fonts: &Fonts, ticket: &TicketDocument) -> Vec<Block> {
    let mut blocks = vec![head::heading(fonts, "Passengers and seats")];
    for (number, journeys) in side_by_side(&ticket.journeys).into_iter().enumerate() {
        let mut table = table(fonts, ticket, &journeys).into_blocks();
        if number > 0
            && let Some(header) = table.first_mut()
        {
            *header = header.clone().after(14.0);
        }
        blocks.append(&mut table);
    }
    blocks
}

/// The journeys that can still be flown, in groups that fit side by side; one empty group when
/// there are none, so that the passengers are still shown.
fn side_by_side(journeys: &[TicketJourney]) -> Vec<Vec<usize>> {
    let mut groups = vec![Vec::new()];
    let mut flights = 0;
    for (at, journey) in journeys.iter().enumerate() {
        match journey.status {
            JourneyStatus::Cancelled => {}
            JourneyStatus::Confirmed => {
                flights += journey.segments.len();
                if flights > MOST_FLIGHTS && groups.last().is_some_and(|group| !group.is_empty()) {
                    groups.push(Vec::new());
                    flights = journey.segments.len();
                }
                if let Some(group) = groups.last_mut() {
                    group.push(at);
                }
            }
        }
    }
    groups
}

fn table<'a>(fonts: &'a Fonts, ticket: &TicketDocument, journeys: &[usize]) -> Table<'a> {
    let flights: Vec<String> = journeys
        .iter()
        .flat_map(|at| &ticket.journeys[*at].segments)
        .map(|segment| {
            format!("{} {}–{}", segment.flight, segment.departure.airport, segment.arrival.airport)
        })
        .collect();
    let mut columns = vec![("Passenger", NAME), ("Ticket number", TICKET)];
    let mut left = SEATS_LEFT;
    for flight in &flights {
        columns.push((flight, Column::left(left, SEAT_WIDTH - 2.0)));
        left += SEAT_WIDTH;
    }

    let mut table = Table::new(fonts, columns);
    for passenger in &ticket.passengers {
        let cells: Vec<Cell> = [name(passenger), ticket_number(passenger)]
            .into_iter()
            .chain(journeys.iter().flat_map(|at| seats(ticket, passenger, *at)))
            .collect();
        let baggage = baggage(ticket, passenger, journeys);
        let services = passenger.services.iter().cloned();
        let below = baggage.into_iter().chain(services).map(|line| (line, SMALL));
        table.row(&cells, &below.collect::<Vec<_>>());
    }
    table
}

fn name(passenger: &TicketPassenger) -> Cell {
    let kind = words::passenger_type(passenger.kind);
    vec![
        (passenger.typed_name.clone(), STRONG),
        (format!("{}  ·  {kind}", passenger.ticket_name), SMALL),
    ]
}

fn ticket_number(passenger: &TicketPassenger) -> Cell {
    let number = &passenger.ticket_number;
    let mut cell =
        vec![(number.number.clone(), BODY), (format!("Check digit {}", number.check_digit), SMALL)];
    let before = passenger.exchanged_from.iter();
    cell.extend(before.map(|number| (format!("In exchange for {number}"), SMALL)));
    cell
}

/// A cell for each flight of the journey.
fn seats(ticket: &TicketDocument, passenger: &TicketPassenger, journey: usize) -> Vec<Cell> {
    let flights = ticket.journeys[journey].segments.len();
    let held = passenger.journeys.get(journey);
    let seats = held.map_or(&[][..], |it| it.seats.as_slice());
    if held.is_some_and(|it| !it.travels) {
        return vec![vec![("Cancelled".to_owned(), LABEL)]; flights];
    }
    (0..flights)
        .map(|flight| match (passenger.kind, seats.get(flight).copied().flatten()) {
            (_, Some(seat)) => vec![(seat.to_string(), STRONG)],
            (PassengerType::Infant, None) => vec![("On lap".to_owned(), SMALL)],
            (PassengerType::Adult | PassengerType::Child, None) => {
                vec![("At the airport".to_owned(), LABEL)]
            }
        })
        .collect()
}

/// One line where all journeys allow the same, else a line for each.
fn baggage(
    ticket: &TicketDocument,
    passenger: &TicketPassenger,
    journeys: &[usize],
) -> Vec<String> {
    let currency = ticket.fare.currency;
    let lines: Vec<(&str, String)> = journeys
        .iter()
        .filter_map(|at| {
            let held = passenger.journeys.get(*at).filter(|it| it.travels);
            let PassengerJourney { baggage, .. } = held?;
            Some((ticket.journeys[*at].direction.as_str(), allowance(*baggage, currency)))
        })
        .collect();
    let [(_, first), others @ ..] = lines.as_slice() else { return Vec::new() };
    if others.iter().all(|(_, other)| other == first) {
        return vec![format!("Baggage: {first}")];
    }
    lines.iter().map(|(direction, line)| format!("Baggage, {direction}: {line}")).collect()
}

fn allowance(baggage: ShownBaggage, currency: Currency) -> String {
    let mut parts = Vec::new();
    if baggage.hand_kg > 0 {
        parts.push(format!("{} kg by hand", baggage.hand_kg));
    }
    if baggage.checked_kg > 0 {
        parts.push(format!("{} kg checked", baggage.checked_kg));
    }
    match baggage.extra {
        ExtraBaggage::None => {}
        ExtraBaggage::Prepaid { kg } => parts.push(format!("{kg} kg extra, paid")),
        ExtraBaggage::AtAirport { kg, per_kg } => {
            let rate = words::money(currency, per_kg);
            parts.push(format!("{kg} kg extra, to be paid at the airport at {rate} a kg"));
        }
    }
    if parts.is_empty() { "none".to_owned() } else { parts.join("  ·  ") }
}
