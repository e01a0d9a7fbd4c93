//! The HTTP API: reads a request, calls one use case, shows the result.
//!
//! Everything that is answered goes through [`configure`], in tests as in production.
//! A request passes `edge` first, then `admission`, then `auth`, then one handler.

mod accounts;
mod admission;
mod auth;
mod bookings;
mod cancellations;
mod date;
mod described;
mod documents;
mod edge;
mod faults;
mod health;
mod idempotency;
mod json;
mod limits;
mod metrics;
mod money;
mod offers;
mod openapi;
mod page;
mod path;
mod payments;
mod pointer;
mod problem;
mod query;
mod read;
mod reference;
mod request;
mod request_id;
mod schedule_changes;
mod section;
mod text;
mod times;
mod told;
mod tree;
mod valid;
mod written;

use std::sync::LazyLock;

use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{self, Data, ServiceConfig};
use airside_app::context::App;
use utoipa::openapi::OpenApi as Document;

pub use admission::{House, Places};
use described::Described;
use section::Section;

pub use told::told;

/// Every call there is, section by section.
const SECTIONS: [Section; 8] = [
    accounts::SECTION,
    reference::SECTION,
    offers::SECTION,
    bookings::SECTION,
    payments::SECTION,
    cancellations::SECTION,
    schedule_changes::SECTION,
    documents::SECTION,
];

/// What requests are held against, made once for all threads.
static DESCRIBED: LazyLock<Data<Described>> =
    LazyLock::new(|| Data::new(Described::of(description())));

/// The description of the whole API (OpenAPI 3.1).
pub fn description() -> Document {
    openapi::description(&SECTIONS)
}

/// Adds the whole API to a server, with as many requests in work at a time as `house` has places.
/// What is not found here is a 404: add services of others, as the payment sandbox, before.
pub fn configure(config: &mut ServiceConfig, app: Data<App>, house: Data<House>) {
    let api = web::scope("")
        .wrap(from_fn(auth::recognise))
        .wrap(Compress::default())
        .wrap(from_fn(admission::admit))
        .wrap(from_fn(edge::pass))
        .app_data(app.clone())
        .app_data(house)
        .app_data(DESCRIBED.clone())
        .configure(routes)
        .default_service(web::to(described::refuse));
    config.app_data(app).service(api);
}

fn routes(config: &mut ServiceConfig) {
    for section in SECTIONS {
        (section.routes)(config);
    }
    openapi::routes(config, description());
    probes(config);
}

/// Adds what a load balancer and a monitoring ask, and nothing else.
pub fn configure_probes(config: &mut ServiceConfig, app: Data<App>) {
    config.app_data(app);
    probes(config);
}

fn probes(config: &mut ServiceConfig) {
    config
        .app_data(Data::new(health::Lately::default()))
        .route("/healthz", web::get().to(health::healthz))
        .route("/healthz", web::head().to(health::healthz))
        .route("/readyz", web::get().to(health::readyz))
        .route("/readyz", web::head().to(health::readyz))
        .route("/metrics", web::get().to(metrics::metrics));
}
