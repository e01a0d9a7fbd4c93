//! `POST /v1/admin/bookings/{booking_ref}/cancellations`

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use airside_app::App;
use airside_app::cancellations::by_agent::{CancelByAgent, CancelByAgentError, cancel_by_agent};
use airside_app::cancellations::confirm::Confirmed;
use airside_app::idempotency::Answer;
use airside_booking::cancellation::{Charge, Selection};
use utoipa::ToSchema;
use validator::Validate;

use crate::auth::Agent;
use crate::bookings::read_reference;
use crate::cancellations::view::CancellationView;
use crate::cancellations::{Journeys, Passengers};
use crate::idempotency::{IdempotencyKey, given};
use crate::json::Body;
use crate::problem::Problem;
use crate::reason::Reason;
use crate::request::plain_requests;
use crate::words;

/// What to cancel, and on what terms.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CancelByAgent, example = json!({"journeys": ["RETURNING"], "waive_charge": true, "reason": "A death in the family."}))]
pub(crate) struct Cancel {
    /// DEPARTING, RETURNING, BOTH, or a list of directions as `["LEG_2"]`; needed when more than
    /// one journey is live.
    #[schema(value_type = Option<words::Journeys>)]
    journeys: Option<Journeys>,
    /// Only these travellers, with the infants on their laps.
    #[schema(value_type = Option<Vec<words::Id>>)]
    passengers: Option<Passengers>,
    /// Whether the charge is waived [false]. Taxes that are not refundable are kept all the same.
    #[schema(required = false)]
    waive_charge: bool,
    reason: Reason,
}

plain_requests! {
    Cancel { journeys, passengers, waive_charge, reason }
}

/// Cancel journeys of any booking
///
/// At once and without a quote, at any time before they depart. When the last window has closed and
/// the charge is not waived, the whole fare is kept, and refundable taxes and prepaid baggage come
/// back.
#[utoipa::path(
    operation_id = "cancelAnyBooking",
    tag = "Operators",
    params(
        ("booking_ref" = words::BookingRef, Path, description = "The record locator."),
        ("Idempotency-Key" = words::IdempotencyKey, Header, description = "Makes a repeated request safe."),
    ),
    request_body = Cancel,
    responses(
        (status = 200, description = "The cancellation", body = CancellationView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`too_late_to_cancel`, `already_cancelled`, `booking_not_confirmed`, `conflict`", body = Problem),
        (status = 422, description = "`journeys_required`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/admin/bookings/{booking_ref}/cancellations")]
pub(crate) async fn cancel(
    agent: Agent,
    app: Data<App>,
    key: IdempotencyKey,
    reference: Path<String>,
    body: Body<Cancel>,
) -> Result<HttpResponse, Problem> {
    let reference = read_reference(&reference)?;
    let fingerprint = body.fingerprint();
    let Cancel { journeys, passengers, waive_charge, reason: Reason(reason) } = body.value;
    let journeys = journeys.map(|Journeys(named)| named);
    let passengers = passengers.map(|Passengers(some)| some);
    let selection = Selection { journeys, ticket: None, passengers };
    let charge = if waive_charge { Charge::Waived } else { Charge::AsAgreed };
    let command = CancelByAgent { reference, selection, charge, reason };

    let render = |it: &Confirmed| {
        let (booking, cancellation) = (&it.booking, &it.cancellation);
        let repayment = Some(&it.repayment);
        let view = CancellationView::of(&app, booking, cancellation, repayment, app.now());
        Answer::json(200, &view)
    };
    let once = key.once(&agent, fingerprint, &render);
    Ok(given(cancel_by_agent(&app, &agent, &command, &once).await?))
}

impl From<CancelByAgentError> for Problem {
    fn from(error: CancelByAgentError) -> Self {
        match error {
            CancelByAgentError::Refused(error) => error.into(),
            CancelByAgentError::Cancel(error) => error.into(),
        }
    }
}
