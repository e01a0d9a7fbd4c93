//! Answers a schedule change: the new flights are taken, or the money comes back. Uses the
//! store; the answer is remembered with its effect.

use airside_booking::cancellation::CannotQuote;
use airside_booking::schedule_change::{CannotAccept, CannotRefund, Seats};
use airside_booking::{Booking, Cancellation, RecordLocator, ScheduleChange, Segment};
use airside_primitives::{
    AircraftCode, BookingId, CancellationId, FlightId, RefundId, ScheduleChangeId, UserId,
};
use thiserror::Error;
use time::Date;

use super::moves::writes;
use crate::bookings::read::{ReadError, own_booking};
use crate::cancellations::confirm::{ConfirmError, ended};
use crate::context::App;
use crate::decision::{self, Decision, SeatsAre};
use crate::history::{Actor, Deed, HistoryEntry, Subject};
use crate::idempotency::{Given, IdempotencyError, Once};
use crate::payments::repay::paid_with;
use crate::ports::changes::Versioned;
use crate::ports::{CommitError, StoreError, Write};
use crate::world::LoadError;

/// Accepts what a change offers.
pub async fn accept_change(
    app: &App,
    owner: UserId,
    reference: RecordLocator,
    id: ScheduleChangeId,
    once: &Once<'_, Booking>,
) -> Result<Given, AnswerError> {
    once.carry_out(app, SeatsAre::Planned, |_| accept(app, owner, reference, id)).await
}

async fn accept(
    app: &App,
    owner: UserId,
    reference: RecordLocator,
    id: ScheduleChangeId,
) -> Result<Decision<Booking>, AnswerError> {
    let Versioned { value: booking, version } = own_booking(app, owner, reference).await?;
    let (world, now) = (app.world.load(), app.now());
    let change = booking.schedule_changes.iter().find(|change| change.id == id);
    let after = change.and_then(|change| change.after.as_ref()).into_iter().flatten();
    let flights: Vec<_> = after.map(|segment| (segment.inventory, segment.date)).collect();
    let rows = app.ports.store.taken_seats(&flights).await?;
    let taken = |flight, date| {
        let others = rows.iter().filter(|row| (row.0, row.1) == (flight, date));
        others.filter(|row| row.3 != booking.id).map(|row| row.2).collect()
    };
    let plan = |aircraft: AircraftCode| world.terms.fleet.layout(aircraft);
    let seats = Seats { plan: &plan, taken: &taken };

    let followed = booking.clone().accept_change(id, seats, now)?;
    let outcome = followed.booking.clone();
    Ok(Decision { changes: writes(app, &world, followed, version, now), outcome })
}

/// Takes the money back: the journey of a change, or its whole ticket, without any charge.
pub async fn refund_change(
    app: &App,
    owner: UserId,
    reference: RecordLocator,
    id: ScheduleChangeId,
    whole_ticket: bool,
    once: &Once<'_, Booking>,
) -> Result<Given, AnswerError> {
    let decide = |_| async {
        let booking = own_booking(app, owner, reference).await?;
        refund(app, &booking, id, whole_ticket).await
    };
    once.carry_out(app, SeatsAre::Planned, decide).await
}

/// Refunds a change that nobody answered and that has no alternative.
pub(super) async fn refund_unanswered(
    app: &App,
    booking: &Versioned<Booking>,
    id: ScheduleChangeId,
) -> Result<(), AnswerError> {
    let refunded = refund(app, booking, id, false).await?;
    Ok(app.commit(refunded.changes).await?)
}

/// Gives back the journeys of a booking that were to fly on a departure and cannot be flown, without
/// being asked. Nothing is left of them the second time.
pub(crate) async fn refund_departure(
    app: &App,
    id: BookingId,
    departure: (FlightId, Date),
    reason: &str,
) -> Result<(), AnswerError> {
    let decide = |_| async {
        let Some(booking) = app.ports.store.booking(id).await? else {
            return Ok(Decision::nothing(()));
        };
        let now = app.now();
        let is_on_it = |change: &&ScheduleChange| {
            let journey = booking.value.journey(change.direction);
            let held = journey.map(|journey| booking.value.held_segments(journey).iter());
            let is_it = |segment: &Segment| (segment.inventory, segment.date) == departure;
            change.is_open(now) && change.after.is_none() && held.into_iter().flatten().any(is_it)
        };
        let Some(change) = booking.value.schedule_changes.iter().find(is_on_it) else {
            return Ok(Decision::nothing(()));
        };
        let Decision { changes, .. } = refund(app, &booking, change.id, false).await?;
        let subject = Subject::Booking(id);
        let line = HistoryEntry::new(app, Actor::System, subject, Deed::DepartureCancelled)
            .because(reason);
        Ok::<_, AnswerError>(Decision {
            changes: changes.write(Write::AddHistory(line)),
            outcome: (),
        })
    };
    decision::carry_out(app, SeatsAre::Planned, decide).await
}

/// All changes that a refund makes, and the booking as it is then.
async fn refund(
    app: &App,
    booking: &Versioned<Booking>,
    id: ScheduleChangeId,
    whole_ticket: bool,
) -> Result<Decision<Booking>, AnswerError> {
    let now = app.now();
    let refunded = booking.value.clone().refund_change(id, whole_ticket, now)?;
    let paid = paid_with(app, &booking.value).await?.ok_or(ConfirmError::NotPaid)?;
    let entropy = &app.ports.entropy;
    let (cancellation, refund) = (CancellationId(entropy.id()), RefundId(entropy.id()));
    let directions = &refunded.directions;
    let cancellation =
        Cancellation::by_airline(cancellation, &booking.value, directions, refund, now)?;

    let refunded = refunded.followed.booking;
    let (changes, _) = ended(app, booking, refunded.clone(), &cancellation, &paid, now);
    Ok(Decision { changes: changes.write(Write::add(&cancellation)), outcome: refunded })
}

/// Why a change is not answered.
#[derive(Debug, Error)]
pub enum AnswerError {
    #[error(transparent)]
    Accept(#[from] CannotAccept),
    #[error(transparent)]
    Refund(#[from] CannotRefund),
    /// The domain has said before that it can be cancelled.
    #[error(transparent)]
    Cancel(#[from] CannotQuote),
    #[error(transparent)]
    Paid(#[from] ConfirmError),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Once(#[from] IdempotencyError),
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AnswerError {
    /// Whether it would be the same the next time.
    pub(crate) const fn is_final(&self) -> bool {
        match self {
            Self::Accept(_) | Self::Refund(_) | Self::Cancel(_) => true,
            Self::Paid(error) => matches!(error, ConfirmError::NotPaid),
            Self::Read(_) | Self::Once(_) | Self::World(_) | Self::Commit(_) | Self::Store(_) => {
                false
            }
        }
    }
}
