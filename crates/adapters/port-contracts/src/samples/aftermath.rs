//! What hangs on a booking: payments, cancellations, exchanges, refunds, documents.

use airside_booking::exchange::Waiver;
use airside_booking::payment::Method;
use airside_booking::{
    Cancellation, CancellationState, CancelledJourney, Direction, Document, DocumentKind,
    DocumentState, Exchange, ExchangeState, ExchangedJourney, Payment, PaymentState, Refund,
    RefundCause, RefundState,
};
use airside_cancellation::RefundLine;
use airside_exchange::{ExchangeLine, ExchangeParts};
use airside_primitives::{
    Amount, BookingId, CancellationId, DocumentId, ExchangeId, PaymentId, RefundId, TicketId,
};
use time::Duration;

use super::offers::offer;
use super::{NOW, id};

/// An attempt to pay for a booking, not sent to the gateway yet.
pub fn payment(number: u128, booking: BookingId) -> Payment {
    Payment {
        id: PaymentId(id(number)),
        booking,
        exchange: None,
        amount: Amount::minor(1_846_105),
        method: Method::Checkout,
        return_url: "https://shop.example.com/thanks".to_owned(),
        begun_with: "key-1".to_owned(),
        created_at: NOW,
        updated_at: NOW,
        refusal: None,
        state: PaymentState::Opening { intent: None },
        reversals: Vec::new(),
        given: Amount::ZERO,
        part_of: None,
    }
}

/// A quote to cancel the way out.
pub fn cancellation(number: u128, booking: BookingId) -> Cancellation {
    let [paid, charge, taxes_kept] = [923_052, 350_000, 41_738].map(Amount::minor);
    Cancellation {
        id: CancellationId(id(number)),
        booking,
        lines: vec![CancelledJourney {
            direction: Direction::Departing,
            ticket: TicketId(id(number)),
            passengers: None,
            line: RefundLine::new(paid, charge, taxes_kept).unwrap(),
        }],
        quoted_at: NOW,
        expires_at: NOW + Duration::minutes(10),
        state: CancellationState::Quoted,
    }
}

/// A quote to exchange the way out for a dearer one, a week later.
pub fn exchange(number: u128, booking: BookingId) -> Exchange {
    let [old_value, extras_moved, new_price, change_fee] =
        [923_052, 225_000, 800_000, 150_000].map(Amount::minor);
    let parts = ExchangeParts {
        old_value,
        extras_moved,
        new_price,
        change_fee,
        taxes_returned: Amount::ZERO,
        not_returned: Amount::ZERO,
    };
    Exchange {
        id: ExchangeId(id(number)),
        booking,
        lines: vec![ExchangedJourney {
            direction: Direction::Departing,
            ticket: TicketId(id(number)),
            offer: offer(number + 10),
            changes: None,
            line: ExchangeLine::new(parts).unwrap(),
        }],
        waiver: Waiver::Nothing,
        quoted_at: NOW,
        expires_at: NOW + Duration::minutes(10),
        state: ExchangeState::Quoted,
    }
}

/// A refund that the gateway has not been asked for.
pub fn refund(number: u128, booking: BookingId) -> Refund {
    Refund {
        id: RefundId(id(number)),
        booking,
        payment: PaymentId(id(number)),
        intent: None,
        amount: Amount::minor(531_314),
        cause: RefundCause::Cancellation(CancellationId(id(number))),
        receipt: DocumentId(id(number)),
        created_at: NOW,
        state: RefundState::Pending { gateway: None, attempts: 0 },
        elsewhere: Amount::ZERO,
    }
}

/// A ticket's file that was asked for.
pub fn document(number: u128, booking: BookingId) -> Document {
    Document {
        id: DocumentId(id(number)),
        booking,
        kind: DocumentKind::Ticket(TicketId(id(number))),
        created_at: NOW,
        state: DocumentState::Pending,
    }
}
