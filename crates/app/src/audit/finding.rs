//! What an audit looked at, and what it found.

use airside_booking::{RecordLocator, ServiceAt, TicketNumber};
use airside_fares::PromoName;
use airside_primitives::{
    Amount, BookingId, Cabin, DocumentId, ExchangeId, FlightId, SeatNumber, UserId,
};
use thiserror::Error;
use time::Date;

use crate::ports::StoreError;
use crate::ports::blobs::BlobsError;
use crate::ports::payments::PaymentsError;
use crate::timetable::Closed;
use crate::world::LoadError;

/// What an audit looked at, and what it found.
#[derive(Debug, Default)]
pub struct Audit {
    pub bookings: usize,
    /// Of these, with inventory that is paid for or held.
    pub live: usize,
    /// Cabins of departures with something sold.
    pub cabins: usize,
    pub inventory: usize,
    pub seats: usize,
    /// Payments that succeeded.
    pub payments: usize,
    pub refunds: usize,
    pub documents: usize,
    pub ticket_numbers: usize,
    /// Promo codes that some booking has.
    pub promo_codes: usize,
    /// Schedule changes that wait for an answer.
    pub open_changes: usize,
    /// Answers that are remembered under idempotency keys and reported success.
    pub answers: usize,
    /// Payments and refunds on the gateway's own list.
    pub listed: usize,
    /// Whether that list is longer than what an audit reads of it.
    pub list_goes_on: bool,
    /// Cabins that were made smaller than what they had sold: consistent, but an operator has to
    /// look. Nothing more is sold of them.
    pub closed: Vec<Closed>,
    pub findings: Vec<Finding>,
}

/// Two parts of a store that disagree.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Finding {
    #[error(
        "{flight} on {date}, {}: {counted} are counted as sold, and bookings hold {held}",
        cabin.code()
    )]
    Miscounted { flight: FlightId, date: Date, cabin: Cabin, counted: usize, held: usize },
    #[error(
        "{flight} on {date}: seat {seat} is given to booking {booking}, which does not hold it"
    )]
    NotHeld { flight: FlightId, date: Date, seat: SeatNumber, booking: BookingId },
    #[error("{flight} on {date}: booking {booking} holds seat {seat}, which is not given to it")]
    NotGiven { flight: FlightId, date: Date, seat: SeatNumber, booking: BookingId },
    #[error("{reference} shows a flight of {date} otherwise than it flies, and asks nobody")]
    Behind { reference: RecordLocator, date: Date },
    #[error("{reference}: {} minor units were paid, and {} are the price and what goes back",
        captured.get(),
        owed.get()
    )]
    Paid { reference: RecordLocator, captured: Amount, owed: Amount },
    #[error("{reference} can be paid twice: it has two live payments")]
    PayableTwice { reference: RecordLocator },
    #[error("{reference}: of a payment of {} minor units, {} go back",
        captured.get(),
        returned.get()
    )]
    ReturnedTooMuch { reference: RecordLocator, captured: Amount, returned: Amount },
    #[error("{reference}: {} minor units counted as returned, and came back since: they are owed",
        owed.get()
    )]
    OwedAgain { reference: RecordLocator, owed: Amount },
    #[error("{reference}: a cancellation promised {} minor units, and no refund says so",
        promised.get()
    )]
    NotReturned { reference: RecordLocator, promised: Amount },
    #[error("{reference}: {} minor units go back for a cancellation that was not confirmed",
        returned.get()
    )]
    ReturnedForNothing { reference: RecordLocator, returned: Amount },
    #[error("{reference} has a cancelled journey without a confirmed cancellation")]
    CancelledWithoutFigures { reference: RecordLocator },
    #[error("{reference}: exchange {exchange} cost or gave back otherwise than it says")]
    ExchangedOtherwise { reference: RecordLocator, exchange: ExchangeId },
    #[error("{reference} stands otherwise in the books of sales than it and its cancellations say")]
    OtherwiseInTheBooks { reference: RecordLocator },
    #[error("{reference}: not each passenger has a ticket number")]
    Unticketed { reference: RecordLocator },
    #[error("{reference}: ticket number {number} is given to somebody else, too")]
    TicketedTwice { reference: RecordLocator, number: TicketNumber },
    #[error("{reference} has a ticket without a document")]
    NoTicketDocument { reference: RecordLocator },
    #[error("{reference} has a refund that succeeded and no receipt")]
    NoReceipt { reference: RecordLocator },
    #[error("{reference}: document {document} could not be made")]
    NotMade { reference: RecordLocator, document: DocumentId },
    #[error("{reference}: the file of document {document} is gone")]
    FileGone { reference: RecordLocator, document: DocumentId },
    #[error("{reference}: the file of document {document} is not the one that was made")]
    FileChanged { reference: RecordLocator, document: DocumentId },
    #[error("promo code {code} is counted {counted} times, and {used} bookings use it")]
    PromoMiscounted { code: PromoName, counted: u32, used: u32 },
    #[error("{} on flight {} on {} is counted {counted} times, and {served} travellers have it",
        at.code,
        at.flight,
        at.date
    )]
    ServiceMiscounted { at: ServiceAt, counted: u16, served: u16 },
    #[error("{reference}: the gateway received {} minor units, and {} are in the books",
        received.get(),
        booked.get()
    )]
    GatewayReceived { reference: RecordLocator, booked: Amount, received: Amount },
    #[error("{reference}: {} minor units were returned by the books, and not by the gateway",
        booked.get()
    )]
    GatewayDidNotReturn { reference: RecordLocator, booked: Amount },
    #[error("{reference}: {} minor units were moved back at the gateway, and {} are in the books",
        moved.get(),
        booked.get()
    )]
    GatewayMovedBack { reference: RecordLocator, booked: Amount, moved: Amount },
    #[error("the gateway received {} minor units in {intent}, which is not in the books",
        received.get()
    )]
    ReceivedUnbooked { intent: String, received: Amount },
    #[error("the gateway gave {} minor units of {intent} back in {refund}, which is not in the books",
        amount.get()
    )]
    ReturnedUnbooked { refund: String, intent: String, amount: Amount },
    #[error("an answer to {operation} of account {user} tells of something that is not there")]
    AnswerOfNothing { operation: String, user: UserId },
    #[error("an answer to {operation} of account {user} tells of something otherwise than it is")]
    AnswerDiffers { operation: String, user: UserId },
    #[error("{what} {id} waits for longer than it should")]
    Waiting { what: Overdue, id: String },
}

impl Finding {
    /// Whether servers at work settle it by themselves within moments: bookings follow their
    /// flights, and the books what moved at the gateway, by messages and by sweeps.
    pub(super) const fn may_lag(&self) -> bool {
        matches!(
            self,
            Self::Behind { .. }
                | Self::GatewayReceived { .. }
                | Self::GatewayMovedBack { .. }
                | Self::ReturnedUnbooked { .. }
        )
    }
}

/// What may wait for too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Overdue {
    #[error("the end of hold")]
    Hold,
    #[error("the gateway's event")]
    GatewayEvent,
    #[error("refund")]
    Refund,
    #[error("document")]
    Document,
    #[error("the closing of payment")]
    Payment,
    #[error("the sending of message")]
    Message,
}

/// Why an audit came to no end.
#[derive(Debug, Error)]
pub enum AuditError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Blobs(#[from] BlobsError),
    #[error(transparent)]
    Gateway(#[from] PaymentsError),
    #[error("the world in the store cannot be used")]
    World(#[from] LoadError),
}
