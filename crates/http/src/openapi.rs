//! The description of the API (OpenAPI 3.1), and its page, which needs no network.
//!
//! Each section describes its own calls; here they are put together with what all share.

use actix_web::web::{Redirect, ServiceConfig, redirect};
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_swagger_ui::SwaggerUi;

use crate::problem::Problem;
use crate::section::Section;

/// What all sections share.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Airside",
        description = "Search, book, pay, fly, cancel: the whole life of a ticket.\n\n\
            Money is an integer of minor units with its currency. Flight times carry the \
            airport's own offset, all other times are UTC. Errors are problems (RFC 9457): \
            test for `code`, show `detail`, quote `request_id`.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    paths(crate::health::healthz, crate::health::readyz, crate::metrics::metrics),
    components(schemas(Problem)),
    tags(
        (name = "Accounts", description = "Sign-up, sessions, API keys"),
        (name = "Reference data", description = "Airports, airlines, the timetable"),
        (name = "Search", description = "Offers, seat maps, the fare calendar, destinations"),
        (name = "Bookings", description = "Book, and look at bookings"),
        (name = "Payments", description = "Pay for a booking"),
        (name = "Documents", description = "Tickets and receipts as PDF"),
        (name = "Cancellations", description = "Quote, confirm, refund"),
        (name = "Schedule changes", description = "Accept what a timetable did, or be refunded"),
        (name = "Webhooks", description = "What the payment gateway calls"),
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

/// The whole description.
pub(crate) fn description(sections: &[Section]) -> Document {
    let sections = sections.iter().map(|section| (section.description)());
    sections.fold(Description::openapi(), Document::merge_from)
}

/// `GET /openapi.json` and `GET /docs`.
pub(crate) fn routes(config: &mut ServiceConfig, description: Document) {
    config
        .service(to_page())
        .service(SwaggerUi::new("/docs/{_:.*}").url("/openapi.json", description));
}

fn to_page() -> Redirect {
    redirect("/docs", "/docs/")
}
