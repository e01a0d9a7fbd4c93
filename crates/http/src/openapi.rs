//! The description of the API (OpenAPI 3.1).
//!
//! Each section describes its own calls; here they are put together with what all share.

mod exact;
mod headers;
mod links;
mod older;
mod shared;

use std::sync::OnceLock;

use actix_web::http::header::ContentType;
use actix_web::web::{Bytes, Data, ServiceConfig, get};
use actix_web::{HttpResponse, Responder};
use airside_app::context::App;
use serde_json::Value;
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use crate::problem::Problem;
use crate::section::Section;
use crate::words::IdempotencyKey;

/// What all sections share.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Airside",
        description = "Search, book, pay, fly, cancel: the whole life of a ticket.\n\n\
            Money is an integer of minor units with its currency. Flight times carry the \
            airport's own offset, all other times are UTC. Errors are problems (RFC 9457): \
            test for `code`, show `detail`, quote `request_id`.",
        contact(name = "Airside"),
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    paths(crate::health::healthz, crate::health::readyz, crate::metrics::metrics),
    components(schemas(
        crate::words::ApisFormat,
        Problem,
        IdempotencyKey,
        crate::webhooks::told::BookingEvent,
        crate::webhooks::told::BookingCancelledEvent,
        crate::webhooks::told::ScheduleChangedEvent,
        crate::webhooks::told::DocumentReadyEvent,
        crate::webhooks::told::RefundEvent,
        crate::webhooks::told::FlightCancelledEvent,
        crate::webhooks::told::PingEvent,
    )),
    tags(
        (name = "Accounts", description = "Sign-up, sessions, API keys"),
        (name = "Search", description = "Offers, seat maps, the fare calendar, destinations"),
        (name = "Bookings", description = "Book, and look at bookings"),
        (name = "Payments", description = "Pay for a booking"),
        (name = "Documents", description = "Tickets and receipts as PDF"),
        (name = "Schedule changes", description = "Accept what a timetable did, or be refunded"),
        (name = "Changes", description = "Other journeys in the place of those that were booked"),
        (name = "Cancellations", description = "Quote, confirm, refund"),
        (name = "Reference data", description = "Airports, airlines, the timetable"),
        (name = "Events", description = "What happened, and the webhooks that tell of it"),
        (name = "Webhooks", description = "What the payment gateway calls"),
        (name = "Operators", description = "What the people who run a shop do"),
        (name = "Sandbox", description = "For those who try things out; only with the sandbox gateway"),
        (name = "Service", description = "Health and figures"),
    ),
    modifiers(&Credentials),
)]
struct Description;

/// The ways to prove who calls. Both go into `Authorization: Bearer`.
struct Credentials;

impl Modify for Credentials {
    fn modify(&self, document: &mut Document) {
        let bearer = |description: &str| {
            let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer);
            SecurityScheme::Http(scheme.description(Some(description)).build())
        };
        let components = document.components.get_or_insert_default();
        components
            .add_security_scheme("api_key", bearer("An API key, `air_test_…` or `air_live_…`."));
        components.add_security_scheme(
            "access_token",
            bearer("An access token, from `POST /v1/sessions`."),
        );
    }
}

/// What the handlers say of themselves.
pub(crate) fn annotated(sections: &[Section]) -> Document {
    let sections = sections.iter().map(|section| (section.description)());
    sections.fold(Description::openapi(), Document::merge_from)
}

/// The whole description (OpenAPI 3.1), for clients of a server at this address.
pub(crate) fn description(sections: &[Section], server: &str) -> serde_json::Result<Value> {
    Ok(exact::exact(serde_json::to_value(annotated(sections))?, server))
}

/// The description as it is sent, written when it is first asked for.
#[derive(Default)]
struct Written {
    newest: OnceLock<Bytes>,
    older: OnceLock<Bytes>,
}

/// `GET /openapi.json`, and the same in OpenAPI 3.0.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .app_data(Data::new(Written::default()))
        .route("/openapi.json", get().to(newest))
        .route("/openapi-3.0.json", get().to(oldest));
}

async fn newest(app: Data<App>, written: Data<Written>) -> impl Responder {
    served(&app, &written.newest, |document| document)
}

async fn oldest(app: Data<App>, written: Data<Written>) -> impl Responder {
    served(&app, &written.older, |document| older::older(&document))
}

fn served(
    app: &App,
    written: &OnceLock<Bytes>,
    form: impl FnOnce(Value) -> Value,
) -> Result<HttpResponse, Problem> {
    let body = if let Some(body) = written.get() {
        body.clone()
    } else {
        let document = crate::description_at(&app.settings.public_url);
        let document = document.map_err(|error| Problem::internal(&error))?;
        let body = Bytes::from(form(document).to_string());
        written.get_or_init(|| body).clone()
    };
    Ok(HttpResponse::Ok().content_type(ContentType::json()).body(body))
}
