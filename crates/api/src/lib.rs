//! The API server from settings to graceful end: what the program runs, and what whole-flow
//! tests run.

use std::net::SocketAddr;
use std::sync::Arc;

use actix_web::dev::ServerHandle;
use actix_web::web::Data;
use actix_web::{App as Service, HttpServer};
use airside_app::ports::Clock;
use airside_bootstrap::program::listen;
use airside_bootstrap::{Airside, Settings, start, system_clock};
use airside_http::configure;
use tokio::task::JoinHandle;

/// How long requests in hand may take when the server stops.
const GRACE_SECONDS: u64 = 20;

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
