//! `/v1/events`: what happened, for callers that poll.

use crate::call::{Answer, Call};
use crate::refusal::Refusal;
use crate::store::Transaction;

pub(super) fn retrieve(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    call.form.only(&[])?;
    let event = transaction.event(&call.id)?;
    event.map(Answer::ok).ok_or_else(|| Refusal::not_found("event", &call.id))
}

pub(super) fn list(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    let form = &call.form;
    form.only(&["type", "limit", "starting_after"])?;
    let limit = form.limit()?;
    let events = transaction.events(form.text("type"), form.text("starting_after"), limit + 1)?;
    Ok(Answer::page("/v1/events", events, limit))
}
