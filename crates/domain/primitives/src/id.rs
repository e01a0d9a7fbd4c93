//! Ids, each kind a type of its own, so that no two can be mixed up.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;
use uuid::Uuid;

/// Text that is no id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("must be an id such as 0198c0de-0000-7000-8000-000000000001")]
pub struct InvalidId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(pub Uuid);

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    self.0.fmt(f)
                }
            }

            impl FromStr for $name {
                type Err = InvalidId;

                fn from_str(text: &str) -> Result<Self, InvalidId> {
                    text.parse().map(Self).map_err(|_| InvalidId)
                }
            }
        )+
    };
}

ids! {
    /// The holder of an account.
    UserId;
    /// A key of the API.
    ApiKeyId;
    /// A login, and the family of refresh tokens that grew from it.
    SessionId;
    /// A recurring flight of the timetable.
    FlightId;
    /// A booking; people use its record locator.
    BookingId;
    /// One traveller of one booking.
    PassengerId;
    /// A ticket: the journeys of one booking that one airline sold.
    TicketId;
    /// One attempt to pay.
    PaymentId;
    /// A quote to cancel, and what became of it.
    CancellationId;
    /// A quote to exchange journeys, and what became of it.
    ExchangeId;
    /// Money on its way back.
    RefundId;
    /// A ticket or receipt as a file.
    DocumentId;
    /// A message of the outbox.
    EventId;
    /// What a changed timetable did to one journey of one booking.
    ScheduleChangeId;
    /// An operator's word that a departure does not fly, and what became of its bookings.
    DepartureCancellationId;
    /// Something that happened, as webhooks tell of it.
    HappeningId;
    /// Where webhooks go.
    EndpointId;
    /// A letter to somebody.
    MailId;
    /// A line of the history.
    HistoryId;
}

impl UserId {
    /// No account has it: for a question that is not about anybody.
    pub const NOBODY: Self = Self(Uuid::nil());
}
