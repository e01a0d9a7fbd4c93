//! What the description of the API knows of a request: which methods its path takes, and
//! whether it takes parameters. Pages for browsers are not in it, and are named here.
//!
//! Routes are matched with their method, so to them a wrong method looks like a wrong path.

use actix_web::dev::ResourceDef;
use actix_web::http::Method;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use utoipa::openapi::path::{Operation, Parameter, ParameterIn, PathItem};
use utoipa::openapi::{OpenApi, Paths, RefOr};

use crate::browser::{Refused, is_browser};
use crate::pointer::inside;
use crate::problem::{Kind, Problem};

/// Pages, and what belongs to them.
const PAGES: &[&str] = &[
    "/",
    "/about",
    "/docs",
    "/assets/{version}/{name}",
    "/openapi.json",
    "/openapi-3.0.json",
    "/payments/return",
    "/account/password",
    "/account/email",
];

/// The paths of the API.
pub(crate) struct Described {
    paths: Paths,
    /// Each path, and the methods it takes.
    methods: Vec<(ResourceDef, Vec<&'static str>)>,
}

impl Described {
    pub(crate) fn of(description: OpenApi) -> Self {
        let paths = description.paths;
        let calls = paths.paths.iter().map(|(path, item)| (path.as_str(), methods(item)));
        let pages = PAGES.iter().map(|path| (*path, vec!["GET"]));
        let methods = calls.chain(pages).map(|(path, methods)| (ResourceDef::new(path), methods));
        Self { methods: methods.collect(), paths }
    }

    /// True also where it is not known.
    fn takes_parameters(&self, request: &HttpRequest) -> bool {
        let pattern = request.match_pattern();
        let item = pattern.and_then(|pattern| self.paths.paths.get(&pattern));
        let operation = item.and_then(|item| operation(item, request.method()));
        operation.is_none_or(|operation| operation.parameters.iter().flatten().any(is_in_query))
    }
}

/// Where nothing is for people to read.
const API: &str = "/v1/";

/// Answers for what no route takes: with what one would take where OPTIONS asks for it, 405 where
/// another method would do, else 404; a page of it for who reads pages.
pub(crate) async fn refuse(
    request: HttpRequest,
    described: Data<Described>,
) -> Result<HttpResponse, Problem> {
    let mut known = described.methods.iter();
    let known = known.find(|(path, _)| path.is_match(request.path())).map(|(_, methods)| methods);
    match known {
        Some(methods) if request.method() == Method::OPTIONS => {
            Ok(HttpResponse::NoContent().insert_header((ALLOW, allow(methods))).finish())
        }
        // A page that would be here is not.
        Some(methods) if methods.contains(&request.method().as_str()) => Err(Problem::not_found()),
        Some(methods) => {
            let allow = HeaderValue::try_from(allow(methods));
            let problem = Problem::from(Kind::MethodNotAllowed);
            Err(allow.into_iter().fold(problem, |problem, allow| problem.with_header(ALLOW, allow)))
        }
        None if is_browser(&request) && !request.path().starts_with(API) => {
            let depth = request.path().matches('/').count().saturating_sub(1);
            let (title, root) = ("There is no such page", "../".repeat(depth));
            let next = "Look at its address once more, or go to the first page of this server.";
            Ok(Refused { title, next, root: &root }.answer(&Problem::not_found()))
        }
        None => Err(Problem::not_found()),
    }
}

/// What answers GET answers HEAD, and everything answers OPTIONS.
fn allow(methods: &[&str]) -> String {
    format!("{}, OPTIONS", methods.join(", ").replace("GET", "GET, HEAD"))
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
