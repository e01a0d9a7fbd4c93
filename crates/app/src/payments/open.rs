//! Opens a payment that was written down. Uses the store and the gateway. Safe to repeat.
//!
//! A charge is written down a second time, with the gateway's id of it, before it is made: whatever
//! is lost afterwards, the money that it took has its owner.

use airside_booking::payment::steps::{Question, Step};
use airside_booking::payment::{PaymentState, Refusal};
use airside_booking::{Booking, Payment};
use thiserror::Error;

use crate::context::App;
use crate::payments::ask::{Heard, ask};
use crate::ports::payments::PaymentsError;
use crate::ports::{Changes, CommitError, Version, Versioned, Write};

/// Opens the hosted page or charges the card, and tells what the payment is now: to be saved
/// with the answer. A method that the gateway refuses ends this attempt.
pub(crate) async fn open(
    app: &App,
    booking: &Booking,
    mut payment: Versioned<Payment>,
) -> Result<Versioned<Payment>, OpenError> {
    let mut heard = Heard::from(payment.value.opening());
    loop {
        let Heard { step, decline } = heard;
        heard = match step {
            Step::Nothing => return Ok(payment),
            Step::Become(state @ PaymentState::Opening { .. }) => {
                payment.value = payment.value.moved(state, decline, app.now());
                payment = written_down(app, payment).await?;
                payment.value.opening().into()
            }
            Step::Become(state) => {
                payment.value = payment.value.moved(state, decline, app.now());
                return Ok(payment);
            }
            Step::Ask(question) => {
                // Only a refusal to open it ends the attempt, not one to tell of it.
                let opens = matches!(
                    question,
                    Question::OpenPage | Question::PrepareCharge(_) | Question::Charge { .. }
                );
                match ask(app, booking, &payment.value, question).await {
                    Ok(next) => next,
                    Err(error) => {
                        if let Some(refusal) = refusal(&error).filter(|_| opens) {
                            end(app, &payment.value, refusal).await?;
                        }
                        return Err(error.into());
                    }
                }
            }
        };
    }
}

/// Saves it, and tells which version of it that is.
async fn written_down(
    app: &App,
    payment: Versioned<Payment>,
) -> Result<Versioned<Payment>, CommitError> {
    app.commit(Changes::default().write(Write::save(&payment))).await?;
    let Versioned { value, version } = payment;
    Ok(Versioned { value, version: Version(version.0 + 1) })
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
    if !matches!(value.state, PaymentState::Opening { .. }) {
        return Ok(());
    }
    let failed = Versioned { value: value.refused(refusal, app.now()), version };
    app.commit(Changes::default().write(Write::save(&failed))).await?;
    app.figures.paid(&failed.value);
    Ok(())
}

/// Why the payment was not opened.
#[derive(Debug, Error)]
pub enum OpenError {
    #[error(transparent)]
    Gateway(#[from] PaymentsError),
    #[error(transparent)]
    Commit(#[from] CommitError),
}
