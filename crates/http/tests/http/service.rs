//! The API over an empty store in memory, with a clock that stands still.
//!
//! Nothing listens on a port: a request goes through the same `configure` as in production.

use std::sync::Arc;

use actix_web::body::to_bytes;
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::HeaderMap;
use actix_web::test::{TestRequest, init_service, try_call_service};
use actix_web::web::Data;
use airside_app::accounts;
use airside_app::context::{App, LimitSettings, Ports, Secrets, Settings};
use airside_app::ports::Limit;
use airside_app::reports::Zone;
use airside_app::schedule_changes;
use airside_app::world::WorldLoader;
use airside_cancellation::Rules;
use airside_documents_pdf::PdfDocuments;
use airside_http::{House, Pages, Places};
use airside_local::{
    FileBlobs, LocalBus, LocalLimits, NoMail, NoWebhooks, SystemEntropy, TestClock,
};
use airside_payments_stripe::StripePayments;
use airside_primitives::Currency;
use airside_store_sqlite::SqliteStore;
use serde_json::{Value, json};
use tempfile::TempDir;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

pub(crate) const NOW: OffsetDateTime = datetime!(2026-11-01 12:00 UTC);
/// No answer takes so long.
const PATIENCE: std::time::Duration = std::time::Duration::from_mins(1);
/// What is sold is sold in rupees.
const INDIAN: WorldLoader = WorldLoader::everything(Currency::INR);

/// A whole system, and the clock that it goes by.
pub(crate) struct Service {
    pub app: Data<App>,
    pub house: Data<House>,
    pub clock: Arc<TestClock>,
    _folder: TempDir,
}

