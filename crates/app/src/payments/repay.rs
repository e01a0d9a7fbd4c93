//! Gives money back that a booking was paid with: from one payment where one is enough, else from
//! several. Uses the store.

use airside_booking::{Booking, Document, Payment, PaymentState, Refund, RefundCause, RefundState};
use airside_primitives::{Amount, BookingId, DocumentId, PaymentId, RefundId};
use time::OffsetDateTime;

use crate::context::App;
use crate::ports::{Changes, Message, StoreError, Versioned, Write};
use crate::webhooks::Event;

/// The payments that bought a booking and its exchanges, with most left first. At least one.
pub(crate) struct Paid(Vec<Source>);

/// One payment that money comes back from.
struct Source {
    payment: Versioned<Payment>,
    /// What of it no refund was decided for.
    left: Amount,
    /// What of it is back without our asking, and is not part of any of its refunds.
    back: Amount,
}

/// The payments of a booking: succeeded, and not given back for buying nothing. `None` when it was
/// never paid.
pub(crate) async fn paid_with(app: &App, booking: &Booking) -> Result<Option<Paid>, StoreError> {
    let store = &app.ports.store;
    let refunds = store.refunds(booking.id).await?;
    let sources = store.payments(booking.id).await?.into_iter().filter_map(|payment| {
        let is_of_it = |refund: &&Versioned<Refund>| refund.value.payment == payment.value.id;
        let mut of_nothing = refunds.iter().filter(is_of_it).map(|it| it.value.cause);
        let bought = matches!(payment.value.state, PaymentState::Succeeded { .. })
            && !of_nothing.any(RefundCause::is_of_nothing);
        let decided: Amount = refunds.iter().filter(is_of_it).map(|it| it.value.amount).sum();
        let back = payment.value.uncounted(refunds.iter().map(|refund| &refund.value));
        let left = payment.value.pays() - decided;
        bought.then_some(Source { payment, left, back })
    });
    let mut sources: Vec<_> = sources.collect();
    // Of equal ones the oldest.
    sources.sort_by_key(|source| std::cmp::Reverse(source.left));
    Ok((!sources.is_empty()).then_some(Paid(sources)))
}

/// What goes back, and the changes that see to it.
pub(crate) struct Repaid {
    /// All of it as one.
    pub refund: Refund,
    pub changes: Changes,
}

/// Gives an amount back: from the payment with most left, and what that does not have from the next.
/// `first` is the id of the first refund; all have the same receipt.
pub(crate) fn repay(
    app: &App,
    booking: &Booking,
    paid: &Paid,
    (amount, cause): (Amount, RefundCause),
    (first, receipt): (RefundId, DocumentId),
    now: OffsetDateTime,
) -> Repaid {
    let mut changes = Changes::default();
    let (mut to_go, mut refunds) = (amount, Vec::new());
    for Source { payment, left, back } in &paid.0 {
        let share = to_go.min(*left);
        if !refunds.is_empty() && share <= Amount::ZERO {
            break;
        }
        to_go -= share;
        let id = if refunds.is_empty() { first } else { RefundId(app.ports.entropy.id()) };
        let refund = Refund::decided(id, &payment.value, share, *back, cause, receipt, now);
        // What is back counts for one refund only.
        let counted = (!refund.elsewhere.is_zero()).then(|| Write::save(payment));
        let asked = match refund.state {
            RefundState::Succeeded { .. } => None,
            RefundState::Pending { .. } | RefundState::Failed { .. } => {
                Some(Message::RefundRequested(id))
            }
        };
        changes = changes
            .write_all(counted)
            .write(Write::add(&refund))
            .tell(Event::refund_moved(app, booking, &refund, false));
        changes = asked.into_iter().fold(changes, Changes::send);
        refunds.push(refund);
    }
    if to_go > Amount::ZERO {
        tracing::error!(booking.id = %booking.id, "more is owed than was paid; an operator has to look");
    }
    let refund = Refund::together(refunds);
    Repaid { refund, changes }
}

/// Divides what was paid: so much of it pays for another booking from now on. From the payment with
/// most left, and what that does not have from the next; `None` where there is not so much, since
/// money was moved back without our asking.
pub(crate) fn divided(
    app: &App,
    paid: &Paid,
    (amount, booking): (Amount, BookingId),
    now: OffsetDateTime,
) -> Option<Vec<Write>> {
    let (mut to_go, mut writes) = (amount, Vec::new());
    for Source { payment, left, back } in &paid.0 {
        let share = to_go.min(*left - *back);
        if share < Amount::ZERO || (share.is_zero() && !writes.is_empty()) {
            continue;
        }
        to_go -= share;
        let part = (PaymentId(app.ports.entropy.id()), booking);
        let [rest, part] = payment.value.clone().divided(share, part, now);
        let rest = Versioned { value: rest, version: payment.version };
        writes.extend([Write::save(&rest), Write::add(&part)]);
    }
    to_go.is_zero().then_some(writes)
}

/// The receipt of what goes back: it waits for the money, unless that is there already.
pub(crate) fn receipt_of(refund: &Refund, receipt: Document) -> (Document, Option<Message>) {
    match refund.state {
        RefundState::Succeeded { .. } => {
            let receipt = receipt.requested();
            let asked = Message::DocumentRequested(receipt.id);
            (receipt, Some(asked))
        }
        RefundState::Pending { .. } | RefundState::Failed { .. } => (receipt, None),
    }
}

/// Whether the money had been paid for an exchange of journeys, and not for the booking.
pub(crate) async fn paid_for_an_exchange(app: &App, refund: &Refund) -> Result<bool, StoreError> {
    let payment = app.ports.store.payment(refund.payment).await?;
    Ok(payment.is_some_and(|it| it.value.exchange.is_some()))
}

/// All refunds of one cause as one; `None` where there is none.
pub(crate) async fn refunded_for(
    app: &App,
    refund: RefundId,
) -> Result<Option<Refund>, StoreError> {
    let store = &app.ports.store;
    let Some(first) = store.refund(refund).await?.map(|it| it.value) else { return Ok(None) };
    if first.cause.is_of_nothing() {
        return Ok(Some(first));
    }
    let all = store.refunds(first.booking).await?.into_iter().map(|it| it.value);
    let mut of_it: Vec<_> = all.filter(|it| it.cause == first.cause).collect();
    of_it.sort_by_key(|it| it.id != first.id);
    Ok(Some(Refund::together(of_it)))
}
