//! Finds out what became of a payment, and acts on it. Uses the store and the gateway.
//!
//! Events may come twice, late or never, so nothing here believes one: the
//! gateway is asked how things stand now.

use airside_booking::payment::steps::Step;
use airside_booking::{Booking, IntentId, Payment, PaymentState};
use airside_primitives::{BookingId, ExchangeId, PaymentId};
use thiserror::Error;

use crate::context::App;
use crate::payments::ask::{Heard, ask};
use crate::payments::conclude::{ConcludeError, conclude};
use crate::payments::stray;
use crate::ports::payments::PaymentsError;
use crate::ports::{Changes, CommitError, StoreError, Versioned, Write};
use crate::world::LoadError;

/// Brings our record of a payment up to date; a success confirms its booking.
///
/// When the booking no longer waits for it, the payment is given up at the gateway.
pub async fn settle_payment(app: &App, id: PaymentId) -> Result<(), SettleError> {
    let Some((payment, booking)) = load(app, id).await? else { return Ok(()) };
    let wanted = booking.due(payment.value.exchange, app.now()).is_some();
    settle(app, payment, &booking, None, wanted).await
}

/// The same, told by an event which of the gateway's payments it is.
///
/// That matters when our call to open it never brought an answer. Another than the one that it is
/// known by was not asked for: what it brought goes back.
pub async fn settle_intent(app: &App, id: PaymentId, intent: IntentId) -> Result<(), SettleError> {
    let Some((payment, booking)) = load(app, id).await? else { return Ok(()) };
    if payment.value.intent().is_some_and(|known| *known != intent) {
        return stray::give_back(app, &payment.value, &intent).await;
    }
    let wanted = booking.due(payment.value.exchange, app.now()).is_some();
    settle(app, payment, &booking, Some(intent), wanted).await
}

/// Gives up a payment at the gateway; one that succeeded before confirms its booking.
pub async fn give_up(app: &App, id: PaymentId) -> Result<(), SettleError> {
    let Some((payment, booking)) = load(app, id).await? else { return Ok(()) };
    settle(app, payment, &booking, None, false).await
}

/// Gives up whatever is open to be paid for this, of which nothing is held any more.
pub(crate) async fn end_payments(
    app: &App,
    booking: BookingId,
    exchange: Option<ExchangeId>,
) -> Result<(), StoreError> {
    for payment in app.ports.store.payments(booking).await? {
        if !payment.value.is_live() || payment.value.exchange != exchange {
            continue;
        }
        if let Err(error) = give_up(app, payment.value.id).await {
            // The places are free all the same, and a sweeper goes on asking.
            let error = crate::chain(&error);
            tracing::warn!(payment.id = %payment.value.id, %error, "a payment could not be given up yet");
        }
    }
    Ok(())
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
    let mut heard = Heard::from(payment.look(wanted, told));
    let state = loop {
        heard = match heard.step {
            Step::Nothing => return Ok(()),
            Step::Ask(question) => ask(app, booking, &payment, question).await?,
            Step::Become(state) => break state,
        };
    };
    let payment = payment.moved(state, heard.decline, app.now());
    match payment.state {
        PaymentState::Succeeded { .. } => Ok(conclude(app, payment).await?),
        PaymentState::Opening { .. }
        | PaymentState::Open { .. }
        | PaymentState::Failed { .. }
        | PaymentState::Canceled { .. } => {
            let saved = Versioned { value: payment, version };
            match app.commit(Changes::default().write(Write::save(&saved))).await {
                Ok(()) => app.figures.paid(&saved.value),
                // It was brought up to date meanwhile, which is as good.
                Err(CommitError::Conflict) => (),
                Err(error) => return Err(error.into()),
            }
            Ok(())
        }
    }
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
