//! Domain values as plain data: what stores keep and what offer ids carry.
//!
//! Every record goes both ways: out of the domain it cannot fail, back into it
//! every rule of the domain is checked again, and the field that breaks one is named. In JSON codes and days are text; in
//! a binary format, as postcard, they are short, fixed and positional, so the order
//! of an offer's fields is a promise to everybody who holds an offer id.

mod amendment;
mod booking;
mod cancellation;
mod choices;
mod correction;
mod document;
mod exchange;
pub mod finding;
mod journey;
mod offer;
mod parting;
mod passenger;
mod payment;
mod plain;
mod price;
mod private;
mod promises;
mod promo_code;
mod refund;
mod reversal;
mod row;
mod schedule_change;
mod service;
mod state;
mod travel_document;
mod trip;

use thiserror::Error;

pub use amendment::{AmendmentRecord, ClockTimesRecord};
pub use booking::{BookingRecord, ContactRecord};
pub use cancellation::{CancellationRecord, CancellationStateRecord, CancelledJourneyRecord};
pub use choices::{
    BrandRecord, CabinRecord, ChangeKindRecord, CorrectionKindRecord, ExpiredBecauseRecord,
    ExtraBaggageModeRecord, GenderRecord, PassengerTypeRecord, ProgressRecord, SalesRecord,
    SeatPreferenceRecord, TripTypeRecord,
};
pub use correction::CorrectionRecord;
pub use document::{DocumentKindRecord, DocumentRecord, DocumentStateRecord};
pub use exchange::{
    ChangeRulesRecord, ExchangeRecord, ExchangeStateRecord, ExchangedJourneyRecord,
    ExchangingRecord, WaiverRecord,
};
pub use journey::JourneyRecord;
pub use offer::{OfferRecord, SegmentRecord};
pub use passenger::{PassengerRecord, PersonRecord};
pub use payment::{HandleRecord, MethodRecord, PaymentRecord, PaymentStateRecord, REVERSALS};
pub use plain::{Day, Letters, LocalTime};
pub use price::{
    AllowanceRecord, ChargeStepRecord, ConditionsRecord, PassengerPriceRecord, TaxLineRecord,
};
pub use private::PrivateRecord;
pub use promo_code::{PromoCodeRecord, ReductionRecord};
pub use refund::{RefundCauseRecord, RefundRecord, RefundStateRecord};
pub use reversal::{NoteRecord, ReversalRecord, ReversalStateRecord};
pub use row::{Column, Kept, Row, Unreadable, Value, body};
pub use schedule_change::{ChangeStateRecord, ScheduleChangeRecord};
pub use service::ServiceRecord;
pub use state::StateRecord;
pub use travel_document::{TravelDocumentKindRecord, TravelDocumentRecord};
pub use trip::{CouponRecord, DirectionRecord, ReissueRecord, TicketRecord};

/// A record that the domain does not take back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the {field} of a stored {record} makes no sense")]
pub struct BadRecord {
    pub record: &'static str,
    pub field: &'static str,
}

impl BadRecord {
    pub(crate) const fn new(record: &'static str, field: &'static str) -> Self {
        Self { record, field }
    }
}
