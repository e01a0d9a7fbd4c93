//! What may be exchanged for what, and the quote for it.

use airside_exchange::{Fee, NewPrice, NotChangeable, Rules, free_of_charge, quote};
use airside_primitives::{AirportCode, Amount, ExchangeId, PassengerType, ScheduleChangeId};
use thiserror::Error;
use time::{Duration, OffsetDateTime};

use super::{Exchange, ExchangeState, ExchangedJourney, Waiver};
use crate::booking::{Booking, Journey, State};
use crate::offer::Offer;
use crate::passenger::Passenger;
use crate::trip::Direction;

/// A journey, and the offer that is to stand in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    pub direction: Direction,
    pub offer: Offer,
    /// When that may be exchanged in turn, by its tariff.
    pub changes: Option<Rules>,
}

/// What is to be exchanged, and on what terms.
#[derive(Debug, Clone)]
pub struct Asked {
    pub replace: Vec<Replacement>,
    pub waiver: Waiver,
}

/// What a journey may be exchanged for free of charge after a schedule change.
#[derive(Clone, Copy)]
pub struct Rebooking<'a> {
    /// How far from the departure that was booked.
    pub within: Duration,
    /// Names the city of an airport by one of its airports.
    pub city: &'a dyn Fn(AirportCode) -> AirportCode,
}

impl Exchange {
    /// Quotes what was asked for, for `lifetime` at most, and never past the end of an offer or the
    /// moment a figure would change.
    pub fn quote(
        id: ExchangeId,
        booking: &Booking,
        asked: Asked,
        rebooking: Rebooking<'_>,
        lifetime: Duration,
        now: OffsetDateTime,
    ) -> Result<Self, CannotExchange> {
        match booking.state {
            State::PendingPayment { .. } | State::Expired { .. } => {
                return Err(CannotExchange::NotConfirmed);
            }
            State::Confirmed { .. } => (),
        }
        let Asked { replace, waiver } = asked;
        if replace.is_empty() {
            return Err(CannotExchange::Nothing);
        }
        let mut lines: Vec<ExchangedJourney> = Vec::new();
        let mut expires_at = now + lifetime;
        for (at, replacement) in replace.into_iter().enumerate() {
            let refused = |why| CannotExchange::Journey { at, why };
            if lines.iter().any(|it| it.direction == replacement.direction) {
                return Err(refused(Refused::Twice));
            }
            let (line, true_until) =
                exchanged(booking, replacement, waiver, rebooking, now).map_err(refused)?;
            expires_at = expires_at.min(true_until);
            lines.push(line);
        }
        let changed: Vec<_> = lines.iter().map(|it| (it.direction, it.offer.clone())).collect();
        booking.can_travel(&changed)?;
        let booking = booking.id;
        let state = ExchangeState::Quoted;
        Ok(Self { id, booking, lines, waiver, quoted_at: now, expires_at, state })
    }
}

fn exchanged(
    booking: &Booking,
    Replacement { direction, offer, changes }: Replacement,
    waiver: Waiver,
    rebooking: Rebooking<'_>,
    now: OffsetDateTime,
) -> Result<(ExchangedJourney, OffsetDateTime), Refused> {
    let journey = booking.journey(direction).ok_or(Refused::UnknownJourney)?;
    let ticket = booking.ticket_of(direction).ok_or(Refused::UnknownJourney)?.id;
    if booking.is_cancelled(direction) {
        return Err(Refused::AlreadyCancelled);
    }
    let old = &journey.offer;
    if old.departs_at() <= now {
        return Err(Refused::NotChangeable(NotChangeable::TooLate { since: old.departs_at() }));
    }
    if offer.airline != old.airline {
        return Err(Refused::OtherAirline);
    }
    if offer.currency != old.currency || offer.party != old.party {
        return Err(Refused::OtherParty);
    }
    let same_flights = offer.segments.iter().eq(old.segments.iter());
    if same_flights && offer.cabin == old.cabin && offer.brand == old.brand {
        return Err(Refused::NothingChanges);
    }
    let offered_until = offer.expires_at;
    let account = journey.account();
    let fee = match waiver {
        Waiver::ScheduleChange(id) => {
            let answer_by = booking.may_rebook(id, journey, &offer, rebooking, now)?;
            let line = free_of_charge(&account);
            // It keeps its price and its terms, and flies otherwise.
            let offer = Offer { segments: offer.segments, ..old.clone() };
            let changes = journey.changes.clone();
            let line = ExchangedJourney { direction, ticket, offer, changes, line };
            return Ok((line, answer_by.min(offered_until)));
        }
        Waiver::Fee => Fee::Waived,
        Waiver::Nothing => Fee::AsAgreed,
    };
    let taxes: Amount = offer.price.taxes().iter().map(|tax| tax.amount).sum();
    let new = NewPrice { base: offer.price.base(), taxes };
    let quote =
        quote(&account, new, journey.changes.as_ref(), fee, now).map_err(Refused::NotChangeable)?;
    let line = ExchangedJourney { direction, ticket, offer, changes, line: quote.line };
    Ok((line, quote.true_until.min(offered_until)))
}

