//! Finds out what became of a payment, and acts on it. Uses the store and the gateway.
//!
//! Events may come twice, late or never, so nothing here believes one: the
//! gateway is asked how things stand now.

use airside_booking::payment::{Handle, Method, PaymentState, Progress};
use airside_booking::{Booking, BookingStatus, IntentId, Payment};
use airside_primitives::PaymentId;
use thiserror::Error;

use crate::context::App;
use crate::payments::conclude::{ConcludeError, conclude};
use crate::payments::open::{charge_order, of_checkout, of_intent};
use crate::ports::payments::{CheckoutStatus, IntentStatus, PaymentsError};
use crate::ports::{Changes, CommitError, StoreError, Versioned, Write};
use crate::work::world::LoadError;

/// Brings our record of a payment up to date; a success confirms its booking.
///
/// When the booking no longer waits for it, the payment is given up at the gateway.
pub async fn settle_payment(app: &App, id: PaymentId) -> Result<(), SettleError> {
    let Some((payment, booking)) = load(app, id).await? else { return Ok(()) };
    let wanted = booking.status(app.now()) == BookingStatus::PendingPayment;
    settle(app, payment, &booking, None, wanted).await
}

/// The same, told by an event which of the gateway's payments it is.
///
/// That matters when our call to open it never brought an answer.
pub async fn settle_intent(app: &App, id: PaymentId, intent: IntentId) -> Result<(), SettleError> {
    let Some((payment, booking)) = load(app, id).await? else { return Ok(()) };
    let wanted = booking.status(app.now()) == BookingStatus::PendingPayment;
    settle(app, payment, &booking, Some(intent), wanted).await
}

/// Gives up a payment at the gateway; one that succeeded before confirms its booking.
pub async fn give_up(app: &App, id: PaymentId) -> Result<(), SettleError> {
    let Some((payment, booking)) = load(app, id).await? else { return Ok(()) };
    settle(app, payment, &booking, None, false).await
}

async fn load(
    app: &App,
    id: PaymentId,
) -> Result<Option<(Versioned<Payment>, Booking)>, StoreError> {
    let Some(payment) = app.ports.store.payment(id).await? else { return Ok(None) };
    let booking = app.ports.store.booking(payment.value.booking).await?;
    Ok(booking.map(|booking| (payment, booking.value)))
}

async fn settle(
    app: &App,
    payment: Versioned<Payment>,
    booking: &Booking,
    told: Option<IntentId>,
    wanted: bool,
) -> Result<(), SettleError> {
    let Versioned { value: payment, version } = payment;
    // What was given up or failed may turn out to be paid, but is not taken up again.
    let wanted = wanted && payment.is_live();
    let state = match (&payment.state, told) {
        (PaymentState::Succeeded { .. }, _) => return Ok(()),
        (PaymentState::Open { .. }, _) => payment.state.clone(),
        // A payment that we gave up may have been made all the same, at the last moment.
        (
            PaymentState::Canceled { intent: Some(intent) }
            | PaymentState::Failed { intent: Some(intent) },
            _,
        ) => of_intent(app.ports.payments.intent(intent).await?),
        // Our call to open it brought no answer, but it reached the gateway; or a page was
        // closed while somebody was paying on it.
        (
            PaymentState::Opening
            | PaymentState::Canceled { intent: None }
            | PaymentState::Failed { intent: None },
            Some(intent),
        ) if payment.method != Method::Checkout || !payment.is_live() => {
            of_intent(app.ports.payments.intent(&intent).await?)
        }
        // A client that asks again goes on with it.
        (PaymentState::Opening, _) if wanted => return Ok(()),
        (PaymentState::Opening, _) => match &payment.method {
            Method::Card(method) => {
                let order = charge_order(booking, &payment, method);
                of_intent(app.ports.payments.abandon_charge(order).await?)
            }
            // Nobody was given its page.
            Method::Checkout | Method::Free => PaymentState::Canceled { intent: None },
        },
        (PaymentState::Canceled { intent: None } | PaymentState::Failed { intent: None }, _) => {
            return Ok(());
        }
    };
    let state = match state {
        PaymentState::Open { handle, progress, url } => {
            look_again(app, handle, progress, url, wanted).await?
        }
        PaymentState::Opening
        | PaymentState::Succeeded { .. }
        | PaymentState::Failed { .. }
        | PaymentState::Canceled { .. } => state,
    };
    if state == payment.state {
        return Ok(());
    }

    let payment = payment.moved(state, app.now());
    match payment.state {
        PaymentState::Succeeded { .. } => Ok(conclude(app, payment).await?),
        PaymentState::Opening
        | PaymentState::Open { .. }
        | PaymentState::Failed { .. }
        | PaymentState::Canceled { .. } => {
            let save = Write::save(&Versioned { value: payment, version });
            match app.commit(Changes::default().write(save)).await {
                // Somebody brought it up to date first, which is as good.
                Ok(()) | Err(CommitError::Conflict) => Ok(()),
                Err(error) => Err(error.into()),
            }
        }
    }
}

