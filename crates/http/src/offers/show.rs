//! `GET /v1/offers/{id}`: an offer as its id has it.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::offers::change_rules::change_rules;
use airside_app::offers::read::offer_now;

use super::view::OfferView;
use crate::auth::Signed;
use crate::problem::Problem;
use crate::words;

/// Show an offer again
///
/// With the seats that are left on its flights now.
#[utoipa::path(
    operation_id = "getOffer",
    tag = "Search",
    params(("id" = words::OfferId, Path, description = "The id of an offer.")),
    responses(
        (status = 200, description = "The offer", body = OfferView),
        (status = 409, description = "`flight_changed`", body = Problem),
        (status = 410, description = "`offer_expired`", body = Problem),
        (status = 422, description = "`invalid_offer`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/offers/{id}")]
pub(crate) async fn show(
    app: Data<App>,
    _signed: Signed,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    let world = app.world.load();
    let found = offer_now(&app, &world, &id)?;
    let changes = change_rules(&app, &world, &found.offer).await;
    let changes = changes.map_err(|error| Problem::internal(&error))?;
    Ok(HttpResponse::Ok().json(OfferView::of(&world, &found, changes.as_ref())))
}
