//! The sandbox as a server of its own: what `main` runs, and what tests of it run.
//!
//! Wherever it is killed, everything it has answered is in its file, if it has one.

use std::io;
use std::net::{SocketAddr, TcpListener};

use actix_web::dev::ServerHandle;
use actix_web::web::{Json, get};
use actix_web::{App, HttpServer};
use serde_json::{Value, json};
use thiserror::Error;
use tokio::task::JoinHandle;

use crate::{OpenError, Sandbox, Settings};

/// How long requests in hand may take when the server stops.
const GRACE_SECONDS: u64 = 10;

/// A sandbox that answers.
pub struct SandboxServer {
    address: SocketAddr,
    sandbox: Sandbox,
    handle: ServerHandle,
    serving: JoinHandle<io::Result<()>>,
    delivering: JoinHandle<()>,
}

impl SandboxServer {
    /// Opens the sandbox, answers on `listener` and carries events out.
    pub fn start(settings: Settings, listener: TcpListener) -> Result<Self, StartError> {
        let sandbox = Sandbox::open(settings)?;
        let address = listener.local_addr()?;
        let mounted = sandbox.clone();
        let service = move || {
            App::new()
                .route("/healthz", get().to(healthz))
                .configure(|config| mounted.configure(config))
                .configure(|config| mounted.configure_host(config))
        };
        let server = HttpServer::new(service)
            .shutdown_timeout(GRACE_SECONDS)
            .disable_signals()
            .listen(listener)?
            .run();
        let handle = server.handle();
        let serving = tokio::spawn(server);
        let carrier = sandbox.clone();
        let delivering = tokio::spawn(async move { carrier.run_deliveries().await });
        Ok(Self { address, sandbox, handle, serving, delivering })
    }

    /// Where it answers.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The sandbox in it.
    pub const fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    /// Stops taking requests and finishes those in hand. Events that are still owed are
    /// delivered after the next start.
    pub async fn stop(self) -> io::Result<()> {
        self.handle.stop(true).await;
        self.delivering.abort();
        self.serving.await.map_err(io::Error::other)?
    }
}

async fn healthz() -> Json<Value> {
    Json(json!({"status": "ok"}))
}

/// Why the server did not start.
#[derive(Debug, Error)]
pub enum StartError {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error("cannot answer on the port that was taken")]
    Listen(#[from] io::Error),
}
