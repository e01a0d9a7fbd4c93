//! `PUT, DELETE /v1/admin/airports/{iata}`, `PUT /v1/admin/airlines/{code}`

use actix_web::web::Data;
use actix_web::{HttpResponse, delete, put};
use airside_app::App;
use airside_app::trade::places::{self, PlaceError};
use airside_primitives::{AirlineCode, AirportCode, CountryCode};
use airside_timetable::{Airline, Airport, Zone};
use utoipa::ToSchema;
use validator::Validate;

use super::by::by;
use crate::auth::Admin;
use crate::faults::Faults;
use crate::json::Body;
use crate::location;
use crate::path::Segment;
use crate::problem::{Kind, Problem};
use crate::query::Params;
use crate::read::Read;
use crate::reason::{Reason, ReasonParams};
use crate::reference::{AirlineView, AirportView};
use crate::request::{Request, fields, plain_requests};
use crate::text::Text;
use crate::tree::Tree;
use crate::valid::printable;
use crate::words;

/// An airport as it is to be.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "icao": "VIDP", "name": "Indira Gandhi International", "city": "New Delhi", "country": "IN",
    "latitude": 28.5665, "longitude": 77.1031, "time_zone": "Asia/Kolkata", "reason": "It was missing.",
}))]
pub(crate) struct NewAirport {
    /// Four letters or digits.
    #[schema(value_type = Option<String>, pattern = "^[A-Z0-9]{4}$", example = "VIDP")]
    icao: Option<String>,
    #[validate(length(max = 100), custom(function = printable))]
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    #[validate(length(max = 100), custom(function = printable))]
    #[schema(min_length = 1, max_length = 100)]
    city: String,
    /// ISO 3166-1, two letters.
    #[schema(value_type = words::CountryCode)]
    country: String,
    /// Of the city, where it has several airports.
    #[schema(value_type = Option<words::AirportCode>, example = "LON")]
    city_code: Option<Text<AirportCode>>,
    /// Degrees, north is positive.
    #[schema(value_type = f64, minimum = -90, maximum = 90, example = 28.5665)]
    latitude: Degrees<90>,
    /// Degrees, east is positive.
    #[schema(value_type = f64, minimum = -180, maximum = 180, example = 77.1031)]
    longitude: Degrees<180>,
    /// IANA name.
    #[schema(example = "Asia/Kolkata")]
    time_zone: String,
    /// Why; it stands in the history.
    reason: Reason,
}

/// An airline as it is to be.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Quetzal Air", "reason": "It has a new name."}))]
pub(crate) struct NewAirline {
    #[validate(length(max = 100), custom(function = printable))]
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// Why; it stands in the history.
    reason: Reason,
}

fields! {
    NewAirport {
        icao, name, city, country, city_code, latitude, longitude, time_zone, reason
    }
}

plain_requests! {
    NewAirline { name, reason }
}

/// Degrees from minus so many to so many.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Degrees<const MOST: i16>(f64);

impl<const MOST: i16> Read for Degrees<MOST> {
    fn read(tree: Tree, at: &str, faults: &mut Faults) -> Option<Self> {
        let degrees = match tree {
            Tree::Fraction(degrees) => Some(degrees),
            Tree::Integer(degrees) => i16::try_from(degrees).ok().map(f64::from),
            _ => None,
        };
        let degrees = degrees.filter(|it| it.abs() <= f64::from(MOST)).map(Self);
        degrees.or_else(|| faults.refuse(at, format!("must be a number from -{MOST} to {MOST}")))
    }
}

/// All of an airport but its code, and why it is so.
pub(crate) struct CheckedAirport {
    airport: Box<dyn FnOnce(AirportCode) -> Airport>,
    reason: Reason,
}

impl Request for NewAirport {
    type Checked = CheckedAirport;

