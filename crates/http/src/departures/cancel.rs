//! `POST /v1/admin/departures/{flight_id}/{date}/cancel`, and GET of it.

use std::str::FromStr;

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::departures::{
    CancelDeparture, CancelError, DepartureCancellation, Progress, RefundWhen, cancel_departure,
};
use airside_app::idempotency::Answer;
use utoipa::ToSchema;
use validator::Validate;

use super::named::named;
use super::view::DepartureCancellationView;
use crate::auth::{Admin, Agent};
use crate::faults::Faults;
use crate::idempotency::{IdempotencyKey, given};
use crate::json::Body;
use crate::problem::{Kind, Problem};
use crate::reason::Reason;
use crate::request::{Request, fields};
use crate::text::Text;
use crate::words;

/// How a departure is cancelled.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CancelDeparture, example = json!({"refund": "AT_ONCE", "reason": "The aircraft is on the ground."}))]
pub(crate) struct Cancel {
    /// `AT_ONCE` gives everybody their money back unasked; `ON_ANSWER` asks them first.
    #[schema(value_type = words::RefundWhen, required = true)]
    refund: Option<Text<When>>,
    reason: Reason,
}

fields! {
    Cancel { refund, reason }
}

/// A [`RefundWhen`], read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct When(RefundWhen);

impl FromStr for When {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = RefundWhen::ALL.into_iter().find(|it| it.code() == text);
        found.map(Self).ok_or("must be AT_ONCE or ON_ANSWER")
    }
}

/// When money comes back, and why all this.
pub(crate) struct Checked {
    refund: RefundWhen,
    reason: Reason,
}

impl Request for Cancel {
    type Checked = Checked;

    fn check(self, faults: &mut Faults) -> Option<Checked> {
        let Some(Text(When(refund))) = self.refund else {
            return if faults.is_blamed("/refund") {
                None
            } else {
                faults.refuse("/refund", "is required")
            };
        };
        Some(Checked { refund, reason: self.reason })
    }
}

/// Cancel a departure
///
/// It is off sale at once. Each booking on it gets a schedule change of the kind CANCELLED; with
/// `AT_ONCE` its journey is refunded in full, extras too. That goes on behind this answer: ask for the
/// cancellation to see how far it is. It cannot be taken back.
#[utoipa::path(
    operation_id = "cancelDeparture",
    tag = "Operators",
    params(
        ("flight_id" = words::Id, Path, description = "The id of the flight whose seats are sold."),
        ("date" = time::Date, Path, description = "Local to the origin."),
        ("Idempotency-Key" = words::IdempotencyKey, Header, description = "Makes a repeated request safe."),
    ),
    request_body = Cancel,
    responses(
        (status = 202, description = "It is under way", body = DepartureCancellationView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`already_cancelled`, `too_late_to_cancel`, `conflict`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/admin/departures/{flight_id}/{date}/cancel")]
pub(crate) async fn cancel(
    admin: Admin,
    app: Data<App>,
    key: IdempotencyKey,
    path: Path<(String, String)>,
    body: Body<Cancel>,
) -> Result<HttpResponse, Problem> {
    let (flight, date) = named(&path)?;
    let render = |it: &DepartureCancellation| Answer::json(202, &DepartureCancellationView::of(it));
    let once = key.once(&admin.0, body.fingerprint(), &render);
    let Checked { refund, reason: Reason(reason) } = body.value;
    let command = CancelDeparture { flight, date, refund, by: (&admin.0).into(), reason };
    Ok(given(cancel_departure(&app, &command, &once).await?))
}

/// Show how far a cancelled departure is
///
/// `done` of `total` bookings have been told, and have their money on its way where that was said.
#[utoipa::path(
    operation_id = "getDepartureCancellation",
    tag = "Operators",
    params(
        ("flight_id" = words::Id, Path, description = "The id of the flight whose seats are sold."),
        ("date" = time::Date, Path, description = "Local to the origin."),
    ),
    responses(
        (status = 200, description = "It is done", body = DepartureCancellationView),
        (status = 202, description = "It is under way", body = DepartureCancellationView),
        (status = 404, description = "`not_found`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/admin/departures/{flight_id}/{date}/cancel")]
pub(crate) async fn show_cancellation(
    _agent: Agent,
    app: Data<App>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    let (flight, date) = named(&path)?;
    let found = app.ports.store.cancellation_of(flight, date).await;
    let found = found.map_err(|error| Problem::internal(&error))?;
    let cancellation = found.ok_or_else(Problem::not_found)?.value;
    let view = DepartureCancellationView::of(&cancellation);
    Ok(match cancellation.state {
        Progress::Running { .. } => HttpResponse::Accepted().json(view),
        Progress::Done { .. } => HttpResponse::Ok().json(view),
    })
}

impl From<CancelError> for Problem {
    fn from(error: CancelError) -> Self {
        match error {
            CancelError::Unknown => Self::not_found(),
            CancelError::AlreadyCancelled => Self::from(Kind::AlreadyCancelled),
            CancelError::HasLeft => Self::new(Kind::TooLateToCancel, error),
            CancelError::Once(error) => error.into(),
            CancelError::Commit(error) => error.into(),
            CancelError::Settle(error) => Self::internal(&error),
            CancelError::World(error) => Self::internal(&error),
            CancelError::Store(error) => Self::internal(&error),
        }
    }
}
