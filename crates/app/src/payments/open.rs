//! Opens a payment that was written down. Safe to repeat.

use airside_booking::payment::steps::{Question, Step};
use airside_booking::payment::{PaymentState, Refusal};
use airside_booking::{Booking, Payment};
use thiserror::Error;

use crate::context::App;
use crate::payments::ask::{Heard, ask};
use crate::ports::payments::PaymentsError;
use crate::ports::{Changes, CommitError, Versioned, Write};

/// Opens the hosted page or charges the card, and tells what the payment is now: to be saved
/// with the answer. A method that the gateway refuses ends this attempt.
pub(crate) async fn open(
    app: &App,
    booking: &Booking,
    payment: &Payment,
) -> Result<Payment, OpenError> {
    let mut heard = Heard::from(payment.opening());
    loop {
        let Heard { step, decline } = heard;
        heard = match step {
            Step::Nothing => return Ok(payment.clone()),
            Step::Become(state) => return Ok(payment.clone().moved(state, decline, app.now())),
            Step::Ask(question) => {
                // Only a refusal to open it ends the attempt, not one to tell of it.
                let opens = matches!(question, Question::OpenPage | Question::Charge(_));
                match ask(app, booking, payment, question).await {
                    Ok(next) => next,
                    Err(error) => {
                        if let Some(refusal) = refusal(&error).filter(|_| opens) {
                            end(app, payment, refusal).await?;
                        }
                        return Err(error.into());
                    }
                }
            }
        };
    }
}

/// What the gateway said when it refused for good.
fn refusal(error: &PaymentsError) -> Option<Refusal> {
    let coded = |code: &str| Refusal { code: code.to_owned(), message: error.to_string() };
    match error {
        PaymentsError::Unavailable(_) => None,
        PaymentsError::UnknownPaymentMethod => Some(coded("unknown_payment_method")),
        PaymentsError::NotFound => Some(coded("resource_missing")),
        PaymentsError::Refused(refusal) => Some(refusal.clone()),
    }
}

async fn end(app: &App, payment: &Payment, refusal: Refusal) -> Result<(), CommitError> {
    let Some(Versioned { value, version }) = app.ports.store.payment(payment.id).await? else {
        return Ok(());
    };
    // An event may have changed it meanwhile.
    if value.state != PaymentState::Opening {
        return Ok(());
    }
    let failed = value.refused(refusal, app.now());
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
