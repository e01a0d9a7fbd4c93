//! Quoting a cancellation.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use airside_app::App;
use airside_app::bookings::read::own_booking;
use airside_app::cancellations::quote::{QuoteError, quote_cancellation};
use airside_booking::Direction;
use airside_booking::cancellation::{CannotQuote, Named, Selection};
use airside_primitives::TicketId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::CancellationView;
use crate::auth::Signed;
use crate::bookings::read_reference;
use crate::json::OptionalBody;
use crate::problem::{Kind, Problem};

/// What to cancel; needed when more than one journey is live.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCancellation {
    /// DEPARTING, RETURNING, BOTH, or a list of directions as `["LEG_2"]`.
    #[schema(value_type = Option<Vec<String>>)]
    journeys: Option<Journeys>,
    /// All live journeys of one ticket.
    ticket_id: Option<String>,
}

/// One word, or several.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Journeys {
    One(String),
    Several(Vec<String>),
}

/// Quote a cancellation
///
/// Nothing is cancelled yet: the answer tells, line by line, what would come back. Only the
/// newest quote of a booking counts.
#[utoipa::path(
    tag = "Cancellations",
    params(("booking_ref" = String, Path, description = "The record locator.")),
    request_body = NewCancellation,
    responses(
        (status = 201, body = CancellationView),
        (status = 404, body = Problem),
        (status = 409, body = Problem),
        (status = 422, body = Problem),
    ),
    security(("api_key" = []))
)]
#[post("/v1/bookings/{booking_ref}/cancellations")]
pub(crate) async fn create(
    app: Data<App>,
    signed: Signed,
    reference: Path<String>,
    body: OptionalBody<NewCancellation>,
) -> Result<HttpResponse, Problem> {
    let reference = read_reference(&reference)?;
    let selection = body.value.selection()?;
    let quote = quote_cancellation(&app, signed.user, reference, &selection).await?;
    let booking = own_booking(&app, signed.user, reference).await?.value;
    let view = CancellationView::of(&app, &booking, &quote, None, app.now());
    Ok(HttpResponse::Created().json(view))
}

impl NewCancellation {
    fn selection(self) -> Result<Selection, Problem> {
        let read = |pointer: &str, text: &str| {
            text.parse::<Direction>().map_err(|error| Problem::invalid_field(pointer, error))
        };
        let journeys = match self.journeys {
            None => None,
            Some(Journeys::One(word)) if word == "BOTH" => Some(Named::Both),
            Some(Journeys::One(word)) => Some(Named::These(vec![read("/journeys", &word)?])),
            Some(Journeys::Several(words)) => {
                let words = words.iter().enumerate();
                let named = words.map(|(at, word)| read(&format!("/journeys/{at}"), word));
                Some(Named::These(named.collect::<Result<_, _>>()?))
            }
        };
        let no_ticket = |_| Problem::invalid_field("/ticket_id", CannotQuote::UnknownTicket);
        let ticket = self.ticket_id.map(|text| text.parse::<TicketId>().map_err(no_ticket));
        Ok(Selection { journeys, ticket: ticket.transpose()? })
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
            CannotQuote::AlreadyCancelled => Self::new(Kind::AlreadyCancelled, error),
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
        }
    }
}
