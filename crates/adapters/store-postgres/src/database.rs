//! Where the database is, and how a connection to it is set up and shared.
//!
//! Everything that a connection must be told is in its start-up message, which costs no round trip
//! and cannot be forgotten.
//!
//! Connections, and commits under way, belong to the runtime that the database was opened on. A
//! thread that answers requests has a runtime of its own, and when it ends, so would they.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use airside_app::ports::store::Connections;
use diesel::{ConnectionError, ConnectionResult, sql_query};
use diesel_async::pooled_connection::deadpool::{Object, Pool};
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_postgres::Config;
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::failure::Failure;
use crate::settings::Settings;
use crate::tls;

/// How long to wait for a connection: a free one of the pool, or a new one.
const PATIENCE: Duration = Duration::from_secs(5);
/// A peer that acknowledges nothing for so long is gone.
const SILENCE: Duration = Duration::from_secs(30);

/// A database, and connections to it.
#[derive(Clone)]
pub(crate) struct Database {
    pool: Pool<AsyncPgConnection>,
    /// For work that may take its time: no limits on statements and locks.
    patient: Arc<Config>,
    tls: MakeRustlsConnect,
    schema: Option<String>,
    runtime: Handle,
}

impl Database {
    /// Reads the settings, on the runtime that connections are to belong to. Nothing is connected
    /// yet.
    pub(crate) fn open(settings: &Settings) -> Result<Self, Failure> {
        let (proof, url) = tls::proof(&settings.url);
        let tls = tls::connector(proof)?;
        let address: Config = url.parse().map_err(Failure::Address)?;

        let limits = [
            ("statement_timeout", settings.statement_timeout),
            ("lock_timeout", settings.lock_timeout),
            // Nobody thinks between two statements of a transaction.
            ("idle_in_transaction_session_timeout", settings.statement_timeout),
        ];
        let limits: String =
            limits.map(|(name, limit)| format!(" -c {name}={}", limit.as_millis())).concat();
        let path = settings.schema.as_deref().map(search_path).unwrap_or_default();

        let hurried = configured(&address, &format!("{path}{limits}"));
        let patient = Arc::new(configured(&address, &path));
        let runtime = Handle::current();
        let pool = pool(settings.connections, hurried, tls.clone(), runtime.clone())?;
        Ok(Self { pool, patient, tls, schema: settings.schema.clone(), runtime })
    }

    /// Does something whatever becomes of the caller and of the thread that it runs on.
    pub(crate) fn spawn<F>(&self, work: impl FnOnce(Self) -> F) -> JoinHandle<F::Output>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        self.runtime.spawn(work(self.clone()))
    }

    /// The schema of the tables, unless the address says it.
    pub(crate) fn schema(&self) -> Option<&str> {
        self.schema.as_deref()
    }

    /// A connection of the pool, given back when it is dropped.
    pub(crate) async fn connection(&self) -> Result<Object<AsyncPgConnection>, Failure> {
        let connection = timeout(PATIENCE, self.pool.get()).await;
        connection.map_err(|_| Failure::Busy)?.map_err(Failure::Pool)
    }

    /// How busy the pool is.
    pub(crate) fn connections(&self) -> Connections {
        let status = self.pool.status();
        let idle = status.available;
        Connections { most: status.max_size, in_use: status.size.saturating_sub(idle), idle }
    }

    /// A connection that has just answered: after one was cut, the next of the pool may be dead
    /// without knowing it yet.
    pub(crate) async fn answering_connection(&self) -> Result<Object<AsyncPgConnection>, Failure> {
        let mut failure = Failure::Busy;
        // All of them may be dead, and one more is new.
        for _ in 0..=self.pool.status().max_size {
            let mut connection = self.connection().await?;
            match sql_query("SELECT").execute(&mut *connection).await {
                Ok(_) => return Ok(connection),
                Err(error) => failure = error.into(),
            }
        }
        Err(failure)
    }

    /// A connection of its own, without limits, closed when it is dropped.
    pub(crate) async fn patient_connection(&self) -> Result<AsyncPgConnection, Failure> {
        let connected = connect_on(&self.runtime, self.patient.clone(), self.tls.clone()).await;
        connected.map_err(Failure::Connect)
    }
}

fn pool(
    connections: usize,
    config: Config,
    tls: MakeRustlsConnect,
    runtime: Handle,
) -> Result<Pool<AsyncPgConnection>, Failure> {
    let config = Arc::new(config);
    let mut setup = ManagerConfig::default();
    // A closed connection is noticed without asking the server.
    setup.recycling_method = RecyclingMethod::Fast;
    setup.custom_setup =
        Box::new(move |_url| Box::pin(connect_on(&runtime, config.clone(), tls.clone())));
    // The address is in the setup already, and nowhere where it could be printed.
    let manager = AsyncDieselConnectionManager::new_with_config("", setup);
    let pool = Pool::builder(manager).max_size(connections).build();
    pool.map_err(|error| Failure::Setup(error.into()))
}

/// Connects on a runtime, which the connection then belongs to.
fn connect_on(
    runtime: &Handle,
    config: Arc<Config>,
    tls: MakeRustlsConnect,
) -> impl Future<Output = ConnectionResult<AsyncPgConnection>> + Send + 'static {
    // Bounded here as well: whoever asked may be gone.
    let connecting = async move { timeout(PATIENCE, connect(&config, tls)).await };
    let connecting = runtime.spawn(connecting);
    async {
        let failed = |reason: String| Err(ConnectionError::BadConnection(reason));
        match connecting.await {
            Ok(Ok(connected)) => connected,
            Ok(Err(elapsed)) => failed(elapsed.to_string()),
            Err(stopped) => failed(stopped.to_string()),
        }
    }
}

async fn connect(config: &Config, tls: MakeRustlsConnect) -> ConnectionResult<AsyncPgConnection> {
    let connected = config.connect(tls).await;
    let (client, connection) = connected.map_err(|error| {
        // diesel takes a text, and the reason is in the source.
        let reason = error.source().map(ToString::to_string).unwrap_or_default();
        ConnectionError::BadConnection(format!("{error}: {reason}"))
    })?;
    AsyncPgConnection::try_from_client_and_connection(client, connection).await
}

/// The address with our options added; those that it has itself stand.
fn configured(address: &Config, options: &str) -> Config {
    let mut config = address.clone();
    let own = address.get_options().unwrap_or_default();
    config.options(format!("{options} {own}"));
    if address.get_application_name().is_none() {
        config.application_name("airside");
    }
    if address.get_connect_timeout().is_none() {
        config.connect_timeout(PATIENCE);
    }
    if address.get_tcp_user_timeout().is_none() {
        config.keepalives_idle(SILENCE).tcp_user_timeout(SILENCE);
    }
    config
}

/// Unqualified names mean this schema. The server splits options at spaces that have no
/// backslash before them.
fn search_path(schema: &str) -> String {
    let escaped = schema.replace('"', "\"\"").replace('\\', "\\\\").replace(' ', "\\ ");
    format!(" -c search_path=\"{escaped}\"")
}
