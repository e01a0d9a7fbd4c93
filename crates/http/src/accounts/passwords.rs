//! `PUT /v1/users/me/password`, `POST /v1/password-resets`, `POST /v1/password-resets/confirm`

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post, put};
use airside_app::accounts::{ask_for_reset, change_password, reset_password};
use airside_app::context::App;
use utoipa::ToSchema;
use validator::Validate;

use crate::auth::Signed;
use crate::json::Body;
use crate::limits;
use crate::problem::{Kind, Problem};
use crate::request::plain_requests;
use crate::valid::LONGEST_EMAIL;

/// Another password, and proof that it is its owner who wants it.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangePassword {
    #[schema(format = "password", example = "correct horse battery")]
    current_password: String,
    /// 8 to 128 characters.
    #[validate(length(min = 8, max = 128))]
    #[schema(
        format = "password",
        example = "staple battery horse",
        min_length = 8,
        max_length = 128
    )]
    new_password: String,
}

/// Somebody who does not know the password any more.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPasswordReset {
    #[validate(email, length(max = LONGEST_EMAIL))]
    #[schema(format = "email", example = "asha@example.com", max_length = 254)]
    email: String,
}

/// A new password, and what was mailed.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResetPassword {
    /// From the link in the mail.
    token: String,
    /// 8 to 128 characters.
    #[validate(length(min = 8, max = 128))]
    #[schema(
        format = "password",
        example = "staple battery horse",
        min_length = 8,
        max_length = 128
    )]
    new_password: String,
}

plain_requests! {
    ChangePassword { current_password, new_password }
    NewPasswordReset { email }
    ResetPassword { token, new_password }
}

/// Change your password
///
/// Ends every session of yours, that of this call too. API keys stay good.
#[utoipa::path(
    operation_id = "changePassword",
    tag = "Accounts",
    request_body = ChangePassword,
    responses(
        (status = 204, description = "Changed"),
        (status = 401, description = "`invalid_credentials`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[put("/v1/users/me/password")]
pub(crate) async fn change(
    signed: Signed,
    app: Data<App>,
    request: HttpRequest,
    body: Body<ChangePassword>,
) -> Result<HttpResponse, Problem> {
    let user = app.ports.store.user(signed.user).await?.ok_or(Kind::Unauthorized)?;
    limits::take_guess(&app, &request, &user.email).await?;
    let ChangePassword { current_password, new_password } = body.value;
    change_password(&app, signed.user, current_password, new_password).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ask for a link that sets a password
///
/// The answer is the same whether or not there is such an account. If there is, a link is mailed to
/// it, which works once and for an hour.
#[utoipa::path(
    operation_id = "askForPasswordReset",
    tag = "Accounts",
    request_body = NewPasswordReset,
    responses(
        (status = 202, description = "If there is such an account, a link is mailed to it"),
        (status = 429, description = "`rate_limited`", body = Problem),
    ),
    security(())
)]
#[post("/v1/password-resets")]
pub(crate) async fn ask(
    app: Data<App>,
    request: HttpRequest,
    body: Body<NewPasswordReset>,
) -> Result<HttpResponse, Problem> {
    let email = body.value.email;
    let limits = app.settings.limits;
    let address = limits::address(&request, app.settings.forwarded_hops);
    limits::take(&app, &request, limits.login_address, &address).await?;
    limits::take(&app, &request, limits.mailed_links, &email.to_lowercase()).await?;
    ask_for_reset(app.into_inner(), &email).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Set a password by a mailed link
///
/// Ends every session of the user. A link works once: when it was used, all others that were mailed
/// for this are dead too.
#[utoipa::path(
    operation_id = "resetPassword",
    tag = "Accounts",
    request_body = ResetPassword,
    responses(
        (status = 204, description = "The new password is set"),
        (status = 422, description = "`invalid_reset_token`", body = Problem),
        (status = 429, description = "`rate_limited`", body = Problem),
    ),
    security(())
)]
#[post("/v1/password-resets/confirm")]
pub(crate) async fn reset(
    app: Data<App>,
    request: HttpRequest,
    body: Body<ResetPassword>,
) -> Result<HttpResponse, Problem> {
    limits::take_stranger(&app, &request).await?;
    let ResetPassword { token, new_password } = body.value;
    reset_password(&app, &token, new_password).await?;
    Ok(HttpResponse::NoContent().finish())
}
