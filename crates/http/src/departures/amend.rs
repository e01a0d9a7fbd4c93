//! `PATCH /v1/admin/departures/{flight_id}/{date}`

use std::str::FromStr;

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, patch};
use airside_app::App;
use airside_app::departures::{AmendError, Wish, WishFault, amend_departure};
use airside_primitives::{AircraftCode, Cabin};
use time::PrimitiveDateTime;
use time::macros::format_description;
use utoipa::PartialSchema;
use utoipa::ToSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use validator::Validate;

use super::list;
use super::named::named;
use super::view::DepartureView;
use crate::auth::Admin;
use crate::faults::Faults;
use crate::json::Body;
use crate::patch::Patch;
use crate::pointer::inside;
use crate::problem::{FieldError, Kind, Problem};
use crate::read::{Read, whole};
use crate::reason::Reason;
use crate::request::{Request, fields};
use crate::spelling::spelt;
use crate::text::Text;
use crate::tree::Tree;
use crate::words;

/// What is to be otherwise about a departure; what is left out stays, and null gives it back to the
/// timetable.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ChangeDeparture, example = json!({
    "status": "OPEN", "capacity": {"ECONOMY": 150}, "departure_local": "2026-12-01T09:30",
    "arrival_local": "2026-12-01T11:40", "aircraft": "321", "reason": "The runway was closed.",
}))]
pub(crate) struct Change {
    /// OPEN or CLOSED: a closed departure flies, and nothing more of it is sold.
    #[schema(value_type = Option<words::OpenOrClosed>)]
    status: Option<Text<OpenOrClosed>>,
    /// The most seats that a cabin sells, at most those of the aircraft; null sells them all, of a
    /// cabin or of the aircraft.
    #[schema(required = false)]
    capacity: Capacity,
    /// The clock at the origin, on the departure's own date.
    #[schema(value_type = Option<words::LocalTime>)]
    departure_local: Patch<Text<LocalMinute>>,
    /// The clock at the destination.
    #[schema(value_type = Option<words::LocalTime>)]
    arrival_local: Patch<Text<LocalMinute>>,
    /// IATA aircraft type, one of the fleet.
    #[schema(value_type = Option<String>, example = "321")]
    aircraft: Patch<Text<AircraftCode>>,
    reason: Reason,
}

fields! {
    Change { status, capacity, departure_local, arrival_local, aircraft, reason }
}

/// Whether a departure is for sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OpenOrClosed {
    Open,
    Closed,
}

impl FromStr for OpenOrClosed {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "OPEN" => Ok(Self::Open),
            "CLOSED" => Ok(Self::Closed),
            _ => Err("must be OPEN or CLOSED"),
        }
    }
}

/// A date and a time of some clock, in whole minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LocalMinute(PrimitiveDateTime);

impl FromStr for LocalMinute {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let format = format_description!("[year]-[month]-[day]T[hour]:[minute]");
        let plain = text.len() == 16 && text.is_ascii();
        let read = PrimitiveDateTime::parse(text, format).ok().filter(|_| plain);
        let read = read.filter(|it| (1900..3000).contains(&it.year()));
        read.map(Self).ok_or("must be a local time as 2026-12-01T09:30")
    }
}

/// How many seats of some cabins are sold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Capacity(Vec<(Cabin, Option<u16>)>);

impl Read for Capacity {
    fn read(tree: Tree, at: &str, faults: &mut Faults) -> Option<Self> {
        let members = match tree {
            Tree::Object(members) => members,
            // All of it goes back to the timetable.
            Tree::Null => return Some(Self(Cabin::ALL.map(|cabin| (cabin, None)).into())),
            other => return faults.must_be(at, "an object", &other),
        };
        let mut capacity = Vec::with_capacity(members.len());
        for (name, most) in members {
            let at = inside(at, &name);
            let Ok(cabin) = spelt::<Cabin>(&name) else {
                faults.add(&at, "is not known here");
                continue;
            };
            if capacity.iter().any(|(known, _)| *known == cabin) {
                faults.add(&at, "is there more than once");
            }
            match most {
                Tree::Null => capacity.push((cabin, None)),
                some => {
                    let most = whole(&some, &at, faults, (0, 9_999));
                    capacity.extend(most.map(|most| (cabin, Some(most))));
                }
            }
        }
        Some(Self(capacity))
    }

