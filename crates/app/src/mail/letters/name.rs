//! A traveller whose name was corrected.

use airside_booking::Booking;
use airside_primitives::PassengerId;

use super::flights::journeys;
use super::papers::{self, Papers};
use super::told::{Said, Told};
use super::travellers::travellers;
use crate::context::App;
use crate::mail::error::SendError;
use crate::mail::message::Mail;
use crate::ports::mailer::Block;
use crate::world::Snapshot;

/// Who travels, with the new tickets, if those are made soon.
pub(super) async fn corrected(
    app: &App,
    world: &Snapshot,
    booking: &Booking,
    passenger: PassengerId,
    mail: &Mail,
) -> Result<Told, SendError> {
    let live = booking.live_journeys();
    let is_there = booking.passengers.iter().any(|it| it.id == passenger && it.person.is_some());
    if live.is_empty() || !is_there {
        return Ok(Told::Nothing);
    }
    let tickets = papers::tickets_of(app, booking, &live, mail.created_at).await?;
    let Papers::Made(made) = tickets else { return Ok(Told::NotYet) };
    let mut blocks = vec![Block::Text(
        "A traveller's name was corrected. It cost nothing. Travel with the new ticket: the one that \
         was there before may be refused. If nobody of your party asked for it, tell us."
            .to_owned(),
    )];
    blocks.extend(travellers(booking, &live));
    blocks.extend(journeys(world, booking, &live));
    Ok(Told::Said(Said {
        subject: format!("Booking {}: a name was corrected", booking.reference),
        blocks,
        attachments: papers::attachments(made),
    }))
}
