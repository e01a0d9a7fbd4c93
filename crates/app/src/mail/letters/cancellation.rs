//! Cancelled journeys, and payments that bought nothing.

use airside_booking::schedule_change::ChangeState;
use airside_booking::{
    Booking, CancellationState, Direction, Refund, RefundCause, RefundState, ScheduleChange,
};
use airside_primitives::{CancellationId, Currency, RefundId};

use super::flights::{route, title};
use super::papers::{self, Papers};
use super::schedule_change::happened;
use super::told::{Said, Told};
use crate::context::App;
use crate::mail::error::SendError;
use crate::mail::message::{Mail, MailKind, MailState, Recipient};
use crate::payments::repay::{paid_for_an_exchange, refunded_for};
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
    let Some(refund) = refunded_for(app, refund).await? else { return Ok(Told::Nothing) };
    let receipt = papers::receipt(app, booking, refund.receipt, mail.created_at).await?;
    let Papers::Made(made) = receipt else { return Ok(Told::NotYet) };

    let show = |amount| booking.currency.show(amount);
    let is_for_some = cancellation.lines.iter().any(|it| it.passengers.is_some());
    let what = if is_for_some { "These travellers' journeys" } else { "These journeys" };
    let mut blocks = vec![Block::Text(format!(
        "{what} of booking {} are cancelled. {}",
        booking.reference,
        money(booking.currency, &refund, made.len())
    ))];
    for cancelled in &cancellation.lines {
        let line = cancelled.line;
        let mut facts = Vec::new();
        if cancelled.passengers.is_some() {
            let covered = cancellation.covered(booking, cancelled).into_iter();
            let names = covered.filter_map(|it| Some(it.person.as_ref()?.name.shown()));
            facts.push(("For".to_owned(), names.collect::<Vec<_>>().join(", ")));
        }
        facts.push(("Paid".to_owned(), show(line.paid())));
        let kept = [("Charge", line.charge()), ("Taxes kept", line.taxes_kept())].into_iter();
        let kept = kept.filter(|(_, amount)| !amount.is_zero());
        facts.extend(kept.map(|(name, amount)| (name.to_owned(), show(amount))));
        facts.push(("Refund".to_owned(), show(line.refund())));
        blocks.push(title(world, booking, cancelled.direction));
        let why = not_flown(booking, cancelled.direction);
        blocks.extend(why.map(|change| Block::Text(happened(change.kind).to_owned())));
        blocks.push(Block::Facts(facts));
    }
    if cancellation.lines.len() > 1 {
        blocks.push(Block::Title("Together".to_owned()));
        blocks.push(Block::Facts(vec![("Refund".to_owned(), show(cancellation.refund()))]));
    }
    let directions = cancellation.directions();
    let route = route(world, booking, &directions);
    // That it is cancelled may stand over a mail already.
    let was_told = was_told(app, booking, &directions).await?;
    Ok(Told::Said(Said {
        subject: if was_told {
            format!("Booking {}: your refund for {route}", booking.reference)
        } else if is_for_some {
            format!("Booking {}: {route} is cancelled for some of you", booking.reference)
        } else {
            format!("Booking {}: {route} is cancelled", booking.reference)
        },
        blocks,
        attachments: papers::attachments(made),
    }))
}

/// Whether a mail that was sent said that one of these journeys is not flown.
async fn was_told(
    app: &App,
    booking: &Booking,
    directions: &[Direction],
) -> Result<bool, SendError> {
    let changes: Vec<_> = directions.iter().filter_map(|it| not_flown(booking, *it)).collect();
    if changes.is_empty() {
        return Ok(false);
    }
    let mails = app.ports.store.mails_to(Recipient::Contact(booking.id)).await?;
    let is_of_them = |mail: &Mail| match (&mail.kind, &mail.state) {
        (MailKind::ScheduleChange(ids), MailState::Sent { .. }) => {
            changes.iter().any(|change| ids.contains(&change.id))
        }
        _ => false,
    };
    Ok(mails.iter().any(|mail| is_of_them(&mail.value)))
}

