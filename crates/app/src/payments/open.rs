//! Opens a payment that was written down. Safe to repeat.

use airside_booking::payment::PaymentState;
use airside_booking::payment::steps::{Question, Step};
use airside_booking::{Booking, Payment};
use thiserror::Error;

use crate::context::App;
use crate::payments::ask::ask;
use crate::ports::payments::PaymentsError;
use crate::ports::{Changes, CommitError, Versioned, Write};

/// Opens the hosted page or charges the card, and tells what the payment is now: to be saved
/// with the answer. A method that the gateway refuses ends this attempt.
pub(crate) async fn open(
    app: &App,
    booking: &Booking,
    payment: &Payment,
) -> Result<Payment, OpenError> {
    let mut step = payment.opening();
    loop {
        step = match step {
            Step::Nothing => return Ok(payment.clone()),
            Step::Become(state) => return Ok(payment.clone().moved(state, app.now())),
            Step::Ask(question) => {
                // Only a refusal to open it ends the attempt, not one to tell of it.
                let opens = matches!(question, Question::OpenPage | Question::Charge(_));
                match ask(app, booking, payment, question).await {
                    Ok(next) => next,
                    Err(
                        error @ (PaymentsError::UnknownPaymentMethod
                        | PaymentsError::NotFound
                        | PaymentsError::Refused { .. }),
                    ) if opens => {
                        end(app, payment).await?;
                        return Err(error.into());
                    }
                    Err(error) => return Err(error.into()),
                }
            }
        };
    }
}

async fn end(app: &App, payment: &Payment) -> Result<(), CommitError> {
    let Some(Versioned { value, version }) = app.ports.store.payment(payment.id).await? else {
        return Ok(());
    };
    // An event may have changed it meanwhile.
    if value.state != PaymentState::Opening {
        return Ok(());
    }
    let failed = value.refused(app.now());
    app.commit(Changes::default().write(Write::save(&Versioned { value: failed, version }))).await
}

/// Why the payment was not opened.
#[derive(Debug, Error)]
pub enum OpenError {
    #[error(transparent)]
    Gateway(#[from] PaymentsError),
    #[error(transparent)]
    Commit(#[from] CommitError),
}
