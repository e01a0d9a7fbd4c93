//! Brings the bookings of a cancelled departure to their end. Uses the store.
//!
//! What is left to do is read from the bookings, never remembered: whoever begins again after a
//! process was killed finds exactly those that are left. The counts of a cancellation are for
//! people.

use std::collections::HashSet;

use airside_booking::{Booking, State};
use airside_primitives::{BookingId, DepartureCancellationId, FlightId};
use airside_timetable::{Amendment, Sales};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use thiserror::Error;
use time::{Date, Duration};

use super::cancellation::{DepartureCancellation, Progress, RefundWhen};
use super::known::adopt;
use crate::bookings::expire::{ExpireError, expire_hold};
use crate::context::App;
use crate::decision::{self, Decision, SeatsAre};
use crate::ports::changes::Versioned;
use crate::ports::store::AdoptError;
use crate::ports::{Changes, CommitError, StoreError, Write};
use crate::schedule_changes::answer::{AnswerError, refund_departure};
use crate::schedule_changes::follow::{FollowError, follow_booking};
use crate::work::world::load_newer_world;
use crate::world::LoadError;

/// How many bookings are settled before the count is written down.
const BATCH: usize = 25;
/// How many are under way at a time.
const AT_ONCE: usize = 4;
/// How long nobody is heard of before a sweeper goes on.
const LEFT_TO_OTHERS: Duration = Duration::seconds(15);

/// Settles every booking on a cancelled departure.
pub async fn settle_cancellation(
    app: &App,
    id: DepartureCancellationId,
) -> Result<(), SettleError> {
    let Some(read) = app.ports.store.departure_cancellation(id).await? else { return Ok(()) };
    let cancellation = read.value;
    match cancellation.state {
        Progress::Running { .. } => (),
        Progress::Done { .. } => return Ok(()),
    }
    let departure = (cancellation.flight, cancellation.date);
    ground(app, cancellation.flight, cancellation.date).await?;

    let mut given_up: HashSet<BookingId> = HashSet::new();
    loop {
        let mut left = bookings_left(app, departure, cancellation.refund).await?;
        left.retain(|id| !given_up.contains(id));
        if left.is_empty() {
            return report(app, id, None).await;
        }
        report(app, id, Some(left.len())).await?;
        let mut to_do = left.len();
        for batch in left.chunks(BATCH) {
            stream::iter(batch.to_vec())
                .map(|booking| settle_booking(app, &cancellation, booking))
                .buffer_unordered(AT_ONCE)
                .try_collect::<Vec<()>>()
                .await?;
            to_do -= batch.len();
            report(app, id, Some(to_do)).await?;
        }
        // All that could be done was done, and a second time would do no more.
        given_up.extend(left);
    }
}

/// Goes on with cancellations that nobody seems to work on.
pub async fn sweep_cancellations(app: &App) -> Result<(), StoreError> {
    let now = app.now();
    for Versioned { value, .. } in app.ports.store.running_cancellations().await? {
        let is_left = match value.state {
            Progress::Running { since } => now - since >= LEFT_TO_OTHERS,
            Progress::Done { .. } => false,
        };
        if is_left && let Err(error) = settle_cancellation(app, value.id).await {
            tracing::warn!(
                id = %value.id,
                error = %crate::chain(&error),
                "a cancelled departure is not settled yet; it stays due"
            );
        }
    }
    Ok(())
}

/// Takes the departure out of the world, if it is still in it.
pub(super) async fn ground(app: &App, flight: FlightId, date: Date) -> Result<(), SettleError> {
    let store = &app.ports.store;
    loop {
        let world = app.world.load();
        if world.amendments.is_cancelled(flight, date) {
            return Ok(());
        }
        let newest = store.world_version().await?;
        if world.version < newest {
            load_newer_world(app, world.version).await?;
            continue;
        }
        let known = world.amendments.of(flight, date).cloned();
        let known = known.unwrap_or_else(|| Amendment::none(flight, date));
        let amendment = Amendment { sales: Sales::Cancelled, ..known };
        match adopt(app, &world, (flight, date), amendment, Vec::new()).await {
            Ok(()) | Err(AdoptError::Outdated) => load_newer_world(app, world.version).await?,
            Err(AdoptError::Store(error)) => return Err(error.into()),
        }
    }
}

