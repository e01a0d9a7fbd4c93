//! What a system under test stands on: the embedded stack, or the server stack when
//! `AIRSIDE_TEST_STACK` says `server`. No test can tell which it is.
//!
//! On the server stack each test has a database, a prefix of queues and of limits, and a
//! payment sandbox of its own; the servers themselves are shared, and were started by
//! `cargo xtask test`.

use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use airside_app::ports::{Clock, Entropy};
use airside_app::signature::encode;
use airside_bootstrap::Settings;
use airside_bus_rabbitmq::{self as bus, RabbitBus};
use airside_local::{MovableClock, SystemEntropy};
use airside_pdf_worker::Worker;
use airside_stripe_sandbox::server::SandboxServer;
use airside_stripe_sandbox::{self as sandbox};
use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, SqliteConnection};
use tempfile::TempDir;

use crate::logged::{self, Listening};

/// Prefixes of queues whose tests have ended. A broker with thousands of queues answers nobody in time.
static LEFT: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// What the sandbox of the server stack signs its events with.
const WEBHOOK_SECRET: &str = "whsec_flows";
const SECRET_KEY: &str = "sk_test_flows";

/// A setting as it is given to a program.
pub(crate) type Variable = (String, String);

/// The ground of one test.
pub(crate) struct Stack {
    /// Whatever stands on it is heard.
    _listening: Listening,
    folder: TempDir,
    server: Option<ServerStack>,
}

/// A store in which no booking can be written.
pub(crate) enum Hung {
    Sqlite(SqliteConnection),
    Postgres(tokio_postgres::Client),
}

impl Hung {
    pub(crate) async fn let_go(self) {
        match self {
            Self::Sqlite(mut connection) => connection.batch_execute("ROLLBACK").unwrap(),
            Self::Postgres(client) => client.batch_execute("ROLLBACK").await.unwrap(),
        }
    }
}

/// What one test has to itself on the shared servers.
struct ServerStack {
    name: String,
    sandbox: SandboxServer,
}

/// What is private is sealed in all flows.
fn sealing_key() -> String {
    format!("flows:{}Bw==", "BwcH".repeat(21))
}

impl Stack {
    /// Prepares a stack that goes by this clock.
    pub(crate) async fn prepare(clock: &Arc<MovableClock>) -> Self {
        let listening = logged::listen();
        let folder = tempfile::tempdir().unwrap();
        let server = match variable("AIRSIDE_TEST_STACK").as_deref() {
            None | Some("embedded") => None,
            Some("server") => Some(ServerStack::prepare(&folder, clock).await),
            Some(other) => panic!("AIRSIDE_TEST_STACK is {other}, not embedded or server"),
        };
        Self { _listening: listening, folder, server }
    }

    /// The settings that choose it, with the small world.
    pub(crate) fn variables(&self) -> Vec<Variable> {
        let mut variables = named(&[
            ("AIRSIDE_DATA_DIR", self.folder.path().to_str().unwrap()),
            ("AIRSIDE_SERVER__PORT", "0"),
            ("AIRSIDE_SERVER__WORKERS", "1"),
            ("AIRSIDE_WORLD__DEMO", "small"),
            ("AIRSIDE_PERSONAL_DATA__KEYS", &sealing_key()),
        ]);
        variables.extend(self.server.iter().flat_map(ServerStack::variables));
        variables
    }

    /// Where payers pay, if it is not the API's own address.
    pub(crate) fn gateway_url(&self) -> Option<String> {
        self.server.as_ref().map(|server| format!("http://{}", server.sandbox.address()))
    }

    /// What the gateway signs its events with, and the key that it takes.
    pub(crate) fn gateway_secrets(&self) -> (String, String) {
        if self.server.is_some() {
            return (WEBHOOK_SECRET.to_owned(), SECRET_KEY.to_owned());
        }
        let keys = std::fs::read(self.folder.path().join("signing-keys")).unwrap();
        let secret = encode(&keys[96..]);
        (format!("whsec_{secret}"), format!("sk_test_{secret}"))
    }

    /// Takes what every booking is written to, as an operator's statement that hangs does.
    pub(crate) async fn hang_bookings(&self) -> Hung {
        match &self.server {
            None => {
                let file = self.folder.path().join("airside.db");
                let mut connection = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
                connection.batch_execute("BEGIN IMMEDIATE").unwrap();
                Hung::Sqlite(connection)
            }
            Some(server) => {
                let client = connect(&database_url(&server.name)).await;
                client.batch_execute("BEGIN; LOCK TABLE bookings").await.unwrap();
                Hung::Postgres(client)
            }
        }
    }

