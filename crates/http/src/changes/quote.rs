//! Quoting a change of journeys.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use airside_app::App;
use airside_app::exchanges::quote::{QuoteError, QuoteExchange, Quoted, quote_exchange};
use airside_booking::Direction;
use airside_booking::exchange::{CannotExchange, Refused, Waiver};
use airside_exchange::NotChangeable;
use airside_primitives::ScheduleChangeId;
use utoipa::ToSchema;
use validator::Validate;

use super::view::ChangeView;
use crate::auth::Signed;
use crate::bookings::read_reference;
use crate::faults::Faults;
use crate::json::Body;
use crate::location;
use crate::problem::{Kind, Problem};
use crate::request::{Request, fields};
use crate::text::Text;
use crate::words;

/// A booking has no more.
const MOST_JOURNEYS: usize = 6;

/// Journeys, each with the offer that is to stand in its place.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"replace": [{"direction": "RETURNING", "offer": "off_AAECAwQFBgcICQ"}]}))]
pub(crate) struct NewChange {
    #[schema(min_items = 1, max_items = 6)]
    replace: Vec<NewJourney>,
    /// An open schedule change of the journey: it is answered by this one, free of charge.
    #[schema(value_type = Option<words::Id>)]
    schedule_change_id: Option<Text<ScheduleChangeId>>,
}

/// One journey of the booking, and what it is changed for.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewJourney {
    #[schema(value_type = words::Direction)]
    direction: Option<Text<Direction>>,
    /// Of a search for those who travel on the journey.
    #[schema(value_type = words::OfferId)]
    offer: String,
}

fields! {
    NewChange { replace, schedule_change_id }
    NewJourney { direction, offer }
}

/// Quote a change of journeys
///
/// Nothing is changed yet: the answer tells, line by line, what the new journeys cost beyond what
/// was paid for the old ones. Only the newest quote of a booking counts. With `schedule_change_id`
/// fee and difference are waived, for a journey of the same airline and cabin between the same
/// cities, within three days of what was booked.
#[utoipa::path(
    operation_id = "quoteChange",
    tag = "Changes",
    params(("booking_ref" = words::BookingRef, Path, description = "The record locator.")),
    request_body = NewChange,
    responses(
        (status = 201, description = "The quote", body = ChangeView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`not_changeable`, `too_late_to_change`, `already_cancelled`, `already_answered`, `booking_not_confirmed`, `flight_changed`, `conflict`", body = Problem),
        (status = 410, description = "`offer_expired`", body = Problem),
        (status = 422, description = "`invalid_offer`, `party_mismatch`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/bookings/{booking_ref}/changes")]
pub(crate) async fn create(
    app: Data<App>,
    signed: Signed,
    reference: Path<String>,
    body: Body<NewChange>,
) -> Result<HttpResponse, Problem> {
    let reference = read_reference(&reference)?;
    let (replace, schedule_change) = body.value;
    let waiver = Waiver::answering(schedule_change);
    let command = QuoteExchange { reference, replace, waiver };
    let Quoted { exchange, booking } = quote_exchange(&app, signed.user, &command).await?;
    let world = app.world.load();
    let view = ChangeView::of(&world, &booking, &exchange, None, app.now());
    let path = format!("/v1/changes/{}", exchange.id);
    Ok(location::at(HttpResponse::Created().json(view), &app, path))
}

impl Request for NewChange {
    type Checked = (Vec<(Direction, String)>, Option<ScheduleChangeId>);

    fn check(self, faults: &mut Faults) -> Option<Self::Checked> {
        let replace = journeys(self.replace, faults)?;
        Some((replace, self.schedule_change_id.map(|id| id.0)))
    }
}

/// Which journey is to be exchanged for which offer.
pub(crate) fn journeys(
    replace: Vec<NewJourney>,
    faults: &mut Faults,
) -> Option<Vec<(Direction, String)>> {
    if !(1..=MOST_JOURNEYS).contains(&replace.len()) {
        faults.add("/replace", "must name 1 to 6 journeys");
        return None;
    }
    let mut named = Vec::new();
    for (at, journey) in replace.into_iter().enumerate() {
        let Some(direction) = journey.direction else {
            faults.add(&format!("/replace/{at}/direction"), "is required");
            continue;
        };
        named.push((direction.0, journey.offer));
    }
    Some(named)
}

impl From<QuoteError> for Problem {
    fn from(error: QuoteError) -> Self {
        match error {
            QuoteError::Offer { at, error } => {
                Self::at_field(Kind::from(&error), format!("/replace/{at}/offer"), error)
            }
            QuoteError::Refused(error) => error.into(),
            QuoteError::Read(error) => error.into(),
            QuoteError::World(error) => Self::internal(&error),
            QuoteError::Commit(error) => error.into(),
            QuoteError::Store(error) => error.into(),
        }
    }
}

impl From<CannotExchange> for Problem {
    fn from(error: CannotExchange) -> Self {
        let (at, why) = match error {
            CannotExchange::NotConfirmed => return Self::new(Kind::BookingNotConfirmed, error),
            CannotExchange::Nothing | CannotExchange::OutOfOrder => {
                return Self::invalid_field("/replace", error);
            }
            CannotExchange::OfAnotherType { .. } => {
                return Self::at_field(Kind::PartyMismatch, "/replace", error);
            }
            CannotExchange::Journey { at, why } => (at, why),
        };
        let direction = format!("/replace/{at}/direction");
        let offer = format!("/replace/{at}/offer");
        match why {
            Refused::UnknownJourney | Refused::Twice => Self::invalid_field(&direction, why),
            Refused::AlreadyCancelled => Self::new(Kind::AlreadyCancelled, why),
            Refused::NotChangeable(NotChangeable::Never) => Self::new(Kind::NotChangeable, why),
            Refused::NotChangeable(NotChangeable::TooLate { .. }) => {
                Self::new(Kind::TooLateToChange, why)
            }
            Refused::OtherParty => Self::at_field(Kind::PartyMismatch, &offer, why),
            Refused::OtherAirline
            | Refused::NothingChanges
            | Refused::OtherCities
            | Refused::OtherCabin
            | Refused::TooFarFromBooked { .. } => Self::invalid_field(&offer, why),
            Refused::UnknownScheduleChange | Refused::ScheduleChangeOfAnother => {
                Self::invalid_field("/schedule_change_id", why)
            }
            Refused::AlreadyAnswered => Self::from(Kind::AlreadyAnswered),
        }
    }
}
