//! Every address of the sandbox, in one table.

mod balance;
mod charges;
mod checkout_sessions;
mod disputes;
mod events;
mod hosted_page;
mod payment_intents;
mod refunds;
mod test_clocks;
mod webhook_endpoints;

use actix_web::body::MessageBody;
use actix_web::dev::{HttpServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::guard::fn_guard;
use actix_web::http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use actix_web::middleware::{Next, from_fn};
use actix_web::web::{Data, Json, JsonConfig, PathConfig, delete, get, post, resource, to};
use actix_web::{HttpRequest, HttpResponse, Resource, Route, Scope};
use sha2::{Digest as _, Sha256};

use crate::call::{Call, Operation, answer, authorize};
use crate::faults::Fault;
use crate::refusal::Refusal;
use crate::sandbox::Sandbox;
use crate::settings::FaultsFor;

/// Everything under `/sandbox`.
pub(crate) fn scope(sandbox: Data<Sandbox>) -> impl HttpServiceFactory + 'static {
    let malformed = |error: String| Refusal::invalid(error).into();
    actix_web::web::scope("/sandbox")
        // The server around it moves its own time on.
        .guard(fn_guard(|asked| asked.head().uri.path() != "/sandbox/clock/advance"))
        .app_data(sandbox)
        .app_data(JsonConfig::default().error_handler(move |error, _| malformed(error.to_string())))
        .app_data(PathConfig::default().error_handler(move |error, _| malformed(error.to_string())))
        .service(at("/faults").route(post().to(inject)))
        .service(stripe("/stripe/v1"))
        .service(at("/assets/{version}/{name}").route(get().to(hosted_page::asset)))
        .service(at("/payments/{id}").route(get().to(hosted_page::show)))
        .service(at("/payments/{id}/approve").route(post().to(hosted_page::approve)))
        .service(at("/payments/{id}/decline").route(post().to(hosted_page::decline)))
        .default_service(to(unknown_address))
        .wrap(from_fn(name_request))
}

/// Stripe's API where Stripe itself has it, for libraries that are told a host and no path.
pub(crate) fn of_host(sandbox: Data<Sandbox>) -> impl HttpServiceFactory + 'static {
    stripe("/v1").app_data(sandbox).wrap(from_fn(name_request))
}

/// Stripe's API under this path.
fn stripe(path: &str) -> Scope {
    let sessions = "/checkout/sessions";
    actix_web::web::scope(path)
        .service(at("/balance").route(get().to(balance::retrieve)))
        .service(at("/charges").route(call(get(), charges::list)))
        .service(at("/charges/{id}").route(call(get(), charges::retrieve)))
        .service(at(sessions).route(call(post(), checkout_sessions::create)))
        .service(at(&format!("{sessions}/{{id}}")).route(call(get(), checkout_sessions::retrieve)))
        .service(
            at(&format!("{sessions}/{{id}}/expire")).route(call(post(), checkout_sessions::expire)),
        )
        .service(
            at("/payment_intents")
                .route(call(post(), payment_intents::create))
                .route(call(get(), payment_intents::list)),
        )
        .service(at("/payment_intents/{id}").route(call(get(), payment_intents::retrieve)))
        .service(at("/payment_intents/{id}/confirm").route(call(post(), payment_intents::confirm)))
        .service(at("/payment_intents/{id}/cancel").route(call(post(), payment_intents::cancel)))
        .service(
            at("/refunds").route(call(post(), refunds::create)).route(call(get(), refunds::list)),
        )
        .service(at("/refunds/{id}").route(call(get(), refunds::retrieve)))
        .service(at("/disputes").route(call(get(), disputes::list)))
        .service(
            at("/disputes/{id}")
                .route(call(get(), disputes::retrieve))
                .route(call(post(), disputes::update)),
        )
        .service(at("/disputes/{id}/close").route(call(post(), disputes::close)))
        .service(
            at("/webhook_endpoints")
                .route(call(post(), webhook_endpoints::create))
                .route(call(get(), webhook_endpoints::list)),
        )
        .service(
            at("/webhook_endpoints/{id}")
                .route(call(get(), webhook_endpoints::retrieve))
                .route(call(delete(), webhook_endpoints::remove)),
        )
        .service(
            at("/test_helpers/test_clocks/{id}/advance").route(call(post(), test_clocks::advance)),
        )
        .service(at("/events").route(call(get(), events::list)))
        .service(at("/events/{id}").route(call(get(), events::retrieve)))
        .default_service(to(unknown_address))
}

/// An address; as at Stripe, one that is asked in another way is not known.
fn at(path: &str) -> Resource {
    resource(path).default_service(to(unknown_address))
}

/// A route that runs an operation of Stripe's API.
fn call(route: Route, operation: Operation) -> Route {
    route.to(move |sandbox: Data<Sandbox>, call: Call| answer(sandbox, call, operation))
}

/// Gives every answer an id, as Stripe does, by which people can refer to it.
async fn name_request(
    sandbox: Data<Sandbox>,
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let id = sandbox.store.context.new_id("req_");
    let mut response = next.call(request).await?;
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HeaderName::from_static("request-id"), id);
    }
    Ok(response)
}

async fn inject(
    sandbox: Data<Sandbox>,
    request: HttpRequest,
    fault: Json<Fault>,
) -> Result<HttpResponse, Refusal> {
    match &sandbox.access.faults_for {
        FaultsFor::Anybody => (),
        FaultsFor::KeyHolders => authorize(&request)?,
        FaultsFor::TokenHolders(token) => show_token(&request, token)?,
    }
    sandbox.inject(fault.into_inner());
    Ok(HttpResponse::NoContent().finish())
}

/// Refuses whoever does not show this token; an empty one is nobody's.
fn show_token(request: &HttpRequest, token: &str) -> Result<(), Refusal> {
    let shown = request.headers().get(AUTHORIZATION).and_then(|it| it.to_str().ok());
    let shown = shown.and_then(|it| it.strip_prefix("Bearer ")).unwrap_or_default();
    let is_it = Sha256::digest(shown) == Sha256::digest(token);
    if is_it && !token.is_empty() { Ok(()) } else { Err(Refusal::no_token()) }
}

pub(crate) async fn unknown_address(request: HttpRequest) -> Result<HttpResponse, Refusal> {
    Err(Refusal::unknown_address(request.method().as_str(), request.path()))
}
