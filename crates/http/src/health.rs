//! Whether the service is alive, and whether it can work.
//!
//! Only the store, and a clock that is wrong, can make it unready: without the rest it still
//! sells, and a load balancer that took it away would help nobody.

use std::future::Future;
use std::time::{Duration, Instant};

use actix_web::HttpResponse;
use actix_web::web::{Data, Json};
use airside_app::context::App;
use serde::Serialize;
use utoipa::ToSchema;

/// How long a dependency may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long an answer is given again: nobody makes us ask everything a hundred times a second.
const KEPT: Duration = Duration::from_secs(1);
/// How far the machine's clock may be from the store's.
const CLOCK_TOLERANCE: time::Duration = time::Duration::seconds(2);

/// The readiness that a thread found last, and when. Those who ask meanwhile wait for it.
#[derive(Default)]
pub(crate) struct Lately(tokio::sync::Mutex<Option<(Instant, Readiness)>>);

/// Alive, whatever else.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Health)]
pub(crate) struct Alive {
    #[schema(example = "ok")]
    status: &'static str,
}

/// Each dependency and its state.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct Readiness {
    status: State,
    store: State,
    /// Down while the machine's clock is 2 s or more off the store's.
    clock: State,
    bus: State,
    limits: State,
    blobs: State,
    payments: State,
    /// Flights on sale; 0 until a timetable is loaded.
    flights: usize,
}

/// Whether something answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    Up,
    Down,
}

/// Whether the process is alive
///
/// It asks nothing else.
#[utoipa::path(
    get, path = "/healthz", operation_id = "isAlive", tag = "Service", security(()),
    responses((status = 200, description = "It is", body = Alive))
)]
pub(crate) async fn healthz() -> Json<Alive> {
    Json(Alive { status: "ok" })
}

/// Whether the service can do its work
///
/// Each dependency with its state.
#[utoipa::path(
    get, path = "/readyz", operation_id = "isReady", tag = "Service", security(()),
    responses(
        (status = 200, description = "It can", body = Readiness),
        (status = 503, description = "Something it cannot work without is down", body = Readiness),
    )
)]
pub(crate) async fn readyz(app: Data<App>, lately: Data<Lately>) -> HttpResponse {
    let mut lately = lately.0.lock().await;
    let readiness = match *lately {
        Some((at, readiness)) if at.elapsed() < KEPT => readiness,
        _ => {
            let readiness = find_out(&app).await;
            *lately = Some((Instant::now(), readiness));
            readiness
        }
    };
    drop(lately);
    match readiness.status {
        State::Up => HttpResponse::Ok().json(readiness),
        State::Down => HttpResponse::ServiceUnavailable().json(readiness),
    }
}

async fn find_out(app: &App) -> Readiness {
    let ports = &app.ports;
    let (store, bus, limits, blobs, payments) = futures::join!(
        state("store", ports.store.ping()),
        state("bus", ports.bus.ping()),
        state("limits", ports.limits.ping()),
        state("blobs", ports.blobs.ping()),
        state("payments", ports.payments.ping()),
    );
    let is_ahead = ports.clock.machine_is_ahead();
    let clock = if is_ahead.abs() < CLOCK_TOLERANCE {
        State::Up
    } else {
        tracing::error!(seconds = is_ahead.whole_seconds(), "the clock of this machine is wrong");
        State::Down
    };
    let status = if store == State::Up { clock } else { State::Down };
    let flights = app.world.load().index.flights().len();
    Readiness { status, store, clock, bus, limits, blobs, payments, flights }
}

async fn state<E: std::error::Error>(
    name: &'static str,
    ping: impl Future<Output = Result<(), E>>,
) -> State {
    match tokio::time::timeout(PATIENCE, ping).await {
        Ok(Ok(())) => State::Up,
        Ok(Err(error)) => {
            let error = airside_app::chain(&error);
            tracing::warn!(error, dependency = name, "a dependency is down");
            State::Down
        }
        Err(_) => {
            tracing::warn!(dependency = name, "a dependency does not answer");
            State::Down
        }
    }
}
