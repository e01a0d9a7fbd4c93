//! `GET /v1/admin/departures/{flight_id}/{date}/passengers`

use actix_web::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_DISPOSITION, VARY};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use airside_app::App;
use airside_app::departures::{Extra, Listed, PassengerList, passenger_list, passenger_sheet};
use airside_primitives::PassengerType;
use serde::Serialize;
use utoipa::ToSchema;

use super::named::named;
use super::passenger_table;
use super::view::DepartureView;
use crate::auth::Agent;
use crate::problem::Problem;
use crate::words;

/// A departure and who travels on it.
#[derive(Serialize, ToSchema)]
#[schema(as = PassengerList)]
pub(crate) struct PassengerListView {
    departure: DepartureView,
    totals: TotalsView,
    /// Who has paid, by name; infants behind their adults.
    travelling: Vec<ListedView>,
    /// Whose places are held and not paid, in the same order.
    held: Vec<ListedView>,
}

/// How many people are on a list, and with what.
#[derive(Serialize, ToSchema)]
#[schema(as = PassengerTotals)]
struct TotalsView {
    /// Who has paid.
    adults: usize,
    children: usize,
    infants: usize,
    /// Who has a seat by number, of those.
    seated: usize,
    /// Kilograms of extra baggage that are paid for.
    extra_kg_prepaid: u32,
    /// Kilograms of extra baggage that are to be paid for at the airport.
    extra_kg_at_airport: u32,
    /// People whose places are held and not paid, infants too.
    held: usize,
}

/// One passenger of a list.
#[derive(Serialize, ToSchema)]
#[schema(as = ListedPassenger)]
struct ListedView {
    #[schema(value_type = words::Id)]
    passenger_id: String,
    #[schema(value_type = words::BookingRef)]
    booking_ref: String,
    /// As ticketed; null once the person was erased.
    #[schema(required, example = "RAO/ASHA MS")]
    name: Option<String>,
    #[serde(rename = "type")]
    #[schema(value_type = words::PassengerType)]
    kind: &'static str,
    #[schema(value_type = words::Cabin)]
    cabin: &'static str,
    /// The number that it was sold by: a codeshare's own.
    #[schema(value_type = words::FlightNumber)]
    flight_number: String,
    /// Null for infants, and where it is given at the airport.
    #[schema(required, value_type = Option<words::SeatNumber>)]
    seat: Option<String>,
    /// Null until it is paid.
    #[schema(required, value_type = Option<words::TicketNumber>)]
    ticket_number: Option<String>,
    /// Kilograms that the fare includes.
    checked_kg: u16,
    /// Kilograms beyond that.
    extra_kg: u16,
    /// How those are paid for; null without any.
    #[schema(required, value_type = Option<words::ExtraBaggageMode>)]
    extra_baggage_mode: Option<&'static str>,
    /// What is done for them on this flight.
    special_services: Vec<ListedServiceView>,
    /// The adult whose lap an infant is on; null for everybody else.
    #[schema(required, value_type = Option<words::Id>)]
    infant_of: Option<String>,
}

/// What is done for a passenger on one flight.
#[derive(Serialize, ToSchema)]
#[schema(as = ListedService)]
struct ListedServiceView {
    /// IATA's.
    #[schema(example = "WCHR")]
    code: String,
    #[schema(required)]
    text: Option<String>,
}

/// List passengers
///
/// As a gate needs them, in JSON, as a table (`Accept: text/csv`) or to be printed
/// (`Accept: application/pdf`). No cell of the table can be a formula.
#[utoipa::path(
    operation_id = "listPassengers",
    tag = "Operators",
    params(
        ("flight_id" = words::Id, Path, description = "The id of the flight whose seats are sold."),
        ("date" = time::Date, Path, description = "Local to the origin."),
    ),
    responses(
        (status = 200, description = "Who travels", content(
            (PassengerListView = "application/json"),
            (String = "text/csv"),
            (words::Pdf = "application/pdf"),
        )),
        (status = 404, description = "`not_found`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/admin/departures/{flight_id}/{date}/passengers")]