    fn left_out() -> Option<Self> {
        Some(Self::default())
    }
}

impl PartialSchema for Capacity {
    fn schema() -> RefOr<Schema> {
        let seats = || {
            ObjectBuilder::new()
                .schema_type(utoipa::openapi::schema::SchemaType::from_iter([
                    Type::Integer,
                    Type::Null,
                ]))
                .minimum(Some(0))
                .maximum(Some(9_999))
        };
        let cabins = Cabin::ALL.into_iter();
        let whole =
            ObjectBuilder::new().schema_type(utoipa::openapi::schema::SchemaType::from_iter([
                Type::Object,
                Type::Null,
            ]));
        let object = cabins.fold(whole, |object, cabin| object.property(cabin.code(), seats()));
        object
            .additional_properties(Some(utoipa::openapi::schema::AdditionalProperties::FreeForm(
                false,
            )))
            .into()
    }
}

impl ToSchema for Capacity {}

/// A wish, and why.
pub(crate) struct Checked {
    wish: Wish,
    reason: Reason,
}

impl Request for Change {
    type Checked = Checked;

    fn check(self, _faults: &mut Faults) -> Option<Checked> {
        let local = |patch: Patch<Text<LocalMinute>>| patch.map(|Text(LocalMinute(at))| at);
        let wish = Wish {
            is_closed: self.status.map(|Text(status)| status == OpenOrClosed::Closed),
            capacity: self.capacity.0,
            departs: local(self.departure_local),
            arrives: local(self.arrival_local),
            aircraft: self.aircraft.map(|Text(aircraft)| aircraft),
        };
        Some(Checked { wish, reason: self.reason })
    }
}

/// Change a departure
///
/// Closes it for sale or opens it again, limits what it sells, moves its times, or gives it another
/// aircraft. Its bookings follow as they follow a new timetable: each that changes gets a schedule
/// change. What is decided here stands over timetables that are imported later; null takes it away.
#[utoipa::path(
    operation_id = "changeDeparture",
    tag = "Operators",
    params(
        ("flight_id" = words::Id, Path, description = "The id of the flight whose seats are sold."),
        ("date" = time::Date, Path, description = "Local to the origin."),
    ),
    request_body = Change,
    responses(
        (status = 200, description = "The departure as it is now", body = DepartureView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`already_sold`, `already_cancelled`, `too_late_to_change`, `conflict`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[patch("/v1/admin/departures/{flight_id}/{date}")]
pub(crate) async fn amend(
    admin: Admin,
    app: Data<App>,
    path: Path<(String, String)>,
    body: Body<Change>,
) -> Result<HttpResponse, Problem> {
    let departure = named(&path)?;
    let Checked { wish, reason: Reason(reason) } = body.value;
    let by = ((&admin.0).into(), reason.as_str());
    let known = amend_departure(&app, departure, &wish, by).await?;
    let world = app.world.load();
    list::answer(&app, &world, known).await
}

impl From<AmendError> for Problem {
    fn from(error: AmendError) -> Self {
        match error {
            AmendError::Unknown => Self::not_found(),
            AmendError::Cancelled => Self::from(Kind::AlreadyCancelled),
            AmendError::HasLeft => Self::new(Kind::TooLateToChange, error),
            AmendError::AlreadySold { .. } => Self::new(Kind::AlreadySold, error),
            AmendError::Faults(faults) => Self::invalid(faults.into_iter().map(told).collect()),
            AmendError::Conflict => Self::from(Kind::Conflict),
            AmendError::World(error) => Self::internal(&error),
            AmendError::Store(error) => Self::internal(&error),
        }
    }
}

fn told(fault: WishFault) -> FieldError {
    match fault {
        WishFault::UnknownAircraft => FieldError::new("/aircraft", "is not in the fleet"),
        WishFault::Capacity { cabin, most } => FieldError::new(
            inside("/capacity", cabin.code()),
            format!("must be at most {most}: the aircraft has no more seats"),
        ),
        WishFault::DepartsOnAnotherDay => {
            FieldError::new("/departure_local", "must be on the departure's own date")
        }
        WishFault::DepartsInThePast => FieldError::new("/departure_local", "must be in the future"),
        WishFault::Duration => FieldError::new(
            "/arrival_local",
            "must be as long after the departure as a flight between the two airports takes",
        ),
    }
}
