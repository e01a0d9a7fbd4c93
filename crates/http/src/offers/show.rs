//! `GET /v1/offers/{id}`: an offer as its id has it.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::offers::read::offer_now;

use super::view::OfferView;
use crate::auth::Signed;
use crate::problem::Problem;

/// Show an offer again
///
/// With the seats that are left on its flights now.
#[utoipa::path(
    tag = "Search",
    params(("id" = String, Path, description = "The id of an offer.")),
    responses(
        (status = 200, body = OfferView),
        (status = 409, body = Problem),
        (status = 410, body = Problem),
        (status = 422, body = Problem),
    ),
    security(("api_key" = []))
)]
#[get("/v1/offers/{id}")]
pub(crate) async fn show(
    app: Data<App>,
    _signed: Signed,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    let world = app.world.load();
    let found = offer_now(&app, &world, &id)?;
    Ok(HttpResponse::Ok().json(OfferView::of(&world, &found)))
}
