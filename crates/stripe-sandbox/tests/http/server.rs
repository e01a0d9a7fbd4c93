//! A server with a sandbox in it, and an endpoint that its events go to.
//!
//! Its clock runs with real time, because retries do, but can be moved ahead.

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use actix_web::dev::ServerHandle;
use actix_web::web::{Bytes, Data, post};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use airside_stripe_sandbox::{Database, Fault, FaultKind, Sandbox, Settings, Webhook};
use serde_json::Value;
use time::macros::datetime;
use tokio::task::JoinHandle;
use uuid::Uuid;

pub(crate) const SECRET: &str = "whsec_test";

pub(crate) struct Server {
    pub(crate) url: String,
    ahead: Arc<AtomicI64>,
    sandbox: Sandbox,
    handle: ServerHandle,
    deliveries: JoinHandle<()>,
    client: reqwest::Client,
}

/// An answer, taken apart.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) is_replay: bool,
    pub(crate) request_id: String,
    pub(crate) body: Value,
}

impl Reply {
    pub(crate) fn id(&self) -> &str {
        self.body["id"].as_str().unwrap_or_else(|| panic!("no id in {self:?}"))
    }

    pub(crate) fn error(&self, field: &str) -> &str {
        self.body["error"][field].as_str().unwrap_or_default()
    }
}

impl Server {
    pub(crate) fn start() -> Self {
        Self::open(Database::Memory, None)
    }

    pub(crate) fn with_webhook(url: &str) -> Self {
        Self::open(Database::Memory, Some(url))
    }

    pub(crate) fn with_file(path: PathBuf, webhook: Option<&str>) -> Self {
        Self::open(Database::File(path), webhook)
    }

    fn open(database: Database, webhook: Option<&str>) -> Self {
        Self::open_with(database, webhook, |settings| settings)
    }

    /// As a process of its own has it: faults need the key, endpoints share a secret.
    pub(crate) fn apart() -> Self {
        Self::open_with(Database::Memory, None, |settings| Settings {
            secret_key: Some("sk_test_1".to_owned()),
            endpoint_secret: Some(SECRET.to_owned()),
            faults_for: airside_stripe_sandbox::FaultsFor::KeyHolders,
            ..settings
        })
    }

    fn open_with(
        database: Database,
        webhook: Option<&str>,
        change: impl FnOnce(Settings) -> Settings,
    ) -> Self {
        // Shared by all servers of this process: a restarted one must not repeat ids.
        static DRAWN: AtomicU64 = AtomicU64::new(1);

        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let ahead = Arc::new(AtomicI64::new(0));
        let (started, seconds_ahead) = (Instant::now(), Arc::clone(&ahead));
        let settings = Settings {
            database,
            public_url: url.clone(),
            merchant: "Test <Merchant>".to_owned(),
            secret_key: None,
            webhook: webhook.map(|url| Webhook { url: url.to_owned(), secret: SECRET.to_owned() }),
            endpoint_secret: None,
            faults_for: airside_stripe_sandbox::FaultsFor::Anybody,
            refunds_settle_after: Duration::from_millis(50),
            late_payments_after: Duration::from_hours(1),
            clock: Arc::new(move || {
                let ahead = time::Duration::seconds(seconds_ahead.load(Ordering::SeqCst));
                datetime!(2026-01-01 12:00 UTC) + started.elapsed() + ahead
            }),
            ids: Arc::new(|| Uuid::from_u128(DRAWN.fetch_add(1, Ordering::SeqCst).into())),
        };
        let sandbox = Sandbox::open(change(settings)).unwrap();

        let mounted = sandbox.clone();
        let service = move || {
            App::new()
                .configure(|config| mounted.configure(config))
                .configure(|config| mounted.configure_host(config))
        };
        let server =
            HttpServer::new(service).workers(1).disable_signals().listen(listener).unwrap().run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        let delivering = sandbox.clone();
        let deliveries = actix_web::rt::spawn(async move { delivering.run_deliveries().await });
        let redirect = reqwest::redirect::Policy::none();
        let client = reqwest::Client::builder().no_proxy().redirect(redirect).build().unwrap();
        Self { url, ahead, sandbox, handle, deliveries, client }
    }

