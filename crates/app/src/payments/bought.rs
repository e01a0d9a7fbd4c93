//! What a payment buys at once, in the commit that writes down that it succeeded: the booking, or an
//! exchange of its journeys. Uses the store.

use airside_booking::{Booking, Exchange, Payment, PaymentState};
use time::OffsetDateTime;

use crate::context::App;
use crate::decision::SeatsLost;
use crate::exchanges::carry_out::{CarriedOut, ExchangeError, carry_out};
use crate::payments::conclude::{ConcludeError, confirmed};
use crate::payments::start::Attempt;
use crate::ports::{Changes, CommitError, StoreError, Versioned};

/// The attempt as its client is told of it, and what follows from its success; nothing follows from
/// any other state.
pub(super) async fn bought(
    app: &App,
    booking: Versioned<Booking>,
    payment: Payment,
    now: OffsetDateTime,
) -> Result<(Attempt, Changes), ConcludeError> {
    let exchange = exchange_of(app, &payment).await?;
    let known = exchange.as_ref().map(|it| it.value.clone());
    let mut attempt = Attempt { booking: booking.value.clone(), payment, exchange: known };
    let changes = match (&attempt.payment.state, exchange) {
        (PaymentState::Succeeded { .. }, None) => {
            confirmed(app, booking, SeatsLost::default(), now).await?
        }
        (PaymentState::Succeeded { .. }, Some(exchange)) => {
            let (lost, paid) = (SeatsLost::default(), Some(attempt.payment.id));
            let done = carry_out(app, &booking, exchange, paid, lost, now).await;
            let CarriedOut { exchange, changes, .. } = done.map_err(or_look_again)?;
            attempt.exchange = Some(exchange);
            changes
        }
        (
            PaymentState::Opening { .. }
            | PaymentState::Open { .. }
            | PaymentState::Failed { .. }
            | PaymentState::Canceled { .. },
            _,
        ) => Changes::default(),
    };
    Ok((attempt, changes))
}

/// What a payment pays for, if that is an exchange.
pub(super) async fn exchange_of(
    app: &App,
    payment: &Payment,
) -> Result<Option<Versioned<Exchange>>, StoreError> {
    match payment.exchange {
        None => Ok(None),
        Some(id) => app.ports.store.exchange(id).await,
    }
}

/// It has become impossible since: whoever looks again at what was paid gives it back.
fn or_look_again(error: ExchangeError) -> ConcludeError {
    match error {
        ExchangeError::Refused(_) | ExchangeError::NotPaid => CommitError::Conflict.into(),
        ExchangeError::World(error) => error.into(),
        ExchangeError::Commit(error) => error.into(),
        ExchangeError::Store(error) => error.into(),
    }
}
