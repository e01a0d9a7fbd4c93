//! Journeys that were exchanged for others.

use airside_booking::{Booking, DocumentKind, ExchangeState};
use airside_primitives::ExchangeId;

use super::flights::{journeys, route};
use super::papers::{self, Papers};
use super::told::{Said, Told};
use super::travellers::travellers;
use crate::context::App;
use crate::mail::error::SendError;
use crate::mail::message::Mail;
use crate::ports::mailer::Block;
use crate::world::Snapshot;

/// The new flights and what they cost, with new tickets and the receipt, if those are made soon.
pub(super) async fn change(
    app: &App,
    world: &Snapshot,
    booking: &Booking,
    id: ExchangeId,
    mail: &Mail,
) -> Result<Told, SendError> {
    let store = &app.ports.store;
    let Some(exchange) = store.exchange(id).await?.map(|it| it.value) else {
        return Ok(Told::Nothing);
    };
    let ExchangeState::Done { .. } = exchange.state else { return Ok(Told::Nothing) };
    let live = booking.live_journeys();
    let directions: Vec<_> =
        exchange.directions().into_iter().filter(|it| live.contains(it)).collect();
    if directions.is_empty() {
        return Ok(Told::Nothing);
    }
    let tickets = papers::tickets_of(app, booking, &directions, mail.created_at).await?;
    let Papers::Made(mut made) = tickets else { return Ok(Told::NotYet) };
    let documents = store.documents(booking.id).await?.into_iter().map(|it| it.value);
    let receipt = documents.into_iter().find(|it| it.kind == DocumentKind::ChangeReceipt(id));
    if let Some(receipt) = receipt {
        let receipt = papers::receipt(app, booking, receipt.id, mail.created_at).await?;
        let Papers::Made(receipt) = receipt else { return Ok(Told::NotYet) };
        made.extend(receipt);
    }

    let show = |amount| booking.currency.show(amount);
    let (to_pay, to_refund) = (exchange.to_pay(), exchange.to_refund());
    let money = if !to_pay.is_zero() {
        format!("{} was paid for it.", show(to_pay))
    } else if !to_refund.is_zero() {
        format!("{} comes back to the card that paid.", show(to_refund))
    } else {
        "It cost nothing.".to_owned()
    };
    let old = "Tickets that you had for these journeys before are no longer valid.";
    let mut blocks = vec![Block::Text(format!("Your booking was changed. {money} {old}"))];
    blocks.extend(journeys(world, booking, &directions));
    blocks.extend(travellers(booking, &directions));
    Ok(Told::Said(Said {
        subject: format!(
            "Booking {} was changed: {}",
            booking.reference,
            route(world, booking, &directions)
        ),
        blocks,
        attachments: papers::attachments(made),
    }))
}
