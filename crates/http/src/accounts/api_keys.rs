//! `GET, POST /v1/api-keys`, `DELETE /v1/api-keys/{id}`

use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, post};
use airside_app::account::ApiKey;
use airside_app::accounts;
use airside_app::context::App;
use airside_app::ports::store::Page;
use airside_primitives::ApiKeyId;
use serde::Serialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::auth::Signed;
use crate::json::OptionalBody;
use crate::location;
use crate::page::{Cursors, List, PageParams};
use crate::path::Segment;
use crate::problem::Problem;
use crate::query::Params;
use crate::request::plain_requests;
use crate::times::Utc;
use crate::words;

/// Nothing can be said about a new key yet.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({}))]
pub(crate) struct NewApiKey {}

plain_requests! {
    NewApiKey {}
}

/// A key, without the key itself.
#[derive(Serialize, ToSchema)]
#[schema(as = ApiKey)]
pub(crate) struct ApiKeyView {
    #[schema(value_type = words::Id)]
    id: String,
    /// The first characters, to recognise it by.
    #[schema(example = "air_test_4fQz")]
    hint: String,
    created_at: Utc,
}

/// A key that is shown this once.
#[derive(Serialize, ToSchema)]
#[schema(as = CreatedApiKey)]
pub(crate) struct CreatedApiKeyView {
    #[schema(value_type = words::Id)]
    id: String,
    #[schema(example = "air_test_…")]
    key: String,
    hint: String,
    created_at: Utc,
}

/// List API keys
///
/// Those that are not revoked, newest first; never the keys themselves.
#[utoipa::path(
    operation_id = "listApiKeys",
    tag = "Accounts",
    params(PageParams),
    responses(
        (status = 200, description = "A page of keys", body = List<ApiKeyView>),
        (status = 422, description = "`invalid_cursor`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/api-keys")]
pub(crate) async fn list(
    signed: Signed,
    app: Data<App>,
    params: Params<PageParams>,
) -> Result<HttpResponse, Problem> {
    let PageParams { limit, cursor } = params.into_inner();
    let cursors = Cursors::of("api-keys", &signed.user);
    let before: Option<ApiKeyId> = cursors.key(cursor.as_deref())?;
    let page = Page { limit: limit.with_one_more(), before };

    let keys = accounts::list_api_keys(&app, signed.user, page).await?;
    Ok(HttpResponse::Ok().json(List::page(keys, limit, cursors, |key| key.id, ApiKeyView::of)))
}

/// Add an API key
///
/// The key is shown this once. An account has at most ten at a time.
#[utoipa::path(
    operation_id = "createApiKey",
    tag = "Accounts",
    request_body = Option<NewApiKey>,
    responses(
        (status = 201, description = "The key, which is shown this once", body = CreatedApiKeyView),
        (status = 409, description = "`too_many_keys`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/api-keys")]
pub(crate) async fn create(
    signed: Signed,
    app: Data<App>,
    _body: OptionalBody<NewApiKey>,
) -> Result<HttpResponse, Problem> {
    let (key, kept) = accounts::create_api_key(&app, signed.user).await?;
    let view = CreatedApiKeyView {
        id: kept.id.to_string(),
        key: key.reveal().to_owned(),
        hint: kept.hint,
        created_at: Utc(kept.created_at),
    };
    Ok(location::at(HttpResponse::Created().json(view), &app, "/v1/api-keys"))
}

/// Revoke an API key
///
/// It stops working within 5 seconds everywhere, also when it is the key of this call.
#[utoipa::path(
    operation_id = "revokeApiKey",
    tag = "Accounts",
    params(("id" = words::Id, Path, description = "The id of the key.")),
    responses(
        (status = 204, description = "Revoked"),
        (status = 404, description = "`not_found`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[delete("/v1/api-keys/{id}")]
pub(crate) async fn revoke(
    signed: Signed,
    app: Data<App>,
    id: Segment<ApiKeyId>,
) -> Result<HttpResponse, Problem> {
    accounts::revoke_api_key(&app, signed.user, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl ApiKeyView {
    fn of(key: ApiKey) -> Self {
        Self { id: key.id.to_string(), hint: key.hint, created_at: Utc(key.created_at) }
    }
}
