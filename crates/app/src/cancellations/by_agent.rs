//! Cancels journeys of any booking at once, for those who serve it. Uses the store.

use airside_booking::cancellation::{CannotQuote, Charge, Selection};
use airside_booking::{Booking, Cancellation, CancelledJourney, RecordLocator};
use airside_primitives::{CancellationId, RefundId};
use serde_json::{Value, json};
use thiserror::Error;

use super::confirm::{ConfirmError, Confirmed, ended};
use super::quote::outdated;
use crate::accounts::Caller;
use crate::bookings::read::{ReadError, any_booking};
use crate::context::App;
use crate::decision::{Decision, SeatsAre};
use crate::exchanges::quote::superseded_exchanges;
use crate::history::{Deed, HistoryEntry, Subject};
use crate::idempotency::{Given, IdempotencyError, Once};
use crate::payments::repay::paid_with;
use crate::ports::{CommitError, StoreError, Versioned, Write};
use crate::world::LoadError;

/// What an agent cancels, and on what terms.
#[derive(Debug, Clone)]
pub struct CancelByAgent {
    pub reference: RecordLocator,
    pub selection: Selection,
    pub charge: Charge,
    pub reason: String,
}

/// Cancels without a quote, at any time before the journeys depart. Open quotes no longer count.
pub async fn cancel_by_agent(
    app: &App,
    caller: &Caller,
    command: &CancelByAgent,
    once: &Once<'_, Confirmed>,
) -> Result<Given, CancelByAgentError> {
    let decide = |_| Box::pin(decide(app, caller, command));
    once.carry_out(app, SeatsAre::Planned, decide).await
}

/// What the command would bring, if it were carried out now. Nothing is kept of it.
pub async fn preview_by_agent(
    app: &App,
    command: &CancelByAgent,
) -> Result<Cancellation, CancelByAgentError> {
    let booking = any_booking(app, command.reference).await.map_err(ConfirmError::Read)?;
    Ok(figures(app, &booking.value, command)?)
}

fn figures(
    app: &App,
    booking: &Booking,
    command: &CancelByAgent,
) -> Result<Cancellation, CannotQuote> {
    Cancellation::by_agent(
        CancellationId(app.ports.entropy.id()),
        booking,
        &command.selection,
        (command.charge, app.settings.cancellation_rules),
        RefundId(app.ports.entropy.id()),
        app.now(),
    )
}

async fn decide(
    app: &App,
    caller: &Caller,
    command: &CancelByAgent,
) -> Result<Decision<Confirmed>, CancelByAgentError> {
    let now = app.now();
    let booking = any_booking(app, command.reference).await.map_err(ConfirmError::Read)?;
    let cancellation = figures(app, &booking.value, command)?;
    let paid = paid_with(app, &booking.value).await?.ok_or(ConfirmError::NotPaid)?;
    let cancelled = booking.value.clone().cancelled_by(&cancellation, now);
    let cancelled = cancelled.map_err(ConfirmError::Booking)?;

    let before = json!({ "status": booking.value.status(now).code() });
    let after = json!({
        "status": cancelled.status(now).code(),
        "cancellation_id": cancellation.id.to_string(),
        "journeys": cancellation.directions().iter().map(ToString::to_string).collect::<Vec<_>>(),
        "passengers": left(&booking.value, &cancellation),
        "waive_charge": command.charge == Charge::Waived,
        "refund": { "amount": cancellation.refund().get(), "currency": booking.value.currency.to_string() },
    });
    let subject = Subject::Booking(booking.value.id);
    let entry = HistoryEntry::new(app, caller, subject, Deed::BookingCancelled)
        .because(&command.reason)
        .changed(Some(before.to_string()), Some(after.to_string()));

    let mut earlier = outdated(app, booking.value.id).await?;
    earlier.extend(superseded_exchanges(app, booking.value.id, None).await?);
    let (changes, repayment) = ended(app, &booking, cancelled, &cancellation, &paid, now);
    let changes =
        changes.write_all(earlier).write(Write::add(&cancellation)).write(Write::AddHistory(entry));
    let Versioned { value: booking, .. } = booking;
    Ok(Decision { changes, outcome: Confirmed { booking, cancellation, repayment } })
}

/// Those who leave each journey, by their ids.
fn left(booking: &Booking, cancellation: &Cancellation) -> Value {
    let of_line = |line: &CancelledJourney| {
        let covered = cancellation.covered(booking, line).into_iter();
        let ids: Vec<_> = covered.map(|it| it.id.to_string()).collect();
        (line.direction.to_string(), Value::from(ids))
    };
    cancellation.lines.iter().map(of_line).collect::<serde_json::Map<_, _>>().into()
}

/// Why nothing was cancelled.
#[derive(Debug, Error)]
pub enum CancelByAgentError {
    #[error(transparent)]
    Refused(#[from] CannotQuote),
    #[error(transparent)]
    Cancel(#[from] ConfirmError),
}

impl From<IdempotencyError> for CancelByAgentError {
    fn from(error: IdempotencyError) -> Self {
        Self::Cancel(error.into())
    }
}

impl From<CommitError> for CancelByAgentError {
    fn from(error: CommitError) -> Self {
        Self::Cancel(error.into())
    }
}

impl From<LoadError> for CancelByAgentError {
    fn from(error: LoadError) -> Self {
        Self::Cancel(error.into())
    }
}

impl From<StoreError> for CancelByAgentError {
    fn from(error: StoreError) -> Self {
        Self::Cancel(error.into())
    }
}

impl From<ReadError> for CancelByAgentError {
    fn from(error: ReadError) -> Self {
        Self::Cancel(error.into())
    }
}
