//! Quotes what exchanging journeys costs. Uses the store.

use airside_booking::exchange::{Asked, CannotExchange, Rebooking, Replacement, Waiver};
use airside_booking::{Booking, Direction, Exchange, ExchangeState, RecordLocator};
use airside_primitives::{BookingId, ExchangeId, UserId};
use thiserror::Error;

use crate::bookings::read::{ReadError, own_booking};
use crate::context::App;
use crate::decision::{self, Decision, SeatsAre};
use crate::offers::change_rules::change_rules;
use crate::offers::read::{OfferError, read_offer};
use crate::ports::{Changes, CommitError, StoreError, Versioned, Write};
use crate::world::LoadError;

/// Journeys to exchange.
#[derive(Debug, Clone)]
pub struct QuoteExchange {
    pub reference: RecordLocator,
    /// Each with the id of the offer that is to stand in its place.
    pub replace: Vec<(Direction, String)>,
    /// What is not asked for: the fee, by an agent; all of it, where a schedule change is answered.
    pub waiver: Waiver,
}

/// A quote, and the booking that it is for.
pub struct Quoted {
    pub exchange: Exchange,
    pub booking: Booking,
}

/// Makes a quote; earlier ones of the same booking no longer count.
pub async fn quote_exchange(
    app: &App,
    owner: UserId,
    command: &QuoteExchange,
) -> Result<Quoted, QuoteError> {
    let decide = |_| async {
        let booking = own_booking(app, owner, command.reference).await?;
        quoted(app, booking, command).await
    };
    decision::carry_out(app, SeatsAre::Planned, decide).await
}

pub(super) async fn quoted(
    app: &App,
    booking: Versioned<Booking>,
    command: &QuoteExchange,
) -> Result<Decision<Quoted>, QuoteError> {
    let (world, now) = (app.world.load(), app.now());
    let mut replace = Vec::new();
    for (at, (direction, offer)) in command.replace.iter().enumerate() {
        let offer = read_offer(app, &world, offer);
        let offer = offer.map_err(|error| QuoteError::Offer { at, error })?;
        let changes = change_rules(app, &world, &offer).await?;
        replace.push(Replacement { direction: *direction, offer, changes });
    }
    let asked = Asked { replace, waiver: command.waiver };
    let city = |airport| world.index.city(airport);
    let within = app.settings.schedule_changes.rebook_within;
    let exchange = Exchange::quote(
        ExchangeId(app.ports.entropy.id()),
        &booking.value,
        asked,
        Rebooking { within, city: &city },
        app.settings.quote_lifetime,
        now,
    )?;
    let superseded = superseded_exchanges(app, booking.value.id, None).await?;
    // The booking is saved as it is, so that two who ask at once meet: only one quote may stand.
    let changes = Changes::default()
        .write(Write::save(&booking))
        .write_all(superseded)
        .write(Write::add(&exchange));
    Ok(Decision { changes, outcome: Quoted { exchange, booking: booking.value } })
}

/// What makes the quotes of a booking that may still be accepted count no longer, `but` this one.
pub(crate) async fn superseded_exchanges(
    app: &App,
    booking: BookingId,
    but: Option<ExchangeId>,
) -> Result<Vec<Write>, StoreError> {
    let open = app
        .ports
        .store
        .exchanges(booking)
        .await?
        .into_iter()
        .filter(|it| it.value.state == ExchangeState::Quoted && Some(it.value.id) != but);
    let superseded = open.map(|Versioned { value, version }| {
        Write::save(&Versioned { value: value.superseded(), version })
    });
    Ok(superseded.collect())
}

/// Why there is no quote.
#[derive(Debug, Error)]
pub enum QuoteError {
    #[error("the offer at {at} cannot be booked")]
    Offer { at: usize, error: OfferError },
    #[error(transparent)]
    Refused(#[from] CannotExchange),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