    fn check(self, faults: &mut Faults) -> Option<CheckedAirport> {
        let icao = self.icao.map(|icao| icao.trim().to_ascii_uppercase());
        let is_icao = |it: &str| it.len() == 4 && it.bytes().all(|it| it.is_ascii_alphanumeric());
        if icao.as_deref().is_some_and(|icao| !is_icao(icao)) {
            faults.add("/icao", "must be four characters, A to Z and 0 to 9");
        }
        let country: Option<CountryCode> = faults.read("/country", Some(&self.country));
        let zone = Zone::named(self.time_zone.trim());
        let zone = zone.map_err(|error| faults.add("/time_zone", error)).ok();
        let (country, zone) = (country?, zone?);
        let (name, city) = (self.name.trim().to_owned(), self.city.trim().to_owned());
        let city_code = self.city_code.map(|Text(code)| code);
        let (Degrees(latitude), Degrees(longitude)) = (self.latitude, self.longitude);
        let airport = move |iata| Airport {
            iata,
            icao,
            name,
            city,
            country,
            city_code,
            latitude,
            longitude,
            zone,
        };
        Some(CheckedAirport { airport: Box::new(airport), reason: self.reason })
    }
}

/// Add or replace an airport
///
/// All nodes know it within a second. While flights or bookings need it, its time zone stays: their
/// times are told by it.
#[utoipa::path(
    operation_id = "putAirport",
    tag = "Operators",
    params(("iata" = words::AirportCode, Path, description = "The IATA code.", example = "DEL")),
    request_body = NewAirport,
    responses(
        (status = 200, description = "Replaced", body = AirportView),
        (status = 201, description = "Added", body = AirportView),
        (status = 404, description = "`not_found`: no code looks so", body = Problem),
        (status = 409, description = "`in_use`, `conflict`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[put("/v1/admin/airports/{iata}")]
pub(crate) async fn save_airport(
    admin: Admin,
    app: Data<App>,
    iata: Segment<AirportCode>,
    body: Body<NewAirport>,
) -> Result<HttpResponse, Problem> {
    let CheckedAirport { airport, reason } = body.value;
    let airport = airport(iata.0);
    let view = AirportView::of(&airport);
    let is_new = places::save_airport(&app, airport, &by(&admin, reason)).await?;
    if !is_new {
        return Ok(HttpResponse::Ok().json(view));
    }
    let path = format!("/v1/airports/{}", iata.0);
    Ok(location::at(HttpResponse::Created().json(view), &app, path))
}

/// Remove an airport
///
/// One that neither the timetable nor a booking needs.
#[utoipa::path(
    operation_id = "deleteAirport",
    tag = "Operators",
    params(
        ("iata" = words::AirportCode, Path, description = "The IATA code.", example = "DEL"),
        ReasonParams,
    ),
    responses(
        (status = 204, description = "Removed"),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`in_use`, `conflict`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[delete("/v1/admin/airports/{iata}")]
pub(crate) async fn remove_airport(
    admin: Admin,
    app: Data<App>,
    iata: Segment<AirportCode>,
    why: Params<ReasonParams>,
) -> Result<HttpResponse, Problem> {
    let by = by(&admin, why.into_inner().reason);
    let removed = places::remove_airport(&app, iata.0, &by).await?;
    removed.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::NoContent().finish())
}

/// Add or rename an airline
///
/// A name in the tariff wins over this one.
#[utoipa::path(
    operation_id = "putAirline",
    tag = "Operators",
    params(("code" = words::AirlineCode, Path, description = "The IATA code.", example = "QZ")),
    request_body = NewAirline,
    responses(
        (status = 200, description = "Renamed", body = AirlineView),
        (status = 201, description = "Added", body = AirlineView),
        (status = 404, description = "`not_found`: no code looks so", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[put("/v1/admin/airlines/{code}")]
pub(crate) async fn save_airline(
    admin: Admin,
    app: Data<App>,
    code: Segment<AirlineCode>,
    body: Body<NewAirline>,
) -> Result<HttpResponse, Problem> {
    let NewAirline { name, reason } = body.value;
    let airline = Airline { code: code.0, name: name.trim().to_owned() };
    let view = AirlineView::of(&airline);
    let is_new = places::save_airline(&app, airline, &by(&admin, reason)).await?;
    if !is_new {
        return Ok(HttpResponse::Ok().json(view));
    }
    let path = format!("/v1/airlines/{}", code.0);
    Ok(location::at(HttpResponse::Created().json(view), &app, path))
}

impl From<PlaceError> for Problem {
    fn from(error: PlaceError) -> Self {
        match error {
            PlaceError::Needed(_) | PlaceError::ClockNeeded(_) => Self::new(Kind::InUse, error),
            PlaceError::Commit(error) => error.into(),
            PlaceError::Store(error) => Self::internal(&error),
        }
    }
}
