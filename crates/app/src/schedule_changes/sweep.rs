//! Brings bookings that nobody reads up to date, and settles changes that nobody answers. Uses the
//! store; safe anywhere and twice, and begun again after a process was killed.

use airside_booking::{Booking, State};
use airside_primitives::{BookingId, ScheduleChangeId};
use time::{Duration, OffsetDateTime};

use super::answer::{AnswerError, refund_unanswered};
use super::follow::{FollowError, change, follow_booking};
use super::played::MOMENT;
use crate::context::App;
use crate::ports::store::{TouchedDeparture, WorldVersion};
use crate::ports::{Changes, StoreError, Write};
use crate::work::world::load_newer_world;
use crate::world::LoadError;

/// The most departures that are read at a time.
const DEPARTURES: u16 = 500;
/// The most bookings with an answer due in one round.
const BOOKINGS: u16 = 200;
/// How long a departure is looked at again: after that no node sells by the old timetable, and no
/// booking by it is still on its way into the store.
const GRACE: Duration = Duration::seconds(60);

/// Brings bookings up to date: those of every changed departure in each round, until a minute after
/// it changed.
pub async fn sweep_touched(app: &App) -> Result<(), StoreError> {
    sweep_played(app).await?;
    let mut after = None;
    loop {
        let touched = app.ports.store.touched_departures(after, DEPARTURES).await?;
        let Some(last) = touched.last() else { return Ok(()) };
        after = Some((last.touched.flight, last.touched.date));
        follow_departures(app, touched).await?;
    }
}

/// Lets the bookings whose flights are to change follow them; those that were confirmed just now
/// wait for the next round.
async fn sweep_played(app: &App) -> Result<(), StoreError> {
    for id in app.to_play.take() {
        if let Some(later) = play(app, id).await? {
            app.to_play.add(later);
        }
    }
    Ok(())
}

/// The booking, when it is too early for it.
async fn play(app: &App, id: BookingId) -> Result<Option<BookingId>, StoreError> {
    let Some(booking) = app.ports.store.booking(id).await? else { return Ok(None) };
    match booking.value.state {
        State::Confirmed { at, .. } if app.now() < at + MOMENT => return Ok(Some(id)),
        State::Confirmed { .. } => (),
        State::PendingPayment { .. } | State::Expired { .. } => return Ok(None),
    }
    if let Err(error) = follow_booking(app, id).await {
        let error = crate::chain(&error);
        tracing::warn!(booking.id = %id, %error, "a change of its flights could not be played");
    }
    Ok(None)
}

async fn follow_departures(app: &App, touched: Vec<TouchedDeparture>) -> Result<(), StoreError> {
    let Some(newest) = touched.iter().map(|it| it.world).max() else { return Ok(()) };
    // One that was being loaded when this began may be older than what is to be followed.
    let before = WorldVersion(newest.0 - 1);
    if app.world.load().version < newest
        && let Err(error) = load_newer_world(app, before).await
    {
        tracing::warn!(error = %crate::chain(&error), "the new world cannot be loaded yet");
        return Ok(());
    }
    let now = app.ports.store.time().await?;
    for departure in touched {
        let have_followed = follow_departure(app, &departure).await?;
        if have_followed && now - departure.since >= GRACE {
            settle(app, &departure).await;
        }
    }
    Ok(())
}

/// Whether every booking of a departure is up to date now, and stays so.
///
/// A hold past its time follows nothing, and yet a payment that was decided on before may still
/// confirm it, however long its node stood still: until it is ended, the departure is not settled.
async fn follow_departure(app: &App, it: &TouchedDeparture) -> Result<bool, StoreError> {
    let store = &app.ports.store;
    let mut all = true;
    for id in store.bookings_on(it.touched.flight, it.touched.date).await? {
        match follow_booking(app, id).await {
            Ok(booking) => all &= !booking.is_some_and(|it| is_to_end(&it.value, app.now())),
            Err(error) => {
                all = false;
                report(id, &error);
            }
        }
    }
    Ok(all)
}

/// Whether a booking is a hold past its time that nobody has ended.
fn is_to_end(booking: &Booking, now: OffsetDateTime) -> bool {
    matches!(booking.state, State::PendingPayment { due_by } if due_by <= now)
}

async fn settle(app: &App, it: &TouchedDeparture) {
    let (flight, date) = (it.touched.flight, it.touched.date);
    let settled = Write::SettleTouched { flight, date, world: it.world };
    if let Err(error) = app.commit(Changes::default().write(settled)).await {
        tracing::warn!(%flight, %date, error = %crate::chain(&error), "a departure is looked at again");
    }
}

/// Settles changes that nobody answered in time: accepts those with an alternative, and refunds the
/// others.
pub async fn sweep_unanswered(app: &App) -> Result<(), StoreError> {
    let now = app.now();
    for id in app.ports.store.unanswered_changes(now, BOOKINGS).await? {
        if let Err(error) = lapse(app, id).await {
            tracing::warn!(booking.id = %id, error = %crate::chain(&error), "a schedule change could not be settled; it stays due");
        }
    }
    Ok(())
}

async fn lapse(app: &App, id: BookingId) -> Result<(), AnswerError> {
    let lapsed =
        change(app, id, |booking, _, seats, now| Ok(booking.lapse_changes(seats, now).followed));
    let lapsed = lapsed.await.map_err(failed)?;
    let Some(mut booking) = lapsed else { return Ok(()) };
    while let Some(overdue) = overdue(&booking.value, app) {
        refund_unanswered(app, &booking, overdue).await?;
        let Some(next) = app.ports.store.booking(id).await? else { return Ok(()) };
        booking = next;
    }
    Ok(())
}

/// A change whose time is over and that has nothing to accept.
fn overdue(booking: &Booking, app: &App) -> Option<ScheduleChangeId> {
    let now = app.now();
    let mut open = booking.schedule_changes.iter();
    open.find(|change| change.is_open(now) && change.after.is_none() && change.answer_by <= now)
        .map(|change| change.id)
}

fn failed(error: FollowError) -> AnswerError {
    match error {
        FollowError::Commit(error) => error.into(),
        FollowError::Store(error) => error.into(),
        FollowError::World(error) => error.into(),
        FollowError::Accept(error) => error.into(),
    }
}

fn report(id: BookingId, error: &FollowError) {
    match error {
        FollowError::World(LoadError::Interrupted) => (),
        error => tracing::warn!(
            booking.id = %id,
            error = %crate::chain(error),
            "a booking could not follow its flights; it stays due"
        ),
    }
}
