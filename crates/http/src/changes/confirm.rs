//! Confirming a change of journeys, and reading one.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::exchanges::confirm::{Agreed, ConfirmError, ConfirmExchange, confirm_exchange};
use airside_app::exchanges::read::exchange_as_it_stands;
use airside_app::idempotency::Answer;
use airside_app::payments::return_link;
use airside_booking::Booking;
use airside_booking::exchange::CannotAgree;
use airside_primitives::ExchangeId;

use super::view::ChangeView;
use crate::auth::Signed;
use crate::idempotency::{IdempotencyKey, given};
use crate::json::OptionalBody;
use crate::path::Segment;
use crate::payments::attempts::NewPayment;
use crate::problem::{Kind, Problem};
use crate::words;

/// Confirm a change of journeys
///
/// Where nothing is due the journeys change hands at once, and money that comes back follows. Else
/// the new places are held and a payment is opened, as for a booking: the journeys change hands when
/// it has succeeded, and until then, or if it never does, the booking stays as it was.
#[utoipa::path(
    operation_id = "confirmChange",
    tag = "Changes",
    params(
        ("id" = words::Id, Path, description = "The id of the quote."),
        ("Idempotency-Key" = words::IdempotencyKey, Header, description = "Makes a repeated request safe."),
    ),
    request_body = NewPayment,
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
#[post("/v1/changes/{id}/confirm")]
pub(crate) async fn confirm(
    app: Data<App>,
    signed: Signed,
    key: IdempotencyKey,
    Segment(id): Segment<ExchangeId>,
    body: OptionalBody<NewPayment>,
) -> Result<HttpResponse, Problem> {
    let world = app.world.load();
    let render = |it: &Agreed| {
        let Agreed { exchange, booking, payment } = it;
        let view = ChangeView::of(&world, booking, exchange, payment.as_ref(), app.now());
        Answer::json(200, &view)
    };
    let once = key.once(&signed, body.fingerprint(), &render);
    let (payment_method, return_url) = body.value.parts();
    let command =
        ConfirmExchange { owner: signed.user, id, payment_method, return_url, serving: None };
    let own_page = |booking: &Booking| return_link::link(&app, booking);
    Ok(given(confirm_exchange(&app, &command, &own_page, &once).await?))
}

/// Show a change of journeys
///
/// The quote, and how its payment stands.
#[utoipa::path(
    operation_id = "getChange",
    tag = "Changes",
    params(("id" = words::Id, Path, description = "The id of the quote.")),
    responses(
        (status = 200, description = "The quote, and what became of it", body = ChangeView),
        (status = 404, description = "`not_found`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/changes/{id}")]
pub(crate) async fn get(
    app: Data<App>,
    signed: Signed,
    Segment(id): Segment<ExchangeId>,
) -> Result<HttpResponse, Problem> {
    let (exchange, booking, payment) = exchange_as_it_stands(&app, signed.user, id).await?;
    let (world, now) = (app.world.load(), app.now());
    let view = ChangeView::of(&world, &booking, &exchange, payment.as_ref(), now);
    Ok(HttpResponse::Ok().json(view))
}

impl From<CannotAgree> for Problem {
    fn from(error: CannotAgree) -> Self {
        match error {
            CannotAgree::Expired => Self::from(Kind::QuoteExpired),
            CannotAgree::Superseded | CannotAgree::Done => Self::new(Kind::QuoteSuperseded, error),
        }
    }
}

impl From<ConfirmError> for Problem {
    fn from(error: ConfirmError) -> Self {
        match error {
            ConfirmError::Agree(error) => error.into(),
            ConfirmError::Refused(error) => error.into(),
            ConfirmError::NotPaid => Self::internal(&error),
            ConfirmError::Pay(error) => error.into(),
            ConfirmError::Once(error) => error.into(),
            ConfirmError::Read(error) => error.into(),
            ConfirmError::World(error) => Self::internal(&error),
            ConfirmError::Commit(error) => error.into(),
            ConfirmError::Store(error) => error.into(),
        }
    }
}
