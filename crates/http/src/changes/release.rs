//! Giving up a change of journeys that is not paid.

use actix_web::web::Data;
use actix_web::{HttpResponse, delete};
use airside_app::App;
use airside_app::exchanges::release::{ReleaseError, release_exchange};
use airside_primitives::ExchangeId;

use crate::auth::Signed;
use crate::path::Segment;
use crate::problem::Problem;
use crate::words;

/// Give up a change of journeys
///
/// The quote counts no longer; the places that were held for it are for sale again at once, and its
/// open payment ends. The booking stays as it is. Money that arrives all the same goes back in full.
/// Repeating the call is safe.
#[utoipa::path(
    operation_id = "releaseChange",
    tag = "Changes",
    params(("id" = words::Id, Path, description = "The id of the quote.")),
    responses(
        (status = 204, description = "Nothing is held for it any more"),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`quote_superseded` where it was carried out, `conflict`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[delete("/v1/changes/{id}")]
pub(crate) async fn release(
    app: Data<App>,
    signed: Signed,
    Segment(id): Segment<ExchangeId>,
) -> Result<HttpResponse, Problem> {
    release_exchange(&app, signed.user, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl From<ReleaseError> for Problem {
    fn from(error: ReleaseError) -> Self {
        match error {
            ReleaseError::Agree(error) => error.into(),
            ReleaseError::Read(error) => error.into(),
            ReleaseError::World(error) => Self::internal(&error),
            ReleaseError::Commit(error) => error.into(),
            ReleaseError::Store(error) => Self::internal(&error),
        }
    }
}
