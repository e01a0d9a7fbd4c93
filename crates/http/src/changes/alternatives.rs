//! `GET /v1/bookings/{booking_ref}/change-offers`: what a journey could be changed for on a day.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::exchanges::alternatives::{
    Alternative, AlternativesError, WantedInstead, own_alternatives,
};
use airside_app::offers::search::{End, SearchError};
use airside_app::world::Snapshot;
use airside_booking::exchange::{CannotExchange, Refused, Waiver};
use airside_booking::{Booking, Direction};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::view::LineView;
use crate::auth::Signed;
use crate::bookings::read_reference;
use crate::faults::Faults;
use crate::money::MoneyView;
use crate::offers::view::{BrandView, MOST_SEATS_SHOWN};
use crate::problem::{Kind, Problem};
use crate::query::Params;
use crate::request::{Request, fields};
use crate::valid::place;
use crate::words;

/// No journey has more.
const MOST_STOPS: u8 = 2;
const A_PAGE: usize = 20;
const MOST: usize = 200;

/// Which journey, to which day; what is left out is as it is booked.
#[derive(Default, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Instead {
    #[param(required = true, value_type = words::Direction)]
    journey: Option<String>,
    /// On the origin's calendar.
    #[param(required = true, value_type = time::Date, example = "2026-12-01")]
    departure_date: Option<String>,
    /// IATA airport or city code, or a city name.
    #[validate(custom(function = place))]
    origin: Option<String>,
    /// IATA airport or city code, or a city name.
    #[validate(custom(function = place))]
    destination: Option<String>,
    #[param(value_type = Option<words::Cabin>)]
    cabin: Option<String>,
    /// 0, 1 or 2 [2].
    #[param(maximum = 2)]
    max_stops: Option<u8>,
    /// [20]
    #[param(minimum = 1, maximum = 200)]
    limit: Option<usize>,
}

fields! {
    Instead {
        journey, departure_date, origin, destination, cabin, max_stops in 0..=MOST_STOPS,
        limit in 1..=MOST
    }
}

impl Request for Instead {
    type Checked = (WantedInstead, usize);

    fn check(self, faults: &mut Faults) -> Option<Self::Checked> {
        let journey = faults.required("/journey", self.journey.as_ref());
        let direction = faults.read::<Direction>("/journey", journey.as_deref());
        let date = faults.required("/departure_date", self.departure_date.as_ref());
        let date = date.and_then(|date| faults.date("/departure_date", Some(&date)));
        let cabin = faults.read("/cabin", self.cabin.as_deref());
        let wanted = WantedInstead {
            direction: direction?,
            date: date?,
            origin: self.origin,
            destination: self.destination,
            cabin,
            max_stops: self.max_stops.unwrap_or(MOST_STOPS),
            waiver: Waiver::Nothing,
        };
        Some((wanted, self.limit.unwrap_or(A_PAGE)))
    }
}

/// What a journey could be changed for, the cheapest first.
#[derive(Serialize, ToSchema)]
#[schema(as = ChangeOffers)]
pub(crate) struct AlternativesView {
    data: Vec<AlternativeView>,
}

/// An offer, and what it would cost beyond what was paid.
#[derive(Serialize, ToSchema)]
#[schema(as = ChangeOffer)]
struct AlternativeView {
    /// For `replace` of a change.
    #[schema(value_type = words::OfferId)]
    offer: String,
    brand: BrandView,
    #[schema(value_type = words::Cabin)]
    cabin: &'static str,
    /// On the fullest of its flights; 9 means 9 or more.
    seats_left: u16,
    to_pay: MoneyView,
    to_refund: MoneyView,
    line: LineView,
}

/// List what a journey could be changed for
///
/// Flights of the same airline on another day or route, for those who travel on the journey, each with
/// what changing to it would cost now, line by line. Nothing is kept of it: a quote makes the figures
/// good for a while.
#[utoipa::path(
    operation_id = "listChangeOffers",
    tag = "Changes",
    params(("booking_ref" = words::BookingRef, Path, description = "The record locator."), Instead),
    responses(
        (status = 200, description = "The cheapest first; empty where nothing is for sale", body = AlternativesView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`not_changeable`, `too_late_to_change`, `already_cancelled`, `booking_not_confirmed`", body = Problem),
        (status = 422, description = "`unknown_place`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/bookings/{booking_ref}/change-offers")]
pub(crate) async fn list(
    app: Data<App>,
    signed: Signed,
    reference: Path<String>,
    Params((wanted, limit)): Params<Instead>,
) -> Result<HttpResponse, Problem> {
    let reference = read_reference(&reference)?;
    let (booking, found) = own_alternatives(&app, signed.user, reference, &wanted).await?;
    let world = app.world.load();
    let data = found.iter().take(limit).filter_map(|it| AlternativeView::of(&world, &booking, it));
    Ok(HttpResponse::Ok().json(AlternativesView { data: data.collect() }))
}

impl AlternativeView {
    fn of(world: &Snapshot, booking: &Booking, alternative: &Alternative) -> Option<Self> {
        let Alternative { found, exchange } = alternative;
        let money = |amount| MoneyView::of(amount, booking.currency);
        let line = exchange.lines.first()?;
        Some(Self {
            offer: found.id.clone(),
            brand: BrandView::of(&found.offer),
            cabin: found.offer.cabin.code(),
            seats_left: found.seats_left.min(MOST_SEATS_SHOWN),
            to_pay: money(exchange.to_pay()),
            to_refund: money(exchange.to_refund()),
            line: LineView::of(world, line, &money),
        })
    }
}

impl From<AlternativesError> for Problem {
    fn from(error: AlternativesError) -> Self {
        match error {
            AlternativesError::Search(error) => {
                let (kind, pointer) = match &error {
                    SearchError::UnknownPlace { end: End::Origin, .. } => {
                        (Kind::UnknownPlace, "/origin")
                    }
                    SearchError::UnknownPlace { end: End::Destination, .. } => {
                        (Kind::UnknownPlace, "/destination")
                    }
                    SearchError::SamePlace { .. } => (Kind::InvalidRequest, "/destination"),
                    SearchError::DateInThePast { .. } | SearchError::DatesOutOfOrder { .. } => {
                        (Kind::InvalidRequest, "/departure_date")
                    }
                    SearchError::Unencodable(_) => return Self::internal(&error),
                };
                Self::at_field(kind, pointer, error)
            }
            AlternativesError::Refused(CannotExchange::Journey {
                why: why @ Refused::UnknownJourney,
                ..
            }) => Self::invalid_field("/journey", why),
            AlternativesError::Refused(refused) => refused.into(),
            AlternativesError::Read(error) => error.into(),
            AlternativesError::Store(error) => error.into(),
        }
    }
}