    /// The worker that goes with an API of these settings, where there is one.
    pub(crate) async fn start_worker(
        &self,
        settings: &Settings,
        clock: &Arc<MovableClock>,
    ) -> Option<Worker> {
        self.server.as_ref()?;
        Some(Worker::start_by(clock.clone(), settings).await.unwrap())
    }
}

impl ServerStack {
    async fn prepare(folder: &TempDir, clock: &Arc<MovableClock>) -> Self {
        let entropy = SystemEntropy::new(clock.clone());
        let name = format!("flows_{}", entropy.id().simple());
        make_database(&name).await;
        let left = std::mem::take(&mut *LEFT.lock().unwrap());
        for prefix in left {
            let bus = bus::Settings::new(service("AIRSIDE_TEST_RABBITMQ_URL"), prefix);
            RabbitBus::remove(&bus).await.unwrap();
        }
        Self { name, sandbox: start_sandbox(folder, clock.clone()) }
    }

    fn variables(&self) -> Vec<Variable> {
        let postgres = database_url(&self.name);
        let sandbox = format!("http://{}", self.sandbox.address());
        let name = self.name.as_str();
        named(&[
            ("AIRSIDE_STACK", "server"),
            ("AIRSIDE_KEYS__SECRET", name),
            ("AIRSIDE_WORKER__PORT", "0"),
            ("AIRSIDE_POSTGRES__URL", &postgres),
            ("AIRSIDE_POSTGRES__CONNECTIONS", "4"),
            ("AIRSIDE_RABBITMQ__URL", &service("AIRSIDE_TEST_RABBITMQ_URL")),
            ("AIRSIDE_RABBITMQ__PREFIX", name),
            ("AIRSIDE_REDIS__URL", &service("AIRSIDE_TEST_REDIS_URL")),
            ("AIRSIDE_REDIS__PREFIX", name),
            ("AIRSIDE_REDIS__WHEN_AWAY", "refuse"),
            ("AIRSIDE_S3__ENDPOINT", &service("AIRSIDE_TEST_S3_ENDPOINT")),
            ("AIRSIDE_S3__ACCESS_KEY", &service("AIRSIDE_TEST_S3_ACCESS_KEY")),
            ("AIRSIDE_S3__SECRET_KEY", &service("AIRSIDE_TEST_S3_SECRET_KEY")),
            ("AIRSIDE_S3__BUCKET", "flows"),
            ("AIRSIDE_PAYMENTS__SANDBOX_URL", &sandbox),
            ("AIRSIDE_PAYMENTS__SECRET_KEY", SECRET_KEY),
            ("AIRSIDE_PAYMENTS__WEBHOOK_SECRET", WEBHOOK_SECRET),
        ])
    }
}

impl Drop for ServerStack {
    /// Its programs end with its test, and would make their queues again until then.
    fn drop(&mut self) {
        LEFT.lock().unwrap().push(self.name.clone());
    }
}

/// A payment sandbox with a port of its own and its state in the test's folder.
fn start_sandbox(folder: &TempDir, clock: Arc<MovableClock>) -> SandboxServer {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let entropy = SystemEntropy::new(clock.clone());
    let settings = sandbox::Settings {
        database: sandbox::Database::File(folder.path().join("sandbox.db")),
        public_url: format!("http://{}", listener.local_addr().unwrap()),
        merchant: "Airside".to_owned(),
        secret_key: Some(SECRET_KEY.to_owned()),
        webhook: None,
        endpoint_secret: Some(WEBHOOK_SECRET.to_owned()),
        faults_for: sandbox::FaultsFor::KeyHolders,
        refunds_settle_after: Duration::from_secs(1),
        late_payments_after: Duration::from_mins(16),
        clock: Arc::new(move || clock.now()),
        ids: Arc::new(move || entropy.id()),
    };
    SandboxServer::start(settings, listener).unwrap()
}

fn named(variables: &[(&str, &str)]) -> Vec<Variable> {
    variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// The address of one of the shared servers.
fn service(name: &str) -> String {
    variable(name)
        .unwrap_or_else(|| panic!("{name} is not set: `cargo xtask test` starts the services"))
}

#[expect(clippy::disallowed_methods, reason = "these are no settings of the product")]
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The URL of the shared server with another database in it.
fn database_url(name: &str) -> String {
    let url = service("AIRSIDE_TEST_POSTGRES_URL");
    let (address, options) = url.split_once('?').unwrap_or((&url, ""));
    let (server, _database) = address.rsplit_once('/').unwrap();
    format!("{server}/{name}?{options}")
}

async fn make_database(name: &str) {
    let client = connect(&service("AIRSIDE_TEST_POSTGRES_URL")).await;
    client.batch_execute(&format!("CREATE DATABASE {name}")).await.unwrap();
}

/// A connection that ends when the client is dropped.
async fn connect(url: &str) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
    actix_web::rt::spawn(connection);
    client
}
