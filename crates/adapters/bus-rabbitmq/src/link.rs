//! One connection to the broker, made when it is needed and again after it broke.
//!
//! The bus has two: while it is short of memory RabbitMQ stops reading from a connection that
//! publishes, and acknowledgements must not wait behind that.
//!
//! A connection belongs to the runtime that its link was made on, whoever needs it first: a thread
//! that answers requests has a runtime of its own, and when it ends, so would the connection.

use std::time::Duration;

use lapin::types::LongString;
use lapin::uri::AMQPUri;
use lapin::{Channel, Connection, ConnectionProperties};
use tokio::runtime::Handle;
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::failure::Failure;
use crate::settings::Settings;

/// The most seconds between two signs of life. A connection with none for twice as long is given
/// up, whatever TCP says.
const HEARTBEAT: u16 = 10;

pub(crate) struct Link {
    address: AMQPUri,
    name: &'static str,
    patience: Duration,
    runtime: Handle,
    connection: Mutex<Option<Connection>>,
}

impl Link {
    /// Connects nothing yet. `name` is what the broker shows to its operator.
    pub(crate) fn new(settings: &Settings, name: &'static str) -> Result<Self, Failure> {
        let mut address: AMQPUri = settings.url.parse().map_err(|_| Failure::Address)?;
        address.query.heartbeat.get_or_insert(HEARTBEAT);
        let (patience, runtime) = (settings.patience, Handle::current());
        Ok(Self { address, name, patience, runtime, connection: Mutex::default() })
    }

    /// A new channel, on a new connection if the last one is gone.
    pub(crate) async fn channel(&self) -> Result<Channel, Failure> {
        self.in_time(async {
            let mut held = self.connection.lock().await;
            // Put back only once it has proved to work.
            let connection = match held.take().filter(|held| held.status().connected()) {
                Some(connection) => connection,
                None => self.connect().await?,
            };
            let channel = connection.create_channel().await?;
            *held = Some(connection);
            Ok(channel)
        })
        .await
    }

    /// The broker's answer, if it comes in time.
    pub(crate) async fn in_time<T>(
        &self,
        answer: impl Future<Output = Result<T, lapin::Error>>,
    ) -> Result<T, Failure> {
        timeout(self.patience, answer).await.map_err(|_| Failure::Silent)?.map_err(Failure::Broker)
    }

    /// Drops the connection, with all its channels.
    pub(crate) async fn give_up(&self) {
        self.connection.lock().await.take();
    }

    /// Says goodbye, if the broker still answers.
    pub(crate) async fn close(&self) {
        if let Some(connection) = self.connection.lock().await.take() {
            // Whoever does not answer is gone as well.
            let _ = self.in_time(connection.close(200, "OK".into())).await;
        }
    }

    async fn connect(&self) -> Result<Connection, lapin::Error> {
        let name = LongString::from(self.name);
        let properties = ConnectionProperties::default().with_connection_name(name);
        let address = self.address.clone();
        // Bounded here as well: whoever asked may be gone.
        let connecting = timeout(self.patience, Connection::connect_uri(address, properties));
        let connected = self.runtime.spawn(connecting).await.map_err(std::io::Error::from)?;
        connected.map_err(std::io::Error::from)?
    }
}
