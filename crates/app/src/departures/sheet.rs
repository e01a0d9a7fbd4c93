//! A passenger list on paper. Pure but for the notice, which depends on what is sold here.

use airside_timetable::Sales;
use thiserror::Error;

use super::passengers::{Extra, Listed, PassengerList};
use crate::context::App;
use crate::documents::sold_by::notice;
use crate::documents::ticket::stop;
use crate::ports::documents::{
    Document, IssuingAirline, ListedBags, ListedCabin, ListedPassenger, LocalTime,
    PassengerListDocument, RenderError,
};

/// The list as a PDF file, rendered on a thread of its own.
pub async fn passenger_sheet(app: &App, list: &PassengerList) -> Result<Vec<u8>, SheetError> {
    let document = Document::PassengerList(content(app, list));
    let renderer = app.ports.documents.clone();
    let file = tokio::task::spawn_blocking(move || renderer.render(&document)).await;
    Ok(file.map_err(|_| SheetError::Interrupted)??)
}

fn content(app: &App, list: &PassengerList) -> PassengerListDocument {
    let world = app.world.load();
    let (figures, known) = (&list.departure, &list.departure.known);
    let row = &known.original;
    let cabins = figures.cabins.iter().map(|it| ListedCabin {
        cabin: it.cabin,
        capacity: it.capacity,
        sold: it.sold,
        held: it.held,
        seats_given: it.seats_given,
    });
    let is_demo = world.provenance.as_deref() == Some("demo") || world.terms.is_demo;
    let airline = row.number.airline();
    let listed = |listed: &[Listed]| listed.iter().map(|it| line(list, it)).collect();
    PassengerListDocument {
        airline: IssuingAirline { code: airline, name: world.airline_name(airline) },
        flight: row.number,
        departure: stop(&world, row.origin, figures.times.departs_at),
        arrival: stop(&world, row.destination, figures.times.arrives_at),
        aircraft: world.aircraft_name(known.aircraft()),
        status: match known.amendment.sales {
            Sales::Open => "Open for sale",
            Sales::Closed => "Closed for sale",
            Sales::Cancelled => "Cancelled",
        }
        .to_owned(),
        cabins: cabins.collect(),
        travelling: listed(&list.travelling),
        held: listed(&list.held),
        made_at: LocalTime::utc(app.now()),
        notice: notice(app, is_demo),
    }
}

fn line(list: &PassengerList, passenger: &Listed) -> ListedPassenger {
    let own = list.departure.known.original.number;
    ListedPassenger {
        seat: passenger.seat,
        name: passenger.name.clone(),
        kind: passenger.kind,
        cabin: passenger.cabin,
        booking_ref: passenger.reference.clone(),
        ticket_number: passenger.ticket_number.clone(),
        sold_as: Some(passenger.sold_as).filter(|number| *number != own),
        checked_kg: passenger.checked_kg,
        extra: match passenger.extra {
            Extra::None => ListedBags::None,
            Extra::Prepaid { kg } => ListedBags::Prepaid { kg },
            Extra::AtAirport { kg } => ListedBags::AtAirport { kg },
        },
        services: passenger.served(),
    }
}

/// Why there is no file.
#[derive(Debug, Error)]
pub enum SheetError {
    #[error("rendering was interrupted")]
    Interrupted,
    #[error(transparent)]
    Render(#[from] RenderError),
}