impl Booking {
    /// Until when a schedule change may be answered by this offer.
    fn may_rebook(
        &self,
        id: ScheduleChangeId,
        journey: &Journey,
        offer: &Offer,
        rebooking: Rebooking<'_>,
        now: OffsetDateTime,
    ) -> Result<OffsetDateTime, Refused> {
        let change = self.schedule_changes.iter().find(|it| it.id == id);
        let change = change.ok_or(Refused::UnknownScheduleChange)?;
        if change.direction != journey.direction {
            return Err(Refused::ScheduleChangeOfAnother);
        }
        if !change.is_open(now) {
            return Err(Refused::AlreadyAnswered);
        }
        let old = &journey.offer;
        let city = rebooking.city;
        let same_cities = city(old.origin()) == city(offer.origin())
            && city(old.destination()) == city(offer.destination());
        if !same_cities {
            return Err(Refused::OtherCities);
        }
        if offer.cabin != old.cabin {
            return Err(Refused::OtherCabin);
        }
        let booked = change.before.first().departs_at;
        if (offer.departs_at() - booked).abs() > rebooking.within {
            return Err(Refused::TooFarFromBooked { days: rebooking.within.whole_days() });
        }
        // Without an alternative silence is no answer.
        let answer_by = if change.after.is_some() { change.answer_by } else { old.departs_at() };
        Ok(answer_by.min(old.departs_at()))
    }

    /// Whether the journeys follow each other in time with these in the place of their own, and
    /// everybody is of the type that they paid for on the last day.
    pub(crate) fn can_travel(&self, changed: &[(Direction, Offer)]) -> Result<(), CannotExchange> {
        let becomes = |journey: &Journey| {
            let changed = changed.iter().find(|(direction, _)| *direction == journey.direction);
            changed.map_or_else(|| journey.offer.clone(), |(_, offer)| offer.clone())
        };
        let live = self.journeys.iter().filter(|it| !self.is_cancelled(it.direction));
        let offers: Vec<(&Journey, Offer)> = live.map(|it| (it, becomes(it))).collect();
        if offers.windows(2).any(|pair| pair[1].1.departs_at() < pair[0].1.arrives_at()) {
            return Err(CannotExchange::OutOfOrder);
        }
        let last_day = |passenger: &Passenger| {
            let theirs = offers.iter().filter(|(journey, _)| journey.carries(passenger));
            theirs.flat_map(|(_, offer)| &offer.segments).map(|segment| segment.date).max()
        };
        let grows = |passenger: &Passenger| {
            let born = passenger.person.as_ref().map(|person| person.date_of_birth);
            let then = born.zip(last_day(passenger));
            then.is_some_and(|(born, day)| PassengerType::on(born, day) != Some(passenger.kind))
        };
        match self.passengers.iter().position(grows) {
            Some(passenger) => Err(CannotExchange::OfAnotherType { passenger }),
            None => Ok(()),
        }
    }
}

/// Why there is no quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CannotExchange {
    #[error("the booking is not confirmed, so there is nothing to change")]
    NotConfirmed,
    #[error("at least one journey must be named")]
    Nothing,
    #[error("{why}")]
    Journey {
        /// Its place in what was asked for.
        at: usize,
        why: Refused,
    },
    #[error("the journeys would no longer follow each other in time")]
    OutOfOrder,
    #[error("by the last departure this passenger is of another type, at another price")]
    OfAnotherType { passenger: usize },
}

/// Why one journey is not exchanged for this offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Refused {
    #[error("this booking has no such journey")]
    UnknownJourney,
    #[error("the journey is named twice")]
    Twice,
    #[error("the journey is already cancelled")]
    AlreadyCancelled,
    #[error(transparent)]
    NotChangeable(#[from] NotChangeable),
    #[error("the offer is of another airline than the ticket: cancel the journey and book it")]
    OtherAirline,
    #[error("the offer was made for another party or currency than the booking's")]
    OtherParty,
    #[error("the offer is what is booked already")]
    NothingChanges,
    #[error("this booking has no such schedule change")]
    UnknownScheduleChange,
    #[error("the schedule change is of another journey")]
    ScheduleChangeOfAnother,
    #[error("the schedule change has been answered")]
    AlreadyAnswered,
    #[error("free of charge the journey stays between the same cities")]
    OtherCities,
    #[error("free of charge the journey stays in the same cabin")]
    OtherCabin,
    #[error("free of charge the journey leaves within {days} days of what was booked")]
    TooFarFromBooked { days: i64 },
}
