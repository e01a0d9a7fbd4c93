//! `/v1/disputes`: what banks want back, and how a merchant answers.
//!
//! As in Stripe's test mode the evidence decides: `winning_evidence` wins, `losing_evidence` loses.
//! Source: <https://docs.stripe.com/testing#disputes>.

use crate::call::{Answer, Call};
use crate::ledger::named;
use crate::listing;
use crate::objects::dispute::{Dispute, Status};
use crate::refusal::Refusal;
use crate::store::Transaction;

const EVIDENCE: &str = "evidence[uncategorized_text]";

pub(super) fn retrieve(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    call.form.only(&[])?;
    let dispute: Dispute = named(transaction, &call.id)?;
    Ok(Answer::ok(dispute.show()))
}

pub(super) fn list(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    listing::list(transaction, &call.form, "/v1/disputes", |_, dispute: &Dispute| dispute.show())
}

/// Sends evidence.
pub(super) fn update(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    call.form.only(&[EVIDENCE, "submit"])?;
    let dispute = open(transaction, call)?;
    let status = match (call.form.text(EVIDENCE), dispute.status) {
        (Some("winning_evidence"), Status::WarningNeedsResponse) => Status::WarningClosed,
        (Some("winning_evidence"), _) => Status::Won,
        (Some("losing_evidence"), _) => Status::Lost,
        (Some(_) | None, _) => {
            let message = "The sandbox decides by winning_evidence or losing_evidence.";
            return Err(Refusal::invalid(message).about(EVIDENCE));
        }
    };
    Ok(Answer::ok(transaction.decide(dispute, status)?))
}

/// Accepts that it is lost.
pub(super) fn close(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    call.form.only(&[])?;
    let dispute = open(transaction, call)?;
    Ok(Answer::ok(transaction.decide(dispute, Status::Lost)?))
}

fn open(transaction: &mut Transaction, call: &Call) -> Result<Dispute, Refusal> {
    let dispute: Dispute = named(transaction, &call.id)?;
    if dispute.status.is_open() {
        Ok(dispute)
    } else {
        Err(Refusal::invalid("This dispute is already closed."))
    }
}
