//! The document worker from settings to graceful end: what the program runs, and what
//! whole-flow tests run beside an API.

pub mod program;

use std::net::SocketAddr;
use std::sync::Arc;

use actix_web::dev::ServerHandle;
use actix_web::web::Data;
use actix_web::{App as Service, HttpServer};
use airside_app::ports::Clock;
use airside_bootstrap::program::listen;
use airside_bootstrap::{DocumentWorker, Settings, start_worker, system_clock};
use airside_http::configure_probes;
use tokio::task::JoinHandle;

/// A worker that makes documents, and answers for its health only.
pub struct Worker {
    address: SocketAddr,
    handle: ServerHandle,
    serving: JoinHandle<std::io::Result<()>>,
    documents: DocumentWorker,
}

impl Worker {
    /// Takes the port, wires the server stack, and begins to take jobs.
    pub async fn start(settings: &Settings) -> anyhow::Result<Self> {
        Self::start_by(system_clock(settings), settings).await
    }

    /// The same, by another clock than the machine's.
    pub async fn start_by(clock: Arc<dyn Clock>, settings: &Settings) -> anyhow::Result<Self> {
        let port = settings.server_stack()?.worker.port;
        let listener = listen(settings, port, "worker.port")?;
        let address = listener.local_addr()?;
        let documents = start_worker(settings, clock, address).await?;
        let app = Data::from(documents.app.clone());
        let service =
            move || Service::new().configure(|config| configure_probes(config, app.clone()));
        let server = HttpServer::new(service).disable_signals().workers(1);
        let server = server.listen(listener)?.run();
        let handle = server.handle();
        let serving = tokio::spawn(server);
        Ok(Self { address, handle, serving, documents })
    }

    /// Where it tells of its health.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops taking jobs, and finishes those in hand.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.handle.stop(true).await;
        self.serving.await??;
        self.documents.stop().await;
        Ok(())
    }
}
