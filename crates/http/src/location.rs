//! Where what was made can be looked at: the `Location` of a 201, absolute as every address that
//! is handed out.

use std::fmt::Display;

use actix_web::HttpResponse;
use actix_web::http::header::{HeaderValue, LOCATION};
use airside_app::context::App;

/// The answer, with the address of a path of ours.
pub(crate) fn at(mut response: HttpResponse, app: &App, path: impl Display) -> HttpResponse {
    let address = format!("{}{path}", app.settings.public_url);
    if let Ok(address) = HeaderValue::try_from(address) {
        response.headers_mut().insert(LOCATION, address);
    }
    response
}