pub(crate) async fn passengers(
    _agent: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    let (flight, date) = named(&path)?;
    let list = passenger_list(&app, flight, date).await?.ok_or_else(Problem::not_found)?;
    match Form::of(&request) {
        Form::Json => Ok(HttpResponse::Ok()
            .insert_header((VARY, "Accept"))
            .json(PassengerListView::of(&app, &list).ok_or_else(Problem::not_found)?)),
        Form::Csv => Ok(passenger_table::answer(&list)),
        Form::Pdf => {
            let name = passenger_table::file_name(&list);
            let bytes = passenger_sheet(&app, &list).await;
            let bytes = bytes.map_err(|error| Problem::internal(&error))?;
            Ok(HttpResponse::Ok()
                .content_type("application/pdf")
                .insert_header((CONTENT_DISPOSITION, format!("inline; filename=\"{name}.pdf\"")))
                .insert_header((CACHE_CONTROL, "private, no-store"))
                .insert_header((VARY, "Accept"))
                .body(bytes))
        }
    }
}

/// What a list is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    Csv,
    Pdf,
}

impl Form {
    /// The first that a request names; JSON where it names none of them.
    fn of(request: &HttpRequest) -> Self {
        let accept = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok());
        let ranges = accept.unwrap_or_default().split(',');
        let types = ranges.map(|range| range.split(';').next().unwrap_or_default().trim());
        let mut known = types.filter_map(|media_type| match media_type {
            "application/json" | "*/*" => Some(Self::Json),
            "text/csv" => Some(Self::Csv),
            "application/pdf" => Some(Self::Pdf),
            _ => None,
        });
        known.next().unwrap_or(Self::Json)
    }
}

impl PassengerListView {
    fn of(app: &App, list: &PassengerList) -> Option<Self> {
        let world = app.world.load();
        Some(Self {
            departure: DepartureView::of(&world, &list.departure)?,
            totals: TotalsView::of(list),
            travelling: list.travelling.iter().map(ListedView::of).collect(),
            held: list.held.iter().map(ListedView::of).collect(),
        })
    }
}

impl TotalsView {
    fn of(list: &PassengerList) -> Self {
        let travelling = &list.travelling;
        let count = |kind: PassengerType| travelling.iter().filter(|it| it.kind == kind).count();
        let (mut prepaid, mut at_airport) = (0, 0);
        for passenger in travelling {
            match passenger.extra {
                Extra::None => (),
                Extra::Prepaid { kg } => prepaid += u32::from(kg),
                Extra::AtAirport { kg } => at_airport += u32::from(kg),
            }
        }
        Self {
            adults: count(PassengerType::Adult),
            children: count(PassengerType::Child),
            infants: count(PassengerType::Infant),
            seated: travelling.iter().filter(|it| it.seat.is_some()).count(),
            extra_kg_prepaid: prepaid,
            extra_kg_at_airport: at_airport,
            held: list.held.len(),
        }
    }
}

impl ListedView {
    fn of(passenger: &Listed) -> Self {
        let (extra_kg, extra_baggage_mode) = match passenger.extra {
            Extra::None => (0, None),
            Extra::Prepaid { kg } => (kg, Some("PREPAID")),
            Extra::AtAirport { kg } => (kg, Some("AT_AIRPORT")),
        };
        let services = passenger
            .services
            .iter()
            .map(|(code, text)| ListedServiceView { code: code.to_string(), text: text.clone() });
        Self {
            passenger_id: passenger.id.to_string(),
            booking_ref: passenger.reference.clone(),
            name: passenger.name.clone(),
            kind: passenger.kind.code(),
            cabin: passenger.cabin.code(),
            flight_number: passenger.sold_as.to_string(),
            seat: passenger.seat.map(|seat| seat.to_string()),
            ticket_number: passenger.ticket_number.clone(),
            checked_kg: passenger.checked_kg,
            extra_kg,
            extra_baggage_mode,
            special_services: services.collect(),
            infant_of: passenger.infant_of.map(|adult| adult.to_string()),
        }
    }
}
