//! Quoting a cancellation.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use airside_app::App;
use airside_app::bookings::read::own_booking;
use airside_app::cancellations::quote::{QuoteError, quote_cancellation};
use airside_booking::cancellation::{CannotQuote, Named, Selection};
use airside_booking::{CannotLeave, Direction};
use airside_primitives::{PassengerId, TicketId};
use utoipa::ToSchema;
use validator::Validate;

use super::view::CancellationView;
use crate::auth::Signed;
use crate::bookings::read_reference;
use crate::faults::Faults;
use crate::json::OptionalBody;
use crate::location;
use crate::pointer::inside;
use crate::problem::{Kind, Problem};
use crate::read::Read;
use crate::request::{Request, fields};
use crate::text::Text;
use crate::tree::Tree;
use crate::words;

/// What to cancel; needed when more than one journey is live.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"journeys": ["RETURNING"]}))]
pub(crate) struct NewCancellation {
    /// DEPARTING, RETURNING, BOTH, or a list of directions as `["LEG_2"]`.
    #[schema(value_type = Option<words::Journeys>)]
    journeys: Option<Journeys>,
    /// All live journeys of one ticket.
    #[schema(value_type = Option<words::Id>)]
    ticket_id: Option<Text<TicketId>>,
    /// Only these travellers, by the ids of the booking's passengers, with the infants on their
    /// laps. The charge is shared in proportion to what each paid for the fare.
    #[schema(value_type = Option<Vec<words::Id>>)]
    passengers: Option<Passengers>,
}

/// One word, or several.
pub(crate) struct Journeys(pub Named);

/// Some of the travellers, by the ids of the booking's passengers.
#[derive(Default)]
pub(crate) struct Passengers(pub Vec<PassengerId>);

fields! {
    NewCancellation { journeys, ticket_id, passengers }
}

/// Quote a cancellation
///
/// Nothing is cancelled yet: the answer tells, line by line, what would come back. Only the
/// newest quote of a booking counts.
#[utoipa::path(
    operation_id = "quoteCancellation",
    tag = "Cancellations",
    params(("booking_ref" = words::BookingRef, Path, description = "The record locator.")),
    request_body = NewCancellation,
    responses(
        (status = 201, description = "The quote", body = CancellationView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`too_late_to_cancel`, `already_cancelled`, `booking_not_confirmed`, `conflict`", body = Problem),
        (status = 422, description = "`journeys_required`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/bookings/{booking_ref}/cancellations")]
pub(crate) async fn create(
    app: Data<App>,
    signed: Signed,
    reference: Path<String>,
    body: OptionalBody<NewCancellation>,
) -> Result<HttpResponse, Problem> {
    let reference = read_reference(&reference)?;
    let quote = quote_cancellation(&app, signed.user, reference, &body.value).await?;
    let booking = own_booking(&app, signed.user, reference).await?.value;
    let view = CancellationView::of(&app, &booking, &quote, None, app.now());
    let path = format!("/v1/cancellations/{}", quote.id);
    Ok(location::at(HttpResponse::Created().json(view), &app, path))
}

impl Request for NewCancellation {
    type Checked = Selection;

    fn check(self, _faults: &mut Faults) -> Option<Selection> {
        let journeys = self.journeys.map(|journeys| journeys.0);
        let passengers = self.passengers.map(|some| some.0);
        Some(Selection { journeys, ticket: self.ticket_id.map(|ticket| ticket.0), passengers })
    }
}

impl Read for Journeys {
    fn read(tree: Tree, at: &str, faults: &mut Faults) -> Option<Self> {
        let mut one = |word, at: &str| Text::<Direction>::read(word, at, faults).map(|it| it.0);
        let named = match tree {
            Tree::Text(word) if word == "BOTH" => Named::Both,
            word @ Tree::Text(_) => Named::These(vec![one(word, at)?]),
            Tree::List(words) => {
                let words = words.into_iter().enumerate();
                let read: Vec<_> = words.map(|(index, it)| one(it, &inside(at, index))).collect();
                Named::These(read.into_iter().collect::<Option<_>>()?)
            }
            other => return faults.must_be(at, "a direction or a list of directions", &other),
        };
        Some(Self(named))
    }
}

impl Read for Passengers {
    fn read(tree: Tree, at: &str, faults: &mut Faults) -> Option<Self> {
        let Tree::List(ids) = tree else {
            return faults.must_be(at, "a list of passenger ids", &tree);
        };
        let mut one = |(index, id)| Text::read(id, &inside(at, index), faults).map(|it| it.0);
        let read: Vec<_> = ids.into_iter().enumerate().map(&mut one).collect();
        read.into_iter().collect::<Option<_>>().map(Self)
    }
}

impl From<QuoteError> for Problem {
    fn from(error: QuoteError) -> Self {
        match error {
            QuoteError::Refused(error) => error.into(),
            QuoteError::Read(error) => error.into(),
            QuoteError::World(error) => Self::internal(&error),
            QuoteError::Commit(error) => error.into(),
            QuoteError::Store(error) => error.into(),
        }
    }
}

impl From<CannotQuote> for Problem {
    fn from(error: CannotQuote) -> Self {
        match error {
            CannotQuote::NotConfirmed => Self::new(Kind::BookingNotConfirmed, error),
            CannotQuote::AlreadyCancelled | CannotQuote::Leave(CannotLeave::NotOnIt) => {
                Self::new(Kind::AlreadyCancelled, error)
            }
            CannotQuote::TooLate(_) => Self::new(Kind::TooLateToCancel, error),
            CannotQuote::JourneysRequired => {
                let detail =
                    "more than one journey can be cancelled: name them with journeys or ticket_id";
                Self::at_field(Kind::JourneysRequired, "/journeys", detail)
            }
            CannotQuote::JourneyOfAnotherTicket => {
                Self::invalid_field("/journeys", "the journey is on another ticket than ticket_id")
            }
            CannotQuote::UnknownJourney => Self::invalid_field("/journeys", error),
            CannotQuote::UnknownTicket => Self::invalid_field("/ticket_id", error),
            CannotQuote::UnknownPassenger { at } => {
                Self::invalid_field(format!("/passengers/{at}"), error)
            }
            CannotQuote::NobodyNamed => Self::invalid_field("/passengers", error),
            CannotQuote::Leave(CannotLeave::LeftAlone(_)) => {
                Self::invalid_field("/passengers", error)
            }
        }
    }
}
