//! What mails say, each kind in a file of its own. Uses the store and the blobs.

mod account;
mod booking;
mod cancellation;
mod change;
mod flights;
mod name;
mod papers;
mod schedule_change;
mod told;
mod travellers;

use airside_booking::Booking;
use airside_primitives::BookingId;

use self::told::{Said, Told};
use crate::context::App;
use crate::documents::sold_by::SoldBy;
use crate::mail::error::SendError;
use crate::mail::message::{Mail, MailKind, Recipient};
use crate::ports::StoreError;
use crate::ports::mailer::{Block, Brand, Letter};
use crate::world::Snapshot;

/// What is to be sent.
pub(super) enum Content {
    Letter(Box<Letter>),
    /// The documents that it carries are being made.
    NotYet,
    /// There is nobody to write to, or nothing to say any more.
    Nobody,
}

pub(super) async fn content(app: &App, mail: &Mail) -> Result<Content, SendError> {
    match mail.to {
        Recipient::User(id) => {
            let Some(user) = app.ports.store.user(id).await? else { return Ok(Content::Nobody) };
            let told = match &mail.kind {
                MailKind::Invitation { token } => account::invitation(app, mail, user.role, token),
                MailKind::PasswordReset { token } => account::password_reset(app, mail, token),
                MailKind::ProveEmail { token } => account::prove_email(app, mail, token),
                MailKind::EndpointDisabled(id) => account::endpoint_disabled(*id),
                MailKind::Confirmation
                | MailKind::Tickets
                | MailKind::Cancellation(_)
                | MailKind::Change(_)
                | MailKind::NameCorrected(_)
                | MailKind::Refund(_)
                | MailKind::ScheduleChange(_) => return Ok(Content::Nobody),
            };
            let reason = "You get this mail because of your account here.".to_owned();
            Ok(content_of(mail, user.email, None, reason, Told::Said(told)))
        }
        Recipient::Contact(id) => to_contact(app, mail, id).await,
    }
}

async fn to_contact(app: &App, mail: &Mail, id: BookingId) -> Result<Content, SendError> {
    let booking = app.ports.store.booking(id).await?.map(|it| it.value);
    let Some((booking, contact)) =
        booking.and_then(|it| it.contact.clone().map(|contact| (it, contact)))
    else {
        return Ok(Content::Nobody);
    };
    let world = app.world.load();
    let told = match &mail.kind {
        MailKind::Confirmation => booking::confirmation(app, &world, &booking).await?,
        MailKind::Tickets => booking::tickets(app, &world, &booking).await?,
        MailKind::Cancellation(id) => {
            cancellation::cancellation(app, &world, &booking, *id, mail).await?
        }
        MailKind::Change(id) => change::change(app, &world, &booking, *id, mail).await?,
        MailKind::NameCorrected(id) => name::corrected(app, &world, &booking, *id, mail).await?,
        MailKind::Refund(id) => cancellation::refund(app, &booking, *id, mail).await?,
        MailKind::ScheduleChange(ids) => {
            schedule_change::told(app, &world, &booking, ids, mail).await?
        }
        MailKind::Invitation { .. }
        | MailKind::PasswordReset { .. }
        | MailKind::ProveEmail { .. }
        | MailKind::EndpointDisabled(_) => Told::Nothing,
    };
    let told = with_notice(told, notice(app, &world, &booking).await?);
    let reason = format!(
        "You get this mail because this address was given for booking {}.",
        booking.reference
    );
    Ok(content_of(mail, contact.email, brand(&world, &booking), reason, told))
}

fn content_of(
    mail: &Mail,
    to: String,
    brand: Option<Brand>,
    reason: String,
    told: Told,
) -> Content {
    match told {
        Told::NotYet => Content::NotYet,
        Told::Nothing => Content::Nobody,
        Told::Said(Said { subject, blocks, attachments }) => Content::Letter(Box::new(Letter {
            id: mail.id,
            date: mail.created_at,
            to,
            brand,
            subject,
            blocks,
            reason,
            attachments,
        })),
    }
}

/// The airline that sold the first journey.
fn brand(world: &Snapshot, booking: &Booking) -> Option<Brand> {
    let airline = booking.tickets.first()?.airline;
    let colour = world.terms.carriers.colours.get(&airline).copied();
    Some(Brand { name: world.airline_name(airline), colour })
}

/// What stands on each page of documents that are not valid for travel stands here too.
async fn notice(
    app: &App,
    world: &Snapshot,
    booking: &Booking,
) -> Result<Option<String>, StoreError> {
    Ok(SoldBy::read(app, world, booking).await?.notice(app))
}

fn with_notice(told: Told, notice: Option<String>) -> Told {
    match (told, notice) {
        (Told::Said(mut said), Some(notice)) => {
            said.blocks.insert(0, Block::Notice(notice));
            Told::Said(said)
        }
        (told, _) => told,
    }
}
