//! The offers that are being booked, renewed should they lapse while somebody types.

use airside_app::App;
use airside_app::offers::change_rules::change_rules;
use airside_app::offers::read::{OfferError, read_offer, renewed_offer};
use airside_app::world::Snapshot;
use airside_booking::{Offer, Segment};
use airside_exchange::Rules;
use airside_primitives::{Amount, PassengerType};

use crate::form::Fields;
use crate::refusal::Refusal;

/// Offers with their ids, in the order of travel.
pub(super) struct Chosen {
    pub(super) ids: Vec<String>,
    pub(super) offers: Vec<Offer>,
    /// What the trip cost before an offer lapsed, if it costs something else now.
    pub(super) cost_before: Option<Amount>,
}

impl Chosen {
    /// `None` when some flight of them cannot be had any more.
    pub(super) fn read(app: &App, world: &Snapshot, fields: &Fields) -> Option<Self> {
        let (mut ids, mut offers) = (Vec::new(), Vec::new());
        let mut before = Amount::ZERO;
        for id in fields.all("offer") {
            match read_offer(app, world, id) {
                Ok(offer) => {
                    before += offer.price.total();
                    ids.push(id.to_owned());
                    offers.push(offer);
                }
                Err(OfferError::Expired) => {
                    let renewed = renewed_offer(app, world, id)?;
                    before += renewed.cost_before;
                    ids.push(renewed.found.id);
                    offers.push(renewed.found.offer);
                }
                Err(OfferError::Invalid | OfferError::FlightChanged) => return None,
            }
        }
        let first = offers.first()?;
        if offers.iter().any(|offer| offer.party != first.party) {
            return None;
        }
        let now: Amount = offers.iter().map(|offer| offer.price.total()).sum();
        Some(Self { ids, offers, cost_before: (now != before).then_some(before) })
    }

    /// When each journey may be changed for another one.
    pub(super) async fn changes(
        &self,
        app: &App,
        world: &Snapshot,
    ) -> Result<Vec<Option<Rules>>, Refusal> {
        let mut changes = Vec::new();
        for offer in &self.offers {
            match change_rules(app, world, offer).await {
                Ok(rules) => changes.push(rules),
                Err(error) if error.is_away() => return Err(Refusal::Away),
                Err(error) => return Err(Refusal::fault(&error)),
            }
        }
        Ok(changes)
    }

    /// The flights of the whole trip.
    pub(super) fn segments(&self) -> impl Iterator<Item = (&Offer, &Segment)> {
        self.offers.iter().flat_map(|offer| offer.segments.iter().map(move |it| (offer, it)))
    }

    /// Of each offer, the base of everybody in the order of the form.
    pub(super) fn bases(&self) -> Vec<(&Offer, Vec<Amount>)> {
        let of = |offer: &Offer| {
            let base = |kind| offer.price.base_of(kind).unwrap_or_default();
            self.kinds().into_iter().map(base).collect()
        };
        self.offers.iter().map(|offer| (offer, of(offer))).collect()
    }

    /// Who travels, by type: adults first.
    pub(super) fn kinds(&self) -> Vec<PassengerType> {
        let party = self.offers.first().map(|offer| offer.party);
        let count = |kind| party.map_or(0, |party| usize::from(party.count(kind)));
        PassengerType::ALL.into_iter().flat_map(|kind| vec![kind; count(kind)]).collect()
    }
}
