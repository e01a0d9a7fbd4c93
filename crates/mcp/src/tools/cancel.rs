//! Cancelling: journeys that are paid by a quote, a hold that is not paid at once.

use airside_client::bookings::{Booking, BookingStatus, Direction};
use airside_client::cancellations::{Cancellation, Journeys, Line, NewCancellation};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::proposed::{Confirm, Proposed, once_more, propose as proposed};
use crate::caller::{Caller, Confirmed};
use crate::proposal::Proposal;
use crate::refusal::Refusal;
use crate::tool::Said;
use crate::views::{Amount, instant};

pub(super) const PROPOSE: (&str, &str, &str) = (
    "propose_cancellation",
    "Propose a cancellation",
    "What cancelling will keep and give back, journey by journey, for all passengers or for some. A booking \
     that is not paid is given up instead. A newer proposal for a booking replaces the one before.",
);

pub(super) const CONFIRM: (&str, &str, &str) = (
    "confirm_cancellation",
    "Cancel",
    "Cancels what propose_cancellation proposed, for good: the seats are gone at once, the refund \
     follows.",
);

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// As K7Q2MZ.
    booking_ref: String,
    /// DEPARTING, RETURNING, or LEG_1 to LEG_6; needed when more than one journey is live.
    #[schemars(with = "Option<Vec<String>>")]
    journeys: Option<Vec<Direction>>,
    /// Only these passengers, by the ids that get_booking has; everybody where it is absent. An infant
    /// goes with its adult.
    passengers: Option<Vec<String>>,
}

/// What a cancellation keeps and gives back.
#[derive(Serialize, JsonSchema)]
pub(super) struct Figures {
    booking_ref: String,
    /// What comes back in all.
    refund: Amount,
    /// Journey by journey; empty where nothing was paid.
    lines: Vec<JourneyRefund>,
    /// When these figures end, if a quote stands behind them.
    expires_at: Option<String>,
}

/// The refund is what was paid, less the charge and the taxes that are kept.
#[derive(Serialize, JsonSchema)]
struct JourneyRefund {
    journey: String,
    /// The ids of those for whom it is cancelled, infants on their laps too.
    passengers: Vec<String>,
    paid: Amount,
    charge: Amount,
    taxes_kept: Amount,
    refund: Amount,
}

/// What was cancelled.
#[derive(Serialize, JsonSchema)]
pub(super) struct Cancelled {
    booking_ref: String,
    /// CONFIRMED: the journeys are cancelled. RELEASED: the unpaid hold was given up.
    status: String,
    /// Null where nothing was paid.
    refund: Option<Amount>,
    /// PENDING, SUCCEEDED or FAILED (then the operator sees to it). The receipt follows:
    /// list_documents.
    refund_status: Option<String>,
}

pub(super) async fn propose(
    caller: Caller,
    wanted: Wanted,
) -> Result<Said<Proposed<Figures>>, Refusal> {
    let booking = caller.airside.bookings().get(wanted.booking_ref.trim()).await?;
    // A hold is given up for everybody or for nobody: it is quoted for some, and refused.
    if booking.status == BookingStatus::PendingPayment && wanted.passengers.is_none() {
        return Ok(propose_release(&caller, &booking));
    }
    let what = NewCancellation {
        journeys: wanted.journeys.map(Journeys::These),
        ticket_id: None,
        passengers: wanted.passengers,
    };
    let quote = caller.airside.cancellations().quote(&booking.booking_ref, &what).await?;
    let figures = Figures::of(&quote);
    let what = format!("{} come back.", figures.refund.in_words());
    let proposal = Proposal::Cancel { quote_id: quote.id };
    Ok(proposed(&caller, proposal, CONFIRM.0, &what, figures))
}

fn propose_release(caller: &Caller, booking: &Booking) -> Said<Proposed<Figures>> {
    let booking_ref = &booking.booking_ref;
    let nothing = Amount { amount: 0, currency: booking.price.total.currency.clone() };
    let figures = Figures {
        booking_ref: booking_ref.clone(),
        refund: nothing,
        lines: Vec::new(),
        expires_at: None,
    };
    let proposal = Proposal::Release { booking_ref: booking_ref.clone() };
    let what = "Nothing was paid: the places are let go, for the whole booking.";
    proposed(caller, proposal, CONFIRM.0, what, figures)
}

pub(super) async fn confirm(caller: Caller, confirm: Confirm) -> Result<Said<Cancelled>, Refusal> {
    let Confirmed { proposal, key } = caller.confirm(&confirm.proposal)?;
    match proposal {
        Proposal::Cancel { quote_id } => {
            let done = caller.airside.cancellations().confirm(&quote_id, &key).await?;
            let sentence = format!("It is cancelled.{}", once_more(done.is_replay));
            Ok(Said::new(sentence, Cancelled::of(done.value)))
        }
        Proposal::Release { booking_ref } => {
            caller.airside.bookings().release(&booking_ref).await?;
            let status = "RELEASED".to_owned();
            let released = Cancelled { booking_ref, status, refund: None, refund_status: None };
            Ok(Said::new("The hold is given up.", released))
        }
        other => Err(Refusal::another_proposal(other.confirmed_by())),
    }
}

impl Figures {
    fn of(quote: &Cancellation) -> Self {
        Self {
            booking_ref: quote.booking_ref.clone(),
            refund: Amount::of(&quote.refund),
            lines: quote.lines.iter().map(JourneyRefund::of).collect(),
            expires_at: Some(instant(quote.expires_at)),
        }
    }
}

impl JourneyRefund {
    fn of(line: &Line) -> Self {
        Self {
            journey: line.journey.code().to_owned(),
            passengers: line.passengers.clone(),
            paid: Amount::of(&line.paid),
            charge: Amount::of(&line.charge),
            taxes_kept: Amount::of(&line.taxes_kept),
            refund: Amount::of(&line.refund),
        }
    }
}

impl Cancelled {
    fn of(done: Cancellation) -> Self {
        Self {
            booking_ref: done.booking_ref,
            status: done.status.code().to_owned(),
            refund: Some(Amount::of(&done.refund)),
            refund_status: done.refund_status.map(|status| status.code().to_owned()),
        }
    }
}
