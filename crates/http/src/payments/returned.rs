//! What a payer who comes back is told, in each state that their booking may be in, and what they
//! can do next.
//!
//! Nothing in it comes from a user: a reference, codes of airports, amounts, and the gateway's own
//! words for a decline.

mod documents;
mod money;
mod unpaid;

use airside_app::App;
use airside_app::payments::return_link::Returned;
use airside_booking::{BookingStatus, Journey};
use airside_pages::escape;
use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use crate::browser::LOOK_AGAIN;
pub(super) use unpaid::can_pay_again;

const DAY: &[BorrowedFormatItem<'_>] =
    format_description!("[weekday repr:short] [day padding:none] [month repr:short] [year]");
const MINUTE: &[BorrowedFormatItem<'_>] = format_description!("[hour]:[minute]");

/// A change of the booking waits for its payment, or for news of it.
const CHANGING: &str = "<p class=\"note\">A change of this booking is not paid yet. Until it is, the \
                        booking stays as it was.</p>";

/// What the page says.
pub(super) struct Said {
    /// Plain text.
    pub(super) title: String,
    /// HTML.
    pub(super) text: String,
    /// Whether there will be more to say soon.
    pub(super) waits: bool,
}

/// What is to be told, between the heading and the figures.
struct Told {
    title: &'static str,
    /// HTML.
    text: String,
    waits: bool,
}

/// What there is to say of a booking now.
pub(super) fn said(app: &App, returned: &Returned) -> Said {
    let is_changing = returned.is_for_an_exchange() && returned.is_due(app.now());
    let told = match returned.status {
        _ if is_changing => {
            let told = unpaid::pending(app, returned);
            Told { text: format!("{CHANGING}{}", told.text), ..told }
        }
        BookingStatus::PendingPayment => unpaid::pending(app, returned),
        BookingStatus::Expired => unpaid::expired(app, returned),
        BookingStatus::Confirmed => {
            let text = "<p>Thank you. The seats are yours.</p>";
            paid(app, returned, "Paid and confirmed", text)
        }
        BookingStatus::PartiallyCancelled => {
            let text = "<p>A part of this booking was cancelled. The rest is confirmed.</p>";
            paid(app, returned, "Confirmed in part", text)
        }
        BookingStatus::Cancelled => {
            let text = "<p>This booking was cancelled, and its seats are for sale again.</p>";
            paid(app, returned, "Cancelled", text)
        }
    };
    let reference = returned.booking.reference;
    let head = format!(
        "<p class=\"over\">Booking <strong>{reference}</strong></p><h1>{}</h1>",
        escape(told.title)
    );
    Said {
        title: format!("{}: booking {reference}", told.title),
        text: format!("{head}{}{}", told.text, facts(returned)),
        waits: told.waits,
    }
}

/// Whatever was paid for: its documents, and what went back.
fn paid(app: &App, returned: &Returned, title: &'static str, text: &str) -> Told {
    let (back, moves) = money::back(returned);
    let (documents, are_made) = documents::list(app, returned);
    let waits = moves || are_made;
    let again = if waits { LOOK_AGAIN } else { "" };
    Told { title, text: format!("{text}{back}{documents}{again}"), waits }
}

/// The trip and its price.
fn facts(returned: &Returned) -> String {
    let booking = &returned.booking;
    let journeys = booking.journeys.iter().map(|journey| {
        let is_off = booking.is_cancelled(journey.direction);
        format!("<span>{}{}</span>", trip(journey), if is_off { " (cancelled)" } else { "" })
    });
    let journeys: String = journeys.collect();
    let price = booking.currency.show(booking.price().total);
    format!(
        "<dl class=\"facts\"><dt>Trip</dt><dd>{journeys}</dd><dt>Price</dt><dd>{}</dd></dl>",
        escape(&price)
    )
}

/// `DEL to BOM, Tue 1 Dec 2026, 08:00`.
fn trip(journey: &Journey) -> String {
    let (offer, leaves) = (&journey.offer, journey.offer.departs_at());
    let (origin, destination) = (offer.origin(), offer.destination());
    let day = leaves.format(DAY).unwrap_or_default();
    format!("{origin} to {destination}, {day}, {}", clock(leaves))
}

fn clock(time: OffsetDateTime) -> String {
    time.format(MINUTE).unwrap_or_default()
}
