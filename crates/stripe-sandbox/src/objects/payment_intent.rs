//! A `PaymentIntent`: one amount that a payer is to pay, and how far it has come.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Document, Links, Metadata, card};
use crate::refusal::page_about;
use crate::scenarios::Scenario;
use crate::test_cards::Decline;

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct PaymentIntent {
    pub(crate) id: String,
    pub(crate) client_secret: String,
    pub(crate) amount: i64,
    pub(crate) currency: String,
    pub(crate) created: i64,
    pub(crate) description: Option<String>,
    pub(crate) metadata: Metadata,
    pub(crate) receipt_email: Option<String>,
    /// Where the payer goes after the hosted page.
    pub(crate) return_url: Option<String>,
    pub(crate) payment_method: Option<String>,
    /// Whether the merchant wants 3-D Secure even where the bank does not.
    pub(crate) asks_for_3ds: bool,
    pub(crate) status: Status,
    pub(crate) last_error: Option<LastError>,
    pub(crate) latest_charge: Option<String>,
    pub(crate) canceled_at: Option<i64>,
    pub(crate) cancellation_reason: Option<String>,
    /// The checkout session it was made by; only that can end it.
    pub(crate) session: Option<String>,
    /// Whether its payer was sent to the hosted page.
    pub(crate) has_page: bool,
    /// Unix milliseconds at which money that is on its way arrives.
    #[serde(default)]
    pub(crate) arrives_at: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    RequiresPaymentMethod,
    RequiresConfirmation,
    RequiresAction,
    Processing,
    Succeeded,
    Canceled,
}

impl Status {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::RequiresPaymentMethod => "requires_payment_method",
            Self::RequiresConfirmation => "requires_confirmation",
            Self::RequiresAction => "requires_action",
            Self::Processing => "processing",
            Self::Succeeded => "succeeded",
            Self::Canceled => "canceled",
        }
    }

    /// Whether it can still be paid or given up.
    pub(crate) const fn is_open(self) -> bool {
        match self {
            Self::RequiresPaymentMethod | Self::RequiresConfirmation | Self::RequiresAction => true,
            Self::Processing | Self::Succeeded | Self::Canceled => false,
        }
    }
}

/// Why the last attempt failed.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct LastError {
    pub(crate) code: String,
    pub(crate) decline_code: Option<String>,
    pub(crate) message: String,
    /// The charge that failed, if it came to one.
    #[serde(default)]
    pub(crate) charge: Option<String>,
    /// What was tried.
    #[serde(default)]
    pub(crate) payment_method: Option<String>,
}

impl PaymentIntent {
    pub(crate) fn succeed(&mut self, payment_method: &str, charge: &str) {
        self.status = Status::Succeeded;
        self.payment_method = Some(payment_method.to_owned());
        self.latest_charge = Some(charge.to_owned());
        self.last_error = None;
        self.arrives_at = None;
    }

    /// The payer has paid, and the money is on its way.
    pub(crate) fn process(&mut self, payment_method: &str, arrives_at: i64) {
        self.status = Status::Processing;
        self.payment_method = Some(payment_method.to_owned());
        self.last_error = None;
        self.arrives_at = Some(arrives_at);
    }

    /// The attempt failed; the payer may try another card.
    pub(crate) fn decline(
        &mut self,
        decline: Decline,
        payment_method: &str,
        charge: Option<String>,
    ) {
        self.status = Status::RequiresPaymentMethod;
        self.payment_method = None;
        self.latest_charge = charge.clone().or(self.latest_charge.take());
        self.last_error = Some(LastError {
            charge,
            payment_method: Some(payment_method.to_owned()),
            code: decline.code.to_owned(),
            decline_code: decline.bank_code.map(str::to_owned),
            message: decline.message.to_owned(),
        });
    }

    /// The bank wants to see the payer.
    pub(crate) fn send_to_page(&mut self, payment_method: &str) {
        self.status = Status::RequiresAction;
        self.payment_method = Some(payment_method.to_owned());
        self.has_page = true;
    }

    pub(crate) fn cancel(&mut self, at: i64, reason: Option<&str>) {
        self.status = Status::Canceled;
        self.canceled_at = Some(at);
        self.cancellation_reason = reason.map(str::to_owned);
    }

    /// What it is to go through.
    pub(crate) fn scenario(&self) -> Option<Scenario> {
        Scenario::of(&self.metadata)
    }

    /// As Stripe writes it.
    pub(crate) fn show(&self, links: &Links) -> Value {
        let is_paid = self.status == Status::Succeeded;
        let next_action = (self.status == Status::RequiresAction).then(|| {
            json!({
                "type": "redirect_to_url",
                "redirect_to_url": {
                    "url": links.payment(&self.id),
                    "return_url": self.return_url,
                },
            })
        });
        let last_error = self.last_error.as_ref().map(|error| self.show_error(error));
        json!({
            "id": self.id,
            "object": "payment_intent",
            "amount": self.amount,
            "amount_capturable": 0,
            "amount_details": {"tip": {}},
            "amount_received": if is_paid { self.amount } else { 0 },
            "application": null,
            "application_fee_amount": null,
            "automatic_payment_methods": null,
            "canceled_at": self.canceled_at,
            "cancellation_reason": self.cancellation_reason,
            "capture_method": "automatic_async",
            "client_secret": self.client_secret,
            "confirmation_method": "automatic",
            "created": self.created,
            "currency": self.currency,
            "customer": null,
            "description": self.description,
            "last_payment_error": last_error,
            "latest_charge": self.latest_charge,
            "livemode": false,
            "metadata": self.metadata,
            "next_action": next_action,
            "on_behalf_of": null,
            "payment_method": self.payment_method,
            "payment_method_options": null,
            "payment_method_types": ["card"],
            "processing": null,
            "receipt_email": self.receipt_email,
            "review": null,
            "setup_future_usage": null,
            "shipping": null,
            "source": null,
            "statement_descriptor": null,
            "statement_descriptor_suffix": null,
            "status": self.status.name(),
            "transfer_data": null,
            "transfer_group": null,
        })
    }

    fn show_error(&self, error: &LastError) -> Value {
        let mut shown = json!({
            "type": "card_error",
            "code": error.code,
            "doc_url": page_about(&error.code),
            "message": error.message,
        });
        if let Some(decline_code) = &error.decline_code {
            shown["decline_code"] = json!(decline_code);
        }
        if let Some(charge) = &error.charge {
            shown["charge"] = json!(charge);
        }
        if let Some(name) = &error.payment_method {
            shown["payment_method"] = card::payment_method(name, self.created);
        }
        shown
    }
}

impl Document for PaymentIntent {
    const KIND: &'static str = "payment_intent";

    fn id(&self) -> &str {
        &self.id
    }

    fn created(&self) -> i64 {
        self.created
    }

    fn due_at(&self) -> Option<i64> {
        self.arrives_at
    }
}
