//! One offer as it stands today.

use std::time::Instant;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::caller::Caller;
use crate::refusal::Refusal;
use crate::tool::Said;
use crate::views::offer::OfferDetails;

pub(super) const GET: (&str, &str, &str) = (
    "get_offer",
    "Look at one offer",
    "One offer with its price line by line, what cancelling costs, the places left today, and the \
     seats that can be picked.",
);

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// `offer` of a search.
    offer: String,
    /// Whether to list the free seats [true].
    seats: Option<bool>,
}

pub(super) async fn get(caller: Caller, wanted: Wanted) -> Result<Said<OfferDetails>, Refusal> {
    let id = offer_id(&caller, &wanted.offer)?;
    let offers = caller.airside.offers();
    let offer = offers.get(&id).await?;
    let seats = match wanted.seats {
        Some(false) => Vec::new(),
        Some(true) | None => offers.seat_maps(&id).await?.segments,
    };
    let name = caller.memory.name_offer(caller.id, &id, Instant::now());
    let details = OfferDetails::of(&offer, name, &seats);
    Ok(Said::new(format!("It costs {}.", details.line.total.in_words()), details))
}

/// The API's id of an offer that was found by this caller.
pub(super) fn offer_id(caller: &Caller, name: &str) -> Result<String, Refusal> {
    let name = name.trim();
    let id = caller.memory.offer(caller.id, name, Instant::now());
    id.ok_or_else(|| Refusal::unknown_offer(name))
}
