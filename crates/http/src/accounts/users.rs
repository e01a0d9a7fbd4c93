//! `POST /v1/users`, `GET /v1/users/me`

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use airside_app::account::{Scope, Scopes, User};
use airside_app::accounts::{SignUp, sign_up as open_account};
use airside_app::context::App;
use serde::Serialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::auth::Signed;
use crate::json::Body;
use crate::limits;
use crate::location;
use crate::phone::Phone;
use crate::problem::{Kind, Problem};
use crate::request::plain_requests;
use crate::text::Text;
use crate::times::Utc;
use crate::valid::{LONGEST_EMAIL, printable};
use crate::words;

/// Somebody who wants an account.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "email": "asha@example.com", "password": "correct horse battery",
    "given_name": "Asha", "family_name": "Rao", "phone": "+919876543210",
}))]
pub(crate) struct NewUser {
    #[validate(email, length(max = LONGEST_EMAIL))]
    #[schema(format = "email", example = "asha@example.com", max_length = 254)]
    email: String,
    /// 8 to 128 characters.
    #[validate(length(min = 8, max = 128))]
    #[schema(
        format = "password",
        example = "correct horse battery",
        min_length = 8,
        max_length = 128
    )]
    password: String,
    #[validate(length(max = 100), custom(function = printable))]
    #[schema(example = "Asha", max_length = 100)]
    given_name: String,
    #[validate(length(max = 100), custom(function = printable))]
    #[schema(example = "Rao", max_length = 100)]
    family_name: String,
    /// With its country code; answers show it as `+919876543210`.
    #[schema(value_type = Option<String>, example = "+91 98765 43210")]
    phone: Option<Text<Phone>>,
}

plain_requests! {
    NewUser { email, password, given_name, family_name, phone }
}

/// A new account and its first key.
#[derive(Serialize, ToSchema)]
#[schema(as = SignedUp)]
pub(crate) struct SignedUpView {
    user: UserView,
    api_key: FirstKeyView,
}

/// A key that is shown this once.
#[derive(Serialize, ToSchema)]
#[schema(as = FirstApiKey)]
struct FirstKeyView {
    #[schema(value_type = words::Id)]
    id: String,
    #[schema(example = "air_test_…")]
    key: String,
}

/// An account.
#[derive(Serialize, ToSchema)]
#[schema(as = User)]
pub(crate) struct UserView {
    #[schema(value_type = words::Id)]
    id: String,
    #[schema(format = "email")]
    email: String,
    given_name: String,
    family_name: String,
    #[schema(required)]
    phone: Option<String>,
    #[schema(value_type = words::Role)]
    role: &'static str,
    created_at: Utc,
    /// When a mailed link proved that its holder reads the address.
    #[schema(required)]
    email_proved_at: Option<Utc>,
}

/// An account, as whoever holds its key or token sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = Caller)]
pub(crate) struct CallerView {
    #[schema(value_type = words::Id)]
    id: String,
    #[schema(format = "email")]
    email: String,
    given_name: String,
    family_name: String,
    #[schema(required)]
    phone: Option<String>,
    #[schema(value_type = words::Role)]
    role: &'static str,
    created_at: Utc,
    /// When a mailed link proved that its holder reads the address.
    #[schema(required)]
    email_proved_at: Option<Utc>,
    /// What the key or token of this call may be used for.
    #[schema(value_type = Vec<words::Scope>)]
    scopes: Vec<&'static str>,
}

/// Sign up
///
/// Answers the new account and an API key. The key is shown this once; it cannot be asked
/// for again. Where the operator has addresses proved, the key searches and no more until the link
/// in a mail was followed.
#[utoipa::path(
    operation_id = "signUp",
    tag = "Accounts",
    request_body = NewUser,
    responses(
        (status = 201, description = "The account and its first key", body = SignedUpView),
        (status = 403, description = "`sign_up_closed`", body = Problem),
        (status = 409, description = "`email_taken`", body = Problem),
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
    let phone = phone.map(|Text(phone)| phone.into_text());
    let wish = SignUp { email, password, given_name, family_name, phone };
    let new = open_account(&app, wish).await?;

    let api_key = FirstKeyView { id: new.api_key.id.to_string(), key: new.key.reveal().to_owned() };
    let view = SignedUpView { user: UserView::of(new.user), api_key };
    Ok(location::at(HttpResponse::Created().json(view), &app, "/v1/users/me"))
}

/// Show who calls
///
/// The account of the key or token, and what that key or token may do.
#[utoipa::path(
    operation_id = "getAccount",
    tag = "Accounts",
    responses(
        (status = 200, description = "The caller's account", body = CallerView),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/users/me")]
pub(crate) async fn me(signed: Signed, app: Data<App>) -> Result<HttpResponse, Problem> {
    let user = app.ports.store.user(signed.user).await?;
    // A token outlives the account it was issued for.
    let user = user.ok_or(Kind::Unauthorized)?;
    Ok(HttpResponse::Ok().json(CallerView::of(user, signed.scopes)))
}

impl CallerView {
    fn of(user: User, scopes: Scopes) -> Self {
        Self {
            id: user.id.to_string(),
            email: user.email,
            given_name: user.given_name,
            family_name: user.family_name,
            phone: user.phone,
            role: user.role.code(),
            created_at: Utc(user.created_at),
            email_proved_at: user.email_proved_at.map(Utc),
            scopes: scopes.iter().map(Scope::code).collect(),
        }
    }
}

impl UserView {
    pub(super) fn of(user: User) -> Self {
        Self {
            id: user.id.to_string(),
            email: user.email,
            given_name: user.given_name,
            family_name: user.family_name,
            phone: user.phone,
            role: user.role.code(),
            created_at: Utc(user.created_at),
            email_proved_at: user.email_proved_at.map(Utc),
        }
    }
}
