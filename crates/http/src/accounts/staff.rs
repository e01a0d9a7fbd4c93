//! `GET, POST /v1/admin/users`, `PATCH /v1/admin/users/{id}`

use actix_web::web::Data;
use actix_web::{HttpResponse, get, patch, post};
use airside_app::account::{Role, User};
use airside_app::accounts::staff::{NewPerson, StaffChange, add_user, change_user, list_users};
use airside_app::context::App;
use airside_app::ports::store::Page;
use airside_primitives::UserId;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::users::UserView;
use crate::auth::Admin;
use crate::faults::Faults;
use crate::json::Body;
use crate::location;
use crate::page::{Cursors, List, PageSize};
use crate::path::Segment;
use crate::phone::Phone;
use crate::problem::Problem;
use crate::query::Params;
use crate::read::Read;
use crate::request::plain_requests;
use crate::text::Text;
use crate::times::Utc;
use crate::tree::Tree;
use crate::valid::{LONGEST_EMAIL, printable};
use crate::words;

/// A role by its word.
#[derive(Clone, Copy)]
struct NamedRole(Role);

impl Read for NamedRole {
    fn read(tree: Tree, at: &str, faults: &mut Faults) -> Option<Self> {
        let word = String::read(tree, at, faults)?;
        let role = Role::of_code(&word.trim().to_ascii_uppercase());
        let known = || Role::ALL.map(Role::code).join(", ");
        role.map(Self).or_else(|| faults.refuse(at, format!("must be one of {}", known())))
    }
}

#[derive(Default, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct UsersQuery {
    /// Only the account with this address, in any case.
    #[validate(length(max = LONGEST_EMAIL))]
    #[param(max_length = 254)]
    email: Option<String>,
    /// Only accounts of this role or a higher one.
    #[param(value_type = Option<words::Role>)]
    role: Option<NamedRole>,
    /// 1 to 200 [50].
    limit: Option<PageSize>,
    /// From the answer before.
    cursor: Option<String>,
}

/// Somebody for whom an account is opened.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewUserOfStaff, example = json!({
    "email": "asha@example.com", "given_name": "Asha", "family_name": "Rao", "role": "AGENT",
    "reason": "joins the desk in Delhi",
}))]
pub(crate) struct NewUser {
    #[validate(email, length(max = LONGEST_EMAIL))]
    #[schema(format = "email", example = "asha@example.com", max_length = 254)]
    email: String,
    #[validate(length(max = 100), custom(function = printable))]
    #[schema(max_length = 100)]
    given_name: String,
    #[validate(length(max = 100), custom(function = printable))]
    #[schema(max_length = 100)]
    family_name: String,
    #[schema(value_type = Option<String>, example = "+91 98765 43210")]
    phone: Option<Text<Phone>>,
    /// CUSTOMER where it is left out.
    #[schema(value_type = Option<words::Role>)]
    role: Option<NamedRole>,
    /// Why; it stands in the history.
    #[validate(length(max = 500), custom(function = printable))]
    #[schema(max_length = 500)]
    reason: String,
}

/// What is to become of an account; what is left out stays.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ChangeUser, example = json!({"is_blocked": true, "reason": "stolen cards"}))]
pub(crate) struct Change {
    #[schema(value_type = Option<words::Role>)]
    role: Option<NamedRole>,
    /// Whoever is blocked can do nothing; their sessions end, their keys rest.
    is_blocked: Option<bool>,
    /// Why; it stands in the history.
    #[validate(length(max = 500), custom(function = printable))]
    #[schema(max_length = 500)]
    reason: String,
}

plain_requests! {
    UsersQuery { email, role, limit, cursor }
    NewUser { email, given_name, family_name, phone, role, reason }
    Change { role, is_blocked, reason }
}

/// An account, as operators see it.
#[derive(Serialize, ToSchema)]
#[schema(as = ManagedUser)]
pub(crate) struct ManagedUserView {
    #[serde(flatten)]
    user: UserView,
    is_blocked: bool,
    #[schema(required)]
    blocked_at: Option<Utc>,
}

impl ManagedUserView {
    fn of(user: User) -> Self {
        let blocked_at = user.blocked_at.map(Utc);
        Self { is_blocked: blocked_at.is_some(), blocked_at, user: UserView::of(user) }
    }
}

/// Find accounts
///
/// Newest first. Accounts that are being erased are not among them.
#[utoipa::path(
    operation_id = "listUsers",
    tag = "Operators",
    params(UsersQuery),
    responses(
        (status = 200, description = "A page of accounts", body = List<ManagedUserView>),
        (status = 422, description = "`invalid_cursor`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/admin/users")]
pub(crate) async fn list(
    _admin: Admin,
    app: Data<App>,
    params: Params<UsersQuery>,
) -> Result<HttpResponse, Problem> {
    let UsersQuery { email, role, limit, cursor } = params.into_inner();
    let (least, limit) = (role.map_or(Role::Customer, |it| it.0), limit.unwrap_or_default());
    let filter = format!("{} {}", least.code(), email.as_deref().unwrap_or_default());
    let cursors = Cursors::of("users", &filter);
    let before: Option<UserId> = cursors.key(cursor.as_deref())?;
    let users = match email {
        Some(email) => {
            let found = app.ports.store.user_by_email(&email).await?;
            let is_asked =
                |user: &User| user.role >= least && before.is_none_or(|before| user.id < before);
            found.filter(is_asked).into_iter().collect()
        }
        None => list_users(&app, least, Page { limit: limit.with_one_more(), before }).await?,
    };
    Ok(HttpResponse::Ok().json(List::page(users, limit, cursors, |it| it.id, ManagedUserView::of)))
}

/// Open an account for somebody
///
/// They set its password by a link that is mailed to them, and can ask for another one
/// (`POST /v1/password-resets`).
#[utoipa::path(
    operation_id = "addUser",
    tag = "Operators",
    request_body = NewUser,
    responses(
        (status = 201, description = "The new account", body = ManagedUserView),
        (status = 409, description = "`email_taken`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/admin/users")]
pub(crate) async fn add(
    admin: Admin,
    app: Data<App>,
    body: Body<NewUser>,
) -> Result<HttpResponse, Problem> {
    let NewUser { email, given_name, family_name, phone, role, reason } = body.value;
    let phone = phone.map(|Text(phone)| phone.into_text());
    let role = role.map_or(Role::Customer, |it| it.0);
    let person = NewPerson { email, given_name, family_name, phone, role };
    let user = add_user(&app, (&*admin).into(), reason, person).await?;
    let view = ManagedUserView::of(user);
    Ok(location::at(HttpResponse::Created().json(view), &app, "/v1/admin/users"))
}

/// Give or take a role, block or let go
///
/// Both hold within 5 seconds everywhere. Nobody removes the last administrator.
#[utoipa::path(
    operation_id = "changeUser",
    tag = "Operators",
    params(("id" = words::Id, Path, description = "The id of the user.")),
    request_body = Change,
    responses(
        (status = 200, description = "The account as it is now", body = ManagedUserView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`last_admin`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[patch("/v1/admin/users/{id}")]
pub(crate) async fn change(
    admin: Admin,
    app: Data<App>,
    id: Segment<UserId>,
    body: Body<Change>,
) -> Result<HttpResponse, Problem> {
    let Change { role, is_blocked, reason } = body.value;
    let wish = StaffChange { role: role.map(|it| it.0), is_blocked };
    let user = change_user(&app, (&*admin).into(), reason, id.0, wish).await?;
    Ok(HttpResponse::Ok().json(ManagedUserView::of(user)))
}
