//! `GET /v1/bookings/{booking_ref}/seat-maps`

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::bookings::read::own_booking;
use airside_app::offers::seat_map::booked_seat_maps;
use serde::Serialize;
use utoipa::ToSchema;

use super::read_reference;
use crate::auth::Signed;
use crate::offers::seat_map::SeatMapView;
use crate::problem::Problem;
use crate::words;

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BookedSeatMaps)]
pub(crate) struct BookedSeatMapsView {
    /// In the order of travel; none of a flight that has departed or waits for the answer to a change.
    flights: Vec<BookedSeatMapView>,
}

/// The cabin of one flight of a booking.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BookedSeatMap)]
struct BookedSeatMapView {
    #[schema(value_type = words::Direction)]
    journey: String,
    /// The flight of the journey, counted from 0.
    segment: usize,
    map: SeatMapView,
}

/// Show the seats that a booking could have
///
/// A map of the cabin for each flight that lies ahead. What nobody else has is available, also the
/// seats of the booking itself: its travellers may have each other's.
#[utoipa::path(
    operation_id = "getBookedSeatMaps",
    tag = "Bookings",
    params(("booking_ref" = words::BookingRef, Path, description = "The record locator.")),
    responses(
        (status = 200, description = "A map for each flight", body = BookedSeatMapsView),
        (status = 404, description = "`not_found`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/bookings/{booking_ref}/seat-maps")]
pub(crate) async fn show(
    signed: Signed,
    app: Data<App>,
    reference: Path<String>,
) -> Result<HttpResponse, Problem> {
    let booking = own_booking(&app, signed.user, read_reference(&reference)?).await?.value;
    let maps = booked_seat_maps(&app, &booking).await?;
    let world = app.world.load();
    let flights = maps.iter().filter_map(|it| {
        let offer = &booking.journey(it.journey)?.offer;
        let segment = offer.segments.get(it.segment)?;
        let map = SeatMapView::of(&world, offer, segment, &it.available);
        Some(BookedSeatMapView { journey: it.journey.to_string(), segment: it.segment, map })
    });
    Ok(HttpResponse::Ok().json(BookedSeatMapsView { flights: flights.collect() }))
}
