//! `GET /places?q=`: airports while their name is being typed, as options of the form.

use actix_web::http::header::{CACHE_CONTROL, ContentType};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use airside_app::App;
use maud::html;

use crate::form::Fields;
use crate::refusal::Refusal;
use crate::visitor::Visitor;

/// So many are shown.
const MOST: usize = 8;
/// No name is longer.
const LONGEST: usize = 80;

#[get("/places")]
pub(super) async fn complete(
    app: Data<App>,
    request: HttpRequest,
    _visitor: Visitor,
) -> Result<HttpResponse, Refusal> {
    let fields = Fields::of(request.query_string().as_bytes());
    let typed: String = fields.get("q").chars().take(LONGEST).collect();
    let world = app.world.load();
    let found =
        if typed.is_empty() { Vec::new() } else { world.index.search_airports(Some(&typed), None) };
    let options = html! {
        @for airport in found.into_iter().take(MOST) {
            option value=(format_args!("{} ({})", airport.city, airport.iata)) {
                (airport.name) ", " (airport.country)
            }
        }
    };
    Ok(HttpResponse::Ok()
        .content_type(ContentType::html())
        .insert_header((CACHE_CONTROL, "private, max-age=300"))
        .body(options.into_string()))
}
