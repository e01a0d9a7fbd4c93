//! `POST /v1/admin/bookings/{booking_ref}/changes`, `POST /v1/admin/changes/{id}/confirm`

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use airside_app::App;
use airside_app::exchanges::by_agent::{confirm_by_agent, quote_by_agent};
use airside_app::exchanges::confirm::Agreed;
use airside_app::exchanges::quote::{QuoteExchange, Quoted};
use airside_app::exchanges::serving::Serving;
use airside_app::idempotency::Answer;
use airside_app::payments::return_link;
use airside_booking::exchange::Waiver;
use airside_booking::{Booking, Direction};
use airside_primitives::{ExchangeId, ScheduleChangeId};
use utoipa::ToSchema;
use validator::Validate;

use crate::auth::Agent;
use crate::bookings::read_reference;
use crate::changes::quote::{NewJourney, journeys};
use crate::changes::view::ChangeView;
use crate::faults::Faults;
use crate::idempotency::{IdempotencyKey, given};
use crate::json::Body;
use crate::location;
use crate::path::Segment;
use crate::payments::attempts::gateway_method;
use crate::problem::Problem;
use crate::reason::Reason;
use crate::request::{Request, fields, plain_requests};
use crate::text::Text;
use crate::words;

/// Journeys, each with the offer that is to stand in its place, and on what terms.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewChangeByAgent, example = json!({
    "replace": [{"direction": "RETURNING", "offer": "off_AAECAwQFBgcICQ"}], "waive_fee": true,
    "reason": "A death in the family.",
}))]
pub(crate) struct NewChange {
    #[schema(min_items = 1, max_items = 6)]
    replace: Vec<NewJourney>,
    /// An open schedule change of the journey: it is answered by this one, free of charge.
    #[schema(value_type = Option<words::Id>)]
    schedule_change_id: Option<Text<ScheduleChangeId>>,
    /// Whether the fee is waived [false]. Then the journey may be changed until it departs, also when
    /// its last window has closed. The difference in price is asked for all the same.
    #[schema(required = false)]
    waive_fee: bool,
    reason: Reason,
}

/// How a change is paid for, where something is due, and why it is confirmed for the owner.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ConfirmChangeByAgent, example = json!({"reason": "She agreed by telephone."}))]
pub(crate) struct Confirmation {
    /// A payment method of the gateway (`pm_…`); without one, a hosted page takes the card, whose
    /// address you give to the payer.
    #[validate(custom(function = gateway_method))]
    payment_method: Option<String>,
    /// Where the payer comes back to; its origin must be allowed in the settings.
    #[schema(format = "uri")]
    return_url: Option<String>,
    reason: Reason,
}

fields! {
    NewChange { replace, schedule_change_id, waive_fee, reason }
}

plain_requests! {
    Confirmation { payment_method, return_url, reason }
}

impl Request for NewChange {
    type Checked = (Vec<(Direction, String)>, Waiver, String);

    fn check(self, faults: &mut Faults) -> Option<Self::Checked> {
        let replace = journeys(self.replace, faults)?;
        let waiver = match (self.schedule_change_id, self.waive_fee) {
            // There is no fee in it.
            (Some(Text(id)), _) => Waiver::ScheduleChange(id),
            (None, true) => Waiver::Fee,
            (None, false) => Waiver::Nothing,
        };
        Some((replace, waiver, self.reason.0))
    }
}

/// Quote a change of journeys of any booking
///
/// As its owner would, and without the fee if you waive it. The quote is one of the booking: you
/// confirm it, or its owner does by their own call, whoever is to pay.
#[utoipa::path(
    operation_id = "quoteAnyChange",
    tag = "Operators",
    params(("booking_ref" = words::BookingRef, Path, description = "The record locator.")),
    request_body = NewChange,
    responses(
        (status = 201, description = "The quote", body = ChangeView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`not_changeable`, `too_late_to_change`, `already_cancelled`, `already_answered`, `booking_not_confirmed`, `flight_changed`, `conflict`", body = Problem),
        (status = 410, description = "`offer_expired`", body = Problem),
        (status = 422, description = "`invalid_offer`, `party_mismatch`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/admin/bookings/{booking_ref}/changes")]
pub(crate) async fn quote(
    agent: Agent,
    app: Data<App>,
    reference: Path<String>,
    body: Body<NewChange>,
) -> Result<HttpResponse, Problem> {
    let reference = read_reference(&reference)?;
    let (replace, waiver, reason) = body.value;
    let command = QuoteExchange { reference, replace, waiver };
    let serving = Serving { agent: *agent, reason };
    let Quoted { exchange, booking } = quote_by_agent(&app, &serving, &command).await?;
    let view = ChangeView::of(&app.world.load(), &booking, &exchange, None, app.now());
    let path = format!("/v1/admin/bookings/{}", booking.reference);
    Ok(location::at(HttpResponse::Created().json(view), &app, path))
}

/// Confirm a change of journeys of any booking
///
/// Where nothing is due the journeys change hands at once. Else the new places are held and a
/// payment is opened: what the payer opens is in the answer, for you to hand on.
#[utoipa::path(
    operation_id = "confirmAnyChange",
    tag = "Operators",
    params(
        ("id" = words::Id, Path, description = "The id of the quote."),
        ("Idempotency-Key" = words::IdempotencyKey, Header, description = "Makes a repeated request safe."),
    ),
    request_body = Confirmation,
    responses(
        (status = 200, description = "The change, with its payment where something is due", body = ChangeView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`quote_superseded`, `sold_out`, `too_late_to_change`, `already_cancelled`, `already_answered`, `conflict`", body = Problem),
        (status = 410, description = "`quote_expired`", body = Problem),
        (status = 422, description = "`payment_refused`", body = Problem),
        (status = 502, description = "`payment_gateway_unavailable`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/admin/changes/{id}/confirm")]
pub(crate) async fn confirm(
    agent: Agent,
    app: Data<App>,
    key: IdempotencyKey,
    Segment(id): Segment<ExchangeId>,
    body: Body<Confirmation>,
) -> Result<HttpResponse, Problem> {
    let world = app.world.load();
    let render = |it: &Agreed| {
        let Agreed { exchange, booking, payment } = it;
        let view = ChangeView::of(&world, booking, exchange, payment.as_ref(), app.now());
        Answer::json(200, &view)
    };
    let once = key.once(&agent, body.fingerprint(), &render);
    let Confirmation { payment_method, return_url, reason: Reason(reason) } = body.value;
    let serving = Serving { agent: *agent, reason };
    let own_page = |booking: &Booking| return_link::link(&app, booking);
    let asked = (id, payment_method, return_url);
    Ok(given(confirm_by_agent(&app, serving, asked, &own_page, &once).await?))
}
