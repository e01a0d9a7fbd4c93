//! What the description of the API knows of a request: which methods its path takes, and
//! whether it takes parameters.
//!
//! Routes are matched with their method, so to them a wrong method looks like a wrong path.

use actix_web::dev::ResourceDef;
use actix_web::http::Method;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use utoipa::openapi::path::{Operation, Parameter, ParameterIn, PathItem};
use utoipa::openapi::{OpenApi, Paths, RefOr};

use crate::pointer::inside;
use crate::problem::{Kind, Problem};

/// The paths of the API.
pub(crate) struct Described {
    paths: Paths,
    /// Each path, and the methods it takes as `Allow` lists them.
    methods: Vec<(ResourceDef, HeaderValue)>,
}

impl Described {
    pub(crate) fn of(description: OpenApi) -> Self {
        let paths = description.paths;
        let allow = |item: &PathItem| HeaderValue::try_from(methods(item).join(", ")).ok();
        let known = paths.paths.iter();
        let methods = known
            .filter_map(|(path, item)| Some((ResourceDef::new(&**path), allow(item)?)))
            .collect();
        Self { paths, methods }
    }

    /// True also where it is not known.
    fn takes_parameters(&self, request: &HttpRequest) -> bool {
        let pattern = request.match_pattern();
        let item = pattern.and_then(|pattern| self.paths.paths.get(&pattern));
        let operation = item.and_then(|item| operation(item, request.method()));
        operation.is_none_or(|operation| operation.parameters.iter().flatten().any(is_in_query))
    }
}

/// Answers for what no route takes: 405 where another method would do, else 404.
pub(crate) async fn refuse(
    request: HttpRequest,
    described: Data<Described>,
) -> Result<HttpResponse, Problem> {
    let known = described.methods.iter().find(|(path, _)| path.is_match(request.path()));
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
    let described = request.app_data::<Data<Described>>();
    if query.is_empty() || described.is_none_or(|described| described.takes_parameters(request)) {
        return Ok(());
    }
    let name = query.split(['=', '&']).next().unwrap_or_default();
    Err(Problem::invalid_field(inside("", name), "this call takes no query parameters"))
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
