//! A Checkout Session: a page where one payer can pay one basket, until it expires.
//!
//! As at Stripe it has no `PaymentIntent` until the payer first submits.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Document, Links, Metadata};

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct CheckoutSession {
    pub(crate) id: String,
    pub(crate) created: i64,
    pub(crate) expires_at: i64,
    pub(crate) status: Status,
    pub(crate) currency: String,
    pub(crate) lines: Vec<Line>,
    pub(crate) success_url: String,
    pub(crate) cancel_url: Option<String>,
    pub(crate) client_reference_id: Option<String>,
    pub(crate) customer_email: Option<String>,
    pub(crate) metadata: Metadata,
    /// What its `PaymentIntent` will say.
    pub(crate) intent_description: Option<String>,
    pub(crate) intent_metadata: Metadata,
    /// There since the payer first submitted.
    pub(crate) payment_intent: Option<String>,
    /// Whether it is complete and its money is still on its way.
    #[serde(default)]
    pub(crate) awaits_money: bool,
}

/// One line of the basket.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) unit_amount: i64,
    pub(crate) quantity: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    Open,
    Complete,
    Expired,
}

impl Status {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Complete => "complete",
            Self::Expired => "expired",
        }
    }
}

impl CheckoutSession {
    /// What the basket costs, in minor units.
    pub(crate) fn amount_total(&self) -> i64 {
        self.lines
            .iter()
            .fold(0, |sum, line| sum.saturating_add(line.unit_amount.saturating_mul(line.quantity)))
    }

    /// `now` in Unix seconds.
    pub(crate) fn is_overdue(&self, now: i64) -> bool {
        self.status == Status::Open && now >= self.expires_at
    }

    /// Where the payer goes after paying.
    pub(crate) fn success_address(&self) -> String {
        // Stripe fills this in, and nothing else.
        self.success_url.replace("{CHECKOUT_SESSION_ID}", &self.id)
    }

    /// As Stripe writes it.
    pub(crate) fn show(&self, links: &Links) -> Value {
        let is_open = self.status == Status::Open;
        let is_paid = self.status == Status::Complete && !self.awaits_money;
        json!({
            "id": self.id,
            "object": "checkout.session",
            "adaptive_pricing": {"enabled": false},
            "after_expiration": null,
            "allow_promotion_codes": null,
            "amount_subtotal": self.amount_total(),
            "amount_total": self.amount_total(),
            "automatic_tax": {"enabled": false, "liability": null, "status": null},
            "billing_address_collection": null,
            "cancel_url": self.cancel_url,
            "client_reference_id": self.client_reference_id,
            "client_secret": null,
            "consent": null,
            "consent_collection": null,
            "created": self.created,
            "currency": self.currency,
            "custom_fields": [],
            "custom_text": {
                "after_submit": null,
                "shipping_address": null,
                "submit": null,
                "terms_of_service_acceptance": null,
            },
            "customer": null,
            "customer_creation": "if_required",
            "customer_details": null,
            "customer_email": self.customer_email,
            "expires_at": self.expires_at,
            "invoice": null,
            "livemode": false,
            "locale": null,
            "metadata": self.metadata,
            "mode": "payment",
            "payment_intent": self.payment_intent,
            "payment_link": null,
            "payment_method_collection": "if_required",
            "payment_method_options": null,
            "payment_method_types": ["card"],
            "payment_status": if is_paid { "paid" } else { "unpaid" },
            "phone_number_collection": {"enabled": false},
            "recovered_from": null,
            "setup_intent": null,
            "shipping_address_collection": null,
            "shipping_cost": null,
            "shipping_options": [],
            "status": self.status.name(),
            "submit_type": null,
            "subscription": null,
            "success_url": self.success_url,
            "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
            "ui_mode": "hosted_page",
            "url": is_open.then(|| links.payment(&self.id)),
        })
    }
}

impl Document for CheckoutSession {
    const KIND: &'static str = "checkout_session";

    fn id(&self) -> &str {
        &self.id
    }

    fn created(&self) -> i64 {
        self.created
    }

    fn due_at(&self) -> Option<i64> {
        (self.status == Status::Open).then(|| self.expires_at.saturating_mul(1000))
    }
}
