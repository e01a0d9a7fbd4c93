//! Answers a schedule change: the new flights are taken, or the money comes back. Uses the
//! store; the answer is remembered with its effect.

use airside_booking::cancellation::CannotQuote;
use airside_booking::schedule_change::{CannotAccept, CannotRefund, Seats};
use airside_booking::{Booking, Cancellation, RecordLocator};
use airside_primitives::{AircraftCode, CancellationId, RefundId, ScheduleChangeId, UserId};
use thiserror::Error;

use super::moves::writes;
use crate::bookings::read::{ReadError, own_booking};
use crate::cancellations::confirm::{ConfirmError, ended, paid_with};
use crate::context::App;
use crate::idempotency::{Answer, Once};
use crate::ports::changes::Versioned;
use crate::ports::{Changes, CommitError, StoreError, Write};
use crate::work::world::load_newer_world;
use crate::world::LoadError;

const TRIES: u32 = 6;

/// Accepts what a change offers; `render` writes the answer that is remembered with it.
pub async fn accept_change(
    app: &App,
    owner: UserId,
    reference: RecordLocator,
    id: ScheduleChangeId,
    once: &Once,
    render: &(dyn Fn(&Booking) -> Answer + Sync),
) -> Result<Answer, AnswerError> {
    for _ in 1..TRIES {
        match try_accept(app, owner, reference, id, once, render).await {
            Err(AnswerError::Commit(CommitError::Conflict | CommitError::SeatTaken(_))) => (),
            Err(AnswerError::Commit(CommitError::Outdated)) => {
                load_newer_world(app, app.world.load().version).await?;
            }
            outcome => return outcome,
        }
    }
    try_accept(app, owner, reference, id, once, render).await
}

async fn try_accept(
    app: &App,
    owner: UserId,
    reference: RecordLocator,
    id: ScheduleChangeId,
    once: &Once,
    render: &(dyn Fn(&Booking) -> Answer + Sync),
) -> Result<Answer, AnswerError> {
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
    let answer = render(&followed.booking);
    let changes = writes(app, &world, followed, version, now);
    app.commit(changes.write(once.remember(answer.clone(), now))).await?;
    Ok(answer)
}

/// Takes the money back: the journey of a change, or its whole ticket, without any charge.
pub async fn refund_change(
    app: &App,
    owner: UserId,
    reference: RecordLocator,
    id: ScheduleChangeId,
    whole_ticket: bool,
    once: &Once,
    render: &(dyn Fn(&Booking) -> Answer + Sync),
) -> Result<Answer, AnswerError> {
    let mut tries = TRIES;
    loop {
        tries -= 1;
        let booking = own_booking(app, owner, reference).await?;
        let (changes, refunded) = refund(app, &booking, id, whole_ticket).await?;
        let answer = render(&refunded);
        let changes = changes.write(once.remember(answer.clone(), app.now()));
        match app.commit(changes).await {
            Err(CommitError::Conflict) if tries > 0 => (),
            outcome => return outcome.map(|()| answer).map_err(AnswerError::from),
        }
    }
}

/// Refunds a change that nobody answered and that has no alternative.
pub(super) async fn refund_unanswered(
    app: &App,
    booking: &Versioned<Booking>,
    id: ScheduleChangeId,
) -> Result<(), AnswerError> {
    let (changes, _) = refund(app, booking, id, false).await?;
    Ok(app.commit(changes).await?)
}

/// Everything that refunding a change changes, and the booking as it is then.
async fn refund(
    app: &App,
    booking: &Versioned<Booking>,
    id: ScheduleChangeId,
    whole_ticket: bool,
) -> Result<(Changes, Booking), AnswerError> {
    let now = app.now();
    let refunded = booking.value.clone().refund_change(id, whole_ticket, now)?;
    let payment = paid_with(app, &booking.value).await?;
    let entropy = &app.ports.entropy;
    let (cancellation, refund) = (CancellationId(entropy.id()), RefundId(entropy.id()));
    let directions = &refunded.directions;
    let cancellation =
        Cancellation::by_airline(cancellation, &booking.value, directions, refund, now)?;

    let refunded = refunded.followed.booking;
    let (changes, _) = ended(app, booking, refunded.clone(), &cancellation, &payment, now);
    Ok((changes.write(Write::add(&cancellation)), refunded))
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
    World(#[from] LoadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
