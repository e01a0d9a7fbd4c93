//! Asks the gateway what the domain wants to know of a payment. Safe to repeat: the same
//! payment is the same at the gateway.

use airside_booking::payment::Refusal;
use airside_booking::payment::gateway::Intent;
use airside_booking::payment::steps::{Question, Step};
use airside_booking::{Booking, Payment};

use crate::context::App;
use crate::ports::payments::{ChargeOrder, CheckoutOrder, PaymentsError};
use crate::scenarios;

/// What an answer of the gateway means.
pub(crate) struct Heard {
    pub step: Step,
    /// Why the last attempt was declined, if the gateway says so.
    pub decline: Option<Refusal>,
}

impl From<Step> for Heard {
    fn from(step: Step) -> Self {
        Self { step, decline: None }
    }
}

/// Asks, and returns the step that follows from the answer.
pub(crate) async fn ask(
    app: &App,
    booking: &Booking,
    payment: &Payment,
    question: Question,
) -> Result<Heard, PaymentsError> {
    let gateway = &app.ports.payments;
    let intent = match question {
        Question::OpenPage => {
            let page = gateway.open_checkout(checkout_order(app, booking, payment)).await?;
            return Ok(payment.hear_page(page).into());
        }
        Question::Page(id) => return Ok(payment.hear_page(gateway.checkout(&id).await?).into()),
        Question::ClosePage(id) => {
            return Ok(payment.hear_page(gateway.expire_checkout(&id).await?).into());
        }
        Question::IntentOf(page, id) => {
            let mut intent = seen(gateway.intent(&id).await?, payment);
            let decline = intent.decline.take();
            return Ok(Heard { step: payment.hear_intent_of(page, &intent), decline });
        }
        Question::PrepareCharge(method) => {
            let prepared =
                gateway.prepare_charge(charge_order(app, booking, payment, method)).await?;
            return Ok(payment.hear_prepared(prepared).into());
        }
        Question::Charge { id, method } => {
            gateway.charge(&id, charge_order(app, booking, payment, method)).await?
        }
        Question::Intent { id, wanted } => {
            let mut intent = seen(gateway.intent(&id).await?, payment);
            let decline = intent.decline.take();
            return Ok(Heard { step: payment.hear_intent(intent, wanted), decline });
        }
        Question::CancelIntent(id) => gateway.cancel_intent(&id).await?,
    };
    let mut intent = seen(intent, payment);
    let decline = intent.decline.take();
    Ok(Heard { step: payment.hear_intent(intent, true), decline })
}

fn seen(intent: Intent, payment: &Payment) -> Intent {
    if intent.is_short(payment.amount) {
        tracing::error!(payment = intent.id.0, "the gateway received less than was asked for");
    }
    intent
}

fn checkout_order(app: &App, booking: &Booking, payment: &Payment) -> CheckoutOrder {
    CheckoutOrder {
        payment: payment.id,
        booking_ref: booking.reference.to_string(),
        description: description(booking),
        amount: payment.amount,
        currency: booking.currency,
        return_url: payment.return_url.clone(),
        scenario: scenarios::of_payment(app, booking),
    }
}

/// The same order each time, so that the gateway recognises it.
fn charge_order(app: &App, booking: &Booking, payment: &Payment, method: String) -> ChargeOrder {
    ChargeOrder {
        payment: payment.id,
        booking_ref: booking.reference.to_string(),
        description: description(booking),
        amount: payment.amount,
        currency: booking.currency,
        payment_method: method,
        return_url: payment.return_url.clone(),
        scenario: scenarios::of_payment(app, booking),
    }
}

/// One line for the payer: `DEL to BOM, BOM to DEL`.
fn description(booking: &Booking) -> String {
    let routes = booking
        .journeys
        .iter()
        .map(|journey| format!("{} to {}", journey.offer.origin(), journey.offer.destination()));
    routes.collect::<Vec<_>>().join(", ")
}
