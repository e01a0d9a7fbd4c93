//! `PATCH /v1/users/me`

use actix_web::web::Data;
use actix_web::{HttpResponse, patch};
use airside_app::accounts::{ChangeProfile, change_profile};
use airside_app::context::App;
use utoipa::ToSchema;
use validator::Validate;

use super::users::UserView;
use crate::auth::Signed;
use crate::json::Body;
use crate::patch::Patch;
use crate::phone::Phone;
use crate::problem::Problem;
use crate::request::plain_requests;
use crate::text::Text;
use crate::valid::printable;

/// What is to be otherwise about an account; what is left out stays.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ChangeAccount, example = json!({"family_name": "Rao", "phone": null}))]
pub(crate) struct Change {
    #[validate(length(max = 100), custom(function = printable))]
    #[schema(example = "Asha", max_length = 100)]
    given_name: Option<String>,
    #[validate(length(max = 100), custom(function = printable))]
    #[schema(example = "Rao", max_length = 100)]
    family_name: Option<String>,
    /// With its country code; null takes it away.
    #[schema(value_type = Option<String>, example = "+91 98765 43210")]
    phone: Patch<Text<Phone>>,
}

plain_requests! {
    Change { given_name, family_name, phone }
}

/// Change your account
///
/// Its names and telephone number. The address stays what it is.
#[utoipa::path(
    operation_id = "changeAccount",
    tag = "Accounts",
    request_body = Change,
    responses(
        (status = 200, description = "The account as it is now", body = UserView),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[patch("/v1/users/me")]
pub(crate) async fn change(
    signed: Signed,
    app: Data<App>,
    body: Body<Change>,
) -> Result<HttpResponse, Problem> {
    let Change { given_name, family_name, phone } = body.value;
    let phone = phone.map(|Text(phone)| phone.into_text());
    let wish = ChangeProfile { given_name, family_name, phone };
    let user = change_profile(&app, signed.user, wish).await?;
    Ok(HttpResponse::Ok().json(UserView::of(user)))
}