/// The change for which a journey was given back that the airline does not fly.
fn not_flown(booking: &Booking, direction: Direction) -> Option<&ScheduleChange> {
    let is_it = |change: &&ScheduleChange| {
        change.direction == direction
            && change.after.is_none()
            && matches!(change.state, ChangeState::Refunded { .. })
    };
    booking.schedule_changes.iter().find(is_it)
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
    let is_for_an_exchange = paid_for_an_exchange(app, &refund).await?;
    let why = match (refund.cause, is_for_an_exchange) {
        (RefundCause::Cancellation(_) | RefundCause::Exchange(_), _) => return Ok(Told::Nothing),
        (RefundCause::TooLate, false) => {
            "Your payment arrived after the time for it was over, and the seats were gone by then."
        }
        (RefundCause::TooLate, true) => {
            "When your payment for a change of this booking arrived, the change could not be made \
             any more. The booking stays as it is."
        }
        (RefundCause::PaidTwice, false) => "This booking was paid for before.",
        (RefundCause::PaidTwice, true) => "This change of the booking was paid for before.",
    };
    let receipt = papers::receipt(app, booking, refund.receipt, mail.created_at).await?;
    let Papers::Made(made) = receipt else { return Ok(Told::NotYet) };
    let text = format!("{why} {}", money(booking.currency, &refund, made.len()));
    let facts = vec![
        ("Booking reference".to_owned(), booking.reference.to_string()),
        ("Refund".to_owned(), booking.currency.show(refund.amount)),
    ];
    Ok(Told::Said(Said {
        subject: if refund.due().is_zero() {
            format!("Your payment for booking {} is back already", booking.reference)
        } else {
            format!("Your payment for booking {} goes back", booking.reference)
        },
        blocks: vec![Block::Text(text), Block::Facts(facts)],
        attachments: papers::attachments(made),
    }))
}

/// Where the money is, and with it what is said of the receipt.
fn money(currency: Currency, refund: &Refund, receipts: usize) -> String {
    let money = moved(currency, refund);
    match receipts {
        0 => format!("{money} The receipt is with your booking as soon as it is made."),
        _ => format!("{money} The receipt is attached."),
    }
}

/// What we move, beside what others have moved. A bank may still return what has succeeded, so
/// nothing is said to be there.
fn moved(currency: Currency, refund: &Refund) -> String {
    if refund.amount.is_zero() {
        return "Nothing of what was paid comes back.".to_owned();
    }
    let back = format!("{} had gone back to you already", currency.show(refund.elsewhere));
    if refund.due().is_zero() {
        return format!("{back}: there is nothing more to move.");
    }
    let due = currency.show(refund.due());
    let moves = match refund.state {
        RefundState::Pending { .. } => {
            format!("{due} is on its way back to the card that paid.")
        }
        RefundState::Succeeded { .. } => format!(
            "{due} goes back to the card that paid; your bank may take some days to show it."
        ),
        RefundState::Failed { .. } => {
            format!("{due} could not go back to the card that paid yet; we see to it.")
        }
    };
    if refund.elsewhere.is_zero() { moves } else { format!("{back}. {moves}") }
}

#[cfg(test)]
mod tests {
    use airside_primitives::{Amount, BookingId, DocumentId, PaymentId};
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    fn told(amount: i64, elsewhere: i64, state: RefundState) -> String {
        let id = Uuid::nil();
        let refund = Refund {
            id: RefundId(id),
            booking: BookingId(id),
            payment: PaymentId(id),
            intent: None,
            amount: Amount::minor(amount),
            elsewhere: Amount::minor(elsewhere),
            cause: RefundCause::PaidTwice,
            receipt: DocumentId(id),
            created_at: datetime!(2026-12-01 08:00 UTC),
            state,
        };
        moved(Currency::INR, &refund)
    }

    #[test]
    fn nothing_is_said_to_go_where_it_does_not() {
        let at = datetime!(2026-12-01 08:00 UTC);
        let pending = || RefundState::Pending { gateway: None, attempts: 0 };
        let succeeded = || RefundState::Succeeded { gateway: None, attempts: 0, at };
        let failed = || RefundState::Failed { gateway: None, attempts: 1, at };
        for state in [pending(), succeeded(), failed()] {
            let told = told(10_000, 0, state);
            assert!(told.contains("INR 100.00") && !told.contains("went"), "{told}");
        }
        assert!(!told(10_000, 0, failed()).contains("on its way"));
        let elsewhere = told(10_000, 10_000, succeeded());
        assert!(elsewhere.contains("had gone back") && !elsewhere.contains("card"), "{elsewhere}");
        let partly = told(10_000, 4_000, pending());
        assert!(partly.contains("INR 40.00 had gone back"), "{partly}");
        assert!(partly.contains("INR 60.00 is on its way"), "{partly}");
    }
}
