//! The HTTP API: reads a request, calls one use case, shows the result.
//!
//! Everything that is answered goes through [`configure`], in tests as in production.
//! A request passes `edge` first, then `admission`, then `auth`, then one handler.

mod access;
mod accounts;
mod admission;
mod auth;
mod body;
mod bookings;
mod browser;
mod caching;
mod cancellations;
mod changes;
mod cors;
mod csv;
mod date;
mod departures;
mod described;
mod desk;
mod documents;
mod edge;
mod faults;
mod head;
mod health;
mod idempotency;
mod json;
mod limits;
mod location;
mod metrics;
mod money;
mod offers;
mod openapi;
mod page;
mod pages;
mod patch;
mod path;
mod payments;
mod phone;
mod pointer;
mod problem;
mod query;
mod read;
mod reason;
mod reference;
mod request;
mod request_id;
mod sandbox;
mod schedule_changes;
mod section;
mod spelling;
mod text;
mod times;
mod told;
mod trade;
mod tree;
mod valid;
mod webhooks;
mod words;
mod written;

use std::sync::LazyLock;

use actix_web::guard;
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{self, Data, ServiceConfig};
use airside_app::context::App;
use serde_json::Value;

pub use admission::{House, Places};
use described::Described;
pub use limits::address;
pub use pages::Pages;
use section::Section;

pub use told::told;

/// Every call there is, section by section.
const SECTIONS: [Section; 14] = [
    accounts::SECTION,
    reference::SECTION,
    offers::SECTION,
    bookings::SECTION,
    payments::SECTION,
    cancellations::SECTION,
    changes::SECTION,
    schedule_changes::SECTION,
    documents::SECTION,
    desk::SECTION,
    departures::SECTION,
    trade::SECTION,
    webhooks::SECTION,
    sandbox::SECTION,
];

/// What requests are held against, made once for all threads.
static DESCRIBED: LazyLock<Data<Described>> =
    LazyLock::new(|| Data::new(Described::of(openapi::annotated(&SECTIONS))));

/// The description of the whole API (OpenAPI 3.1), as a server says it that is tried out.
///
/// # Errors
///
/// It cannot be written as JSON, which a test excludes.
pub fn description() -> serde_json::Result<Value> {
    description_at(problem::HERE)
}

fn description_at(server: &str) -> serde_json::Result<Value> {
    openapi::description(&SECTIONS, server)
}

/// Adds the whole API to a server, with as many requests in work at a time as `house` has places.
/// What is not found here is a 404: add services of others, as the payment sandbox, before. `pages`
/// adds those that stand in front of our own and pass what every request passes.
pub fn configure(config: &mut ServiceConfig, app: Data<App>, house: Data<House>, pages: Pages) {
    let api = web::scope("")
        .wrap(from_fn(auth::recognise))
        .wrap(from_fn(caching::tag))
        .wrap(Compress::default())
        .wrap(from_fn(admission::admit))
        .wrap(from_fn(edge::pass))
        .app_data(app.clone())
        .app_data(house)
        .app_data(pages)
        .app_data(DESCRIBED.clone())
        .configure(pages.routes)
        .configure(routes)
        .default_service(web::to(described::refuse));
    config.app_data(app).service(api);
}

fn routes(config: &mut ServiceConfig) {
    for section in SECTIONS {
        (section.routes)(config);
    }
    openapi::routes(config);
    browser::routes(config);
    probes(config);
}

/// Adds what a load balancer and a monitoring ask, and nothing else.
pub fn configure_probes(config: &mut ServiceConfig, app: Data<App>) {
    config.app_data(app);
    probes(config);
}

fn probes(config: &mut ServiceConfig) {
    // A document worker has no `edge` that would answer HEAD.
    let look = || web::route().guard(guard::Any(guard::Get()).or(guard::Head()));
    config
        .app_data(Data::new(health::Lately::default()))
        .app_data(Data::new(metrics::Counted::default()))
        .route("/healthz", look().to(health::healthz))
        .route("/readyz", look().to(health::readyz))
        .route("/metrics", look().to(metrics::metrics));
}