/// The bookings that are still to be told or refunded.
pub(super) async fn bookings_left(
    app: &App,
    (flight, date): (FlightId, Date),
    refund: RefundWhen,
) -> Result<Vec<BookingId>, SettleError> {
    let store = &app.ports.store;
    let ids = store.bookings_on(flight, date).await?;
    let read = stream::iter(ids).map(|id| store.booking(id)).buffered(AT_ONCE);
    let bookings: Vec<Option<Versioned<Booking>>> = read.try_collect().await?;
    let left =
        bookings.into_iter().flatten().filter(|it| is_left(&it.value, (flight, date), refund));
    Ok(left.map(|it| it.value.id).collect())
}

fn is_left(booking: &Booking, departure: (FlightId, Date), refund: RefundWhen) -> bool {
    let directions = booking.held_directions();
    let journeys = booking.journeys.iter().filter(|it| directions.contains(&it.direction));
    let mut on_it = journeys.filter(|journey| {
        let mut held = booking.held_segments(journey).iter();
        held.any(|segment| (segment.inventory, segment.date) == departure)
    });
    let is_told =
        |direction| booking.open_change(direction).is_some_and(|change| change.after.is_none());
    on_it.any(|journey| match refund {
        RefundWhen::AtOnce => true,
        RefundWhen::OnAnswer => !is_told(journey.direction),
    })
}

/// One booking: it gets its schedule change, and its money at once if that was said. Done before
/// is fine.
async fn settle_booking(
    app: &App,
    cancellation: &DepartureCancellation,
    id: BookingId,
) -> Result<(), SettleError> {
    let Some(booking) = follow_booking(app, id).await? else { return Ok(()) };
    let now = app.now();
    if matches!(booking.value.state, State::PendingPayment { due_by } if due_by <= now) {
        expire_hold(app, id).await?;
    }
    let departure = (cancellation.flight, cancellation.date);
    let refunded = match cancellation.refund {
        RefundWhen::OnAnswer => return Ok(()),
        RefundWhen::AtOnce => refund_departure(app, id, departure, &cancellation.reason).await,
    };
    match refunded {
        Ok(()) => Ok(()),
        Err(refused) if refused.is_final() => {
            tracing::error!(
                booking.id = %id,
                error = %crate::chain(&refused),
                "a booking of a cancelled departure could not be refunded; its change stays open"
            );
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

/// Writes down how many are left; none is the end.
async fn report(
    app: &App,
    id: DepartureCancellationId,
    left: Option<usize>,
) -> Result<(), SettleError> {
    let decide = |_| async {
        let now = app.now();
        let Some(read) = app.ports.store.departure_cancellation(id).await? else {
            return Ok(Decision::nothing(()));
        };
        let Versioned { value, version } = read;
        let value = match left {
            Some(left) => value.with_left(u32::try_from(left).unwrap_or(u32::MAX), now),
            None => value.finished(now),
        };
        let changes = Changes::default().write(Write::save(&Versioned { value, version }));
        Ok::<_, SettleError>(Decision { changes, outcome: () })
    };
    decision::carry_out(app, SeatsAre::Planned, decide).await
}

/// Why bookings of a cancelled departure are left. Try again.
#[derive(Debug, Error)]
pub enum SettleError {
    #[error(transparent)]
    Follow(#[from] FollowError),
    #[error(transparent)]
    Answer(#[from] AnswerError),
    #[error(transparent)]
    Expire(#[from] ExpireError),
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
