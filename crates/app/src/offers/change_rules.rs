//! When the journey of an offer may be exchanged. Uses the store for tariffs no longer in use.

use airside_booking::Offer;
use airside_exchange::Rules;

use crate::context::App;
use crate::ports::StoreError;
use crate::terms::terms_of;
use crate::world::Snapshot;

/// The rules of the tariff that an offer was priced by; `None` where it is not exchanged.
pub async fn change_rules(
    app: &App,
    world: &Snapshot,
    offer: &Offer,
) -> Result<Option<Rules>, StoreError> {
    let terms = terms_of(app, world, offer.tariff).await?;
    Ok(terms.and_then(|terms| terms.changes.of(offer.brand).cloned()))
}
