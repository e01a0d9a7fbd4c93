//! Paying for a booking that is held.

use airside_client::bookings::BookingStatus;
use airside_client::payments::{NewPayment, Payment};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::proposed::{Confirm, Proposed, once_more, propose as proposed};
use crate::caller::{Caller, Confirmed};
use crate::proposal::Proposal;
use crate::refusal::Refusal;
use crate::tool::Said;
use crate::views::{Amount, instant};

pub(super) const PROPOSE: (&str, &str, &str) = (
    "propose_payment",
    "Propose a payment",
    "What paying for a held booking will charge. Without payment_method the confirmation answers \
     a link to a page where the user pays by card; that is the usual way.",
);

pub(super) const CONFIRM: (&str, &str, &str) = (
    "confirm_payment",
    "Pay",
    "Pays for the booking of a proposal by propose_payment: charges the payment method that was \
     proposed, or answers the link where the user pays.",
);

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// As K7Q2MZ.
    booking_ref: String,
    /// A payment method of the gateway, as pm_…, only if the user gave one. Never a card number.
    payment_method: Option<String>,
}

/// What a payment charges.
#[derive(Serialize, JsonSchema)]
pub(super) struct Figures {
    booking_ref: String,
    amount: Amount,
    /// When the places are let go.
    payment_due_by: Option<String>,
    /// Null: the user pays by a link.
    payment_method: Option<String>,
}

/// A payment.
#[derive(Serialize, JsonSchema)]
pub(super) struct Paid {
    booking_ref: String,
    /// REQUIRES_ACTION, PROCESSING, SUCCEEDED, FAILED or CANCELED. Once it is SUCCEEDED the booking
    /// is confirmed within moments: show_booking.
    status: String,
    amount: Amount,
    /// Where the user goes on, if anything is left to do.
    payment_url: Option<String>,
    /// Why it was declined.
    failure: Option<Failure>,
}

#[derive(Serialize, JsonSchema)]
struct Failure {
    code: String,
    /// Of the payment gateway, for the payer.
    message: String,
}

pub(super) async fn propose(
    caller: Caller,
    wanted: Wanted,
) -> Result<Said<Proposed<Figures>>, Refusal> {
    let booking = caller.airside.bookings().get(wanted.booking_ref.trim()).await?;
    if booking.status != BookingStatus::PendingPayment {
        let detail = format!("the booking is {}", booking.status);
        return Err(Refusal::new("booking_not_payable", detail));
    }
    let figures = Figures {
        booking_ref: booking.booking_ref.clone(),
        amount: Amount::of(&booking.price.total),
        payment_due_by: booking.payment_due_by.map(instant),
        payment_method: wanted.payment_method.clone(),
    };
    let what = format!("{} will be charged.", figures.amount.in_words());
    let payment = NewPayment { payment_method: wanted.payment_method, return_url: None };
    let proposal = Proposal::Pay { booking_ref: booking.booking_ref, payment };
    Ok(proposed(&caller, proposal, CONFIRM.0, &what, figures))
}

pub(super) async fn confirm(caller: Caller, confirm: Confirm) -> Result<Said<Paid>, Refusal> {
    let Confirmed { proposal, key } = caller.confirm(&confirm.proposal)?;
    let Proposal::Pay { booking_ref, payment } = proposal else {
        return Err(Refusal::another_proposal(proposal.confirmed_by()));
    };
    let paid = caller.airside.payments().pay(&booking_ref, &payment, &key).await?;
    let once_more = once_more(paid.is_replay);
    let paid = Paid::of(paid.value);
    Ok(Said::new(format!("{}{once_more}", paid.in_words()), paid))
}

impl Paid {
    pub(super) fn of(payment: Payment) -> Self {
        let Payment { booking_ref, status, amount, next_action, failure, .. } = payment;
        Self {
            booking_ref,
            status: status.code().to_owned(),
            amount: Amount::of(&amount),
            payment_url: next_action.map(|action| action.url),
            failure: failure.map(|it| Failure { code: it.code, message: it.message }),
        }
    }

    pub(super) fn in_words(&self) -> String {
        let goes_on = self.payment_url.as_ref().map_or("", |_| " The user goes on at payment_url.");
        format!("The payment is {}.{goes_on}", self.status)
    }
}
