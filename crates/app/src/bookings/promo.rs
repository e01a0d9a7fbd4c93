//! What a promo code takes off a trip, before it is booked and when it is. Uses the store.

use airside_booking::Offer;
use airside_fares::{PromoJourney, PromoName, PromoRefused};
use airside_primitives::{Amount, UserId};
use thiserror::Error;

use crate::context::App;
use crate::ports::StoreError;

/// What the code takes off each of these offers, in their order; of each, the base of every passenger
/// in the order of the booking is told. Whether `booker` may use it once more is asked where they are
/// known. Using it up is for the commit that books.
pub async fn discounts(
    app: &App,
    code: &PromoName,
    booker: Option<UserId>,
    bases: &[(&Offer, Vec<Amount>)],
) -> Result<Vec<Amount>, PromoError> {
    let store = &app.ports.store;
    let promo = store.promo_code(code).await?.ok_or(PromoError::Unknown)?;
    let uses = store.promo_uses(code, booker.unwrap_or(UserId::NOBODY)).await?;
    let Some((first, _)) = bases.first() else { return Ok(Vec::new()) };
    let journeys = bases.iter().map(|(offer, bases)| PromoJourney {
        airline: offer.airline,
        origin: offer.origin(),
        destination: offer.destination(),
        passenger_bases: bases.clone(),
    });
    let journeys: Vec<_> = journeys.collect();
    let discount = promo.discount(app.now(), first.currency, &journeys, uses);
    Ok(discount.map_err(PromoError::Refused)?.per_journey)
}

/// Why it takes nothing off.
#[derive(Debug, Error)]
pub enum PromoError {
    #[error("there is no such promo code")]
    Unknown,
    #[error(transparent)]
    Refused(PromoRefused),
    #[error(transparent)]
    Store(#[from] StoreError),
}
