//! Payments by every method, in every state.

use airside_booking::payment::{Handle, Method, Progress, Refusal};
use airside_booking::{
    CheckoutId, IntentId, Note, Payment, PaymentState, Reversal, ReversalId, ReversalState,
};
use airside_primitives::{Amount, PaymentId};
use time::Duration;

use super::{NOW, booking_id, id};

/// Every payment, with what its file is called. A booking has one live payment at most.
pub(super) fn all() -> Vec<(&'static str, Payment)> {
    let card = || Method::Card("pm_card_visa".to_owned());
    let bank = || Some("https://bank.example.com/3ds?a=1&b=\"2\"".to_owned());
    let page = || Some("https://pay.example.com/cs_1#fid".to_owned());
    let on_intent = |number, progress, url| PaymentState::Open {
        handle: Handle::Intent(intent(number)),
        progress,
        url,
    };
    let on_page = |number, known: Option<IntentId>, progress, url| PaymentState::Open {
        handle: Handle::Checkout { id: CheckoutId(format!("cs_{number}")), intent: known },
        progress,
        url,
    };
    vec![
        ("card-opening", payment(1, 1, card(), PaymentState::Opening { intent: None })),
        (
            "card-prepared",
            payment(14, 9, card(), PaymentState::Opening { intent: Some(intent(14)) }),
        ),
        (
            "card-open-requires-action",
            payment(2, 2, card(), on_intent(2, Progress::RequiresAction, bank())),
        ),
        ("card-open-processing", payment(3, 3, card(), on_intent(3, Progress::Processing, None))),
        (
            "checkout-opening",
            payment(4, 4, Method::Checkout, PaymentState::Opening { intent: None }),
        ),
        (
            "checkout-open",
            payment(5, 5, Method::Checkout, on_page(5, None, Progress::RequiresAction, page())),
        ),
        (
            "checkout-open-declined",
            payment(
                6,
                6,
                Method::Checkout,
                on_page(6, Some(intent(6)), Progress::Declined, page()),
            ),
        ),
        (
            "card-succeeded",
            payment(7, 7, card(), PaymentState::Succeeded { intent: Some(intent(7)) }),
        ),
        (
            "card-succeeded-part",
            Payment {
                given: Amount::minor(584_600),
                part_of: Some(payment_id(7)),
                amount: Amount::minor(1_169_200),
                ..payment(30, 15, card(), PaymentState::Succeeded { intent: Some(intent(7)) })
            },
        ),
        (
            "checkout-succeeded",
            payment(8, 8, Method::Checkout, PaymentState::Succeeded { intent: Some(intent(8)) }),
        ),
        (
            "free-succeeded",
            free(payment(9, 9, Method::Free, PaymentState::Succeeded { intent: None })),
        ),
        (
            "card-failed",
            declined(payment(10, 7, card(), PaymentState::Failed { intent: Some(intent(10)) })),
        ),
        ("card-refused", payment(11, 7, card(), PaymentState::Failed { intent: None })),
        (
            "card-canceled",
            payment(12, 8, card(), PaymentState::Canceled { intent: Some(intent(12)) }),
        ),
        (
            "checkout-canceled",
            payment(13, 8, Method::Checkout, PaymentState::Canceled { intent: None }),
        ),
        (
            "card-reversed",
            reversed(payment(15, 8, card(), PaymentState::Succeeded { intent: Some(intent(15)) })),
        ),
    ]
}

/// With a reversal in every state, some of them noted.
fn reversed(payment: Payment) -> Payment {
    let states = [
        ReversalState::RefundPending,
        ReversalState::Refunded,
        ReversalState::RefundFailed,
        ReversalState::Inquiry,
        ReversalState::Disputed,
        ReversalState::DisputeWon,
        ReversalState::DisputeLost,
    ];
    let reversal = |(number, state): (usize, ReversalState)| Reversal {
        id: ReversalId(format!("re_{number}")),
        amount: Amount::minor(1_000),
        state,
        since: payment.updated_at,
        note: (number % 2 == 1)
            .then(|| Note { text: "Goodwill for a delay.".to_owned(), at: payment.updated_at }),
    };
    let reversals = states.into_iter().enumerate().map(reversal).collect();
    Payment { reversals, ..payment }
}

/// The gateway's payment of this number.
pub(super) fn intent(number: u128) -> IntentId {
    IntentId(format!("pi_{number}"))
}

pub(super) const fn payment_id(number: u128) -> PaymentId {
    PaymentId(id(6, number))
}

fn payment(number: u128, booking: u128, method: Method, state: PaymentState) -> Payment {
    Payment {
        id: payment_id(number),
        booking: booking_id(booking),
        exchange: None,
        amount: Amount::minor(584_600),
        method,
        return_url: "https://air.example.com/payments/return?token=abc".to_owned(),
        begun_with: format!("key-{number}"),
        created_at: NOW,
        updated_at: NOW + Duration::minutes(2),
        refusal: None,
        state,
        reversals: Vec::new(),
        given: Amount::ZERO,
        part_of: None,
    }
}

fn declined(payment: Payment) -> Payment {
    let (code, message) = ("insufficient_funds".to_owned(), "Not enough money.".to_owned());
    Payment { refusal: Some(Refusal { code, message }), ..payment }
}

/// Nothing was due, so there is nowhere to come back from.
fn free(payment: Payment) -> Payment {
    Payment { amount: Amount::ZERO, return_url: String::new(), ..payment }
}
