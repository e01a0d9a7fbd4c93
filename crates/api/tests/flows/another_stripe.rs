//! With another Stripe than Stripe's own: it is called at the address of the settings, hears of no
//! scenario, and nothing of the sandbox is there.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use airside_app::ports::{Clock as _, Entropy as _};
use airside_bootstrap::settings::Gateway;
use airside_local::{MovableClock, SystemEntropy};
use airside_stripe_sandbox::server::SandboxServer;
use airside_stripe_sandbox::{Database, Settings};
use serde_json::{Value, json};

use crate::call::Client;
use crate::journeys::{DAY, adult, request, with};
use crate::site::{NOON, Site};

const KEY: &str = "sk_test_another";

#[actix_web::test]
async fn another_stripe_takes_the_money_and_names_are_names() {
    let another = another_stripe();
    let address = format!("http://{}", another.address());
    let site = Site::start_with(|settings| {
        let payments = &mut settings.payments;
        payments.gateway = Gateway::Stripe;
        payments.stripe_url.clone_from(&address);
        payments.secret_key = KEY.to_owned();
        payments.webhook_secret = "whsec_another".to_owned();
        payments.sandbox_url = String::new();
    })
    .await;
    let asha = site.sign_up("Asha").await;
    let gateway = Client::new(address.clone()).with_bearer(KEY);

    let offer = asha.offer("6E", "DEL-BOM", DAY).await;
    let booked = async |family_name| {
        let passenger = with(adult("Asha"), "family_name", family_name);
        asha.try_book(&request(&[&offer], &[passenger])).await.expect(201)
    };
    booked("SOLDOUT").await;
    let declined = booked("DECLINED").await;
    assert_eq!(asha.pay(&declined, "pm_card_visa").await["status"], "SUCCEEDED");
    let page = asha.checkout(&booked("SLOW").await).await;
    assert!(page.starts_with(&address), "{page}");

    let made = gateway.get("/v1/payment_intents").await.expect(200);
    let metadata = made["data"][0]["metadata"].as_object().unwrap();
    let names: Vec<&str> = metadata.keys().map(String::as_str).collect();
    assert_eq!(names, ["booking_ref", "payment_id"]);
    let id = page.rsplit_once('/').unwrap().1;
    let session = gateway.get(&format!("/v1/checkout/sessions/{id}")).await.expect(200);
    assert_eq!(session["metadata"]["scenario"], Value::Null);
    let fault = json!({"kind": "unavailable", "next": 1});
    asha.post("/sandbox/faults", &fault).await.refused(404, "not_found");
    asha.get(&format!("/sandbox/payments/{id}")).await.refused(404, "not_found");
}

/// The sandbox at an address of its own, as any mock of Stripe would stand there.
fn another_stripe() -> SandboxServer {
    let clock = Arc::new(MovableClock::at(NOON));
    let entropy = SystemEntropy::new(clock.clone());
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let settings = Settings {
        database: Database::Memory,
        public_url: format!("http://{}", listener.local_addr().unwrap()),
        merchant: "Another".to_owned(),
        secret_key: Some(KEY.to_owned()),
        webhook: None,
        endpoint_secret: None,
        faults_for: airside_stripe_sandbox::FaultsFor::KeyHolders,
        refunds_settle_after: Duration::from_secs(1),
        late_payments_after: Duration::from_mins(16),
        clock: Arc::new(move || clock.now()),
        ids: Arc::new(move || entropy.id()),
    };
    SandboxServer::start(settings, listener).unwrap()
}