    /// Ends at once, as a process that is killed does.
    pub(crate) async fn kill(self) {
        self.deliveries.abort();
        self.handle.stop(false).await;
    }

    pub(crate) fn move_clock(&self, seconds: i64) {
        self.ahead.fetch_add(seconds, Ordering::SeqCst);
    }

    pub(crate) fn inject(&self, kind: FaultKind, next: u16) {
        self.sandbox.inject(Fault { kind, next, after: 0 });
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        let request = self.client.get(self.api(path));
        reply(request.bearer_auth("sk_test_1").send().await.unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, form: &[(&str, &str)]) -> Reply {
        reply(self.request(path, form).send().await.unwrap()).await
    }

    pub(crate) async fn post_with_key(
        &self,
        key: &str,
        path: &str,
        form: &[(&str, &str)],
    ) -> Reply {
        let request = self.request(path, form).header("Idempotency-Key", key);
        reply(request.send().await.unwrap()).await
    }

    /// Any call of any address of this server, with a key.
    pub(crate) async fn raw(&self, method: &str, path: &str) -> Reply {
        let address = format!("{}{path}", self.url);
        let request = self.client.request(method.parse().unwrap(), address);
        reply(request.bearer_auth("sk_test_1").send().await.unwrap()).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        let request = self.client.delete(self.api(path));
        reply(request.bearer_auth("sk_test_1").send().await.unwrap()).await
    }

    pub(crate) fn request(&self, path: &str, form: &[(&str, &str)]) -> reqwest::RequestBuilder {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        self.client
            .post(self.api(path))
            .bearer_auth("sk_test_1")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(body)
    }

    /// What a script does on the hosted page.
    pub(crate) async fn decide(&self, id: &str, decision: &str) -> Reply {
        let address = format!("{}/sandbox/payments/{id}/{decision}", self.url);
        reply(self.client.post(address).send().await.unwrap()).await
    }

    /// The same, with a body.
    pub(crate) async fn decide_with(&self, id: &str, decision: &str, body: &str) -> Reply {
        let address = format!("{}/sandbox/payments/{id}/{decision}", self.url);
        reply(self.client.post(address).body(body.to_owned()).send().await.unwrap()).await
    }

    /// What a browser does there.
    pub(crate) async fn click(&self, id: &str, decision: &str) -> reqwest::Response {
        let address = format!("{}/sandbox/payments/{id}/{decision}", self.url);
        self.client.post(address).header("Accept", "text/html").send().await.unwrap()
    }

    pub(crate) async fn page(&self, id: &str) -> reqwest::Response {
        self.client.get(format!("{}/sandbox/payments/{id}", self.url)).send().await.unwrap()
    }

    /// The names of all events so far, oldest first.
    pub(crate) async fn events(&self) -> Vec<String> {
        let listed = self.get("events?limit=100").await;
        let events = listed.body["data"].as_array().unwrap();
        events.iter().rev().map(|event| event["type"].as_str().unwrap().to_owned()).collect()
    }

    pub(crate) async fn checkout(&self) -> Reply {
        let session = self.post("checkout/sessions", &basket()).await;
        assert_eq!(session.status, 200, "{session:?}");
        session
    }

    /// A payment of INR 4,589.00 with this card.
    pub(crate) async fn charge(&self, payment_method: &str) -> Reply {
        self.post("payment_intents", &purchase(payment_method)).await
    }

    fn api(&self, path: &str) -> String {
        format!("{}/sandbox/stripe/v1/{path}", self.url)
    }
}

async fn reply(response: reqwest::Response) -> Reply {
    Reply {
        status: response.status().as_u16(),
        is_replay: response.headers().contains_key("Idempotent-Replayed"),
        request_id: response
            .headers()
            .get("Request-Id")
            .map_or(String::new(), |id| id.to_str().unwrap().to_owned()),
        body: response.json().await.unwrap_or_default(),
    }
}

pub(crate) fn basket() -> Vec<(&'static str, &'static str)> {
    vec![
        ("mode", "payment"),
        ("line_items[0][quantity]", "1"),
        ("line_items[0][price_data][currency]", "inr"),
        ("line_items[0][price_data][unit_amount]", "458900"),
        ("line_items[0][price_data][product_data][name]", "DEL – BOM & back"),
        ("success_url", "https://shop.example/done?session={CHECKOUT_SESSION_ID}"),
        ("cancel_url", "https://shop.example/back"),
        ("metadata[booking]", "K7Q2MZ"),
        ("payment_intent_data[metadata][booking]", "K7Q2MZ"),
    ]
}

pub(crate) fn purchase(payment_method: &str) -> Vec<(&str, &str)> {
    vec![
        ("amount", "458900"),
        ("currency", "inr"),
        ("confirm", "true"),
        ("payment_method", payment_method),
        ("payment_method_types[]", "card"),
        ("return_url", "https://shop.example/return?token=1"),
    ]
}

/// An address that events are sent to.
pub(crate) struct Endpoint {
    pub(crate) url: String,
    received: tokio::sync::Mutex<tokio::sync::mpsc::UnboundedReceiver<Received>>,
    refusals: Arc<AtomicUsize>,
}

/// One attempt of a delivery.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) signature: String,
    pub(crate) body: String,
    pub(crate) was_accepted: bool,
}

