//! Figures for Prometheus: of requests, of what the process did, and of what waits in the store.

mod requests;
mod rooms;
mod stored;

use actix_web::HttpResponse;
use actix_web::web::Data;
use airside_app::App;
use prometheus::{Encoder, TextEncoder};

use crate::admission::House;
use crate::problem::Problem;

pub(crate) use requests::{REQUESTS, called};
pub(crate) use rooms::RoomFigures;
pub(crate) use stored::Counted;

/// Figures for Prometheus
///
/// In its text format.
#[utoipa::path(
    get, path = "/metrics", operation_id = "getMetrics", tag = "Service", security(()),
    responses((status = 200, description = "Figures for Prometheus", content_type = "text/plain", body = String))
)]
pub(crate) async fn metrics(
    app: Data<App>,
    house: Option<Data<House>>,
    counted: Data<Counted>,
) -> Result<HttpResponse, Problem> {
    let mut figures = REQUESTS.gather();
    // A document worker has none.
    figures.extend(house.iter().flat_map(|house| house.figures()));
    figures.extend(app.figures.registry.gather());
    figures.extend(counted.look(&app).await);
    let encoder = TextEncoder::new();
    let mut text = Vec::new();
    encoder.encode(&figures, &mut text).map_err(|error| Problem::internal(&error))?;
    Ok(HttpResponse::Ok().content_type(encoder.format_type()).body(text))
}
