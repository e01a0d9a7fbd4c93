//! What every request passes first and every answer last.
//!
//! An answer of the framework's own (no route, wrong method) has no body yet: it becomes
//! a problem here. So does a panic, which would otherwise close the connection.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpResponse, ResponseError};
use airside_app::context::App;
use airside_app::traces::{self, TRACEPARENT};
use airside_primitives::UserId;
use futures::FutureExt;
use tracing::Instrument;

use crate::metrics::{REQUESTS, called};
use crate::pages::Pages;
use crate::problem::{Kind, Problem};
use crate::request_id::{RequestId, X_REQUEST_ID};
use crate::{auth, caching, cors, head, limits};

/// The route of a path that is none of ours, in the log and in the metrics.
const UNMATCHED: &str = "unmatched";

/// What a load balancer and a monitoring ask.
const PROBES: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// The outermost middleware.
pub(crate) async fn pass(
    app: Data<App>,
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let passing = Passing::begin(&app, &request);
    // Not the path: whoever takes a key for an id writes it there.
    let route = request.match_pattern();
    let span = tracing::info_span!(
        "request",
        request.id = passing.id.as_str(),
        // The client chooses the word: it may be a key.
        method = called(request.method().as_str()),
        route = route.as_deref().unwrap_or(UNMATCHED),
    );
    let from_outside = request.headers().get(TRACEPARENT).and_then(|it| it.to_str().ok());
    if let Some(trace) = from_outside {
        traces::follow(&span, trace);
    }
    traces::name(&span, || {
        format!("{} {}", called(request.method().as_str()), route.as_deref().unwrap_or(UNMATCHED))
    });
    if let Some(answer) = passing.page.preflight(request.request()) {
        return Ok(span.in_scope(|| passing.finish(request.into_response(answer))));
    }

    let is_head = head::as_get(&mut request);
    let answering = AssertUnwindSafe(next.call(request)).catch_unwind();
    let outcome = answering.instrument(span.clone()).await;
    let _in_span = span.enter();
    let problem = match outcome {
        Ok(Ok(response)) => {
            let response = with_problem(response, &passing);
            let answer = passing.finish(caching::settle(response));
            return Ok(if is_head { head::without_body(answer) } else { answer });
        }
        Ok(Err(error)) => problem_of(&error),
        Err(panic) => problem_of_panic(&*panic),
    };
    // The request went down with the handler, so there is nothing to answer but an error.
    Err(passing.fail(problem).into())
}

/// What is kept of a request for its answer.
struct Passing {
    app: Data<App>,
    id: RequestId,
    method: Method,
    started: Instant,
    page: cors::Caller,
}

impl Passing {
    fn begin(app: &Data<App>, request: &ServiceRequest) -> Self {
        Self {
            app: app.clone(),
            id: RequestId::of(request, &*app.ports.entropy),
            method: request.method().clone(),
            started: Instant::now(),
            page: cors::Caller::of(request.request(), &app.settings.cors_origins),
        }
    }

    fn finish(&self, mut response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
        let mut added = HeaderMap::new();
        limits::write_headers(response.request(), &mut added);
        let headers = response.headers_mut();
        for (name, value) in added.into_iter().chain(self.page.headers()) {
            headers.append(name, value);
        }
        headers.insert(X_REQUEST_ID, self.id.header());
        for (name, value) in self.security_headers() {
            if !headers.contains_key(&name) {
                headers.insert(name, value);
            }
        }

        let route = response.request().match_pattern();
        let user = auth::user_of(response.request());
        self.answer(route.as_deref().unwrap_or(UNMATCHED), response.status(), user);
        response
    }

    fn fail(&self, problem: Problem) -> Problem {
        self.answer("unknown", problem.status_code(), None);
        let problem = self.answered(problem).with_header(X_REQUEST_ID, self.id.header());
        let with_header = |problem: Problem, (name, value)| problem.with_header(name, value);
        self.page.headers().into_iter().chain(self.security_headers()).fold(problem, with_header)
    }

    fn answered(&self, problem: Problem) -> Problem {
        problem.answered(&self.app.settings.public_url, self.id.as_str())
    }

    /// Counts it, and writes the line of the access log, whose span has the method, the route and
    /// the id of the request. What a monitoring asks every few seconds is not worth a line.
    fn answer(&self, route: &str, status: StatusCode, user: Option<UserId>) {
        let (status, took) = (status.as_u16(), self.started.elapsed());
        REQUESTS.observe(self.method.as_str(), route, status, took);
        let duration_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let user = user.map(tracing::field::display);
        if PROBES.contains(&route) {
            tracing::debug!(status, duration_us, "answered");
        } else {
            tracing::info!(status, duration_us, user.id = user, "answered");
        }
    }

    fn security_headers(&self) -> impl Iterator<Item = (HeaderName, HeaderValue)> {
        let is_secure = self.app.settings.public_url.starts_with("https:");
        let transport = (header::STRICT_TRANSPORT_SECURITY, HTTPS_FOR_A_YEAR);
        SECURITY_HEADERS.into_iter().chain(is_secure.then_some(transport))
    }
}

/// Gives a problem the id of its request, and a body to an error that has none.
fn with_problem<B: MessageBody + 'static>(
    response: ServiceResponse<B>,
    passing: &Passing,
) -> ServiceResponse<BoxBody> {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response.map_into_boxed_body();
    }
    let known = response.response().error().and_then(|error| error.as_error::<Problem>());
    let problem = match known {
        Some(problem) => problem.clone(),
        None if is_plain(response.headers()) => Problem::of_status(status),
        None => return of_a_page(response),
    };
    let mut answer: HttpResponse = passing.answered(problem).error_response();
    if let Some(allow) = response.headers().get(header::ALLOW) {
        answer.headers_mut().insert(header::ALLOW, allow.clone());
    }
    response.into_response(answer)
}

/// An error that a page ended with, as the page would have it said to this visitor.
fn of_a_page<B: MessageBody + 'static>(response: ServiceResponse<B>) -> ServiceResponse<BoxBody> {
    let pages = response.request().app_data::<Pages>();
    let error = response.response().error();
    let said = pages.zip(error).and_then(|(it, error)| (it.refused)(response.request(), error));
    match said {
        Some(answer) => response.into_response(answer),
        None => response.map_into_boxed_body(),
    }
}

/// Whether the framework wrote it: our own pages say that they are HTML or JSON.
fn is_plain(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content_type.is_none_or(|media_type| media_type.starts_with("text/plain"))
}

fn problem_of(error: &Error) -> Problem {
    match error.as_error::<Problem>() {
        Some(problem) => problem.clone(),
        None => Problem::of_status(error.as_response_error().status_code()),
    }
}

fn problem_of_panic(panic: &(dyn Any + Send)) -> Problem {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(panic = text.unwrap_or("no message"), "a request panicked");
    Problem::from(Kind::Internal)
}

const SECURITY_HEADERS: [(HeaderName, HeaderValue); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    // Answers are somebody's own; what may be kept says so itself.
    (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
];
/// Said where clients reach us by https. Of other hosts below ours we know nothing.
const HTTPS_FOR_A_YEAR: HeaderValue = HeaderValue::from_static("max-age=31536000");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_tells_the_client_nothing() {
        let problem = problem_of_panic(&"the seat map of 12A");
        assert_eq!(problem.kind(), Kind::Internal);
        assert!(!problem.to_string().contains("12A"));
    }
}
