//! `GET, POST /v1/api-keys`, `DELETE /v1/api-keys/{id}`

use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, post};
use airside_app::account::{ApiKey, Scope, Scopes};
use airside_app::accounts;
use airside_app::context::App;
use airside_app::ports::store::Page;
use airside_primitives::ApiKeyId;
use serde::Serialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::auth::Signed;
use crate::faults::Faults;
use crate::json::OptionalBody;
use crate::location;
use crate::page::{Cursors, List, PageParams};
use crate::path::Segment;
use crate::pointer::inside;
use crate::problem::Problem;
use crate::query::Params;
use crate::read::Read;
use crate::request::plain_requests;
use crate::times::Utc;
use crate::tree::Tree;
use crate::valid::printable;
use crate::words;

/// What a new key is called, and what it may be used for.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "web shop", "scopes": ["search", "book", "pay"]}))]
pub(crate) struct NewApiKey {
    /// To recognise it by.
    #[validate(length(max = 100), custom(function = printable))]
    #[schema(max_length = 100)]
    name: Option<String>,
    /// All that the key or session of this call has, where it is left out.
    #[schema(value_type = Option<Vec<words::Scope>>, min_items = 1)]
    scopes: Option<NamedScopes>,
}

/// Scopes by their words, one at least.
struct NamedScopes(Scopes);

impl Read for NamedScopes {
    fn read(tree: Tree, at: &str, faults: &mut Faults) -> Option<Self> {
        let Tree::List(items) = tree else { return faults.must_be(at, "a list", &tree) };
        if items.is_empty() {
            return faults.refuse(at, "must name a scope");
        }
        let scopes: Vec<_> = items
            .into_iter()
            .enumerate()
            .map(|(index, item)| scope(item, &inside(at, index), faults))
            .collect();
        scopes.into_iter().collect::<Option<_>>().map(Self)
    }
}

fn scope(tree: Tree, at: &str, faults: &mut Faults) -> Option<Scope> {
    let word = String::read(tree, at, faults)?;
    let scope = Scope::ALL.into_iter().find(|it| it.code().eq_ignore_ascii_case(word.trim()));
    let known = || Scope::ALL.map(Scope::code).join(", ");
    scope.or_else(|| faults.refuse(at, format!("must be one of {}", known())))
}

plain_requests! {
    NewApiKey { name, scopes }
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
    #[schema(required)]
    name: Option<String>,
    /// What it may be used for, as far as its user may do so.
    #[schema(value_type = Vec<words::Scope>)]
    scopes: Vec<&'static str>,
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
    #[schema(required)]
    name: Option<String>,
    #[schema(value_type = Vec<words::Scope>)]
    scopes: Vec<&'static str>,
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
/// The key is shown this once. It may be used for what the key or session of this call may be used
/// for, or for less. An account has at most ten at a time.
#[utoipa::path(
    operation_id = "createApiKey",
    tag = "Accounts",
    request_body = Option<NewApiKey>,
    responses(
        (status = 201, description = "The key, which is shown this once", body = CreatedApiKeyView),
        (status = 403, description = "`insufficient_scope`", body = Problem),
        (status = 409, description = "`too_many_keys`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/api-keys")]
pub(crate) async fn create(
    signed: Signed,
    app: Data<App>,
    body: OptionalBody<NewApiKey>,
) -> Result<HttpResponse, Problem> {
    let NewApiKey { name, scopes } = body.value;
    let scopes = scopes.map(|NamedScopes(scopes)| scopes);
    let (key, kept) = accounts::create_api_key(&app, &signed, name, scopes).await?;
    let view = CreatedApiKeyView {
        id: kept.id.to_string(),
        key: key.reveal().to_owned(),
        hint: kept.hint,
        name: kept.name,
        scopes: kept.scopes.iter().map(Scope::code).collect(),
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
        Self {
            id: key.id.to_string(),
            hint: key.hint,
            name: key.name,
            scopes: key.scopes.iter().map(Scope::code).collect(),
            created_at: Utc(key.created_at),
        }
    }
}
