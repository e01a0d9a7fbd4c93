//! Accepts a quote to exchange journeys: at once where nothing is due, else its places are held and
//! a payment is opened. Uses the store and the gateway.

use airside_booking::exchange::{CannotAgree, CannotExchange};
use airside_booking::{Booking, Exchange, Payment};
use airside_primitives::{ExchangeId, UserId};
use thiserror::Error;

use super::carry_out::{CarriedOut, ExchangeError, carry_out};
use super::hold::{check, hold};
use super::read::own_exchange;
use super::serving::{Serving, told};
use crate::bookings::read::ReadError;
use crate::context::App;
use crate::decision::{self, Decision, SeatsAre, SeatsLost};
use crate::history::Deed;
use crate::idempotency::{Answer, Given, IdempotencyError, Once};
use crate::payments::start::{Attempt, StartError, StartPayment, paid_before, start};
use crate::ports::{CommitError, StoreError, Write};
use crate::world::LoadError;

/// A quote that is accepted.
#[derive(Clone)]
pub struct ConfirmExchange {
    pub owner: UserId,
    pub id: ExchangeId,
    /// What to charge at once, where something is due; without it, a hosted page.
    pub payment_method: Option<String>,
    /// Where the payer comes back to, instead of our own page.
    pub return_url: Option<String>,
    /// Somebody who accepts it for the owner.
    pub serving: Option<Serving>,
}

airside_primitives::hide_in_debug!(ConfirmExchange { id });

/// An exchange that was accepted.
pub struct Agreed {
    pub exchange: Exchange,
    /// As it is then.
    pub booking: Booking,
    /// Where something is due.
    pub payment: Option<Payment>,
}

/// Accepts the quote, or goes on paying for one that was accepted.
pub async fn confirm_exchange(
    app: &App,
    command: &ConfirmExchange,
    own_return_url: &(dyn Fn(&Booking) -> String + Sync),
    once: &Once<'_, Agreed>,
) -> Result<Given, ConfirmError> {
    Box::pin(once.given(app, agree(app, command, own_return_url, once))).await
}

async fn agree(
    app: &App,
    command: &ConfirmExchange,
    own_return_url: &(dyn Fn(&Booking) -> String + Sync),
    once: &Once<'_, Agreed>,
) -> Result<Answer, ConfirmError> {
    let (exchange, booking) = own_exchange(app, command.owner, command.id).await?;
    if exchange.value.to_pay().is_zero() {
        let decide = |lost| without_payment(app, command, once, lost);
        return decision::carry_out(app, SeatsAre::Planned, decide).await;
    }
    let places = |_| hold(app, command);
    let held = decision::carry_out(app, SeatsAre::Planned, places).await;
    match held {
        Ok(()) | Err(ConfirmError::Agree(_) | ConfirmError::Refused(_)) => (),
        Err(error) => return Err(error),
    }
    pay(app, command, &booking.value, held, own_return_url, once).await
}

/// Pays for what is `held`. Where nothing is, this very request may have paid for it already, and
/// nothing is asked of the payer once more.
async fn pay(
    app: &App,
    command: &ConfirmExchange,
    booking: &Booking,
    held: Result<(), ConfirmError>,
    own_return_url: &(dyn Fn(&Booking) -> String + Sync),
    once: &Once<'_, Agreed>,
) -> Result<Answer, ConfirmError> {
    let payment = StartPayment {
        owner: command.owner,
        reference: booking.reference,
        exchange: Some(command.id),
        payment_method: command.payment_method.clone(),
        return_url: command.return_url.clone(),
    };
    let render = |attempt: &Attempt| match attempt.exchange.clone() {
        Some(exchange) => (once.render)(&Agreed {
            exchange,
            booking: attempt.booking.clone(),
            payment: Some(attempt.payment.clone()),
        }),
        None => Answer { status: 500, body: String::new() },
    };
    let once = Once { key: once.key.clone(), fingerprint: once.fingerprint, render: &render };
    match held {
        Ok(()) => Ok(start(app, &payment, own_return_url, &once).await?),
        Err(refusal) => match paid_before(app, &payment, &once).await {
            Err(StartError::NotPayable) => Err(refusal),
            answered => Ok(answered?),
        },
    }
}

/// Nothing is due: the journeys change hands in the commit that remembers the answer.
async fn without_payment(
    app: &App,
    command: &ConfirmExchange,
    once: &Once<'_, Agreed>,
    lost: SeatsLost,
) -> Result<Decision<Answer>, ConfirmError> {
    let (exchange, booking) = own_exchange(app, command.owner, command.id).await?;
    let now = app.now();
    check(app, &exchange.value, &booking.value, now)?;
    let done = carry_out(app, &booking, exchange, None, lost, now).await?;
    let CarriedOut { exchange, booking, changes } = done;
    let changes = changes.write_all(line(app, command, &exchange, &booking));
    let agreed = Agreed { exchange, booking, payment: None };
    Ok(once.answered(Decision { changes, outcome: agreed }, now))
}

/// What the history has of it, where somebody accepts it for the owner.
pub(super) fn line(
    app: &App,
    command: &ConfirmExchange,
    exchange: &Exchange,
    booking: &Booking,
) -> Option<Write> {
    let serving = command.serving.as_ref()?;
    Some(Write::AddHistory(told(app, serving, Deed::ChangeConfirmed, (exchange, booking))))
}

/// Why the quote was not accepted.
#[derive(Debug, Error)]
pub enum ConfirmError {
    #[error(transparent)]
    Agree(#[from] CannotAgree),
    #[error(transparent)]
    Refused(#[from] CannotExchange),
    #[error("the booking has no payment to return")]
    NotPaid,
    #[error(transparent)]
    Pay(#[from] StartError),
    #[error(transparent)]
    Once(#[from] IdempotencyError),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ExchangeError> for ConfirmError {
    fn from(error: ExchangeError) -> Self {
        match error {
            ExchangeError::Refused(error) => Self::Refused(error),
            ExchangeError::NotPaid => Self::NotPaid,
            ExchangeError::World(error) => Self::World(error),
            ExchangeError::Commit(error) => Self::Commit(error),
            ExchangeError::Store(error) => Self::Store(error),
        }
    }
}
