//! A confirmed booking, and its tickets once more.

use airside_booking::{Booking, BookingStatus};

use super::flights::{journeys, moment_at, route};
use super::papers::{self, Papers};
use super::told::{Said, Told};
use super::travellers::travellers;
use crate::context::App;
use crate::documents::link::link;
use crate::mail::error::SendError;
use crate::ports::mailer::Block;
use crate::world::Snapshot;

/// With the tickets; it waits for them.
pub(super) async fn confirmation(
    app: &App,
    world: &Snapshot,
    booking: &Booking,
) -> Result<Told, SendError> {
    if !is_flown(app, booking) {
        return Ok(Told::Nothing);
    }
    let Papers::Made(made) = papers::tickets(app, booking).await? else { return Ok(Told::NotYet) };
    let live = booking.live_journeys();
    let mut blocks = vec![Block::Text(format!(
        "Thank you: your booking is paid and confirmed. {}",
        tickets_are(made.len())
    ))];
    blocks.push(facts(booking));
    blocks.extend(journeys(world, booking, &live));
    blocks.extend(travellers(booking, &live));
    Ok(Told::Said(Said {
        subject: format!(
            "Booking {} is confirmed: {}",
            booking.reference,
            route(world, booking, &live)
        ),
        blocks,
        attachments: papers::attachments(made),
    }))
}

/// The tickets as they are now, and links to them that work for a while.
pub(super) async fn tickets(
    app: &App,
    world: &Snapshot,
    booking: &Booking,
) -> Result<Told, SendError> {
    if !is_flown(app, booking) {
        return Ok(Told::Nothing);
    }
    let Papers::Made(made) = papers::tickets(app, booking).await? else { return Ok(Told::NotYet) };
    let live = booking.live_journeys();
    let mut blocks =
        vec![Block::Text(format!("Here is your booking once more. {}", tickets_are(made.len())))];
    blocks.push(facts(booking));
    blocks.extend(journeys(world, booking, &live));
    blocks.extend(travellers(booking, &live));
    let origin = booking.journeys.first().offer.origin();
    for (document, attachment) in &made {
        let link = link(app, document.id);
        let until = moment_at(world, origin, link.expires_at);
        blocks.push(Block::Text(format!("{} can be fetched until {until}:", attachment.name)));
        blocks.push(Block::Link { label: "Fetch the PDF".to_owned(), url: link.url });
    }
    Ok(Told::Said(Said {
        subject: format!("Your tickets for booking {}", booking.reference),
        blocks,
        attachments: papers::attachments(made),
    }))
}

fn is_flown(app: &App, booking: &Booking) -> bool {
    match booking.status(app.now()) {
        BookingStatus::Confirmed | BookingStatus::PartiallyCancelled => true,
        BookingStatus::PendingPayment | BookingStatus::Expired | BookingStatus::Cancelled => false,
    }
}

const fn tickets_are(count: usize) -> &'static str {
    match count {
        0 => "Your tickets are not here yet: we will send them as soon as they are made.",
        1 => "Your ticket is attached.",
        _ => "Your tickets are attached, one for each airline.",
    }
}

fn facts(booking: &Booking) -> Block {
    Block::Facts(vec![
        ("Booking reference".to_owned(), booking.reference.to_string()),
        ("Paid".to_owned(), booking.currency.show(booking.price().total)),
    ])
}
