//! Places a booking: verifies the offers, and holds inventory and picked seats, all or nothing.
//! Uses the store.

use std::sync::Arc;

use airside_booking::place::{CannotPlace, Checked, Identity, JourneyTerms, Request};
use airside_booking::service::ServiceFault;
use airside_booking::{Booking, Contact, Offer, RecordLocator, TripType, WantedService};
use airside_fares::{BaggageTariff, ExtraBaggageMode, PromoRefused};
use airside_primitives::{BookingId, PassengerId, PassengerType, TicketId, UserId};
use airside_tariff::Terms;
use thiserror::Error;
use time::OffsetDateTime;

use crate::account::Role;
use crate::bookings::promo::{PromoError, discounts};
use crate::context::App;
use crate::decision::{Decision, SeatsAre};
use crate::idempotency::{Given, IdempotencyError, Once};
use crate::offers::change_rules::change_rules;
use crate::offers::read::{OfferError, read_offer};
use crate::ports::{Changes, CommitError, Message, StoreError, Write};
use crate::scenarios;
use crate::stock_writes::{flights, seat_claims, take_inventory, take_services};
use crate::terms::terms_of;
use crate::webhooks::Event;
use crate::world::LoadError;
use crate::world::Snapshot;

pub use airside_booking::place::Traveller;

/// A request to book.
#[derive(Debug, Clone)]
pub struct PlaceBooking {
    /// Offer ids, in the order of travel.
    pub offers: Vec<String>,
    pub passengers: Vec<Traveller>,
    /// The special services of each of them; of nobody where it is empty.
    pub services: Vec<Vec<WantedService>>,
    pub extra_baggage_mode: ExtraBaggageMode,
    pub contact: Contact,
    pub promo_code: Option<String>,
    /// Who books for others holds as many seats as there are.
    pub by: Role,
}

/// The most unpaid bookings that are counted.
const MOST_COUNTED: u16 = 1_000;

pub async fn place_booking(
    app: &App,
    owner: UserId,
    command: &PlaceBooking,
    once: &Once<'_, Booking>,
) -> Result<Given, PlaceError> {
    once.carry_out(app, SeatsAre::Picked, |_| decide(app, owner, command)).await
}

/// Finds everything that is wrong with a request, and that needs no stock to be seen.
pub async fn check_booking(app: &App, command: &PlaceBooking) -> Result<(), PlaceError> {
    let world = app.world.load();
    let offers = offers(app, &world, command)?;
    let sold_by = sold_by(app, &world, &offers).await?;
    check(&world, command, offers, &sold_by.tariff.baggage, app.now()).map(|_| ())
}

/// The offers of a request.
fn offers(app: &App, world: &Snapshot, command: &PlaceBooking) -> Result<Vec<Offer>, PlaceError> {
    let ids = command.offers.iter().enumerate();
    let read = ids.map(|(at, id)| {
        read_offer(app, world, id).map_err(|error| PlaceError::Offer { at, error })
    });
    read.collect()
}

/// The newest of the tariffs that priced the offers, which sets the price of baggage.
async fn sold_by(app: &App, world: &Snapshot, offers: &[Offer]) -> Result<Arc<Terms>, StoreError> {
    let version = offers.iter().map(|offer| offer.tariff).max().unwrap_or(world.tariff);
    let found = terms_of(app, world, version).await?;
    Ok(found.unwrap_or_else(|| world.terms.clone()))
}

fn check(
    world: &Snapshot,
    command: &PlaceBooking,
    offers: Vec<Offer>,
    baggage: &BaggageTariff,
    now: OffsetDateTime,
) -> Result<(Checked, TripType), PlaceError> {
    let PlaceBooking { mut passengers, extra_baggage_mode, contact, promo_code, services, .. } =
        command.clone();
    let promo_code = promo_code
        .map(|code| code.parse())
        .transpose()
        .map_err(|_| PlaceError::UnknownPromoCode)?;

    let trip_type = TripType::of(&offers, |airport| world.index.city(airport));
    let directions: Vec<_> = (0..).map(|at| trip_type.direction(at)).take(offers.len()).collect();
    let last = offers.last().and_then(|offer| offer.segments.iter().map(|it| it.date).max());
    for (passenger, wanted) in services.iter().enumerate() {
        let born = passengers.get(passenger).map(|it| it.date_of_birth);
        let kind = born.zip(last).and_then(|(born, last)| PassengerType::on(born, last));
        let checked = world.terms.services.check(wanted, kind, &directions);
        let checked = checked.map_err(|faults| PlaceError::Services { passenger, faults })?;
        if let Some(traveller) = passengers.get_mut(passenger) {
            traveller.services = checked;
        }
    }
    let request = Request { offers, passengers, extra_baggage_mode, contact, promo_code };
    let checked = request.check(baggage, &world.terms.fleet, now)?;
    Ok((checked, trip_type))
}

