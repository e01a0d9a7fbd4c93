//! An electronic ticket, from its head to its bar codes.

mod bar_codes;
mod fare;
mod itinerary;
mod passengers;
mod rules;

use airside_app::ports::documents::{JourneyStatus, RenderError, TicketDocument};

use crate::fonts::Fonts;
use crate::head::{self, Fact, Head, PageFrame};
use crate::pdf::Sheet;
use crate::words;

/// Lays out a ticket: the itinerary first, the small print after the people.
pub(crate) fn lay_out(fonts: &Fonts, ticket: &TicketDocument) -> Result<Sheet, RenderError> {
    let head = Head {
        code: Some(ticket.airline.code.as_str()),
        issuer: &ticket.airline.name,
        subtitle: subtitle(ticket),
        label: head::BOOKING_REFERENCE,
        key: &ticket.booking_ref,
    };
    let kinds: Vec<_> = ticket.passengers.iter().map(|passenger| passenger.kind).collect();
    let facts = [
        Fact::new("Trip", ticket.trip.clone(), 72.0),
        Fact::new("Passengers", words::party(&kinds), 131.0),
        Fact::new("Booked", words::moment(&ticket.booked_at), Fact::MOMENT),
        Fact::new("Issued", words::moment(&ticket.issued_at), Fact::MOMENT),
    ];

    let mut blocks = vec![head.block(fonts), head::facts(fonts, &facts).after(16.0)];
    blocks.extend(itinerary::blocks(fonts, &ticket.journeys));
    blocks.extend(passengers::blocks(fonts, ticket));
    blocks.extend(bar_codes::blocks(fonts, &ticket.passengers)?);
    blocks.extend(fare::blocks(fonts, &ticket.fare));
    blocks.extend(rules::boarding(fonts, &ticket.boarding));
    blocks.extend(rules::fare_rules(fonts, &ticket.rules));

    Ok(Sheet {
        title: format!("Electronic ticket {} – {}", ticket.booking_ref, ticket.airline.name),
        author: ticket.airline.name.clone(),
        created: ticket.issued_at.at,
        frame: PageFrame {
            kind: "Electronic ticket".to_owned(),
            issuer: ticket.airline.name.clone(),
            key: ticket.booking_ref.clone(),
            notice: ticket.notice.clone(),
        },
        blocks,
    })
}

fn subtitle(ticket: &TicketDocument) -> &'static str {
    let cancelled =
        ticket.journeys.iter().filter(|journey| journey.status == JourneyStatus::Cancelled).count();
    match cancelled {
        0 => "Electronic ticket and itinerary receipt",
        some if some < ticket.journeys.len() => "Electronic ticket, partly cancelled",
        _ => "Electronic ticket, cancelled",
    }
}
