//! A whole system for one test: a server on a port of its own, on a stack of its own that
//! goes with the test.
//!
//! The server's clock starts at [`NOON`], so that the same flights leave in the same hours
//! whenever the tests run; a test moves it on.

use std::sync::Arc;
use std::time::{Duration as Pause, Instant};

use airside_api::Server;
use airside_app::ports::Store;
use airside_bootstrap::{Books, Settings, open_books, open_store};
use airside_local::MovableClock;
use airside_pdf_worker::Worker;
use serde_json::{Value, json};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::call::{Client, PASSWORD};
use crate::stack::{Hung, Stack};

/// A Tuesday, 12:00 in Delhi; no clock of the small world changes for months.
pub(crate) const NOON: OffsetDateTime = datetime!(2026-11-10 06:30 UTC);

/// How long an unpaid booking keeps its seats.
pub(crate) const HOLD: Duration = Duration::minutes(15);

/// The longest that anything may take that a test waits for: a thousand clients at once, on a slow
/// machine of two cores.
const PATIENCE: Pause = Pause::from_mins(6);

/// A running system.
pub(crate) struct Site {
    /// Of all its programs.
    pub(crate) clock: Arc<MovableClock>,
    settings: Settings,
    server: Server,
    worker: Option<Worker>,
    stack: Stack,
}

impl Site {
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| ()).await
    }

    /// A system with a setting or two of its own.
    pub(crate) async fn start_with(change: impl FnOnce(&mut Settings)) -> Self {
        let clock = Arc::new(MovableClock::at(NOON));
        let stack = Stack::prepare(&clock).await;
        let mut settings = settings(&stack, &clock);
        change(&mut settings);
        Self::start_on(stack, clock, settings).await
    }

    async fn start_on(stack: Stack, clock: Arc<MovableClock>, mut settings: Settings) -> Self {
        let server = Server::start_by(clock.clone(), &settings).await.unwrap();
        settings.server.port = server.address().port();
        let worker = stack.start_worker(&settings, &clock).await;
        Self { clock, settings, server, worker, stack }
    }

    /// Stops the server and starts it again on the same data and port, so much later.
    pub(crate) async fn restarted(self, later: Duration) -> Self {
        let Self { clock, settings, server, worker, stack } = self;
        server.stop().await.unwrap();
        if let Some(worker) = worker {
            worker.stop().await.unwrap();
        }
        clock.advance(later);
        Self::start_on(stack, clock, settings).await
    }

    /// The store that the server works on, as a command beside it opens it.
    pub(crate) async fn store(&self) -> Arc<dyn Store> {
        open_store(&self.settings).await.unwrap()
    }

    /// What an audit beside it opens.
    pub(crate) async fn books(&self) -> Books {
        open_books(&self.settings).await.unwrap()
    }

    /// What the server was started with.
    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Lets no booking be written until the answer is let go.
    pub(crate) async fn hang_bookings(&self) -> Hung {
        self.stack.hang_bookings().await
    }

    /// The secret that the gateway signs its events with.
    pub(crate) fn webhook_secret(&self) -> String {
        self.gateway_secrets().0
    }

    /// That secret, and the key that the gateway takes.
    pub(crate) fn gateway_secrets(&self) -> (String, String) {
        self.stack.gateway_secrets()
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.server.address())
    }

    /// Where payers pay.
    pub(crate) fn gateway_url(&self) -> String {
        self.stack.gateway_url().unwrap_or_else(|| self.url())
    }

    /// Somebody without a key.
    pub(crate) fn anybody(&self) -> Client {
        Client::new(self.url())
    }

    /// Somebody who calls the gateway with its key.
    pub(crate) fn gateway(&self) -> Client {
        Client::new(self.gateway_url()).with_bearer(&self.stack.gateway_secrets().1)
    }

    /// Signs somebody up; their calls carry the key that they were given.
    pub(crate) async fn sign_up(&self, name: &str) -> Client {
        self.anybody().sign_up(name).await
    }

    /// Has the payment sandbox break its next calls or events in this way.
    pub(crate) async fn break_gateway(&self, kind: &str, next: u16) {
        let fault = json!({"kind": kind, "next": next});
        self.gateway().post("/sandbox/faults", &fault).await.expect(204);
    }
}

/// Settings for a stack, with limits that no test meets by accident.
pub(crate) fn settings(stack: &Stack, clock: &MovableClock) -> Settings {
    const PLENTY: u32 = 1_000_000;
    let mut settings = Settings::from_variables(stack.variables()).unwrap();
    // For programs of their own, as a command beside the server is one.
    settings.clock.ahead_seconds = clock.ahead().whole_seconds();
    settings.booking.max_unpaid_seats = 0;
    settings.limits.api_per_second = PLENTY;
    settings.limits.api_burst = PLENTY;
    settings.limits.login_per_minute_account = PLENTY;
    settings.limits.login_per_minute_address = PLENTY;
    settings.limits.sign_up_per_minute_address = PLENTY;
    settings
}

/// Looks again and again until there is something; fails when that takes too long.
pub(crate) async fn eventually<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(Instant::now() < deadline, "not in time: {what}");
        tokio::time::sleep(Pause::from_millis(20)).await;
    }
}

/// What somebody of this name signs up with.
pub(crate) fn new_user(name: &str) -> Value {
    json!({
        "email": format!("{}@example.com", name.to_lowercase()),
        "password": PASSWORD,
        "given_name": name,
        "family_name": "Rao",
    })
}
