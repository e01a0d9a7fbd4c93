//! What comes after a sale: quotes to cancel, refunds, and documents.

use airside_booking::{
    Cancellation, CancellationState, CancelledJourney, Direction, Document, DocumentKind,
    DocumentState, GatewayRefundId, IntentId, Refund, RefundCause, RefundState,
};
use airside_cancellation::RefundLine;
use airside_primitives::{Amount, CancellationId, DocumentId, RefundId};
use time::Duration;

use super::exchanges::exchange_id;
use super::payments::{intent, payment_id};
use super::{NOW, booking_id, id, ticket_id};

/// Every quote, with what its file is called.
pub(super) fn cancellations() -> Vec<(&'static str, Cancellation)> {
    let line = |direction, ticket| {
        let [paid, charge, taxes_kept] = [584_600, 350_000, 2_000].map(Amount::minor);
        let line = RefundLine::new(paid, charge, taxes_kept).unwrap();
        CancelledJourney { direction, ticket, passengers: None, line }
    };
    let cancellation = |number, booking, lines, state| Cancellation {
        id: CancellationId(id(7, number)),
        booking: booking_id(booking),
        lines,
        quoted_at: NOW + Duration::HOUR,
        expires_at: NOW + Duration::minutes(70),
        state,
    };
    let both = vec![
        line(Direction::Departing, ticket_id(8, 0)),
        line(Direction::Returning, ticket_id(8, 0)),
    ];
    let leg = || vec![line(Direction::Leg(2), ticket_id(7, 1))];
    let confirmed =
        CancellationState::Confirmed { at: NOW + Duration::minutes(61), refund: refund_id(1) };
    vec![
        ("confirmed", cancellation(1, 8, both, confirmed)),
        ("quoted", cancellation(2, 7, leg(), CancellationState::Quoted)),
        ("superseded", cancellation(3, 7, leg(), CancellationState::Superseded)),
    ]
}

/// Every refund, with what its file is called.
pub(super) fn refunds() -> Vec<(&'static str, Refund)> {
    let gateway = |number: u32| Some(GatewayRefundId(format!("re_{number}")));
    let cancelled = RefundCause::Cancellation(CancellationId(id(7, 1)));
    let at = NOW + Duration::DAY;
    let succeeded = RefundState::Succeeded { gateway: gateway(1), attempts: 1, at };
    let of_nothing = RefundState::Succeeded { gateway: None, attempts: 0, at };
    let asked_for = RefundState::Pending { gateway: gateway(3), attempts: 0 };
    let decided = || RefundState::Pending { gateway: None, attempts: 0 };
    let failed = RefundState::Failed { gateway: gateway(5), attempts: 2, at };
    let refused = RefundState::Failed { gateway: None, attempts: 1, at };
    let again = RefundState::Pending { gateway: None, attempts: 1 };
    let known = Some(intent(8));
    vec![
        ("succeeded-of-cancellation", refund(1, 465_200, known.clone(), cancelled, succeeded)),
        ("succeeded-of-nothing", refund(2, 0, None, cancelled, of_nothing)),
        ("pending-too-late", refund(3, 584_600, known.clone(), RefundCause::TooLate, asked_for)),
        (
            "pending-not-asked-for",
            refund(4, 584_600, known.clone(), RefundCause::TooLate, decided()),
        ),
        ("failed-paid-twice", refund(5, 584_600, known.clone(), RefundCause::PaidTwice, failed)),
        ("failed-refused", refund(6, 584_600, known, RefundCause::PaidTwice, refused)),
        (
            "pending-of-exchange",
            Refund {
                booking: booking_id(13),
                ..refund(
                    8,
                    20_000,
                    Some(intent(8)),
                    RefundCause::Exchange(exchange_id(3)),
                    decided(),
                )
            },
        ),
        (
            "pending-partly-elsewhere",
            Refund {
                elsewhere: Amount::minor(1_000),
                ..refund(7, 584_600, Some(intent(8)), RefundCause::PaidTwice, again)
            },
        ),
    ]
}

/// Every document, with what its file is called.
pub(super) fn documents() -> Vec<(&'static str, Document)> {
    let document = |number, kind, state| Document {
        id: document_id(number),
        booking: booking_id(8),
        kind,
        created_at: NOW + Duration::minutes(5),
        state,
    };
    let ticket = DocumentKind::Ticket(ticket_id(8, 0));
    let cancellation = Some(CancellationId(id(7, 1)));
    let receipt = |number, cancellation| DocumentKind::RefundReceipt {
        refund: refund_id(number),
        cancellation,
    };
    let ready = DocumentState::Ready { at: NOW + Duration::minutes(6), sha256: None };
    vec![
        ("receipt-ready", document(1, receipt(1, cancellation), ready)),
        ("receipt-awaited", document(3, receipt(3, None), DocumentState::Awaited)),
        (
            "change-receipt",
            Document {
                booking: booking_id(13),
                ..document(12, DocumentKind::ChangeReceipt(exchange_id(3)), DocumentState::Pending)
            },
        ),
        ("ticket-failed", document(7, ticket, DocumentState::Failed)),
        ("ticket-pending", document(8, ticket, DocumentState::Pending)),
        (
            "ticket-ready",
            document(9, ticket, DocumentState::Ready { at: NOW, sha256: Some([7; 32]) }),
        ),
        ("ticket-erasing", document(10, ticket, DocumentState::Erasing { at: NOW })),
        ("ticket-erased", document(11, ticket, DocumentState::Erased { at: NOW })),
    ]
}

pub(super) const fn refund_id(number: u128) -> RefundId {
    RefundId(id(8, number))
}

const fn document_id(number: u128) -> DocumentId {
    DocumentId(id(9, number))
}

/// A refund of the payment of the round trip that was cancelled.
fn refund(
    number: u128,
    amount: i64,
    intent: Option<IntentId>,
    cause: RefundCause,
    state: RefundState,
) -> Refund {
    Refund {
        id: refund_id(number),
        booking: booking_id(8),
        payment: payment_id(8),
        intent,
        amount: Amount::minor(amount),
        cause,
        receipt: document_id(number),
        created_at: NOW + Duration::HOUR,
        elsewhere: Amount::ZERO,
        state,
    }
}
