//! The API server from settings to graceful end: what the program runs, and what whole-flow
//! tests run.

pub mod program;

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::web::Data;
use actix_web::{App as Service, HttpServer};
use airside_app::ports::Clock;
use airside_bootstrap::open_files::most_connections;
use airside_bootstrap::program::listen;
use airside_bootstrap::{Airside, Settings, start, system_clock};
use airside_http::{House, Pages, Places, configure};
use tokio::task::JoinHandle;

/// How long requests in hand may take when the server stops.
const GRACE_SECONDS: u64 = 20;
/// How long the head of a request may take to arrive.
const HEAD_WITHIN: Duration = Duration::from_secs(5);
/// How long a connection is kept for the next request.
const KEEP_ALIVE: Duration = Duration::from_secs(5);
/// Threads for what blocks, for each thread that answers: the places of `admission` bound what
/// waits for them, and each that was ever used costs memory.
const BLOCKING_THREADS: usize = 16;

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
        let house = Data::new(House::new(
            places(settings),
            Duration::from_secs(settings.server.answer_seconds.into()),
        ));
        let sandbox = airside.sandbox.clone();
        let pages = if settings.server.desk { airside_desk::PAGES } else { Pages::NONE };
        let service = move || {
            let (app, house, sandbox) = (app.clone(), house.clone(), sandbox.clone());
            Service::new()
                .configure(|config| {
                    if let Some(sandbox) = &sandbox {
                        sandbox.configure(config);
                    }
                })
                .configure(|config| configure(config, app, house, pages))
        };
        let workers = match settings.server.workers {
            0 => available_parallelism().map_or(1, NonZeroUsize::get),
            workers => workers,
        };
        let server = HttpServer::new(service)
            .workers(workers)
            .worker_max_blocking_threads(BLOCKING_THREADS)
            .max_connections((most_connections(settings) / workers).max(1))
            .client_request_timeout(HEAD_WITHIN)
            .keep_alive(KEEP_ALIVE)
            .shutdown_timeout(GRACE_SECONDS)
            .disable_signals()
            .listen(listener)?
            .run();
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

/// The places of these settings, and the machine's where they leave it to us.
fn places(settings: &Settings) -> Places {
    let told = settings.capacity;
    let usual = Places::of_this_machine();
    let or = |told: u32, usual| if told == 0 { usual } else { told as usize };
    Places {
        searches: or(told.searches, usual.searches),
        bookings: or(told.bookings, usual.bookings),
        payments: or(told.payments, usual.payments),
        events: or(told.events, usual.events),
        sign_ins: or(told.sign_ins, usual.sign_ins),
    }
}
