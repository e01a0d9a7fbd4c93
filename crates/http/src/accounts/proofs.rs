//! `POST /v1/email-proofs`, `POST /v1/email-proofs/confirm`

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use airside_app::accounts::{ask_for_proof, prove_email};
use airside_app::context::App;
use utoipa::ToSchema;
use validator::Validate;

use crate::auth::Signed;
use crate::json::{Body, OptionalBody};
use crate::limits;
use crate::problem::{Kind, Problem};
use crate::request::plain_requests;

/// Nothing can be said about a new link.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({}))]
pub(crate) struct NewEmailProof {}

/// What was mailed.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProveEmail {
    /// From the link in the mail.
    token: String,
}

plain_requests! {
    NewEmailProof {}
    ProveEmail { token }
}

/// Ask for a link that proves your address
///
/// It works for a day. Where the address is proved already, nothing is mailed.
#[utoipa::path(
    operation_id = "askForEmailProof",
    tag = "Accounts",
    request_body = Option<NewEmailProof>,
    responses(
        (status = 202, description = "A link is mailed to the address of the account"),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/email-proofs")]
pub(crate) async fn ask(
    signed: Signed,
    app: Data<App>,
    request: HttpRequest,
    _body: OptionalBody<NewEmailProof>,
) -> Result<HttpResponse, Problem> {
    let user = app.ports.store.user(signed.user).await?.ok_or(Kind::Unauthorized)?;
    let limit = app.settings.limits.mailed_links;
    limits::take(&app, &request, limit, &user.email.to_lowercase()).await?;
    ask_for_proof(&app, signed.user).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Prove an address by a mailed link
///
/// What the account may do from then on, its keys may as well, within 5 seconds everywhere.
#[utoipa::path(
    operation_id = "proveEmail",
    tag = "Accounts",
    request_body = ProveEmail,
    responses(
        (status = 204, description = "The address is proved"),
        (status = 422, description = "`invalid_proof_token`", body = Problem),
        (status = 429, description = "`rate_limited`", body = Problem),
    ),
    security(())
)]
#[post("/v1/email-proofs/confirm")]
pub(crate) async fn prove(
    app: Data<App>,
    request: HttpRequest,
    body: Body<ProveEmail>,
) -> Result<HttpResponse, Problem> {
    limits::take_stranger(&app, &request).await?;
    prove_email(&app, &body.value.token).await?;
    Ok(HttpResponse::NoContent().finish())
}
