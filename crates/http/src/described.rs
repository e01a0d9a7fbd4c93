//! What the description of the API knows of a request: which methods its path takes, and
//! whether it takes parameters.
//!
//! Routes are matched with their method, so to them a wrong method looks like a wrong path.

use std::sync::LazyLock;

use actix_web::dev::ResourceDef;
use actix_web::http::Method;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use utoipa::openapi::path::{Operation, Parameter, ParameterIn, PathItem};
use utoipa::openapi::{Paths, RefOr};

use crate::openapi;
use crate::problem::{Kind, Problem};

static PATHS: LazyLock<Paths> = LazyLock::new(|| openapi::description().paths);

/// Each path of the API, and the methods it takes as `Allow` lists them.
static METHODS: LazyLock<Vec<(ResourceDef, HeaderValue)>> = LazyLock::new(|| {
    let methods = |item: &PathItem| HeaderValue::try_from(methods(item).join(", ")).ok();
    let known = PATHS.paths.iter();
    known.filter_map(|(path, item)| Some((ResourceDef::new(&**path), methods(item)?))).collect()
});

/// Answers for what no route takes: 405 where another method would do, else 404.
pub(crate) async fn refuse(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let known = METHODS.iter().find(|(path, _)| path.is_match(request.path()));
    Err(match known {
        Some((_, methods)) => {
            Problem::from(Kind::MethodNotAllowed).with_header(ALLOW, methods.clone())
        }
        None => Problem::not_found(),
    })
}

/// Refuses a query where a call takes none: nobody else would read it, and a misspelt
/// parameter must not pass in silence.
pub(crate) fn refuse_needless_query(request: &HttpRequest) -> Result<(), Problem> {
    let query = request.query_string();
    if query.is_empty() || takes_parameters(request) {
        return Ok(());
    }
    let name = query.split(['=', '&']).next().unwrap_or_default();
    Err(Problem::invalid_field(format!("/{name}"), "this call takes no query parameters"))
}

/// True also where it is not known.
fn takes_parameters(request: &HttpRequest) -> bool {
    let pattern = request.match_pattern();
    let item = pattern.and_then(|pattern| PATHS.paths.get(&pattern));
    let operation = item.and_then(|item| operation(item, request.method()));
    operation.is_none_or(|operation| operation.parameters.iter().flatten().any(is_in_query))
}

fn is_in_query(parameter: &RefOr<Parameter>) -> bool {
    match parameter {
        RefOr::T(parameter) => parameter.parameter_in == ParameterIn::Query,
        RefOr::Ref(_) => true,
    }
}

fn operation<'a>(item: &'a PathItem, method: &Method) -> Option<&'a Operation> {
    let mut known = operations(item).into_iter();
    known.find(|(name, _)| *name == method.as_str()).and_then(|(_, operation)| operation)
}

fn methods(item: &PathItem) -> Vec<&'static str> {
    let known = operations(item).into_iter();
    known.filter(|(_, operation)| operation.is_some()).map(|(name, _)| name).collect()
}

fn operations(item: &PathItem) -> [(&'static str, Option<&Operation>); 5] {
    let PathItem { get, put, post, delete, patch, .. } = item;
    [("GET", get), ("PUT", put), ("POST", post), ("DELETE", delete), ("PATCH", patch)]
        .map(|(name, operation)| (name, operation.as_ref()))
}
