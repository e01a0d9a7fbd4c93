//! `GET /assets/{version}/{name}`: styles and scripts of the pages.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::web::Path;
use actix_web::{HttpResponse, get};
use airside_pages::asset;

use crate::problem::Problem;

#[get("/assets/{version}/{name}")]
pub(crate) async fn get(path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (version, name) = path.into_inner();
    let asset = asset(&version, &name).ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok()
        .content_type(asset.media_type)
        .insert_header((CACHE_CONTROL, asset.kept))
        .body(asset.text))
}
