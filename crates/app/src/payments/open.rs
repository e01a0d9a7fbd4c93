//! Asks the gateway to open a payment that was written down. Safe to repeat.

use airside_booking::payment::{Handle, Method, PaymentState, Progress};
use airside_booking::{Booking, Payment};
use thiserror::Error;

use crate::context::App;
use crate::ports::payments::{
    ChargeOrder, Checkout, CheckoutOrder, CheckoutStatus, Intent, IntentStatus, PaymentsError,
};
use crate::ports::{Changes, CommitError, Versioned, Write};

/// Opens the hosted page or charges the card: the same payment is the same at the gateway.
///
/// A method that the gateway refuses ends this attempt.
pub(crate) async fn ask_gateway(
    app: &App,
    booking: &Booking,
    payment: &Payment,
) -> Result<Payment, OpenError> {
    let now = app.now();
    let asked = match &payment.method {
        Method::Checkout => {
            let order = CheckoutOrder {
                payment: payment.id,
                booking_ref: booking.reference.to_string(),
                description: description(booking),
                amount: payment.amount,
                currency: booking.currency,
                return_url: payment.return_url.clone(),
            };
            app.ports.payments.open_checkout(order).await.map(of_checkout)
        }
        Method::Card(method) => {
            let order = charge_order(booking, payment, method);
            app.ports.payments.charge(order).await.map(of_intent)
        }
        // Nothing is due, so there is nothing to ask.
        Method::Free => Ok(PaymentState::Succeeded { intent: None }),
    };
    match asked {
        Ok(state) => Ok(payment.clone().moved(state, now)),
        Err(error @ PaymentsError::Unavailable(_)) => Err(error.into()),
        Err(
            error @ (PaymentsError::UnknownPaymentMethod
            | PaymentsError::NotFound
            | PaymentsError::Refused { .. }),
        ) => {
            end(app, payment).await?;
            Err(error.into())
        }
    }
}

/// The same order each time, so that the gateway knows it again.
pub(crate) fn charge_order(booking: &Booking, payment: &Payment, method: &str) -> ChargeOrder {
    ChargeOrder {
        payment: payment.id,
        booking_ref: booking.reference.to_string(),
        description: description(booking),
        amount: payment.amount,
        currency: booking.currency,
        payment_method: method.to_owned(),
        return_url: payment.return_url.clone(),
    }
}

async fn end(app: &App, payment: &Payment) -> Result<(), CommitError> {
    let Some(Versioned { value, version }) = app.ports.store.payment(payment.id).await? else {
        return Ok(());
    };
    // An event may have told meanwhile what became of it.
    if value.state != PaymentState::Opening {
        return Ok(());
    }
    let failed = value.moved(PaymentState::Failed { intent: None }, app.now());
    let save = Write::save(&Versioned { value: failed, version });
    app.commit(Changes::default().write(save)).await
}

/// The state of an attempt whose hosted page is as the gateway says.
///
/// A page that is complete tells nothing of the money: the payment is asked next.
pub(crate) fn of_checkout(checkout: Checkout) -> PaymentState {
    let Checkout { id, url, status, intent } = checkout;
    let open = |intent, progress| PaymentState::Open {
        handle: Handle::Checkout { id, intent },
        progress,
        url,
    };
    match status {
        CheckoutStatus::Open => open(intent, Progress::RequiresAction),
        CheckoutStatus::Complete => open(intent, Progress::Processing),
        CheckoutStatus::Expired => PaymentState::Canceled { intent },
    }
}

/// The state of an attempt whose payment is as the gateway says.
pub(crate) fn of_intent(intent: Intent) -> PaymentState {
    let Intent { id, status, amount, received, next_url, .. } = intent;
    match status {
        IntentStatus::RequiresAction => PaymentState::Open {
            handle: Handle::Intent(id),
            progress: Progress::RequiresAction,
            url: next_url,
        },
        IntentStatus::Processing => PaymentState::Open {
            handle: Handle::Intent(id),
            progress: Progress::Processing,
            url: None,
        },
        // Less than was asked buys nothing; somebody has to look.
        IntentStatus::Succeeded if received < amount => {
            tracing::error!(payment = id.0, "the gateway received less than was asked for");
            PaymentState::Open {
                handle: Handle::Intent(id),
                progress: Progress::Processing,
                url: None,
            }
        }
        IntentStatus::Succeeded => PaymentState::Succeeded { intent: Some(id) },
        IntentStatus::Failed => PaymentState::Failed { intent: Some(id) },
        IntentStatus::Canceled => PaymentState::Canceled { intent: Some(id) },
    }
}

/// One line for the payer: `DEL to BOM, BOM to DEL`.
fn description(booking: &Booking) -> String {
    let routes = booking.journeys.iter().filter_map(|journey| {
        Some(format!("{} to {}", journey.offer.origin()?, journey.offer.destination()?))
    });
    routes.collect::<Vec<_>>().join(", ")
}

/// Why the payment was not opened.
#[derive(Debug, Error)]
pub enum OpenError {
    #[error(transparent)]
    Gateway(#[from] PaymentsError),
    #[error(transparent)]
    Commit(#[from] CommitError),
}
