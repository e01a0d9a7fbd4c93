//! `POST /v1/users/me/erase`

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use airside_app::context::App;
use airside_app::personal_data::erase::erase_account;
use utoipa::ToSchema;
use validator::Validate;

use crate::auth::Signed;
use crate::json::Body;
use crate::limits;
use crate::problem::{Kind, Problem};
use crate::request::plain_requests;

/// Proof that it is the owner who wants to be forgotten.
#[derive(Default, Validate, ToSchema)]
#[schema(as = EraseAccount)]
#[serde(deny_unknown_fields)]
pub(crate) struct Erase {
    /// The password of the account.
    #[schema(example = "correct horse battery")]
    password: String,
}

plain_requests! {
    Erase { password }
}

/// Erase your account
///
/// Ends every key and login at once, and erases names, dates of birth, contacts, documents and the
/// account itself within minutes. Bookings, payments and refunds stay for the books, without names.
/// Refused while a journey lies ahead or money is on its way.
#[utoipa::path(
    operation_id = "eraseAccount",
    tag = "Accounts",
    request_body = Erase,
    responses(
        (status = 202, description = "It is being erased"),
        (status = 401, description = "`invalid_credentials`", body = Problem),
        (status = 409, description = "`has_live_bookings`, `last_admin`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/users/me/erase")]
pub(crate) async fn erase(
    signed: Signed,
    app: Data<App>,
    request: HttpRequest,
    body: Body<Erase>,
) -> Result<HttpResponse, Problem> {
    let user = app.ports.store.user(signed.user).await?.ok_or(Kind::Unauthorized)?;
    limits::take_guess(&app, &request, &user.email).await?;

    erase_account(&app, signed.user, body.value.password).await?;
    Ok(HttpResponse::Accepted().finish())
}
