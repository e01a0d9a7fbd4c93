//! What became of an attempt to pay while its request was still at work on it. Uses the store.

use airside_booking::Payment;
use airside_booking::payment::{Method, PaymentState};
use airside_primitives::PaymentId;

use crate::context::App;
use crate::ports::changes::AnswerKey;
use crate::ports::{StoreError, Versioned};

/// What became meanwhile of the attempt that this very request began.
pub(super) enum Own {
    IsNoNews,
    /// An event told of a charge before the gateway's answer did: it is no other that would have to
    /// be given up, and what was declined is not tried again.
    WasHeardOf(Box<Versioned<Payment>>),
    /// Another request wants to pay otherwise.
    WasGivenUp,
}

pub(super) async fn became(
    app: &App,
    begun: Option<PaymentId>,
    key: &AnswerKey,
) -> Result<Own, StoreError> {
    let Some(id) = begun else { return Ok(Own::IsNoNews) };
    let Some(payment) = app.ports.store.payment(id).await? else { return Ok(Own::IsNoNews) };
    if payment.value.begun_with != key.key {
        return Ok(Own::IsNoNews);
    }
    Ok(match (&payment.value.state, &payment.value.method) {
        (PaymentState::Canceled { .. }, _) => Own::WasGivenUp,
        (PaymentState::Open { .. } | PaymentState::Failed { .. }, Method::Card(_)) => {
            Own::WasHeardOf(Box::new(payment))
        }
        (
            PaymentState::Opening { .. }
            | PaymentState::Open { .. }
            | PaymentState::Failed { .. }
            | PaymentState::Succeeded { .. },
            Method::Card(_) | Method::Checkout | Method::Free,
        ) => Own::IsNoNews,
    })
}
