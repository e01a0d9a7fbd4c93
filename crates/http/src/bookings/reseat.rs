//! `PUT /v1/bookings/{booking_ref}/seats`

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, put};
use airside_app::App;
use airside_app::bookings::reseat::{ReseatError, reseat};
use airside_booking::Direction;
use airside_booking::place::{MOST_OFFERS, SeatFault};
use airside_booking::reseating::{CannotReseat, ReseatFault, WantedSeat};
use airside_primitives::{PassengerId, SeatNumber};
use utoipa::ToSchema;
use validator::Validate;

use super::place_faults::seat as of_seat;
use super::read_reference;
use super::view::BookingView;
use crate::auth::Signed;
use crate::faults::Faults;
use crate::json::Body;
use crate::problem::{FieldError, Kind, Problem};
use crate::request::{Request, fields};
use crate::words;

/// Ten people on the flights of six journeys.
const MOST: usize = 10 * 3 * MOST_OFFERS;

/// Who is to sit where from now on.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSeats, example = json!({"seats": [
    {"passenger_id": "0198c0de-0000-7000-8000-000000000001", "journey": "RETURNING", "segment": 0, "seat": "12A"},
]}))]
pub(crate) struct Seats {
    #[schema(min_items = 1, max_items = 180)]
    seats: Vec<NewSeat>,
}

/// The seat of a passenger on one flight.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSeat {
    #[schema(value_type = words::Id)]
    passenger_id: String,
    #[schema(value_type = words::Direction)]
    journey: String,
    /// The flight of the journey, counted from 0 [the first].
    #[schema(minimum = 0, maximum = 2)]
    segment: Option<u8>,
    #[schema(example = "12A")]
    seat: String,
}

fields! {
    Seats { seats }
    NewSeat { passenger_id, journey, segment in 0..=2, seat }
}

impl Request for Seats {
    type Checked = Vec<WantedSeat>;

    fn check(self, faults: &mut Faults) -> Option<Self::Checked> {
        checked(&self.seats, faults)
    }
}

/// Seats that are asked for.
pub(crate) fn checked(seats: &[NewSeat], faults: &mut Faults) -> Option<Vec<WantedSeat>> {
    if seats.is_empty() || seats.len() > MOST {
        faults.add("/seats", format_args!("must have 1 to {MOST} entries"));
        return None;
    }
    let seats = seats.iter().enumerate().map(|(at, it)| {
        let passenger: Option<PassengerId> =
            faults.read(&format!("/seats/{at}/passenger_id"), Some(&it.passenger_id));
        let journey: Option<Direction> =
            faults.read(&format!("/seats/{at}/journey"), Some(&it.journey));
        let seat: Option<SeatNumber> = faults.read(&format!("/seats/{at}/seat"), Some(&it.seat));
        Some(WantedSeat {
            passenger: passenger?,
            journey: journey?,
            segment: usize::from(it.segment.unwrap_or_default()),
            seat: seat?,
        })
    });
    seats.collect::<Vec<_>>().into_iter().collect()
}

/// Change seats
///
/// Until a flight departs, paid or not: any seat of its cabin that is free, and each other's; what is
/// not named stays. All of them are given or none. Tickets with other seats are made anew, under the
/// same numbers. What is free is in the seat maps of the booking.
#[utoipa::path(
    operation_id = "changeSeats",
    tag = "Bookings",
    params(("booking_ref" = words::BookingRef, Path, description = "The record locator.")),
    request_body = Seats,
    responses(
        (status = 200, description = "The booking, with the seats as they are now", body = BookingView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`seat_taken`, `too_late_to_change`, `booking_not_payable`, `already_cancelled`, `conflict`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[put("/v1/bookings/{booking_ref}/seats")]
pub(crate) async fn change(
    signed: Signed,
    app: Data<App>,
    reference: Path<String>,
    body: Body<Seats>,
) -> Result<HttpResponse, Problem> {
    let reference = read_reference(&reference)?;
    let booking = reseat(&app, signed.user, reference, &body.value).await?;
    Ok(HttpResponse::Ok().json(BookingView::of(&app, &booking)))
}

impl From<ReseatError> for Problem {
    fn from(error: ReseatError) -> Self {
        match error {
            ReseatError::Refused(why) => match why {
                CannotReseat::Expired => Self::new(Kind::BookingNotPayable, why),
                CannotReseat::Cancelled => Self::new(Kind::AlreadyCancelled, why),
                CannotReseat::Wanted(faults) => of_faults(&faults),
            },
            ReseatError::Read(error) => error.into(),
            ReseatError::World(error) => Self::internal(&error),
            ReseatError::Commit(error) => error.into(),
            ReseatError::Store(error) => error.into(),
        }
    }
}

/// That a flight has departed is told alone: nothing that is asked for otherwise would help.
fn of_faults(faults: &[(usize, ReseatFault)]) -> Problem {
    let is_over = |fault: &ReseatFault| *fault == ReseatFault::Departed;
    let over = faults.iter().filter(|(_, fault)| is_over(fault));
    let over: Vec<_> = over.map(|(at, fault)| field_error(*at, *fault)).collect();
    if over.is_empty() {
        Problem::invalid(faults.iter().map(|(at, fault)| field_error(*at, *fault)).collect())
    } else {
        Problem::at(Kind::TooLateToChange, over)
    }
}

fn field_error(at: usize, fault: ReseatFault) -> FieldError {
    let (field, detail) = match fault {
        ReseatFault::UnknownPassenger => {
            ("passenger_id", "is no passenger of this booking".to_owned())
        }
        ReseatFault::NoSuchJourney => {
            ("journey", "is no journey that this passenger has booked".to_owned())
        }
        ReseatFault::NoSuchSegment => ("segment", "is no flight of this journey".to_owned()),
        ReseatFault::Departed => ("segment", "this flight has departed".to_owned()),
        ReseatFault::ChangeIsOpen => {
            ("journey", "its flights have changed: answer the schedule change first".to_owned())
        }
        ReseatFault::Seat(SeatFault::PickedTwice) => {
            ("seat", "two passengers cannot have the same seat, nor one passenger two".to_owned())
        }
        ReseatFault::Seat(fault) => ("seat", of_seat(fault)),
    };
    FieldError::new(format!("/seats/{at}/{field}"), detail)
}