/// How an open payment stands at the gateway, after giving it up there if it is not wanted.
async fn look_again(
    app: &App,
    handle: Handle,
    progress: Progress,
    url: Option<String>,
    wanted: bool,
) -> Result<PaymentState, PaymentsError> {
    let gateway = &app.ports.payments;
    match handle {
        Handle::Intent(id) => {
            let intent = if wanted {
                gateway.intent(&id).await?
            } else {
                gateway.cancel_intent(&id).await?
            };
            let next_url = intent.next_url.clone().or(url);
            Ok(match of_intent(intent) {
                PaymentState::Open { handle, progress, .. } => {
                    PaymentState::Open { handle, progress, url: next_url }
                }
                state => state,
            })
        }
        Handle::Checkout { id, intent: known } => {
            let checkout = if wanted {
                gateway.checkout(&id).await?
            } else {
                gateway.expire_checkout(&id).await?
            };
            let intent = checkout.intent.clone().or(known);
            match (checkout.status, intent) {
                (CheckoutStatus::Open, Some(intent)) => {
                    let progress = progress_of(app, &intent, progress).await?;
                    let handle = Handle::Checkout { id, intent: Some(intent) };
                    Ok(PaymentState::Open { handle, progress, url: checkout.url.or(url) })
                }
                (CheckoutStatus::Complete, Some(intent)) => {
                    completed(app, id, intent, checkout.url).await
                }
                // It may have been paid just before it was closed.
                (CheckoutStatus::Expired, Some(intent)) => {
                    match gateway.intent(&intent).await?.status {
                        IntentStatus::Succeeded => {
                            Ok(PaymentState::Succeeded { intent: Some(intent) })
                        }
                        IntentStatus::RequiresAction
                        | IntentStatus::Processing
                        | IntentStatus::Failed
                        | IntentStatus::Canceled => {
                            Ok(PaymentState::Canceled { intent: Some(intent) })
                        }
                    }
                }
                (
                    CheckoutStatus::Open | CheckoutStatus::Complete | CheckoutStatus::Expired,
                    None,
                ) => Ok(of_checkout(checkout)),
            }
        }
    }
}

/// The last try on an open page: declined, or still to be made.
async fn progress_of(
    app: &App,
    intent: &IntentId,
    before: Progress,
) -> Result<Progress, PaymentsError> {
    Ok(match app.ports.payments.intent(intent).await?.status {
        IntentStatus::Failed => Progress::Declined,
        IntentStatus::Processing | IntentStatus::Succeeded => Progress::Processing,
        IntentStatus::RequiresAction | IntentStatus::Canceled => before,
    })
}

async fn completed(
    app: &App,
    id: airside_booking::CheckoutId,
    intent: IntentId,
    url: Option<String>,
) -> Result<PaymentState, PaymentsError> {
    Ok(match of_intent(app.ports.payments.intent(&intent).await?) {
        PaymentState::Open { progress, .. } => PaymentState::Open {
            handle: Handle::Checkout { id, intent: Some(intent) },
            progress,
            url,
        },
        state => state,
    })
}

/// Why it is not settled yet. Try again.
#[derive(Debug, Error)]
pub enum SettleError {
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Gateway(#[from] PaymentsError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ConcludeError> for SettleError {
    fn from(error: ConcludeError) -> Self {
        match error {
            ConcludeError::World(error) => Self::World(error),
            ConcludeError::Commit(error) => Self::Commit(error),
            ConcludeError::Store(error) => Self::Store(error),
        }
    }
}
