//! What Stripe refuses is refused here, in Stripe's words: callers meet each refusal before they go
//! live.

use crate::server::{Server, basket};

#[actix_web::test]
async fn a_known_address_that_is_asked_in_another_way_answers_as_stripe_does() {
    let server = Server::start();
    for (method, path) in [
        ("PUT", "/sandbox/stripe/v1/refunds"),
        ("DELETE", "/v1/payment_intents"),
        ("PATCH", "/v1/refunds/re_1"),
        ("GET", "/v1/checkout/sessions/cs_test_1/expire"),
        ("GET", "/v1/subscriptions"),
        ("GET", "/v2/core/events"),
        ("GET", "/sandbox/faults"),
        ("PUT", "/sandbox/payments/cs_test_1/approve"),
    ] {
        let answer = server.raw(method, path).await;
        assert_eq!((answer.status, answer.error("type")), (404, "invalid_request_error"), "{path}");
        let message = format!("Unrecognized request URL ({method}: {path}).");
        assert_eq!(answer.error("message"), message);
        if !path.starts_with("/v2") {
            assert!(answer.request_id.starts_with("req_"), "{path}");
        }
    }
}

#[actix_web::test]
async fn a_host_has_the_api_at_v1_as_well() {
    let server = Server::start();
    let paid = server.charge("pm_card_visa").await;
    let path = format!("/v1/payment_intents/{}", paid.id());
    let same = server.raw("GET", &path).await;
    assert_eq!((same.status, &same.body["status"]), (200, &"succeeded".into()));
    assert!(same.request_id.starts_with("req_"));
}

#[actix_web::test]
async fn a_currency_that_stripe_does_not_have_is_refused() {
    let server = Server::start();
    for currency in ["zzz", "euro", "e"] {
        let form = [("amount", "5000"), ("currency", currency)];
        let refused = server.post("payment_intents", &form).await;
        assert_eq!((refused.status, refused.error("param")), (400, "currency"), "{currency}");
        let begin = format!("Invalid currency: {currency}. Stripe currently supports these");
        assert!(refused.error("message").starts_with(&begin), "{refused:?}");
    }
    let name = "line_items[0][price_data][currency]";
    let refused = server.post("checkout/sessions", &with(name, "zzz")).await;
    assert_eq!((refused.status, refused.error("param")), (400, name));
}

#[actix_web::test]
async fn less_than_stripe_charges_is_refused() {
    let server = Server::start();
    for (amount, currency, least) in [
        ("1", "usd", "$0.50 usd"),
        ("29", "gbp", "£0.30 gbp"),
        ("49", "JPY", "¥50 jpy"),
        ("49", "inr", "₹0.50 inr"),
        ("299", "sek", "3.00 sek"),
    ] {
        let form = [("amount", amount), ("currency", currency)];
        let refused = server.post("payment_intents", &form).await;
        assert_eq!(
            (refused.status, refused.error("code")),
            (400, "amount_too_small"),
            "{currency}"
        );
        assert_eq!(refused.error("param"), "amount");
        assert_eq!(refused.error("message"), format!("Amount must be at least {least}"));
        let page = "https://stripe.com/docs/error-codes/amount-too-small";
        assert_eq!(refused.error("doc_url"), page);
    }
    let taken = server.post("payment_intents", &[("amount", "50"), ("currency", "usd")]).await;
    assert_eq!(taken.status, 200);

    let form = with("line_items[0][price_data][unit_amount]", "1");
    let cheap = server.post("checkout/sessions", &form).await;
    assert_eq!((cheap.status, cheap.error("code")), (400, "amount_too_small"));
}

#[actix_web::test]
async fn an_endpoint_cannot_wait_for_events_that_never_come() {
    let server = Server::start();
    let form = |event| {
        [
            ("url", "http://127.0.0.1:9/"),
            ("enabled_events[0]", "charge.refunded"),
            ("enabled_events[1]", event),
        ]
    };
    let refused = server.post("webhook_endpoints", &form("booking.paid")).await;
    assert_eq!((refused.status, refused.error("param")), (400, "enabled_events[1]"));
    assert!(refused.error("message").starts_with("Invalid enabled_events[1]: must be one of acc"));
    // It never happens here, but it does at Stripe.
    assert_eq!(server.post("webhook_endpoints", &form("invoice.paid")).await.status, 200);
}

fn with<'a>(name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut form = basket();
    form.retain(|(existing, _)| *existing != name);
    form.push((name, value));
    form
}
