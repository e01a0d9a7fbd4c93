//! Writes our orders as requests to Stripe.
//!
//! The same order must always give the same request: Stripe refuses a key that
//! comes back with another body. So nothing here depends on the time, and a page
//! keeps Stripe's own expiry of a day; we close it ourselves when its hold ends
//! (Stripe would not take less than half an hour anyway).

use std::collections::HashMap;

use airside_app::ports::payments::{ChargeOrder, CheckoutOrder, IntentId, RefundOrder};
use airside_app::ports::scenario::Scenario;
use airside_primitives::{Currency, PaymentId, RefundId};
use serde::Serialize;
use stripe_checkout::CheckoutSessionMode;
use stripe_checkout::checkout_session::{
    CreateCheckoutSession, CreateCheckoutSessionAllowedPaymentMethodTypes,
    CreateCheckoutSessionLineItems, CreateCheckoutSessionLineItemsPriceData,
    CreateCheckoutSessionPaymentIntentData, ProductData,
};
use stripe_client_core::{RequestBuilder, StripeMethod};
use stripe_core::PaymentIntentAllowedPaymentMethodTypes;
use stripe_core::payment_intent::{
    CreatePaymentIntent, CreatePaymentIntentPaymentMethodOptions,
    CreatePaymentIntentPaymentMethodOptionsCard,
    CreatePaymentIntentPaymentMethodOptionsCardRequestThreeDSecure,
};
use stripe_core::refund::{CreateRefund, ListRefund};

use crate::amounts::{NotChargeable, told};
use crate::objects::Refund;

/// Names under which our ids are kept at Stripe; webhooks read them back.
pub(crate) const BOOKING_REF: &str = "booking_ref";
pub(crate) const PAYMENT_ID: &str = "payment_id";
pub(crate) const REFUND_ID: &str = "refund_id";
const REFUND_ATTEMPT: &str = "refund_attempt";
/// Read by the sandbox alone, and only ever told to it.
const SCENARIO: &str = "scenario";

/// A page for one card payment. Other methods take days, and a hold takes minutes.
pub(crate) fn checkout(order: CheckoutOrder) -> Result<CreateCheckoutSession, NotChargeable> {
    let CheckoutOrder { payment, booking_ref, description, amount, currency, return_url, scenario } =
        order;
    let metadata = metadata(payment, &booking_ref, scenario);

    let mut product = ProductData::new(format!("Booking {booking_ref}"));
    product.description = Some(description.clone());
    let mut price = CreateCheckoutSessionLineItemsPriceData::new(stripe_currency(currency));
    price.product_data = Some(product);
    price.unit_amount = Some(told(amount, currency)?);
    let mut line = CreateCheckoutSessionLineItems::new();
    line.price_data = Some(price);
    line.quantity = Some(1);

    let mut intent = CreateCheckoutSessionPaymentIntentData::new();
    intent.description = Some(description);
    intent.metadata = Some(metadata.clone());

    let session = CreateCheckoutSession::new()
        .mode(CheckoutSessionMode::Payment)
        .allowed_payment_method_types(vec![CreateCheckoutSessionAllowedPaymentMethodTypes::Card])
        .client_reference_id(booking_ref)
        .line_items(vec![line])
        .metadata(metadata)
        .payment_intent_data(intent)
        .success_url(return_url.clone())
        .cancel_url(return_url);
    Ok(session)
}

/// A card payment that takes no money before it is confirmed.
pub(crate) fn charge(order: ChargeOrder) -> Result<CreatePaymentIntent, NotChargeable> {
    let ChargeOrder {
        payment,
        booking_ref,
        description,
        amount,
        currency,
        payment_method,
        return_url: _,
        scenario,
    } = order;
    let mut card = CreatePaymentIntentPaymentMethodOptionsCard::new();
    card.request_three_d_secure =
        Some(CreatePaymentIntentPaymentMethodOptionsCardRequestThreeDSecure::Any);
    let mut options = CreatePaymentIntentPaymentMethodOptions::new();
    options.card = Some(card);

    let intent = CreatePaymentIntent::new(told(amount, currency)?, stripe_currency(currency))
        .allowed_payment_method_types(vec![PaymentIntentAllowedPaymentMethodTypes::Card])
        .description(description)
        .metadata(metadata(payment, &booking_ref, scenario))
        .payment_method(payment_method)
        .payment_method_options(options);
    Ok(intent)
}

pub(crate) fn refund(order: &RefundOrder) -> Result<CreateRefund, NotChargeable> {
    let metadata =
        [(REFUND_ID, order.refund.to_string()), (REFUND_ATTEMPT, order.attempt.to_string())];
    let refund = CreateRefund::new()
        .amount(told(order.amount, order.currency)?)
        .payment_intent(order.intent.0.as_str())
        .metadata(owned(metadata));
    Ok(refund)
}

/// Every refund of a payment; a booking has far fewer than a page of them.
pub(crate) fn refunds_of(intent: &IntentId) -> ListRefund {
    ListRefund::new().payment_intent(intent.0.as_str()).limit(100)
}

/// Every dispute of a payment.
pub(crate) fn disputes_of(intent: &IntentId) -> RequestBuilder {
    #[derive(Serialize)]
    struct Listing<'a> {
        payment_intent: &'a str,
        limit: u8,
    }
    let of_intent = Listing { payment_intent: &intent.0, limit: 100 };
    RequestBuilder::new(StripeMethod::Get, "/disputes").query(&of_intent)
}

/// Ours, if it is one that we asked for.
pub(crate) fn refund_of(refund: &Refund) -> Option<RefundId> {
    refund.metadata.as_ref()?.get(REFUND_ID)?.parse().ok().map(RefundId)
}

/// Whether Stripe made this refund for this order.
pub(crate) fn is_for(order: &RefundOrder, refund: &Refund) -> bool {
    let noted = |name| refund.metadata.as_ref().and_then(|metadata| metadata.get(name));
    noted(REFUND_ID) == Some(&order.refund.to_string())
        && noted(REFUND_ATTEMPT) == Some(&order.attempt.to_string())
}

fn metadata(
    payment: PaymentId,
    booking_ref: &str,
    scenario: Option<Scenario>,
) -> HashMap<String, String> {
    let ours = owned([(PAYMENT_ID, payment.to_string()), (BOOKING_REF, booking_ref.to_owned())]);
    let played = scenario.map(|scenario| (SCENARIO.to_owned(), scenario.name().to_owned()));
    ours.into_iter().chain(played).collect()
}

fn owned<const N: usize>(pairs: [(&str, String); N]) -> HashMap<String, String> {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Stripe writes currencies in lower case; its API decides which it knows.
fn stripe_currency(currency: Currency) -> stripe_types::Currency {
    match currency.code().to_ascii_lowercase().parse() {
        Ok(currency) => currency,
    }
}
