//! `/v1/events`: what happened, for callers that poll.

use crate::call::{Answer, Call};
use crate::listing::Listing;
use crate::refusal::Refusal;
use crate::store::Transaction;

pub(super) fn retrieve(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    call.form.only(&[])?;
    let event = transaction.event(&call.id)?;
    event.map(Answer::ok).ok_or_else(|| Refusal::not_found("event", &call.id))
}

pub(super) fn list(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    let listing = Listing::read(&call.form, &["type"])?;
    let events = transaction.listed_events(&listing, call.form.text("type"))?;
    let events = events.ok_or_else(|| listing.no_such("event"))?;
    Ok(listing.page("/v1/events", events))
}
