//! A server from settings to graceful end: what the programs run, and what whole-flow tests run.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use actix_web::dev::ServerHandle;
use actix_web::web::Data;
use actix_web::{App as Service, HttpServer};
use airside_app::ports::Clock;
use airside_bootstrap::{Airside, Settings, start, start_worker, system_clock};
use anyhow::Context;
use tokio::task::JoinHandle;

use crate::{configure, configure_probes};

/// How long requests in hand may take when the server stops.
const GRACE_SECONDS: u64 = 20;

/// Takes a port of the host that the settings name.
fn listen(settings: &Settings, port: u16, setting: &str) -> anyhow::Result<TcpListener> {
    let host = settings.server.host.as_str();
    TcpListener::bind((host, port)).with_context(|| {
        format!("cannot listen on {host}:{port}; is another server there? (server.host, {setting})")
    })
}

/// A server that answers.
pub struct Server {
    address: SocketAddr,
    handle: ServerHandle,
    serving: JoinHandle<std::io::Result<()>>,
    airside: Airside,
}

impl Server {
    /// Takes the port, wires the system, loads the world, and answers.
    pub async fn start(settings: &Settings) -> anyhow::Result<Self> {
        Self::start_by(system_clock(settings), settings).await
    }

    /// The same, by another clock than the machine's.
    pub async fn start_by(clock: Arc<dyn Clock>, settings: &Settings) -> anyhow::Result<Self> {
        let listener = listen(settings, settings.server.port, "server.port")?;
        let address = listener.local_addr()?;
        let airside = start(settings, clock, address).await?;

        let app = Data::from(airside.app.clone());
        let sandbox = airside.sandbox.clone();
        let service = move || {
            let (app, sandbox) = (app.clone(), sandbox.clone());
            Service::new()
                .configure(|config| {
                    if let Some(sandbox) = &sandbox {
                        sandbox.configure(config);
                    }
                })
                .configure(|config| configure(config, app))
        };
        let server = HttpServer::new(service).shutdown_timeout(GRACE_SECONDS).disable_signals();
        let server = match settings.server.workers {
            0 => server,
            workers => server.workers(workers),
        };
        let server = server.listen(listener)?.run();
        let handle = server.handle();
        let serving = tokio::spawn(server);
        Ok(Self { address, handle, serving, airside })
    }

    /// Wires a document worker of the server stack, which answers for its health only.
    pub async fn start_worker(settings: &Settings) -> anyhow::Result<Self> {
        Self::start_worker_by(system_clock(settings), settings).await
    }

    /// The same, by another clock than the machine's.
    pub async fn start_worker_by(
        clock: Arc<dyn Clock>,
        settings: &Settings,
    ) -> anyhow::Result<Self> {
        let port = settings.server_stack()?.worker.port;
        let listener = listen(settings, port, "worker.port")?;
        let address = listener.local_addr()?;
        let airside = start_worker(settings, clock, address).await?;
        let app = Data::from(airside.app.clone());
        let service =
            move || Service::new().configure(|config| configure_probes(config, app.clone()));
        let server = HttpServer::new(service).disable_signals().workers(1);
        let server = server.listen(listener)?.run();
        let handle = server.handle();
        let serving = tokio::spawn(server);
        Ok(Self { address, handle, serving, airside })
    }

    /// Where it answers.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops taking requests, finishes those in hand, then the work behind them.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.handle.stop(true).await;
        self.serving.await??;
        self.airside.stop().await;
        Ok(())
    }
}
