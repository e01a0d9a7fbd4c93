//! Sign-up, sessions and API keys.

mod api_keys;
mod sessions;
mod users;

use actix_web::web::ServiceConfig;
use utoipa::OpenApi;

/// Every route of this section.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(users::sign_up)
        .service(users::me)
        .service(sessions::log_in)
        .service(sessions::refresh)
        .service(sessions::log_out)
        .service(api_keys::list)
        .service(api_keys::create)
        .service(api_keys::revoke);
}

/// This section of the API's description.
#[derive(OpenApi)]
#[openapi(paths(
    users::sign_up,
    users::me,
    sessions::log_in,
    sessions::refresh,
    sessions::log_out,
    api_keys::list,
    api_keys::create,
    api_keys::revoke,
))]
pub(crate) struct Description;
