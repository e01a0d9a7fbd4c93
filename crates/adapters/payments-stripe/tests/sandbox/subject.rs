//! A server with the sandbox and a webhook endpoint in it, and the adapter pointed at it.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use actix_web::web::{Bytes, Data, post};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use airside_app::ports::Payments;
use airside_app::ports::payments::IntentId;
use airside_payments_stripe::{Settings, StripePayments};
use airside_port_contracts::payments::{Card, PaymentsSubject};
use airside_stripe_sandbox::{Clock, Database, Fault, FaultKind, Sandbox, Webhook};
use time::OffsetDateTime;
use time::macros::datetime;
use tokio::sync::Mutex;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use uuid::Uuid;

const SECRET: &str = "whsec_test";

pub(crate) struct Subject {
    pub(crate) payments: StripePayments,
    sandbox: Sandbox,
    clock: Clock,
    events: Mutex<UnboundedReceiver<Event>>,
    payer: reqwest::Client,
    api: String,
}

type Event = (Vec<u8>, String);

pub(crate) async fn subject() -> Subject {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let started = Instant::now();
    let clock: Clock = Arc::new(move || datetime!(2026-01-01 12:00 UTC) + started.elapsed());
    let drawn = AtomicU64::new(1);
    let sandbox = Sandbox::open(airside_stripe_sandbox::Settings {
        database: Database::Memory,
        public_url: url.clone(),
        merchant: "Airside".to_owned(),
        secret_key: None,
        webhook: Some(Webhook { url: format!("{url}/webhook"), secret: SECRET.to_owned() }),
        endpoint_secret: None,
        faults_for: airside_stripe_sandbox::FaultsFor::Anybody,
        refunds_settle_after: Duration::from_millis(50),
        late_payments_after: Duration::from_mins(16),
        clock: Arc::clone(&clock),
        ids: Arc::new(move || Uuid::from_u128(drawn.fetch_add(1, Ordering::SeqCst).into())),
    })
    .unwrap();
    let (sender, events) = unbounded_channel();
    serve(listener, sandbox.clone(), sender);

    let api = format!("{url}/sandbox/stripe");
    let payments = StripePayments::new(Settings {
        secret_key: "sk_test_1".to_owned(),
        webhook_secret: SECRET.to_owned(),
        api_url: Some(api.clone()),
        timeout: Duration::from_secs(2),
        attempts: 3,
    })
    .unwrap();
    let payer = reqwest::Client::builder().no_proxy().build().unwrap();
    Subject { payments, sandbox, clock, events: Mutex::new(events), payer, api }
}

/// On a thread of its own, because the server brings its own runtime.
fn serve(listener: TcpListener, sandbox: Sandbox, sender: UnboundedSender<Event>) {
    let run = async move {
        let delivering = sandbox.clone();
        actix_web::rt::spawn(async move { delivering.run_deliveries().await });
        HttpServer::new(move || {
            let sandbox = sandbox.clone();
            App::new()
                .app_data(Data::new(sender.clone()))
                .route("/webhook", post().to(receive))
                .configure(move |config| sandbox.configure(config))
        })
        .workers(1)
        .disable_signals()
        .listen(listener)
        .unwrap()
        .run()
        .await
        .unwrap();
    };
    std::thread::spawn(move || actix_web::rt::System::new().block_on(run));
}

async fn receive(
    sender: Data<UnboundedSender<Event>>,
    request: HttpRequest,
    body: Bytes,
) -> HttpResponse {
    let signature = request.headers().get("Stripe-Signature").unwrap().to_str().unwrap();
    // The test may have ended, and nobody listens any more.
    let _ = sender.send((body.to_vec(), signature.to_owned()));
    HttpResponse::Ok().finish()
}

impl Subject {
    pub(crate) fn inject(&self, kind: FaultKind, next: u16) {
        self.inject_later(kind, 0, next);
    }

    /// The same for the calls that follow the next few.
    pub(crate) fn inject_later(&self, kind: FaultKind, after: u16, next: u16) {
        self.sandbox.inject(Fault { kind, next, after });
    }

    /// The page at this address, as a payer's browser reads it.
    pub(crate) async fn page(&self, url: &str) -> String {
        self.payer.get(url).send().await.unwrap().text().await.unwrap()
    }

    /// An object as the gateway itself keeps it.
    pub(crate) async fn kept(&self, path: &str) -> serde_json::Value {
        let address = format!("{}/v1/{path}", self.api);
        let asked = self.payer.get(address).bearer_auth("sk_test_1").send().await.unwrap();
        serde_json::from_slice(&asked.bytes().await.unwrap()).unwrap()
    }

    async fn decide(&self, url: &str, decision: &str) {
        let answer = self.payer.post(format!("{url}/{decision}")).send().await.unwrap();
        assert_eq!(answer.status(), 200);
    }
}

#[async_trait::async_trait]
impl PaymentsSubject for Subject {
    fn payments(&self) -> &dyn Payments {
        &self.payments
    }

    async fn approve(&self, url: &str) {
        self.decide(url, "approve").await;
    }

    async fn decline(&self, url: &str) {
        self.decide(url, "decline").await;
    }

    fn card(&self, card: Card) -> &'static str {
        match card {
            Card::Good => "pm_card_visa",
            Card::Declining => "pm_card_chargeDeclinedInsufficientFunds",
            Card::Challenging => "pm_card_threeDSecure2Required",
            Card::Disputing => "pm_card_createDispute",
        }
    }

    async fn pay_back_by_hand(&self, intent: &IntentId, amount: i64) {
        let address = format!("{}/v1/refunds", self.api);
        let asked = self.payer.post(address).bearer_auth("sk_test_1");
        let asked = asked.header("Content-Type", "application/x-www-form-urlencoded");
        let asked = asked.body(format!("payment_intent={}&amount={amount}", intent.0)).send();
        assert_eq!(asked.await.unwrap().status(), 200);
    }

    async fn next_event(&self) -> Event {
        let mut events = self.events.lock().await;
        let next = tokio::time::timeout(Duration::from_secs(20), events.recv());
        next.await.expect("an event arrives").expect("the server runs")
    }

    fn now(&self) -> OffsetDateTime {
        (self.clock)()
    }
}
