//! Changing journeys that are paid for others: quoted, then paid for where something is due.

use airside_client::bookings::Direction;
use airside_client::changes::{Change, ChangeLine, NewChange, Replacement};
use airside_client::payments::NewPayment;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::offers::offer_id;
use super::pay::Paid;
use super::proposed::{Confirm, Proposed, once_more, propose as proposed};
use crate::caller::{Caller, Confirmed};
use crate::proposal::Proposal;
use crate::refusal::Refusal;
use crate::tool::Said;
use crate::views::{Amount, instant};

pub(super) const PROPOSE: (&str, &str, &str) = (
    "propose_journey_change",
    "Propose other journeys",
    "What changing journeys of a paid booking for other flights costs or gives back, line by line. \
     Search first, for those who still travel on it. Without payment_method, what is due is paid at a link. A \
     newer proposal for a booking replaces the one before.",
);

pub(super) const CONFIRM: (&str, &str, &str) = (
    "confirm_journey_change",
    "Change journeys",
    "Changes what propose_journey_change proposed: at once where nothing is due; else the places \
     of both are held while it is paid for.",
);

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// As K7Q2MZ.
    booking_ref: String,
    /// Which journeys, each with what is to stand in its place.
    replace: Vec<Replace>,
    /// `id` of an OPEN one of the booking's schedule_changes, if this is the answer to it: then it
    /// is free of charge.
    schedule_change_id: Option<String>,
    /// A payment method of the gateway, as pm_…, only if the user gave one. Never a card number.
    payment_method: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Replace {
    /// DEPARTING, RETURNING, or LEG_1 to LEG_6.
    #[schemars(with = "String")]
    journey: Direction,
    /// `offer` of a search.
    offer: String,
}

/// What changing costs and gives back.
#[derive(Serialize, JsonSchema)]
pub(super) struct Figures {
    booking_ref: String,
    /// What is charged in all.
    to_pay: Amount,
    /// What comes back in all.
    to_refund: Amount,
    lines: Vec<JourneyChange>,
    /// When these figures end.
    expires_at: String,
    /// Null: what is due is paid by a link.
    payment_method: Option<String>,
}

/// `difference` is the new price and the fee, less the old value but for the extras that go along
/// and for what is not returned. A negative one comes back.
#[derive(Serialize, JsonSchema)]
struct JourneyChange {
    journey: String,
    old_value: Amount,
    new_price: Amount,
    change_fee: Amount,
    extras_moved: Amount,
    not_returned: Amount,
    difference: Amount,
}

/// What became of the change.
#[derive(Serialize, JsonSchema)]
pub(super) struct Changed {
    booking_ref: String,
    /// CONFIRMED: the journeys are changed. PENDING_PAYMENT: they are once the payment is
    /// SUCCEEDED, and the old ones stand until then: show_booking.
    status: String,
    /// Until when it can be paid for.
    expires_at: String,
    to_pay: Amount,
    to_refund: Amount,
    /// Null where nothing was due.
    payment: Option<Paid>,
}

pub(super) async fn propose(
    caller: Caller,
    wanted: Wanted,
) -> Result<Said<Proposed<Figures>>, Refusal> {
    let replace = wanted.replace.into_iter().map(|Replace { journey, offer }| {
        Ok(Replacement { direction: journey, offer: offer_id(&caller, &offer)? })
    });
    let replace = replace.collect::<Result<_, Refusal>>()?;
    let what = NewChange { replace, schedule_change_id: wanted.schedule_change_id };
    let quote = caller.airside.changes().quote(wanted.booking_ref.trim(), &what).await?;
    let payment = NewPayment { payment_method: wanted.payment_method, return_url: None };
    let figures = Figures::of(&quote, payment.payment_method.clone());
    let what = if quote.to_pay.amount > 0 {
        format!("{} will be charged.", figures.to_pay.in_words())
    } else {
        format!("{} come back.", figures.to_refund.in_words())
    };
    let proposal = Proposal::Change { quote_id: quote.id, payment };
    Ok(proposed(&caller, proposal, CONFIRM.0, &what, figures))
}

pub(super) async fn confirm(caller: Caller, confirm: Confirm) -> Result<Said<Changed>, Refusal> {
    let Confirmed { proposal, key } = caller.confirm(&confirm.proposal)?;
    let Proposal::Change { quote_id, payment } = proposal else {
        return Err(Refusal::another_proposal(proposal.confirmed_by()));
    };
    let done = caller.airside.changes().confirm(&quote_id, &payment, &key).await?;
    let once_more = once_more(done.is_replay);
    let changed = Changed::of(done.value);
    let paid = changed.payment.as_ref().map(|paid| format!(" {}", paid.in_words()));
    let sentence =
        format!("The change is {}.{}{once_more}", changed.status, paid.unwrap_or_default());
    Ok(Said::new(sentence, changed))
}

impl Figures {
    fn of(quote: &Change, payment_method: Option<String>) -> Self {
        Self {
            booking_ref: quote.booking_ref.clone(),
            to_pay: Amount::of(&quote.to_pay),
            to_refund: Amount::of(&quote.to_refund),
            lines: quote.lines.iter().map(JourneyChange::of).collect(),
            expires_at: instant(quote.expires_at),
            payment_method,
        }
    }
}

impl JourneyChange {
    fn of(line: &ChangeLine) -> Self {
        Self {
            journey: line.journey.code().to_owned(),
            old_value: Amount::of(&line.old_value),
            new_price: Amount::of(&line.new_price),
            change_fee: Amount::of(&line.change_fee),
            extras_moved: Amount::of(&line.extras_moved),
            not_returned: Amount::of(&line.not_returned),
            difference: Amount::of(&line.difference),
        }
    }
}

impl Changed {
    fn of(done: Change) -> Self {
        Self {
            booking_ref: done.booking_ref,
            status: done.status.code().to_owned(),
            expires_at: instant(done.expires_at),
            to_pay: Amount::of(&done.to_pay),
            to_refund: Amount::of(&done.to_refund),
            payment: done.payment.map(Paid::of),
        }
    }
}
