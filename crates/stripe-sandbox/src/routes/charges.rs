//! `/v1/charges`: every attempt to take money, for callers that were told of one that failed.

use crate::call::{Answer, Call};
use crate::ledger::named;
use crate::listing;
use crate::objects::charge::Charge;
use crate::refusal::Refusal;
use crate::store::Transaction;

pub(super) fn retrieve(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    call.form.only(&[])?;
    let charge: Charge = named(transaction, &call.id)?;
    Ok(Answer::ok(charge.show()))
}

pub(super) fn list(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    listing::list(transaction, &call.form, "/v1/charges", |_, charge: &Charge| charge.show())
}
