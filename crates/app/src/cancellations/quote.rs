//! Quotes what cancelling would return. Uses the store.

use airside_booking::cancellation::{CannotQuote, Selection};
use airside_booking::{Cancellation, CancellationState, RecordLocator};
use airside_primitives::{BookingId, CancellationId, UserId};
use thiserror::Error;

use crate::bookings::read::{ReadError, own_booking};
use crate::context::App;
use crate::decision::{self, Decision, SeatsAre};
use crate::ports::{Changes, CommitError, StoreError, Versioned, Write};
use crate::world::LoadError;

/// Makes a quote; earlier ones of the same booking no longer count.
pub async fn quote_cancellation(
    app: &App,
    owner: UserId,
    reference: RecordLocator,
    selection: &Selection,
) -> Result<Cancellation, QuoteError> {
    let decide = |_| decide(app, owner, reference, selection);
    decision::carry_out(app, SeatsAre::Planned, decide).await
}

async fn decide(
    app: &App,
    owner: UserId,
    reference: RecordLocator,
    selection: &Selection,
) -> Result<Decision<Cancellation>, QuoteError> {
    let now = app.now();
    let booking = own_booking(app, owner, reference).await?;
    let quote = Cancellation::quote(
        CancellationId(app.ports.entropy.id()),
        &booking.value,
        selection,
        app.settings.cancellation_rules,
        app.settings.quote_lifetime,
        now,
    )?;
    let superseded = superseded(app, booking.value.id).await?;
    // The booking is saved as it is, so that two who ask at once meet: only one quote may stand.
    let changes = Changes::default()
        .write(Write::save(&booking))
        .write_all(superseded)
        .write(Write::add(&quote));
    Ok(Decision { changes, outcome: quote })
}

/// What makes way for a newer quote: those of a booking that are still open.
async fn superseded(app: &App, booking: BookingId) -> Result<Vec<Write>, StoreError> {
    let now = app.now();
    count_no_longer(app, booking, |it| now < it.expires_at).await
}

/// What makes the quotes of a booking count no longer that is not what they were made for any more.
/// Also those whose time is over: somebody may have begun to confirm one before it was.
pub(crate) async fn outdated(app: &App, booking: BookingId) -> Result<Vec<Write>, StoreError> {
    count_no_longer(app, booking, |_| true).await
}

async fn count_no_longer(
    app: &App,
    booking: BookingId,
    is_it: impl Fn(&Cancellation) -> bool,
) -> Result<Vec<Write>, StoreError> {
    let earlier = app.ports.store.cancellations(booking).await?.into_iter();
    let open = earlier.filter(|it| it.value.state == CancellationState::Quoted && is_it(&it.value));
    let superseded = open.map(|Versioned { value, version }| {
        Write::save(&Versioned { value: value.superseded(), version })
    });
    Ok(superseded.collect())
}

/// Why there is no quote.
#[derive(Debug, Error)]
pub enum QuoteError {
    #[error(transparent)]
    Refused(#[from] CannotQuote),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
