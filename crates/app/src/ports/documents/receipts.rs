//! Receipts: of what went back for cancelled journeys, and of what a change cost.

use airside_primitives::{AirportCode, Amount, Currency, FlightNumber};

use super::LocalTime;

/// What was given back for cancelled journeys.
#[derive(Clone, PartialEq, Eq)]
pub struct ReceiptDocument {
    /// The airline or seller that gives the receipt.
    pub seller: String,
    pub booking_ref: String,
    /// The receipt's own number.
    pub receipt_id: String,
    /// `None` without a quote, as after a late payment.
    pub quoted_at: Option<LocalTime>,
    pub confirmed_at: LocalTime,
    /// `None` until the refund has succeeded.
    pub refunded_at: Option<LocalTime>,
    /// Names as they were typed.
    pub passengers: Vec<String>,
    /// None where the money was paid for a change that was not made.
    pub journeys: Vec<ReceiptJourney>,
    pub currency: Currency,
    /// The sum of the journeys' refunds, if any.
    pub total_refund: Amount,
    /// Where the money went: `The card that paid, through Stripe`.
    pub refunded_to: String,
    /// The gateway's own name for the refund, `re_…`; `None` where no money moved.
    pub gateway_reference: Option<String>,
    pub status: ReceiptStatus,
    pub notice: Option<String>,
}

/// Where a refund stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptStatus {
    Pending,
    Refunded,
    Failed,
    /// The charge used up what was paid.
    NothingDue,
}

/// One cancelled journey: `refund = paid - charge - taxes_kept`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptJourney {
    /// `Departing`.
    pub direction: String,
    /// Every airport on the way, at least two.
    pub route: Vec<AirportCode>,
    pub origin_city: String,
    pub destination_city: String,
    pub flights: Vec<FlightNumber>,
    /// When the first flight was to leave.
    pub departure: LocalTime,
    /// Prepaid baggage included, less discount.
    pub paid: Amount,
    pub charge: Amount,
    pub taxes_kept: Amount,
    pub refund: Amount,
}

/// What exchanging journeys cost or gave back.
#[derive(Clone, PartialEq, Eq)]
pub struct ChangeReceiptDocument {
    /// The airline or seller that gives the receipt.
    pub seller: String,
    pub booking_ref: String,
    /// The receipt's own number.
    pub receipt_id: String,
    pub quoted_at: LocalTime,
    pub changed_at: LocalTime,
    /// Names as they were typed.
    pub passengers: Vec<String>,
    pub journeys: Vec<ChangedJourney>,
    pub currency: Currency,
    pub balance: Balance,
    pub notice: Option<String>,
}

/// What all journeys cost together, and how that was settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Balance {
    /// The gateway's own name for the payment, `pi_…`.
    Paid {
        amount: Amount,
        reference: Option<String>,
    },
    /// With where the money went, as a refund receipt says it.
    Refund {
        amount: Amount,
        status: ReceiptStatus,
        refunded_to: String,
    },
    Even,
}

/// One journey that was exchanged: `new_price + change_fee + kept - old_value` is its difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedJourney {
    /// `Departing`.
    pub direction: String,
    /// The new journey: every airport on the way, at least two.
    pub route: Vec<AirportCode>,
    pub flights: Vec<FlightNumber>,
    pub departure: LocalTime,
    /// What was paid for the old one, without extras, which go along.
    pub old_value: Amount,
    pub new_price: Amount,
    pub change_fee: Amount,
    /// What of the old one did not come back.
    pub kept: Amount,
    /// What was due; negative where money comes back.
    pub difference: Amount,
}

airside_primitives::hide_in_debug!(
    ReceiptDocument { receipt_id },
    ChangeReceiptDocument { receipt_id }
);
