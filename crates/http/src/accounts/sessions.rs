//! `POST /v1/sessions`, `POST /v1/sessions/refresh`, `DELETE /v1/sessions`

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, delete, post};
use airside_app::accounts::{self, LogInError, TokenPair};
use airside_app::context::App;
use serde::Serialize;
use utoipa::ToSchema;
use validator::{Validate, ValidateLength};

use crate::auth::Signed;
use crate::json::Body;
use crate::limits;
use crate::location;
use crate::problem::Problem;
use crate::request::plain_requests;
use crate::valid::LONGEST_EMAIL;
use crate::words;

/// What an account is opened with.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"email": "asha@example.com", "password": "correct horse battery"}))]
pub(crate) struct Credentials {
    #[schema(example = "asha@example.com")]
    email: String,
    #[schema(example = "correct horse battery")]
    password: String,
}

/// A refresh token, good for one new pair.
#[derive(Default, Validate, ToSchema)]
#[schema(as = RefreshSession)]
#[serde(deny_unknown_fields)]
pub(crate) struct Refresh {
    refresh_token: String,
}

plain_requests! {
    Credentials { email, password }
    Refresh { refresh_token }
}

/// Tokens of a session.
#[derive(Serialize, ToSchema)]
#[schema(as = TokenPair)]
pub(crate) struct TokenPairView {
    /// For `Authorization: Bearer`.
    access_token: String,
    /// For one call of `POST /v1/sessions/refresh`.
    refresh_token: String,
    #[schema(value_type = words::TokenType)]
    token_type: &'static str,
    /// Seconds until the access token lapses.
    #[schema(example = 900)]
    expires_in: i64,
}

/// Log in
///
/// Answers an access token for calls and a refresh token for the next pair.
#[utoipa::path(
    operation_id = "logIn",
    tag = "Accounts",
    request_body = Credentials,
    responses(
        (status = 201, description = "Logged in", body = TokenPairView),
        (status = 401, description = "`invalid_credentials`", body = Problem),
        (status = 429, description = "`rate_limited`", body = Problem),
    ),
    security(())
)]
#[post("/v1/sessions")]
pub(crate) async fn log_in(
    app: Data<App>,
    request: HttpRequest,
    body: Body<Credentials>,
) -> Result<HttpResponse, Problem> {
    let Credentials { email, password } = body.value;
    let limits = app.settings.limits;
    let address = limits::address(&request, app.settings.forwarded_hops);
    limits::take(&app, &request, limits.login_address, &address).await?;
    // No account has it, and the limits keep what they count by.
    if !email.validate_length(None, Some(LONGEST_EMAIL), None)
        || email.chars().any(char::is_control)
    {
        return Err(LogInError::InvalidCredentials.into());
    }
    limits::take(&app, &request, limits.login_account, &email.to_lowercase()).await?;

    let pair = accounts::log_in(&app, &email, password).await?;
    Ok(created(&app, pair))
}

/// Change a refresh token for a new pair
///
/// A refresh token works once. Used a second time, it ends the whole session.
#[utoipa::path(
    operation_id = "refreshSession",
    tag = "Accounts",
    request_body = Refresh,
    responses(
        (status = 201, description = "A new pair", body = TokenPairView),
        (status = 401, description = "`invalid_refresh_token`", body = Problem),
        (status = 429, description = "`rate_limited`", body = Problem),
    ),
    security(())
)]
#[post("/v1/sessions/refresh")]
pub(crate) async fn refresh(
    app: Data<App>,
    request: HttpRequest,
    body: Body<Refresh>,
) -> Result<HttpResponse, Problem> {
    limits::take_stranger(&app, &request).await?;
    let pair = accounts::refresh_session(&app, &body.value.refresh_token).await?;
    Ok(created(&app, pair))
}

/// A session has no address of its own: whose token calls, its is ended where sessions are.
fn created(app: &App, pair: TokenPair) -> HttpResponse {
    let view = TokenPairView::of(pair);
    location::at(HttpResponse::Created().json(view), app, "/v1/sessions")
}

/// Log out
///
/// Ends the session of the access token. Its refresh token ends at once, the access token within 5
/// seconds everywhere.
#[utoipa::path(
    operation_id = "logOut",
    tag = "Accounts",
    responses(
        (status = 204, description = "Logged out"),
        (status = 422, description = "`not_a_session`", body = Problem),
    ),
    security(("access_token" = []))
)]
#[delete("/v1/sessions")]
pub(crate) async fn log_out(signed: Signed, app: Data<App>) -> Result<HttpResponse, Problem> {
    accounts::log_out(&app, &signed).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl TokenPairView {
    fn of(pair: TokenPair) -> Self {
        Self {
            access_token: pair.access_token,
            refresh_token: pair.refresh_token,
            token_type: "Bearer",
            expires_in: pair.expires_in,
        }
    }
}
