//! The API over the small world, for one customer with a key, with a clock that stands still.
//!
//! Nothing listens on a port: a call goes through the same `configure` as in production. There is
//! one for each thread, made at its first call and kept.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration as Pause;

use actix_web::body::to_bytes;
use actix_web::dev::Service as _;
use actix_web::http::Uri;
use actix_web::rt::{System, SystemRunner};
use actix_web::test::{TestRequest, init_service};
use actix_web::web::Data;
use airside_app::accounts;
use airside_app::context::{App, LimitSettings, Ports, Secrets, Settings};
use airside_app::ports::documents::{Document, RenderError};
use airside_app::ports::{Documents, Limit};
use airside_app::reports::Zone;
use airside_app::schedule_changes;
use airside_app::world::{Snapshot, WorldLoader};
use airside_cancellation::Rules;
use airside_fares::FareTable;
use airside_http::{House, Pages, Places};
use airside_local::{
    FileBlobs, LocalBus, LocalLimits, NoMail, NoWebhooks, SystemEntropy, TestClock,
};
use airside_payments_stripe::StripePayments;
use airside_primitives::Currency;
use airside_search::{Index, Network};
use airside_store_sqlite::SqliteStore;
use serde_json::{Value, json};
use time::Duration;

use crate::world::{NOW, WORLD};

/// What a client got.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    pub status: u16,
    pub body: Value,
}

impl Answer {
    /// The `code` of a problem.
    pub(crate) fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }
}

type Answering = Pin<Box<dyn Future<Output = Answer>>>;

struct Desk {
    runner: SystemRunner,
    get: Box<dyn Fn(Uri) -> Answering>,
}

/// How long a request waits for a place.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(1);

thread_local! {
    static DESK: &'static Desk = Box::leak(Box::new(Desk::open()));
}

/// The answer to a GET; `None` for what is no address, which no server is asked for.
pub(crate) fn get(address: &str) -> Option<Answer> {
    let uri = Uri::try_from(address).ok()?;
    DESK.with(|desk| Some(desk.runner.block_on((desk.get)(uri))))
}

impl Desk {
    fn open() -> Self {
        let runner = System::new();
        let get = runner.block_on(async {
            let app = app();
            let house = Data::new(House::new(Places::of_this_machine(), PATIENCE));
            let service = actix_web::App::new();
            let service =
                service.configure(|it| airside_http::configure(it, app, house, Pages::NONE));
            let service = init_service(service).await;
            let user = json!({
                "email": "asha@example.com", "password": "correct horse",
                "given_name": "Asha", "family_name": "Rao",
            });
            let sign_up = TestRequest::post().uri("/v1/users").set_json(user).to_request();
            let signed_up = answer(service.call(sign_up)).await;
            let key = format!("Bearer {}", signed_up.body["api_key"]["key"].as_str().unwrap());
            let get = move |uri: Uri| -> Answering {
                let request = TestRequest::get().insert_header(("Authorization", key.as_str()));
                let mut request = request.to_request();
                request.head_mut().uri = uri;
                Box::pin(answer(service.call(request)))
            };
            Box::new(get) as Box<dyn Fn(Uri) -> Answering>
        });
        Self { runner, get }
    }
}

async fn answer<B: actix_web::body::MessageBody>(
    response: impl Future<Output = Result<actix_web::dev::ServiceResponse<B>, actix_web::Error>>,
) -> Answer {
    let response = response.await.unwrap();
    let status = response.status().as_u16();
    let bytes = to_bytes(response.into_body()).await.unwrap_or_else(|_| panic!("no body"));
    let body = serde_json::from_slice(&bytes);
    Answer { status, body: body.unwrap_or_else(|_| panic!("{status} without JSON")) }
}

fn app() -> Data<App> {
    let clock = Arc::new(TestClock::at(NOW));
    let folder = tempfile::tempdir().unwrap();
    let payments = StripePayments::new(airside_payments_stripe::Settings {
        secret_key: "sk_test_fuzzing".to_owned(),
        webhook_secret: "whsec_fuzzing".to_owned(),
        api_url: Some("http://127.0.0.1:9".to_owned()),
        timeout: Pause::from_secs(1),
        attempts: 1,
    });
    let ports = Ports {
        store: Arc::new(SqliteStore::in_memory().unwrap()),
        bus: Arc::new(LocalBus::default()),
        limits: Arc::new(LocalLimits::default()),
        blobs: Arc::new(FileBlobs::open(folder.path()).unwrap()),
        payments: Arc::new(payments.unwrap()),
        documents: Arc::new(NoDocuments),
        mailer: Arc::new(NoMail),
        deliverer: Arc::new(NoWebhooks),
        clock: clock.clone(),
        entropy: Arc::new(SystemEntropy::new(clock)),
    };
    let secrets =
        Secrets { token_key: [1; 32], offer_key: [2; 32].into(), link_key: [3; 32].into() };
    let app = App::new(ports, settings(), secrets, WorldLoader::everything(Currency::INR));
    app.world.replace(snapshot());
    Data::new(app)
}

fn snapshot() -> Snapshot {
    let terms = airside_tariff::read(airside_demo_data::TARIFF).unwrap();
    let network = Network {
        airports: WORLD.airports.clone(),
        flights: WORLD.flights.clone(),
        partners: terms.carriers.partners.clone(),
        connecting: terms.connecting.clone(),
    };
    let airlines = WORLD.airlines.iter().map(|airline| (airline.code, airline.clone()));
    Snapshot {
        index: Index::build(network),
        airlines: airlines.collect(),
        fares: FareTable::new(WORLD.fares.iter().copied()),
        terms: Arc::new(terms),
        tariff: 1,
        ..Snapshot::default()
    }
}

/// Nothing is ever issued here.
struct NoDocuments;

impl Documents for NoDocuments {
    fn render(&self, _document: &Document) -> Result<Vec<u8>, RenderError> {
        Err(RenderError::Engine("there is none".to_owned()))
    }

    fn bar_code(&self, _itinerary: &str) -> Result<Vec<Vec<bool>>, RenderError> {
        Err(RenderError::Engine("there is none".to_owned()))
    }
}

fn settings() -> Settings {
    const PLENTY: u32 = 1_000_000_000;
    let plenty = |name| Limit { name, rate: PLENTY, period_seconds: 1, burst: PLENTY };
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
        return_origins: Vec::new(),
        report_zone: Zone::named("UTC").unwrap(),
        largest_file: 1_024 * 1_024,
        plays_scenarios: false,
        time_movers: airside_app::TimeMovers::Nobody,
        accounts: accounts::Rules::default(),
        webhooks: airside_app::webhooks::Rules::default(),
        people_kept: None,
        cancellation_rules: Rules::default(),
        limits: LimitSettings {
            api: plenty("api"),
            login_account: plenty("login-account"),
            login_address: plenty("login-address"),
            sign_up: plenty("sign-up"),
            mailed_links: plenty("mailed-links"),
            strangers: plenty("strangers"),
        },
    }
}
