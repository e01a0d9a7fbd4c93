//! The booking aggregate: its states, its moves, tickets and flight coupons.
//!
//! A move takes the aggregate by value and returns the next one, or why there is none. Time, ids
//! and random numbers are handed in; nothing here stores or sends.

pub mod bcbp;
pub mod booking;
pub mod cancellation;
pub mod correcting;
mod correction;
mod coupons;
pub mod document;
mod erasure;
pub mod exchange;
pub mod issue;
mod leaving;
pub mod name;
pub mod offer;
mod one_to;
pub mod papers;
mod parting;
pub mod passenger;
pub mod payment;
pub mod place;
pub mod record_locator;
pub mod refund;
mod refund_cause;
mod reissue;
pub mod reseating;
pub mod reversal;
pub mod sale;
pub mod schedule_change;
mod seat_rows;
pub mod service;
pub mod serving;
pub mod splitting;
mod state;
pub mod status;
pub mod ticket;
pub mod ticket_number;
pub mod travel_document;
pub mod trip;

pub use booking::{Booking, Contact, ExpiredBecause, Journey, Journeys, State};
pub use cancellation::{Cancellation, CancellationState, CancelledJourney};
pub use correction::{Correction, CorrectionKind};
pub use document::{Document, DocumentKind, DocumentState};
pub use erasure::StillAhead;
pub use exchange::{Exchange, ExchangeState, ExchangedJourney, Exchanging};
pub use issue::Issue;
pub use leaving::CannotLeave;
pub use name::{Name, TicketName};
pub use offer::{Offer, Segment, Segments};
pub use one_to::{OneTo, WrongCount};
pub use parting::Parting;
pub use passenger::{Passenger, Person};
pub use payment::{CheckoutId, GatewayRefundId, IntentId, Payment, PaymentState};
pub use record_locator::RecordLocator;
pub use refund::{Refund, RefundCause, RefundState};
pub use reversal::{Note, Reversal, ReversalId, ReversalState, ToldReversal};
pub use sale::{ExchangedSale, GivenBack, Sale, SalesLine};
pub use schedule_change::{ChangeKind, ChangeState, ScheduleChange};
pub use seat_rows::SeatRows;
pub use service::{ServiceAt, ServiceRule, Services, SpecialService, WantedService};
pub use status::{BookingStatus, JourneyStatus};
pub use ticket::{CouponFlight, FlightCoupon, Reissue, Ticket, TicketStatus};
pub use ticket_number::{TicketNumber, TicketPrefixes};
pub use travel_document::{DocumentNumber, TravelDocument, TravelDocumentKind};
pub use trip::{Direction, TripType};
