//! Moving the time on, for those who try things out.

use actix_web::http::header::AUTHORIZATION;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use airside_app::work::time::{AdvanceError, advance_time};
use airside_app::{App, SandboxToken, TimeMovers};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use time::Duration;
use utoipa::ToSchema;
use validator::Validate;

use crate::faults::Faults;
use crate::json::Body;
use crate::problem::{Kind, Problem};
use crate::request::{Request, fields};
use crate::times::Utc;

/// 400 days: further than anything on sale.
const MOST_SECONDS: i64 = 400 * 24 * 60 * 60;

/// How far to go.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AdvanceClock, example = json!({"seconds": 900}))]
pub(crate) struct Advance {
    /// At most 400 days at a time.
    #[schema(value_type = i64, minimum = 1, maximum = 34_560_000, required = true)]
    seconds: Option<i64>,
}

fields! {
    Advance { seconds in 1..=MOST_SECONDS }
}

/// The time of a sandbox.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxClock)]
pub(crate) struct ClockView {
    /// What it is now, on all nodes and in the payment sandbox.
    now: Utc,
}

/// Move the time on
///
/// Only with the sandbox gateway; elsewhere it is not found. The clock of all nodes and of the
/// payment sandbox goes forward, never back, and what becomes due by then is done before the
/// answer: holds end, windows pass, late money arrives. A server that listens on more than this
/// machine asks for its `sandbox.token` as `Authorization: Bearer …`.
#[utoipa::path(
    operation_id = "advanceSandboxClock",
    tag = "Sandbox",
    request_body = Advance,
    responses(
        (status = 200, description = "The time that it is now", body = ClockView),
        (status = 401, description = "`unauthorized`", body = Problem),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 502, description = "`payment_gateway_unavailable`", body = Problem),
    ),
    security(())
)]
#[post("/sandbox/clock/advance")]
pub(crate) async fn advance(
    app: Data<App>,
    request: HttpRequest,
    body: Body<Advance>,
) -> Result<HttpResponse, Problem> {
    match &app.settings.time_movers {
        TimeMovers::Nobody => return Err(Problem::not_found()),
        TimeMovers::Anybody => (),
        TimeMovers::Holders(token) => show(&request, token)?,
    }
    let now = advance_time(&app, body.value).await?;
    Ok(HttpResponse::Ok().json(ClockView { now: Utc(now) }))
}

/// Refuses whoever does not show the token; an empty one is nobody's.
fn show(request: &HttpRequest, SandboxToken(token): &SandboxToken) -> Result<(), Problem> {
    let shown = request.headers().get(AUTHORIZATION).and_then(|it| it.to_str().ok());
    let shown = shown.and_then(|it| it.strip_prefix("Bearer ")).unwrap_or_default();
    if !token.is_empty() && Sha256::digest(shown) == Sha256::digest(token) {
        return Ok(());
    }
    let detail = "this server listens on more than its own machine, so moving its time needs the \
                  setting sandbox.token as a bearer token";
    Err(Problem::new(Kind::Unauthorized, detail))
}

impl Request for Advance {
    type Checked = Duration;

    fn check(self, faults: &mut Faults) -> Option<Duration> {
        match self.seconds {
            Some(seconds) => Some(Duration::seconds(seconds)),
            None if !faults.is_blamed("/seconds") => faults.refuse("/seconds", "is required"),
            None => None,
        }
    }
}

impl From<AdvanceError> for Problem {
    fn from(error: AdvanceError) -> Self {
        match error {
            AdvanceError::Commit(error) => error.into(),
            AdvanceError::Gateway(error) => Self::new(Kind::PaymentGatewayUnavailable, &error),
            AdvanceError::Store(error) => Self::internal(&error),
        }
    }
}