impl Received {
    pub(crate) fn kind(&self) -> String {
        let event: Value = serde_json::from_str(&self.body).unwrap();
        event["type"].as_str().unwrap().to_owned()
    }
}

struct Inbox {
    sender: Mutex<tokio::sync::mpsc::UnboundedSender<Received>>,
    refusals: Arc<AtomicUsize>,
}

impl Endpoint {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/webhook", listener.local_addr().unwrap());
        let (sender, receiver) = tokio::sync::mpsc::unbounded_channel();
        let refusals = Arc::new(AtomicUsize::new(0));
        let inbox =
            Data::new(Inbox { sender: Mutex::new(sender), refusals: Arc::clone(&refusals) });
        let server = HttpServer::new(move || {
            App::new().app_data(inbox.clone()).route("/webhook", post().to(receive))
        });
        actix_web::rt::spawn(server.workers(1).disable_signals().listen(listener).unwrap().run());
        Self { url, received: tokio::sync::Mutex::new(receiver), refusals }
    }

    /// Answers 500 to the next `count` attempts.
    pub(crate) fn refuse(&self, count: usize) {
        self.refusals.store(count, Ordering::SeqCst);
    }

    /// The next attempt, whenever it comes.
    pub(crate) async fn next(&self) -> Received {
        let mut received = self.received.lock().await;
        let next = tokio::time::timeout(Duration::from_secs(20), received.recv());
        next.await.expect("an event arrives").expect("the endpoint is up")
    }
}

async fn receive(inbox: Data<Inbox>, request: HttpRequest, body: Bytes) -> HttpResponse {
    let refuse = |left: usize| left.checked_sub(1);
    let was_accepted =
        inbox.refusals.fetch_update(Ordering::SeqCst, Ordering::SeqCst, refuse).is_err();
    let signature = request.headers().get("Stripe-Signature").unwrap().to_str().unwrap().to_owned();
    let body = String::from_utf8(body.to_vec()).unwrap();
    inbox.sender.lock().unwrap().send(Received { signature, body, was_accepted }).unwrap();
    if was_accepted { HttpResponse::Ok() } else { HttpResponse::InternalServerError() }.finish()
}
