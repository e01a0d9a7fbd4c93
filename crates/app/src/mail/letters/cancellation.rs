//! Cancelled journeys, and payments that bought nothing.

use airside_booking::{Booking, CancellationState, Refund, RefundCause, RefundState};
use airside_primitives::{CancellationId, Currency, RefundId};

use super::flights::{route, title};
use super::papers::{self, Papers};
use super::told::{Said, Told};
use crate::context::App;
use crate::mail::error::SendError;
use crate::mail::message::Mail;
use crate::ports::mailer::Block;
use crate::world::Snapshot;

/// With the receipt, if that is made soon.
pub(super) async fn cancellation(
    app: &App,
    world: &Snapshot,
    booking: &Booking,
    id: CancellationId,
    mail: &Mail,
) -> Result<Told, SendError> {
    let store = &app.ports.store;
    let Some(cancellation) = store.cancellation(id).await?.map(|it| it.value) else {
        return Ok(Told::Nothing);
    };
    let CancellationState::Confirmed { refund, .. } = cancellation.state else {
        return Ok(Told::Nothing);
    };
    let Some(refund) = store.refund(refund).await?.map(|it| it.value) else {
        return Ok(Told::Nothing);
    };
    let Papers::Made(made) = papers::receipt(app, refund.receipt, mail.created_at).await? else {
        return Ok(Told::NotYet);
    };

    let show = |amount| booking.currency.show(amount);
    let mut blocks = vec![Block::Text(format!(
        "These journeys of booking {} are cancelled. {}",
        booking.reference,
        money(booking.currency, &refund, made.len())
    ))];
    for cancelled in &cancellation.lines {
        let line = cancelled.line;
        let mut facts = vec![("Paid".to_owned(), show(line.paid()))];
        let kept = [("Charge", line.charge()), ("Taxes kept", line.taxes_kept())].into_iter();
        let kept = kept.filter(|(_, amount)| !amount.is_zero());
        facts.extend(kept.map(|(name, amount)| (name.to_owned(), show(amount))));
        facts.push(("Refund".to_owned(), show(line.refund())));
        blocks.push(title(world, booking, cancelled.direction));
        blocks.push(Block::Facts(facts));
    }
    if cancellation.lines.len() > 1 {
        blocks.push(Block::Title("Together".to_owned()));
        blocks.push(Block::Facts(vec![("Refund".to_owned(), show(cancellation.refund()))]));
    }
    Ok(Told::Said(Said {
        subject: format!(
            "Booking {}: {} is cancelled",
            booking.reference,
            route(world, booking, &cancellation.directions())
        ),
        blocks,
        attachments: papers::attachments(made),
    }))
}

/// Money for nothing goes back whole.
pub(super) async fn refund(
    app: &App,
    booking: &Booking,
    id: RefundId,
    mail: &Mail,
) -> Result<Told, SendError> {
    let Some(refund) = app.ports.store.refund(id).await?.map(|it| it.value) else {
        return Ok(Told::Nothing);
    };
    let why = match refund.cause {
        RefundCause::Cancellation(_) => return Ok(Told::Nothing),
        RefundCause::TooLate => {
            "Your payment arrived after the time for it was over, and the seats were gone by then."
        }
        RefundCause::PaidTwice => "This booking was paid for before.",
    };
    let Papers::Made(made) = papers::receipt(app, refund.receipt, mail.created_at).await? else {
        return Ok(Told::NotYet);
    };
    let text = format!("{why} {}", money(booking.currency, &refund, made.len()));
    let facts = vec![
        ("Booking reference".to_owned(), booking.reference.to_string()),
        ("Refund".to_owned(), booking.currency.show(refund.amount)),
    ];
    Ok(Told::Said(Said {
        subject: format!("Your payment for booking {} goes back", booking.reference),
        blocks: vec![Block::Text(text), Block::Facts(facts)],
        attachments: papers::attachments(made),
    }))
}

/// Where the money is.
fn money(currency: Currency, refund: &Refund, receipts: usize) -> String {
    let amount = currency.show(refund.amount);
    let money = match refund.state {
        RefundState::Succeeded { .. } if refund.amount.is_zero() => {
            "Nothing of what was paid comes back.".to_owned()
        }
        RefundState::Succeeded { .. } => format!(
            "{amount} went back to the card that paid; your bank may take some days to show it."
        ),
        RefundState::Pending { .. } | RefundState::Failed { .. } => {
            format!("{amount} is on its way back to the card that paid.")
        }
    };
    match receipts {
        0 => format!("{money} The receipt is with your booking as soon as it is made."),
        _ => format!("{money} The receipt is attached."),
    }
}
