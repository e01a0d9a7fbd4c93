//! Every address of the sandbox, in one table.

mod balance;
mod checkout_sessions;
mod disputes;
mod events;
mod hosted_page;
mod payment_intents;
mod refunds;
mod webhook_endpoints;

use actix_web::body::MessageBody;
use actix_web::dev::{HttpServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::{Next, from_fn};
use actix_web::web::{Data, Json, JsonConfig, PathConfig, delete, get, post, resource};
use actix_web::{HttpRequest, HttpResponse, Route};

use crate::call::{Call, Operation, answer, authorize};
use crate::faults::Fault;
use crate::refusal::Refusal;
use crate::sandbox::Sandbox;

/// Everything under `/sandbox`.
pub(crate) fn scope(sandbox: Data<Sandbox>) -> impl HttpServiceFactory + 'static {
    let stripe = actix_web::web::scope("/stripe/v1")
        .service(resource("/balance").route(get().to(balance::retrieve)))
        .service(resource("/checkout/sessions").route(call(post(), checkout_sessions::create)))
        .service(
            resource("/checkout/sessions/{id}").route(call(get(), checkout_sessions::retrieve)),
        )
        .service(
            resource("/checkout/sessions/{id}/expire")
                .route(call(post(), checkout_sessions::expire)),
        )
        .service(
            resource("/payment_intents")
                .route(call(post(), payment_intents::create))
                .route(call(get(), payment_intents::list)),
        )
        .service(resource("/payment_intents/{id}").route(call(get(), payment_intents::retrieve)))
        .service(
            resource("/payment_intents/{id}/confirm").route(call(post(), payment_intents::confirm)),
        )
        .service(
            resource("/payment_intents/{id}/cancel").route(call(post(), payment_intents::cancel)),
        )
        .service(
            resource("/refunds")
                .route(call(post(), refunds::create))
                .route(call(get(), refunds::list)),
        )
        .service(resource("/refunds/{id}").route(call(get(), refunds::retrieve)))
        .service(resource("/disputes").route(call(get(), disputes::list)))
        .service(
            resource("/disputes/{id}")
                .route(call(get(), disputes::retrieve))
                .route(call(post(), disputes::update)),
        )
        .service(resource("/disputes/{id}/close").route(call(post(), disputes::close)))
        .service(
            resource("/webhook_endpoints")
                .route(call(post(), webhook_endpoints::create))
                .route(call(get(), webhook_endpoints::list)),
        )
        .service(
            resource("/webhook_endpoints/{id}")
                .route(call(get(), webhook_endpoints::retrieve))
                .route(call(delete(), webhook_endpoints::remove)),
        )
        .service(resource("/events").route(call(get(), events::list)))
        .service(resource("/events/{id}").route(call(get(), events::retrieve)))
        .default_service(actix_web::web::to(unknown_address));

    scope_of(sandbox)
        .service(stripe)
        .service(
            actix_web::web::scope("/payments/{id}")
                .route("", get().to(hosted_page::show))
                .route("/approve", post().to(hosted_page::approve))
                .route("/decline", post().to(hosted_page::decline)),
        )
        .wrap(from_fn(name_request))
}

fn scope_of(sandbox: Data<Sandbox>) -> actix_web::Scope {
    let malformed = |error: String| Refusal::invalid(error).into();
    actix_web::web::scope("/sandbox")
        .app_data(sandbox)
        .app_data(JsonConfig::default().error_handler(move |error, _| malformed(error.to_string())))
        .app_data(PathConfig::default().error_handler(move |error, _| malformed(error.to_string())))
        .route("/faults", post().to(inject))
        .default_service(actix_web::web::to(unknown_address))
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
    if sandbox.access.faults_need_key {
        authorize(&request)?;
    }
    sandbox.inject(fault.into_inner());
    Ok(HttpResponse::NoContent().finish())
}

async fn unknown_address(request: HttpRequest) -> Result<HttpResponse, Refusal> {
    Err(Refusal::unknown_address(request.method().as_str(), request.path()))
}