/// What a client got.
#[derive(Debug)]
pub(crate) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Service {
    pub(crate) fn start() -> Self {
        Self::start_with(|ports| ports)
    }

    /// A system with another setting or two.
    pub(crate) fn start_as(change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = settings();
        change(&mut settings);
        Self::start_on(|ports| ports, settings)
    }

    /// A system with another port here or there.
    pub(crate) fn start_with(change: impl FnOnce(Ports) -> Ports) -> Self {
        Self::start_on(change, settings())
    }

    /// Another node on the same store and clock, where nobody signs up.
    pub(crate) fn start_closed(beside: &Self) -> Self {
        let mut settings = settings();
        settings.accounts.is_sign_up_open = false;
        let (store, clock) = (beside.app.ports.store.clone(), beside.clock.clone());
        Self::start_on(|ports| Ports { store, clock, ..ports }, settings)
    }

    fn start_on(change: impl FnOnce(Ports) -> Ports, settings: Settings) -> Self {
        let clock = Arc::new(TestClock::at(NOW));
        let folder = tempfile::tempdir().unwrap();
        let payments = StripePayments::new(airside_payments_stripe::Settings {
            secret_key: "sk_test_none".to_owned(),
            webhook_secret: "whsec_none".to_owned(),
            api_url: Some("http://127.0.0.1:9".to_owned()),
            timeout: std::time::Duration::from_secs(1),
            attempts: 1,
        });
        let ports = Ports {
            store: Arc::new(SqliteStore::in_memory().unwrap()),
            bus: Arc::new(LocalBus::default()),
            limits: Arc::new(LocalLimits::default()),
            blobs: Arc::new(FileBlobs::open(folder.path()).unwrap()),
            payments: Arc::new(payments.unwrap()),
            documents: Arc::new(PdfDocuments::new().unwrap()),
            mailer: Arc::new(NoMail),
            deliverer: Arc::new(NoWebhooks),
            clock: clock.clone(),
            entropy: Arc::new(SystemEntropy::new(clock.clone())),
        };
        let secrets =
            Secrets { token_key: [1; 32], offer_key: [2; 32].into(), link_key: [3; 32].into() };
        Self {
            app: Data::new(App::new(change(ports), settings, secrets, INDIAN)),
            house: Data::new(House::new(Places::of_this_machine(), PATIENCE)),
            clock,
            _folder: folder,
        }
    }

    pub(crate) async fn call(&self, request: TestRequest) -> Answer {
        self.opened().await(request).await
    }

    /// The same for many calls, put together once.
    pub(crate) async fn opened(&self) -> impl AsyncFn(TestRequest) -> Answer {
        let (app, house) = (self.app.clone(), self.house.clone());
        let service = actix_web::App::new()
            .configure(|config| airside_http::configure(config, app, house, Pages::NONE));
        let service = init_service(service).await;
        async move |request: TestRequest| {
            let response = match try_call_service(&service, request.to_request()).await {
                Ok(response) => response.map_into_boxed_body(),
                Err(error) => {
                    let request = TestRequest::default().to_http_request();
                    ServiceResponse::new(request, error.error_response())
                }
            };
            let (status, headers) = (response.status(), response.headers().clone());
            let bytes = to_bytes(response.into_body()).await.unwrap_or_else(|_| panic!("no body"));
            Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
        }
    }

    pub(crate) async fn get(&self, path: &str, bearer: &str) -> Answer {
        self.call(signed(TestRequest::get().uri(path), bearer)).await
    }

    pub(crate) async fn delete(&self, path: &str, bearer: &str) -> Answer {
        self.call(signed(TestRequest::delete().uri(path), bearer)).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(TestRequest::post().uri(path).set_json(body)).await
    }

    /// Signs somebody up and answers the API key.
    pub(crate) async fn key_of(&self, email: &str) -> String {
        let answer = self.post("/v1/users", new_user(email)).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.json()["api_key"]["key"].as_str().unwrap().to_owned()
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// Every pointer of an invalid request.
    pub(crate) fn pointers(&self) -> Vec<String> {
        let errors = self.json()["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| error["pointer"].as_str().unwrap().to_owned()).collect()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

pub(crate) fn signed(request: TestRequest, bearer: &str) -> TestRequest {
    request.insert_header(("Authorization", format!("Bearer {bearer}")))
}

pub(crate) fn new_user(email: &str) -> Value {
    json!({
        "email": email,
        "password": "correct horse",
        "given_name": "Asha",
        "family_name": "Rao",
    })
}

fn settings() -> Settings {
    let limit = |name, rate, period_seconds, burst| Limit { name, rate, period_seconds, burst };
    Settings {
        public_url: "http://127.0.0.1:8080".to_owned(),
        contact: None,
        forwarded_hops: 0,
        cors_origins: Vec::new(),
        hold: Duration::minutes(15),
        most_unpaid_seats: 0,
        documents_due: Duration::hours(72),
        offer_lifetime: Duration::minutes(30),
        sales_cutoff: Duration::HOUR,
        quote_lifetime: Duration::minutes(15),
        schedule_changes: schedule_changes::Rules::default(),
        document_link_lifetime: Duration::minutes(15),
        documents_left_to_workers: Duration::seconds(5),
        keys_trusted_without_store: Duration::minutes(5),
        return_link_lifetime: Duration::DAY,
        access_token_seconds: 900,
        refresh_token_seconds: 30 * 86_400,
        accounts: accounts::Rules::default(),
        webhooks: airside_app::webhooks::Rules::default(),
        people_kept: None,
        return_origins: Vec::new(),
        report_zone: Zone::named("UTC").unwrap(),
        largest_file: 1_024 * 1_024,
        plays_scenarios: false,
        time_movers: airside_app::TimeMovers::Nobody,
        cancellation_rules: Rules::default(),
        limits: LimitSettings {
            api: limit("api", 100, 1, 400),
            login_account: limit("login-account", 10, 60, 10),
            login_address: limit("login-address", 60, 60, 60),
            sign_up: limit("sign-up", 30, 60, 30),
            mailed_links: limit("mailed-links", 5, 3600, 5),
            strangers: limit("strangers", 1, 60, 100),
        },
    }
}
