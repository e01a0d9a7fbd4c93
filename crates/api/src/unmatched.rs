//! What no route takes: 405 where another method would have been right, else 404.
//!
//! Routes are matched with their method, so a wrong method looks like a wrong path;
//! the description of the API knows better.

use std::sync::LazyLock;

use actix_web::dev::ResourceDef;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use utoipa::openapi::path::PathItem;

use crate::openapi;
use crate::problem::{Kind, Problem};

/// Each path of the API, and the methods it takes as `Allow` lists them.
static METHODS: LazyLock<Vec<(ResourceDef, HeaderValue)>> = LazyLock::new(|| {
    let paths = openapi::description().paths.paths;
    let methods = |item: &PathItem| HeaderValue::try_from(methods(item).join(", ")).ok();
    paths
        .iter()
        .filter_map(|(path, item)| Some((ResourceDef::new(&**path), methods(item)?)))
        .collect()
});

/// Answers for whatever is not there.
pub(crate) async fn refuse(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let known = METHODS.iter().find(|(path, _)| path.is_match(request.path()));
    Err(match known {
        Some((_, methods)) => {
            Problem::from(Kind::MethodNotAllowed).with_header(ALLOW, methods.clone())
        }
        None => Problem::not_found(),
    })
}

fn methods(item: &PathItem) -> Vec<&'static str> {
    let PathItem { get, put, post, delete, patch, .. } = item;
    let all = [("GET", get), ("PUT", put), ("POST", post), ("DELETE", delete), ("PATCH", patch)];
    all.into_iter().filter(|(_, operation)| operation.is_some()).map(|(name, _)| name).collect()
}
