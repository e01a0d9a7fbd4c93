//! Paying for a booking.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::serde::rfc3339;

use crate::answer::Answered;
use crate::call::Call;
use crate::client::Client;
use crate::code::codes;
use crate::error::Error;
use crate::idempotency::IdempotencyKey;
use crate::list::List;
use crate::money::Money;
use crate::secret::personal;

/// Calls about payments; see [`Client::payments`].
#[derive(Debug, Clone, Copy)]
pub struct Payments<'a>(&'a Client);

impl Client {
    /// Paying.
    pub const fn payments(&self) -> Payments<'_> {
        Payments(self)
    }
}

/// How to pay. By default a hosted page takes the card.
#[derive(Clone, Default, Serialize)]
pub struct NewPayment {
    /// A payment method of the gateway (`pm_…`), charged at once.
    pub payment_method: Option<String>,
    /// Where the payer comes back to; the server must allow its origin.
    pub return_url: Option<String>,
}

personal!(NewPayment);

/// One attempt to pay.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Payment {
    /// Its id.
    pub id: String,
    /// What became of it.
    pub status: PaymentStatus,
    /// How much.
    pub amount: Money,
    /// The gateway's own id, once there is one.
    pub payment_intent_id: Option<String>,
    /// What is paid for.
    pub booking_ref: String,
    /// What the payer has to do, if anything.
    pub next_action: Option<NextAction>,
    /// Why it was declined or refused, while it has failed.
    pub failure: Option<PaymentFailure>,
    /// When it was begun.
    #[serde(with = "rfc3339")]
    pub created_at: OffsetDateTime,
}

/// Why the gateway or the bank said no.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PaymentFailure {
    /// The gateway's code.
    pub code: String,
    /// In words for the payer.
    pub message: String,
}

codes! {
    /// What became of a payment.
    PaymentStatus {
        RequiresAction "REQUIRES_ACTION",
        Processing "PROCESSING",
        Succeeded "SUCCEEDED",
        Failed "FAILED",
        Canceled "CANCELED",
    }
}

/// What the payer has to do.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct NextAction {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: NextActionType,
    /// The page to open.
    pub url: String,
}

codes! {
    /// What a payer has to do.
    NextActionType {
        RedirectToUrl "redirect_to_url",
    }
}

impl NewPayment {
    /// At once, by a payment method of the gateway.
    pub fn with_method(payment_method: &str) -> Self {
        Self { payment_method: Some(payment_method.to_owned()), return_url: None }
    }
}

impl Payments<'_> {
    /// Begins to pay, or goes on: a booking has one live payment at most.
    pub async fn pay(
        &self,
        booking_ref: &str,
        payment: &NewPayment,
        key: &IdempotencyKey,
    ) -> Result<Answered<Payment>, Error> {
        let call = Call::post(&["v1", "bookings", booking_ref, "payments"]);
        self.0.write(&call.json(payment)?.under(key)).await
    }

    /// The attempts to pay for a booking, oldest first.
    pub fn list(&self, booking_ref: &str) -> List<Payment> {
        List::new(self.0, Call::get(&["v1", "bookings", booking_ref, "payments"]))
    }
}
