//! Cancelling: a quote first, then its confirmation.

use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::serde::rfc3339;

use crate::answer::Answered;
use crate::bookings::Direction;
use crate::call::Call;
use crate::client::Client;
use crate::code::codes;
use crate::documents::DocumentStatus;
use crate::error::Error;
use crate::idempotency::IdempotencyKey;
use crate::money::Money;
use crate::secret::Secret;

/// Calls about cancellations; see [`Client::cancellations`].
#[derive(Debug, Clone, Copy)]
pub struct Cancellations<'a>(&'a Client);

impl Client {
    /// Cancelling, a quote first.
    pub const fn cancellations(&self) -> Cancellations<'_> {
        Cancellations(self)
    }
}

/// What to cancel; to be said when more than one journey is live.
#[derive(Debug, Clone, Default, Serialize)]
pub struct NewCancellation {
    /// Which journeys.
    pub journeys: Option<Journeys>,
    /// All live journeys of this ticket.
    pub ticket_id: Option<String>,
    /// Only these passengers, by their ids, with the infants on their laps; else everybody.
    pub passengers: Option<Vec<String>>,
}

/// Which journeys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Journeys {
    /// There and back.
    Both,
    /// These.
    These(Vec<Direction>),
}

/// A quote, and what became of it.
#[derive(Debug, Clone, Deserialize)]
pub struct Cancellation {
    /// By which it is confirmed.
    pub id: String,
    /// What is cancelled.
    pub booking_ref: String,
    /// What became of it.
    pub status: CancellationStatus,
    /// Until when the quote stands.
    #[serde(with = "rfc3339")]
    pub expires_at: OffsetDateTime,
    /// What comes back.
    pub refund: Money,
    /// The same, journey by journey.
    pub lines: Vec<Line>,
    /// Whether it came back, once it is confirmed.
    #[serde(default)]
    pub refund_status: Option<RefundStatus>,
    /// The receipt, once it is confirmed.
    #[serde(default)]
    pub receipt: Option<Receipt>,
}

codes! {
    /// What became of a quote.
    CancellationStatus {
        Quoted "QUOTED",
        Confirmed "CONFIRMED",
        Expired "EXPIRED",
        Superseded "SUPERSEDED",
    }
}

codes! {
    /// Whether money came back.
    RefundStatus {
        Pending "PENDING",
        Succeeded "SUCCEEDED",
        Failed "FAILED",
    }
}

/// One journey of a quote: the refund is paid − charge − taxes kept.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Line {
    /// Which journey.
    pub journey: Direction,
    /// On which ticket.
    pub ticket_id: String,
    /// The ids of those who leave it. Empty from a server that knows no parts of a party.
    #[serde(default)]
    pub passengers: Vec<String>,
    /// What was paid for it.
    pub paid: Money,
    /// What cancelling costs.
    pub charge: Money,
    /// Taxes that do not come back.
    pub taxes_kept: Money,
    /// What comes back.
    pub refund: Money,
}

/// Says what came back.
#[derive(Debug, Clone, Deserialize)]
pub struct Receipt {
    /// The document.
    pub document_id: String,
    /// Whether it is there.
    pub status: DocumentStatus,
    /// Once it is ready: a signed link, as documents have.
    pub url: Option<Secret>,
}

impl NewCancellation {
    /// These journeys.
    pub const fn of(journeys: Journeys) -> Self {
        Self { journeys: Some(journeys), ticket_id: None, passengers: None }
    }

    /// The same for these passengers alone.
    #[must_use]
    pub fn only_for(self, passengers: Vec<String>) -> Self {
        Self { passengers: Some(passengers), ..self }
    }
}

impl Cancellations<'_> {
    /// Quotes a cancellation; nothing is cancelled yet. Only a booking's newest quote counts,
    /// so that it is sent again without a key.
    pub async fn quote(
        &self,
        booking_ref: &str,
        cancellation: &NewCancellation,
    ) -> Result<Cancellation, Error> {
        let call = Call::post(&["v1", "bookings", booking_ref, "cancellations"]);
        self.0.ask(&call.json(cancellation)?.harmless()).await
    }

    /// Cancels what was quoted. The money follows.
    pub async fn confirm(
        &self,
        id: &str,
        key: &IdempotencyKey,
    ) -> Result<Answered<Cancellation>, Error> {
        self.0.write(&Call::post(&["v1", "cancellations", id, "confirm"]).under(key)).await
    }

    /// One cancellation.
    pub async fn get(&self, id: &str) -> Result<Cancellation, Error> {
        self.0.ask(&Call::get(&["v1", "cancellations", id])).await
    }
}

impl Serialize for Journeys {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Both => serializer.serialize_str("BOTH"),
            Self::These(directions) => directions.serialize(serializer),
        }
    }
}
