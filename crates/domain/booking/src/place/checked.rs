//! Offers and travellers that fit together: they make a booking, whatever it is called.

use std::collections::BTreeMap;

use airside_exchange::Rules;
use airside_fares::{BaggageTariff, ExtraBaggageMode, PromoName};
use airside_primitives::{Amount, PassengerType, SeatNumber, TicketId};
use time::OffsetDateTime;

use super::{Identity, MOST_OFFERS, Traveller};
use crate::booking::{Booking, Contact, Journey, State};
use crate::offer::Offer;
use crate::one_to::OneTo;
use crate::seat_rows::SeatRows;
use crate::ticket::Ticket;
use crate::trip::TripType;

/// The offers of a booking, in the order of travel.
pub type Offers = OneTo<MOST_OFFERS, Offer>;

/// What a journey is sold on beside its offer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JourneyTerms {
    /// Its share of the promo code.
    pub discount: Amount,
    /// When it may be exchanged; not at all where the tariff is silent.
    pub changes: Option<Rules>,
}

/// Offers and travellers that fit together, with nothing left to refuse but stock.
#[derive(Debug, Clone)]
pub struct Checked {
    pub(super) offers: Offers,
    /// Each with the type of the passenger that they are.
    pub(super) travellers: Vec<(Traveller, PassengerType)>,
    pub(super) extra_baggage_mode: ExtraBaggageMode,
    pub(super) contact: Contact,
    pub(super) promo_code: Option<PromoName>,
}

impl Checked {
    pub fn offers(&self) -> &Offers {
        &self.offers
    }

    /// How many travel.
    pub fn people(&self) -> usize {
        self.travellers.len()
    }

    pub fn promo_code(&self) -> Option<&PromoName> {
        self.promo_code.as_ref()
    }

    /// The base fare of each passenger on this offer, in the order of the passengers.
    pub fn passenger_bases(&self, offer: &Offer) -> Vec<Amount> {
        let base = |kind| {
            let mut prices = offer.price.per_passenger().iter();
            prices.find(|price| price.kind == kind).map_or(Amount::ZERO, |price| price.base)
        };
        self.travellers.iter().map(|(_, kind)| base(*kind)).collect()
    }

    /// The booking, held until `due_by`, each journey on its own `terms`.
    pub fn place(
        self,
        identity: Identity,
        trip_type: TripType,
        terms: &[JourneyTerms],
        baggage: &BaggageTariff,
        due_by: OffsetDateTime,
        now: OffsetDateTime,
    ) -> Booking {
        let Self { offers, travellers, extra_baggage_mode, contact, promo_code } = self;
        let extra = travellers.iter().filter_map(|(traveller, _)| {
            baggage.extra(extra_baggage_mode, traveller.extra_baggage_kg)
        });
        let extra_baggage: Amount = extra.sum();

        let currency = offers.first().currency;
        let (mut at, mut segment) = (0_u8, 0);
        let journeys = offers.map(|offer| {
            let direction = trip_type.direction(at);
            let terms = terms.get(usize::from(at)).cloned();
            let JourneyTerms { discount, changes } = terms.unwrap_or_default();
            at += 1;
            let seats = SeatRows::of(&offer.segments, |_| {
                let row = picked(&travellers, segment);
                segment += 1;
                row
            });
            Journey {
                direction,
                offer,
                discount,
                extra_baggage,
                changes,
                seats,
                left: BTreeMap::new(),
            }
        });
        let tickets = tickets(&journeys, identity.tickets);
        let passengers = travellers.into_iter().zip(identity.passengers);
        Booking {
            id: identity.booking,
            reference: identity.reference,
            owner: identity.owner,
            created_at: now,
            trip_type,
            contact: Some(contact),
            passengers: passengers.map(|((it, kind), id)| it.passenger(kind, id)).collect(),
            extra_baggage_mode,
            promo_code,
            currency,
            journeys,
            tickets,
            schedule_changes: Vec::new(),
            reissues: Vec::new(),
            exchanging: None,
            partings: Vec::new(),
            erased_at: None,
            state: State::PendingPayment { due_by },
        }
    }
}

/// The seats that were picked on a segment, counted over the whole trip.
fn picked(travellers: &[(Traveller, PassengerType)], segment: usize) -> Vec<Option<SeatNumber>> {
    travellers.iter().map(|(it, _)| it.seats.get(segment).copied().flatten()).collect()
}

/// One ticket for each airline, in the order in which they first sell a journey.
fn tickets(journeys: &[Journey], ids: Vec<TicketId>) -> Vec<Ticket> {
    let mut ids = ids.into_iter();
    let mut tickets: Vec<Ticket> = Vec::new();
    for journey in journeys {
        let airline = journey.offer.airline;
        match tickets.iter_mut().find(|ticket| ticket.airline == airline) {
            Some(ticket) => ticket.journeys.push(journey.direction),
            None => tickets.extend(ids.next().map(|id| Ticket {
                id,
                airline,
                journeys: vec![journey.direction],
            })),
        }
    }
    tickets
}