async fn decide(
    app: &App,
    owner: UserId,
    command: &PlaceBooking,
) -> Result<Decision<Booking>, PlaceError> {
    let world = app.world.load();
    let offers = offers(app, &world, command)?;
    let sold_by = sold_by(app, &world, &offers).await?;
    let baggage = &sold_by.tariff.baggage;
    let now = app.now();
    let (checked, trip_type) = check(&world, command, offers, baggage, now)?;
    check_unpaid(app, owner, command, now).await?;
    let discounts = match checked.promo_code() {
        None => Vec::new(),
        Some(code) => {
            let bases = checked.offers().iter().map(|it| (it, checked.passenger_bases(it)));
            let bases: Vec<_> = bases.collect();
            discounts(app, code, Some(owner), &bases).await?
        }
    };
    let (identity, due_by) = (identity(app, &checked, owner), due_by(app, &checked, now));
    let mut terms = Vec::new();
    for (at, offer) in checked.offers().iter().enumerate() {
        let discount = discounts.get(at).copied().unwrap_or_default();
        let changes = change_rules(app, &world, offer).await?;
        terms.push(JourneyTerms { discount, changes });
    }
    let booking = checked.place(identity, trip_type, &terms, baggage, due_by, now);

    if let Some(sold_out) = scenarios::sold_out(app, &booking) {
        return Err(CommitError::SoldOut(sold_out).into());
    }
    if scenarios::price_is_gone(app, &booking) {
        return Err(PlaceError::Offer { at: 0, error: OfferError::Expired });
    }

    let directions = booking.directions();
    let claims = seat_claims(&booking, &directions).into_iter().map(Write::ClaimSeat);
    let promo_use = booking.promo_code.clone().map(|code| Write::UsePromo {
        code,
        user: owner,
        booking: booking.id,
    });
    let changes = Changes::default()
        .write(Write::Stays(owner))
        .write_all(take_inventory(&booking, &world))
        .write_all(take_services(&booking, Some(&world.terms.services)))
        .write_all(claims)
        .write_all(promo_use)
        .send(Message::InventoryChanged(flights(&booking, &directions)))
        .write_all(Write::add_booking(&booking))
        .tell([Event::booking_created(app, &booking)]);
    Ok(Decision { changes, outcome: booking })
}

/// A traveller who never pays must not keep an airline's seats from sale.
async fn check_unpaid(
    app: &App,
    owner: UserId,
    command: &PlaceBooking,
    now: OffsetDateTime,
) -> Result<(), PlaceError> {
    let most = usize::from(app.settings.most_unpaid_seats);
    match command.by {
        Role::Customer if most > 0 => (),
        Role::Customer | Role::Agent | Role::Admin => return Ok(()),
    }
    let unpaid = app.ports.store.unpaid_bookings(owner, now, MOST_COUNTED).await?;
    let held: usize = unpaid.iter().map(|booking| usize::from(booking.seated())).sum();
    let wanted = command.passengers.iter().filter(|it| it.infant_of.is_none()).count();
    if held + wanted > most { Err(PlaceError::TooManyHolds { most }) } else { Ok(()) }
}

fn identity(app: &App, checked: &Checked, owner: UserId) -> Identity {
    let entropy = &app.ports.entropy;
    Identity {
        booking: BookingId(entropy.id()),
        reference: locator(app),
        owner,
        passengers: (0..checked.people()).map(|_| PassengerId(entropy.id())).collect(),
        tickets: checked.offers().iter().map(|_| TicketId(entropy.id())).collect(),
    }
}

/// A record locator at random; one that spells a bad word is drawn again.
pub(super) fn locator(app: &App) -> RecordLocator {
    loop {
        if let Some(locator) = RecordLocator::from_random(app.ports.entropy.bits()) {
            return locator;
        }
    }
}

/// A hold never outlives the sales cut-off.
fn due_by(app: &App, checked: &Checked, now: OffsetDateTime) -> OffsetDateTime {
    let cutoff = checked.offers().first().departs_at() - app.settings.sales_cutoff;
    cutoff.min(now + app.settings.hold)
}

/// Why nothing was booked.
#[derive(Debug, Error)]
pub enum PlaceError {
    #[error("the offer at {at} cannot be booked")]
    Offer { at: usize, error: OfferError },
    #[error(transparent)]
    Request(#[from] CannotPlace),
    #[error("at most {most} seats may be held unpaid at a time: pay first, or let a hold end")]
    TooManyHolds { most: usize },
    #[error("the special services of passenger {passenger} cannot be had so")]
    Services { passenger: usize, faults: Vec<(usize, ServiceFault)> },
    #[error("there is no such promo code")]
    UnknownPromoCode,
    #[error(transparent)]
    Promo(PromoRefused),
    #[error(transparent)]
    Once(#[from] IdempotencyError),
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<PromoError> for PlaceError {
    fn from(error: PromoError) -> Self {
        match error {
            PromoError::Unknown => Self::UnknownPromoCode,
            PromoError::Refused(refused) => Self::Promo(refused),
            PromoError::Store(error) => Self::Store(error),
        }
    }
}
