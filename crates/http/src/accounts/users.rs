//! `POST /v1/users`, `GET /v1/users/me`

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use airside_app::account::{Role, User};
use airside_app::accounts::{SignUp, sign_up as open_account};
use airside_app::context::App;
use serde::Serialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::auth::Signed;
use crate::json::Body;
use crate::limits;
use crate::problem::{Kind, Problem};
use crate::request::plain_requests;
use crate::times::Utc;
use crate::valid::{LONGEST_EMAIL, phone_number, printable};

/// Somebody who wants an account.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewUser {
    #[validate(email, length(max = LONGEST_EMAIL))]
    #[schema(example = "asha@example.com", max_length = 254)]
    email: String,
    /// 8 to 128 characters.
    #[validate(length(min = 8, max = 128))]
    #[schema(example = "correct horse battery", min_length = 8, max_length = 128)]
    password: String,
    #[validate(length(max = 100), custom(function = printable))]
    #[schema(example = "Asha", max_length = 100)]
    given_name: String,
    #[validate(length(max = 100), custom(function = printable))]
    #[schema(example = "Rao", max_length = 100)]
    family_name: String,
    /// With country code.
    #[validate(custom(function = phone_number))]
    #[schema(example = "+91 98765 43210")]
    phone: Option<String>,
}

plain_requests! {
    NewUser { email, password, given_name, family_name, phone }
}

/// A new account and its first key.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignedUpView {
    user: UserView,
    api_key: FirstKeyView,
}

/// A key that is shown this once.
#[derive(Serialize, ToSchema)]
struct FirstKeyView {
    id: String,
    #[schema(example = "air_test_…")]
    key: String,
}

/// An account.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserView {
    id: String,
    email: String,
    given_name: String,
    family_name: String,
    phone: Option<String>,
    /// CUSTOMER or ADMIN.
    role: &'static str,
    created_at: Utc,
}

/// Sign up
///
/// Answers the new account and an API key. The key is shown this once; it cannot be asked
/// for again.
#[utoipa::path(
    tag = "Accounts",
    request_body = NewUser,
    responses(
        (status = 201, description = "Signed up", body = SignedUpView),
        (status = 409, description = "`email_taken`", body = Problem),
        (status = 422, description = "`invalid_request`", body = Problem),
        (status = 429, description = "`rate_limited`", body = Problem),
    ),
    security(())
)]
#[post("/v1/users")]
pub(crate) async fn sign_up(
    app: Data<App>,
    request: HttpRequest,
    body: Body<NewUser>,
) -> Result<HttpResponse, Problem> {
    let address = limits::address(&request, app.settings.forwarded_hops);
    limits::take(&app, &request, app.settings.limits.sign_up, &address).await?;
    let NewUser { email, password, given_name, family_name, phone } = body.value;
    let wish = SignUp { email, password, given_name, family_name, phone };
    let new = open_account(&app, wish).await?;

    let api_key = FirstKeyView { id: new.api_key.id.to_string(), key: new.key.reveal().to_owned() };
    Ok(HttpResponse::Created().json(SignedUpView { user: UserView::of(new.user), api_key }))
}

/// Show who calls
#[utoipa::path(
    tag = "Accounts",
    responses(
        (status = 200, description = "The caller's account", body = UserView),
        (status = 401, description = "`unauthorized`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/users/me")]
pub(crate) async fn me(signed: Signed, app: Data<App>) -> Result<HttpResponse, Problem> {
    let user = app.ports.store.user(signed.user).await?;
    // A token outlives the account it was issued for.
    let user = user.ok_or(Kind::Unauthorized)?;
    Ok(HttpResponse::Ok().json(UserView::of(user)))
}

impl UserView {
    pub(super) fn of(user: User) -> Self {
        Self {
            id: user.id.to_string(),
            email: user.email,
            given_name: user.given_name,
            family_name: user.family_name,
            phone: user.phone,
            role: match user.role {
                Role::Customer => "CUSTOMER",
                Role::Admin => "ADMIN",
            },
            created_at: Utc(user.created_at),
        }
    }
}
