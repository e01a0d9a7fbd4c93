//! The seat map of an offer, segment by segment, of its own cabin only.

use std::collections::HashSet;

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::offers::seat_map::seat_maps;
use airside_app::world::Snapshot;
use airside_booking::{Offer, Segment};
use airside_primitives::SeatNumber;
use airside_seating::{Row, Seat};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Signed;
use crate::problem::Problem;
use crate::words;

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SeatMaps)]
pub(crate) struct SeatMapsView {
    segments: Vec<SeatMapView>,
}

/// One cabin of one flight.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SeatMap)]
pub(crate) struct SeatMapView {
    #[schema(value_type = words::Id)]
    flight_id: String,
    #[schema(value_type = words::FlightNumber)]
    flight_number: String,
    #[schema(value_type = time::Date)]
    date: String,
    aircraft: String,
    aircraft_name: String,
    #[schema(value_type = words::Cabin)]
    cabin: &'static str,
    rows: Vec<RowView>,
}

/// One row, from left to right.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SeatRow)]
struct RowView {
    number: u8,
    seats: Vec<SeatView>,
    /// The letters between aisles, as `ABC-DEF`.
    layout: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Seat)]
struct SeatView {
    #[schema(value_type = words::SeatNumber)]
    number: String,
    #[schema(value_type = words::SeatKind)]
    kind: &'static str,
    exit_row: bool,
    /// Whether it can be picked. No more seats are available than places are left: while others
    /// hold places for which they picked no seat, as many at the back are not.
    available: bool,
}

/// Show the seats that an offer could have
///
/// A map of the cabin for each of its flights, and which seats are open now.
#[utoipa::path(
    operation_id = "getSeatMap",
    tag = "Search",
    params(("id" = words::OfferId, Path, description = "The id of an offer.")),
    responses(
        (status = 200, description = "A map for each flight", body = SeatMapsView),
        (status = 409, description = "`flight_changed`", body = Problem),
        (status = 410, description = "`offer_expired`", body = Problem),
        (status = 422, description = "`invalid_offer`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/offers/{id}/seat-map")]
pub(crate) async fn seat_map(
    app: Data<App>,
    _signed: Signed,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    let maps = seat_maps(&app, &id).await?;
    let world = app.world.load();
    let segments = maps.offer.segments.iter().zip(&maps.available);
    let segments =
        segments.map(|(it, open)| SeatMapView::of(&world, &maps.offer, it, open)).collect();
    Ok(HttpResponse::Ok().json(SeatMapsView { segments }))
}

impl SeatMapView {
    pub(crate) fn of(
        world: &Snapshot,
        offer: &Offer,
        segment: &Segment,
        open: &HashSet<SeatNumber>,
    ) -> Self {
        let layout = world.terms.fleet.layout(segment.aircraft);
        let rows = layout.map_or(&[][..], |layout| layout.rows(offer.cabin));
        let rows = rows.iter().map(|row| RowView::of(row, open));
        Self {
            flight_id: segment.flight.to_string(),
            flight_number: segment.number.to_string(),
            date: crate::date::show(segment.date),
            aircraft: segment.aircraft.to_string(),
            aircraft_name: world.aircraft_name(segment.aircraft),
            cabin: offer.cabin.code(),
            rows: rows.collect(),
        }
    }
}

impl RowView {
    fn of(row: &Row, open: &HashSet<SeatNumber>) -> Self {
        let seat = |seat: &Seat| SeatView {
            number: seat.number.to_string(),
            kind: seat.kind.code(),
            exit_row: seat.exit_row,
            available: open.contains(&seat.number),
        };
        let letters = |block: &[Seat]| block.iter().map(|it| it.number.letter()).collect();
        let blocks: Vec<String> = row.blocks().map(letters).collect();
        Self {
            number: row.number(),
            seats: row.seats().map(seat).collect(),
            layout: blocks.join("-"),
        }
    }
}
